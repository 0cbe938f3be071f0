package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/cockroachdb/pebble/v2"
	"github.com/klauspost/compress/zstd"

	"newsgraph/graph/words"
	"newsgraph/schema"
)

// The store keeps the text of an article beside its graph, in the same batch:
// it comes with the article, changes with it and goes with the last quad of its
// graph. Text and index are no quads: neither the export nor the digest has
// them. What is indexed is a function of the text alone, so that removing needs
// no list of it.
//
// A text's record is
//
//	1 byte version, sketch, words (uvarint), then compressed by Zstandard:
//	title, language, sentences, body
const textVersion = 1

// storedText is a text with all that is made from it.
type storedText struct {
	title, lang string
	schema.Text
	record []byte // as it is stored
	hash   [textHashLen]byte
}

const textHashLen = 16

// titleWeight is how often a word of the title counts.
const titleWeight = 3

// zstdCoders are shared: both are safe for EncodeAll and DecodeAll.
var zstdCoders = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		panic(err)
	}
	return e, d
})

// newText checks a text and makes its record; nil if there is none.
func newText(a schema.Article, t schema.Text) (*storedText, error) {
	if t.Body == "" {
		return nil, nil
	}
	at := 0
	for _, s := range t.Sentences {
		if s.Start < at || s.End < s.Start || s.End > len(t.Body) {
			return nil, fmt.Errorf("sentence [%d,%d) does not fit into the text", s.Start, s.End)
		}
		at = s.End
	}
	st := &storedText{title: a.Title, lang: a.Lang, Text: t}
	var p []byte
	str := func(s string) { p = append(binary.AppendUvarint(p, uint64(len(s))), s...) }
	str(st.title)
	str(st.lang)
	p = binary.AppendUvarint(p, uint64(len(t.Sentences)))
	at = 0
	for _, s := range t.Sentences {
		p = binary.AppendUvarint(p, uint64(s.Start-at))
		p = binary.AppendUvarint(p, uint64(s.End-s.Start))
		str(s.Lang)
		at = s.End
	}
	str(t.Body)
	sum := sha256.Sum256(p)
	copy(st.hash[:], sum[:])
	var folded []string
	for _, w := range st.words() {
		folded = append(folded, w.Folded)
	}
	sketch := words.SketchOf(folded)
	st.record = sketch.Append([]byte{textVersion})
	st.record = binary.AppendUvarint(st.record, uint64(len(folded)))
	e, _ := zstdCoders()
	st.record = e.EncodeAll(p, st.record)
	return st, nil
}

var errBadText = errors.New("the text can not be read")

// readText reads a record. b is copied.
func readText(b []byte) (*storedText, error) {
	const head = 1 + words.SketchLen
	if len(b) <= head || b[0] != textVersion {
		return nil, errBadText
	}
	_, n := binary.Uvarint(b[head:])
	if n <= 0 {
		return nil, errBadText
	}
	_, d := zstdCoders()
	p, err := d.DecodeAll(b[head+n:], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBadText, err)
	}
	t := &storedText{record: bytes.Clone(b)}
	sum := sha256.Sum256(p)
	copy(t.hash[:], sum[:])
	ok := true
	number := func() int {
		v, n := binary.Uvarint(p)
		if n <= 0 || v > 1<<40 {
			ok, p = false, nil
			return 0
		}
		p = p[n:]
		return int(v)
	}
	str := func() string {
		n := number()
		if n > len(p) {
			ok, p = false, nil
			return ""
		}
		s := string(p[:n])
		p = p[n:]
		return s
	}
	t.title, t.lang = str(), str()
	at := 0
	for i, n := 0, number(); i < n && ok; i++ {
		s := schema.TextSentence{Start: at + number()}
		s.End = s.Start + number()
		s.Lang = str()
		at = s.End
		t.Sentences = append(t.Sentences, s)
	}
	if t.Body = str(); !ok || at > len(t.Body) {
		return nil, errBadText
	}
	return t, nil
}

func (t *storedText) sentences() []schema.TextSentence {
	if len(t.Sentences) > 0 {
		return t.Sentences
	}
	return Lines(t.Body)
}

// Lines takes each line of a text that has letters for a sentence.
func Lines(body string) (out []schema.TextSentence) {
	at := 0
	for line := range strings.Lines(body) {
		if strings.TrimSpace(line) != "" {
			out = append(out, schema.TextSentence{Start: at, End: at + len(strings.TrimRight(line, "\r\n"))})
		}
		at += len(line)
	}
	return out
}

// langWord is a word with the language of its sentence.
type langWord struct {
	words.Word
	lang string
}

// words are the words of the sentences.
func (t *storedText) words() (out []langWord) {
	for _, s := range t.sentences() {
		lang := s.Lang
		if lang == "" {
			lang = t.lang
		}
		for _, w := range words.Of(t.Body[s.Start:s.End]) {
			out = append(out, langWord{w, lang})
		}
	}
	return out
}

// postings are the keys and values of the index for a text, and its number of
// words. They depend on the text alone.
func (t *storedText) postings(g id) (out map[string][]byte, n int) {
	all := t.words()
	n = len(all)
	folded := make([]string, n)
	times := map[string]int{}
	stems := map[langWord]string{}
	count := func(w words.Word, lang string, weight int) {
		k := langWord{words.Word{Folded: w.Folded}, lang}
		stem, ok := stems[k]
		if !ok {
			stem = words.Stem(lang, w.Folded)
			stems[k] = stem
		}
		times[stem] += weight
	}
	for i, w := range all {
		folded[i] = w.Folded
		count(w.Word, w.lang, 1)
	}
	for _, w := range words.Of(t.title) {
		count(w, t.lang, titleWeight)
	}
	out = make(map[string][]byte, len(times)+words.Bands)
	for stem, tf := range times {
		out[string(postingKey(stem, g))] = binary.AppendUvarint(binary.AppendUvarint(nil, uint64(tf)), uint64(n))
	}
	if n > 0 {
		for i, b := range words.SketchOf(folded).Bands {
			out[string(bandKey(i, b, g))] = nil
		}
	}
	return out, n
}

func textKey(g id) []byte { return putID([]byte{famText}, g) }

func stemPrefix(stem string) []byte { return append(append([]byte{famPosting}, stem...), 0) }

func postingKey(stem string, g id) []byte { return putID(stemPrefix(stem), g) }

func bandKey(n int, b words.Band, g id) []byte {
	return putID(append([]byte{famBand, byte(n)}, b[:]...), g)
}

// storedText reads the text of article g; nil if the store has none.
func (r *reader) storedText(g id) (t *storedText, err error) {
	_, err = r.get(textKey(g), func(b []byte) (err error) { t, err = readText(b); return err })
	if err != nil {
		return nil, fmt.Errorf("read the text of article %d: %w; run verify", g, err)
	}
	return t, nil
}

// texts are the counters of the index.
type texts struct{ articles, words int64 }

func (t texts) encode() []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, uint64(t.articles)), uint64(t.words))
}

func (r *reader) texts() (t texts, err error) {
	_, err = r.get([]byte{famTexts}, func(b []byte) error {
		n, i := binary.Uvarint(b)
		if i <= 0 {
			return damagef("the counters of the texts can not be read")
		}
		m, j := binary.Uvarint(b[i:])
		if j <= 0 {
			return damagef("the counters of the texts can not be read")
		}
		t = texts{int64(n), int64(m)}
		return nil
	})
	return t, err
}

// setText changes the text of article g from old to new, either of which may be
// nil, in a batch, with its index.
func setText(b *pebble.Batch, g id, old, now *storedText, sum *texts) error {
	have, want := map[string][]byte{}, map[string][]byte{}
	var n int
	if old != nil {
		have, n = old.postings(g)
		sum.articles, sum.words = sum.articles-1, sum.words-int64(n)
	}
	if now != nil {
		want, n = now.postings(g)
		sum.articles, sum.words = sum.articles+1, sum.words+int64(n)
	}
	for k := range have {
		if _, stays := want[k]; !stays {
			if err := b.Delete([]byte(k), nil); err != nil {
				return err
			}
		}
	}
	for k, v := range want {
		if was, there := have[k]; !there || !bytes.Equal(was, v) {
			if err := b.Set([]byte(k), v, nil); err != nil {
				return err
			}
		}
	}
	if now == nil {
		return b.Delete(textKey(g), nil)
	}
	return b.Set(textKey(g), now.record, nil)
}

// replaceText notes which text a graph that is replaced has and is to have.
func (t *txn) replaceText(graph schema.IRI, k kept) error {
	g, err := t.resolve(graph.NT(), false)
	if err != nil || g == 0 {
		return err
	}
	t.text, t.origin = k.text, k.origin
	if _, fresh := t.names[g]; !fresh {
		if t.oldText, err = t.s.own.storedText(g); err != nil {
			return err
		}
	}
	old, now := t.oldText, t.text
	t.newText = (old == nil) != (now == nil) || old != nil && old.hash != now.hash
	return nil
}

// setTexts writes the text of the graph that is replaced and takes out those of
// the other graphs that lose their last quad.
func (t *txn) setTexts(b *pebble.Batch, graphs map[id]int64) error {
	sum, err := t.s.own.texts()
	if err != nil {
		return err
	}
	was := sum
	if t.newText {
		if err := setText(b, t.replaces, t.oldText, t.text, &sum); err != nil {
			return err
		}
	}
	for g, n := range graphs {
		if n >= 0 {
			continue
		}
		left, err := t.s.own.count(dirG, g)
		if err != nil {
			return err
		}
		if left+n > 0 {
			continue
		}
		if err := b.Delete(originKey(g), nil); err != nil { // text and origin go with the last quad
			return err
		}
		if g == t.replaces {
			continue // its text is dealt with
		}
		old, err := t.s.own.storedText(g)
		if err == nil && old != nil {
			err = setText(b, g, old, nil, &sum)
		}
		if err != nil {
			return err
		}
	}
	if err := t.setOrigin(b); err != nil || sum == was {
		return err
	}
	return b.Set([]byte{famTexts}, sum.encode(), nil)
}
