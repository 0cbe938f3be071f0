package tokenize

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"strings"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// ModelFile is the name of a language's model of sentence ends. A language
// without it splits by the rules alone.
const ModelFile = "tokenize.bin"

// splitter corrects the rules' decisions with a perceptron of two classes,
// 0 go on and 1 end. It looks only where a sentence might end.
type splitter struct {
	encoder  *lexeme.Encoder
	clusters *lang.Clusters
	score    func(features []uint64, out []int32)
	feats    []uint64 // of the last decision
}

// loadSplitter returns nil for a language without a model.
func loadSplitter(l *lang.Language) (*perceptron.Model, error) {
	s, err := l.Model(ModelFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b, err := s.Get("ends")
	if err != nil {
		return nil, err
	}
	m, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if m.Classes() != 2 {
		return nil, errors.New("model of sentence ends has not 2 classes; train it again")
	}
	return m, nil
}

func newSplitter(l *lang.Language, score func([]uint64, []int32)) (*splitter, error) {
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	c, err := l.Clusters()
	if err != nil {
		return nil, err
	}
	return &splitter{encoder: e, clusters: c, score: score}, nil
}

// candidateEnd tells whether a sentence could end with token i: behind a mark, or
// before a capital, figure, quote or dash.
func candidateEnd(d *text.Doc, i int) bool {
	if d.Tokens[i+1].Glued {
		return false
	}
	w := d.Word(i)
	if strings.ContainsAny(w[len(w)-1:], ".!?:;)\"'") || closing(w) || strings.HasSuffix(w, "…") {
		return true
	}
	if d.Tokens[i+1].Start == d.Tokens[i].End {
		return false
	}
	return startsSentence(d.Word(i + 1))
}

// features of the gap between tokens i and i+1 in the sentence that began at
// start; rule is what the rules say.
func (p *splitter) features(f []uint64, d *text.Doc, start, i, end int, rule bool) []uint64 {
	at := func(k int) lexeme.Lexeme {
		if k < start || k >= end {
			return lexeme.Lexeme{Form: 1, Lower: 1, Shape: 1}
		}
		return p.encoder.Encode(d.Word(k))
	}
	a2, a1, b1, b2 := at(i-1), at(i), at(i+1), at(i+2)
	r := bit(rule) | 2*bit(d.Tokens[i+1].Start > d.Tokens[i].End)
	next := d.Word(i + 1)
	known := uint64(0)
	if b1.Capital {
		known = 1
		low := strings.ToLower(next)
		if p.clusters.Has(low) {
			known = 2
			if !p.clusters.Has(next) {
				known = 3
			}
		}
	}
	length := uint64(i + 1 - start)
	if length > 4 {
		length = min(length/5+4, 12)
	}
	quote, paren := open(d, start, i)
	q := bit(quote) | 2*bit(paren)
	ak := bit(a1.Capital) | 2*bit(a1.AllCapital) | 4*bit(a1.Small)
	f1, f2, f3, f4 := perceptron.Feature, perceptron.Feature2, perceptron.Feature3, perceptron.Feature4
	return append(f,
		f1(1, r), f2(2, r, a1.Lower), f2(3, r, b1.Lower), f2(4, r, a1.Shape), f2(5, r, b1.Shape), f3(6, r, a1.Shape, b1.Shape),
		f3(7, r, a1.Lower, b1.Shape), f3(8, r, a1.Shape, b1.Lower), f3(9, r, a2.Lower, a1.Lower), f3(10, r, b1.Form, b2.Lower),
		f2(11, r, known), f3(12, r, known, ak), f3(13, r, known, length), f2(14, r, length), f3(15, r, a1.Shape, length),
		f3(16, r, q, a1.Shape), f4(17, r, q, a1.Shape, b1.Shape), f3(18, r, b1.Shape, b2.Shape), f4(19, r, a2.Shape, a1.Shape, b1.Shape),
		f3(20, r, a1.Class.Brown(6), known), f3(21, r, b1.Class.Brown(6), ak), f3(22, r, a1.Class.Brown(4), b1.Class.Brown(4)),
		f3(23, r, b1.Class.Full(), ak), f3(24, r, a1.Class.Full(), known), f2(25, r, b2.Class.Brown(6)), f4(26, r, known, ak, b2.Shape),
		f3(27, r, a2.Shape, length), f4(28, r, known, q, a1.Shape), f2(29, r, b2.Lower), f2(30, r, a2.Lower), f3(31, r, a1.Suffix[1], known),
	)
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// open tells whether a quote or bracket is open after token i.
func open(d *text.Doc, start, i int) (quote, paren bool) {
	for k := max(start, i-60); k <= i; k++ {
		switch d.Word(k) {
		case `"`, "``", "''", "“", "”", "«", "»":
			quote = !quote
		case "(", "[":
			paren = true
		case ")", "]":
			paren = false
		}
	}
	return quote, paren
}

// ends is the splitter's decision.
func (p *splitter) ends(d *text.Doc, start, i, end int, rule bool) bool {
	if !rule && !candidateEnd(d, i) {
		return false
	}
	p.feats = p.features(p.feats[:0], d, start, i, end, rule)
	var out [2]int32
	p.score(p.feats, out[:])
	return out[1] > out[0]
}

// Options of training; the zero value is what the shipped models use.
type Options struct {
	Epochs   int    // 0: 6
	Seed     uint64 // of the order of blocks
	Progress func(epoch int, accuracy float64)
}

// Train learns sentence ends from a Doc with gold blocks and sentences.
func Train(ctx context.Context, l *lang.Language, gold *text.Doc, o Options) (lang.Sections, error) {
	if o.Epochs == 0 {
		o.Epochs = 6
	}
	t, err := newTokenizer(l, nil)
	if err != nil {
		return nil, err
	}
	d := &text.Doc{Text: gold.Text, Lang: gold.Lang, Blocks: gold.Blocks, Has: text.Blocks}
	if err := t.Tokenize(ctx, d); err != nil {
		return nil, err
	}
	if len(d.Tokens) == 0 {
		return nil, errors.New("train sentence ends: no text; name a treebank with words")
	}
	tr, err := perceptron.NewTrainer(2)
	if err != nil {
		return nil, err
	}
	if t.split, err = newSplitter(l, tr.Score); err != nil {
		return nil, err
	}
	ends := map[int]bool{}
	for _, s := range gold.Sentences {
		ends[s.End] = true
	}
	blocks := blockTokens(d)
	r := rand.New(rand.NewPCG(o.Seed, 6))
	for epoch := range o.Epochs {
		r.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
		right, all := 0, 0
		for _, b := range blocks {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			t.learn(d, tr, b, ends, &right, &all)
		}
		if o.Progress != nil {
			o.Progress(epoch+1, float64(right)/float64(max(all, 1)))
		}
	}
	m, err := tr.Model(perceptron.Pruning{MinUpdates: 2, MinWeight: 0.02})
	if err != nil {
		return nil, err
	}
	return lang.Sections{{Name: "ends", Data: m.Bytes()}}, nil
}

// blockTokens lists the token ranges of the blocks that have tokens.
func blockTokens(d *text.Doc) [][2]int {
	var out [][2]int
	block := -1
	for _, s := range d.Sentences {
		if s.Block != block {
			block = s.Block
			out = append(out, [2]int{s.First, s.Last})
		}
		out[len(out)-1][1] = s.Last
	}
	return out
}

// learn goes through one block and starts each sentence where gold does.
func (t *Tokenizer) learn(d *text.Doc, tr *perceptron.Trainer, b [2]int, ends map[int]bool, right, all *int) {
	start := b[0]
	for i := b[0]; i+1 < b[1]; i++ {
		rule := t.ends(d, start, i)
		end := ends[d.Tokens[i].End]
		if rule || candidateEnd(d, i) {
			guess, gold := 0, 0
			if t.split.ends(d, start, i, b[1], rule) {
				guess = 1
			}
			if end {
				gold = 1
			}
			tr.Update(t.split.feats, gold, guess)
			tr.Tick()
			*all++
			if gold == guess {
				*right++
			}
		}
		if end {
			start = i + 1
		}
	}
}
