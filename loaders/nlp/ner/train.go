package ner

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner/crf"
)

// Source is a corpus with how to learn from it.
type Source struct {
	Docs   []Annotated
	Style  Style
	Weight float32 // 1 counts fully
	// OpenMisc: the corpus marks no MISC names; capitalised words outside its
	// names may be some.
	OpenMisc bool
}

func floats(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// learn trains on the sources and returns the model file's sections.
func learn(ctx context.Context, l *lang.Language, sources []Source, o crf.Options) (lang.Sections, error) {
	own, err := l.Clusters()
	if err != nil {
		return nil, err
	}
	helper, err := l.Helper()
	if err != nil {
		return nil, err
	}
	x := extractor{own, helper}
	var examples []crf.Example
	var s scratch
	for _, src := range sources {
		for i := range src.Docs {
			examples = x.examples(examples, &src, &src.Docs[i], &s)
		}
	}
	w, err := crf.Train(ctx, examples, numStates, transitions(), o)
	if err != nil {
		return nil, fmt.Errorf("train names %s: %w", l.Code, err)
	}
	m, err := w.Freeze(0.03)
	if err != nil {
		return nil, fmt.Errorf("train names %s: %w", l.Code, err)
	}
	var pairs []byte
	for _, v := range w.Trans.Scores() {
		pairs = binary.LittleEndian.AppendUint32(pairs, math.Float32bits(v))
	}
	types, err := learnTypes(ctx, sources)
	if err != nil {
		return nil, fmt.Errorf("train names %s: %w", l.Code, err)
	}
	return lang.Sections{{Name: "names", Data: m.Bytes()}, {Name: "pairs", Data: pairs}, {Name: "types", Data: types.Bytes()}}, nil
}

func (x *extractor) examples(to []crf.Example, src *Source, a *Annotated, s *scratch) []crf.Example {
	x.read(a.Doc, s)
	states := make([]uint8, len(a.Doc.Tokens))
	for _, sent := range a.Doc.Sentences {
		encode(states[sent.First:sent.Last], sent.First, a.Names)
		e := crf.Example{Weight: src.Weight, Offsets: []int32{0}}
		for i := sent.First; i < sent.Last; i++ {
			e.Features = s.features(e.Features, i, sent.First, sent.Last, src.Style)
			e.Offsets = append(e.Offsets, int32(len(e.Features)))
			allowed := crf.Set(1) << states[i]
			if states[i] == outside {
				w := &s.words[i]
				if a.Open[i] {
					allowed = 1 | ^noMisc&(1<<numStates-1)
				} else if src.OpenMisc && w.caps && !w.first && w.class&(gazetteer.DemonymAdj|gazetteer.DemonymNoun) == 0 {
					allowed = 1 | ^noMisc&(1<<numStates-1)
				}
			}
			e.Allowed = append(e.Allowed, allowed)
		}
		to = append(to, e)
	}
	return to
}

// ReadSource reads a corpus file below the data folder.
func readFile(data, name string, size int, labels map[string]string) ([]Annotated, error) {
	f, err := openFile(filepath.Join(data, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs, err := ReadIOB2(f, size, labels)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return docs, nil
}

// ReadArticles reads the gold articles of a folder whose names (without
// .json) lie between from and to, in order of their names.
func ReadArticles(dir, from, to string) ([]Article, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	var out []Article
	for _, f := range files {
		id := f.Name()
		if filepath.Ext(id) != ".json" || id < from || id[:len(id)-5] > to {
			continue
		}
		r, err := os.Open(filepath.Join(dir, id))
		if err != nil {
			return nil, fmt.Errorf("read articles: %w", err)
		}
		a, err := ReadArticle(r)
		r.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}
