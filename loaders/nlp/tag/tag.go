// Package tag gives every token its universal part of speech, morphological
// features and lemma.
//
// In: a Doc with sentences and tokens. Out: Token.UPOS, Feats and Lemma. The
// tagger is a greedy averaged perceptron whose classes are part of speech and
// features joined; lemmas come from the longest known ending under that class.
// Not here: tokens (tokenize), trees (parse), model files (lang).
package tag

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/memo"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// ModelFile is the name of a language's tagging model.
const ModelFile = "tag.bin"

// Tagger tags sentences of one language. Safe for concurrent use.
type Tagger struct {
	encoder *lexeme.Encoder
	labels  []label
	model   *perceptron.Model
	lemmas  *lemmatiser
	hints   *hints
	pool    sync.Pool
}

type label struct{ upos, feats string }

func parseLabel(s string) label {
	u, f, _ := strings.Cut(s, "|")
	return label{u, f}
}

func (l label) String() string {
	if l.feats == "" {
		return l.upos
	}
	return l.upos + "|" + l.feats
}

// NewTagger loads the language's model.
func NewTagger(l *lang.Language) (*Tagger, error) {
	s, err := l.Model(ModelFile)
	if err != nil {
		return nil, err
	}
	t, err := Load(l, s)
	if err != nil {
		return nil, fmt.Errorf("load tagger of language %q: %w", l.Code, err)
	}
	return t, nil
}

// Load makes a tagger of a model that Train has just made.
func Load(l *lang.Language, s lang.Sections) (*Tagger, error) {
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	labels, err := s.Lines("labels")
	if err != nil {
		return nil, err
	}
	b, err := s.Get("model")
	if err != nil {
		return nil, err
	}
	m, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if m.Classes() != len(labels) {
		return nil, fmt.Errorf("model has %d classes, %d labels; train it again", m.Classes(), len(labels))
	}
	rules, err := s.Lines("lemma-rules")
	if err != nil {
		return nil, err
	}
	if b, err = s.Get("lemmas"); err != nil {
		return nil, err
	}
	lem, err := loadLemmatiser(b, rules)
	if err != nil {
		return nil, err
	}
	c, err := l.Clusters()
	if err != nil {
		return nil, err
	}
	lem.known = c.Has
	names, err := s.Lines("hint-tags")
	if err != nil {
		return nil, err
	}
	if b, err = s.Get("hints"); err != nil {
		return nil, err
	}
	h, err := loadHints(b, names)
	if err != nil {
		return nil, err
	}
	t := &Tagger{encoder: e, model: m, lemmas: lem, hints: h}
	for _, x := range labels {
		t.labels = append(t.labels, parseLabel(x))
	}
	return t, nil
}

// remembered is how many words a worker remembers, with the sums of their
// features: some 2 KB each.
const remembered = 4096

// work is the memory of one sentence at a time.
type work struct {
	s        sentence
	words    memo.Words[word]
	features []uint64
	packed   perceptron.Packed
	scores   []int32
	keys     []uint64
}

func (t *Tagger) work() *work {
	if w, ok := t.pool.Get().(*work); ok {
		return w
	}
	n := t.model.PackedSize()
	return &work{words: memo.Words[word]{Limit: remembered}, packed: make(perceptron.Packed, n), scores: make([]int32, 4*n)}
}

func (w *word) read(x lexeme.Lexeme, h *hints) {
	w.Lexeme = x
	w.hint, w.known = h.of(&w.Lexeme)
}

func (t *Tagger) word(w *work, s string) *word {
	x, known := w.words.Get(s)
	if known {
		x.again = true
	} else {
		x.read(t.encoder.Encode(s), t.hints)
	}
	return x
}

// Tag sets UPOS, Feats and Lemma of the tokens of one sentence of d.
func (t *Tagger) Tag(d *text.Doc, s text.Sentence) {
	w := t.work()
	defer t.pool.Put(w)
	n := s.Last - s.First
	w.s.reset(n)
	for i := range n {
		w.s.words[i+pad] = t.word(w, d.Word(s.First+i))
	}
	t.lower(w, d, s)
	w.s.look()
	for i := range n {
		c := t.best(w, i)
		w.s.tags[i+pad] = uint64(c + 1)
		tok := &d.Tokens[s.First+i]
		tok.UPOS, tok.Feats = t.labels[c].upos, t.labels[c].feats
		tok.Lemma, w.keys = t.lemmas.lemma(w.keys, uint64(c), d.Word(s.First+i))
	}
}

// lower reads a sentence in capitals as if it were in lower case, and a
// headline with a capital on every word as if the words that are known without
// one had none.
func (t *Tagger) lower(w *work, d *text.Doc, s text.Sentence) {
	words, capitals, all := 0, 0, 0
	for i := range s.Last - s.First {
		x := w.s.words[i+pad]
		if !x.Capital && !x.Small || d.Tokens[s.First+i].Len() < 4 && !x.AllCapital {
			continue
		}
		words++
		if x.Capital {
			capitals++
		}
		if x.AllCapital {
			all++
		}
	}
	if words < 3 || 5*capitals < 4*words {
		return
	}
	shout := 5*all >= 4*words
	for i := range s.Last - s.First {
		x := w.s.words[i+pad]
		if !x.Capital || !shout && x.AllCapital {
			continue
		}
		if name := x.upos() == "PROPN"; shout && (!x.known || !name) || x.known && !name {
			w.s.words[i+pad] = t.word(w, strings.ToLower(d.Word(s.First+i)))
		}
	}
}

func (t *Tagger) best(w *work, i int) int {
	f := w.features[:0]
	clear(w.packed)
	for p, x := range w.s.around(i) {
		if x == nil {
			continue
		}
		if x.again && x.sums[p] == nil {
			x.sums[p] = t.model.Pack(x.features(f[len(f):], place(p)), w.scores)
		}
		if x.sums[p] != nil {
			w.packed.Add(x.sums[p])
		} else {
			f = x.features(f, place(p))
		}
	}
	f = w.s.context(f, i)
	w.features = f
	w.packed.Unpack(w.scores)
	t.model.Score(f, w.scores)
	return perceptron.Best(w.scores[:len(t.labels)], nil)
}

// Stage tags Docs in any of its languages.
type Stage struct{ taggers map[string]*Tagger }

// New loads the taggers of the languages.
func New(languages ...*lang.Language) (*Stage, error) {
	s := &Stage{map[string]*Tagger{}}
	for _, l := range languages {
		t, err := NewTagger(l)
		if err != nil {
			return nil, err
		}
		s.taggers[l.Code] = t
	}
	return s, nil
}

// Name is "tag".
func (*Stage) Name() string { return "tag" }

// Needs sentences and tokens.
func (*Stage) Needs() text.Layer { return text.Sentences | text.Tokens }

// Adds tags and lemmas.
func (*Stage) Adds() text.Layer { return text.Tags | text.Lemmas }

// Annotate tags every sentence; it fails on a language it has no tagger for.
func (s *Stage) Annotate(ctx context.Context, d *text.Doc) error {
	for i, x := range d.Sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		code := x.Lang
		if code == "" {
			code = d.Lang
		}
		t := s.taggers[code]
		if t == nil {
			return fmt.Errorf("tag sentence %d: no tagger for language %q; load one or set the language", i+1, code)
		}
		t.Tag(d, x)
	}
	return nil
}
