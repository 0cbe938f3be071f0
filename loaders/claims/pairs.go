package claims

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// Pair is two mentions of one sentence that may be related, A being subject.
type Pair struct {
	A, B     coref.Mention
	Sentence int
	Allowed  []string // predicates that the types allow
	Features []uint64 // for package relate
}

// Pairs returns all pairs of d with their features, in order of sentence, A
// and B: what the trained scorer learns from.
func (x *Extractor) Pairs(ctx context.Context, d *text.Doc) ([]Pair, *Result, error) {
	e, err := x.frames(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	if e.v == nil {
		return nil, &Result{Mentions: e.dc.Mentions, Entities: e.dc.Entities}, nil
	}
	var out []Pair
	for _, p := range e.pairs() {
		f := slices.Clone(e.pairFeatures(p))
		out = append(out, Pair{A: e.v.men[p.a], B: e.v.men[p.b], Sentence: p.sent, Allowed: p.allowed, Features: f})
	}
	return out, e.result(), nil
}

// pair is a Pair by index into view.men.
type pair struct {
	a, b, sent int
	allowed    []string
}

// Limits keep long lists of names from costing quadratic time.
const (
	maxPairDistance = 45 // tokens between the heads
	maxPairMentions = 24 // mentions of a sentence, from its start
)

// pairs lists the ordered pairs of mentions of different entities in one
// sentence that the ontology lets relate.
func (x *extraction) pairs() []pair {
	v := x.v
	bySent := make([][]int, len(v.d.Sentences))
	taken := make([]bool, len(v.sentOf)) // heads; a name stands before a nominal with its head
	for i, m := range v.men {
		if m.Entity == coref.None || m.Boilerplate || m.Head >= len(v.sentOf) || v.boilerplate(m.Head) || taken[m.Head] {
			continue
		}
		taken[m.Head] = true
		if s := v.sentOf[m.Head]; len(bySent[s]) < maxPairMentions {
			bySent[s] = append(bySent[s], i)
		}
	}
	var out []pair
	for s, list := range bySent {
		for _, a := range list {
			for _, b := range list {
				ma, mb := &v.men[a], &v.men[b]
				if ma.Entity == mb.Entity || abs(ma.Head-mb.Head) > maxPairDistance {
					continue
				}
				if allowed := allowedBetween(v.typeOf(ma.Entity), v.typeOf(mb.Entity)); len(allowed) > 0 {
					out = append(out, pair{a, b, s, allowed})
				}
			}
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// allowedBetween lists the predicates that may run from type s to type o.
func allowedBetween(s, o string) []string { return allowedTable()[[2]string{s, o}] }

// allowedTable is schema.Default().Allows for all types, since pairs ask often.
var allowedTable = sync.OnceValue(func() map[[2]string][]string {
	t := map[[2]string][]string{}
	ontology := schema.Default()
	for _, s := range ontology.Types() {
		for _, o := range ontology.Types() {
			for _, p := range ontology.Predicates() {
				if ontology.Allows(s.Name, p.Name, o.Name) == nil {
					k := [2]string{s.Name, o.Name}
					t[k] = append(t[k], p.Name)
				}
			}
		}
	}
	return t
})

// features collects hashed features of one pair.
type features struct {
	list []uint64
	dir  uint64 // whether A comes first; part of most features
}

// hash of template n and parts; templates are numbered in pairFeatures.
func (f *features) add(n uint64, parts ...uint64) {
	h := perceptron.Feature(n, f.dir)
	for _, p := range parts {
		h = perceptron.Feature2(n, h, p)
	}
	f.list = append(f.list, h)
}

func (f *features) words(n uint64, words ...string) {
	h := perceptron.Feature(n, f.dir)
	for _, w := range words {
		h = perceptron.Feature2(n, h, perceptron.HashString(w))
	}
	f.list = append(f.list, h)
}

// pairFeatures describes pair p: types and forms, the path between the heads,
// the words around and between, what the lexicon knows of them, and what the
// frames found. The next call overwrites what this one returns.
func (x *extraction) pairFeatures(p pair) []uint64 {
	v := x.v
	a, b := &v.men[p.a], &v.men[p.b]
	f := &x.pair
	f.list, f.dir = f.list[:0], 1
	left, right := a, b
	if b.First < a.First {
		f.dir, left, right = 2, b, a
	}
	ta, tb := v.typeOf(a.Entity), v.typeOf(b.Entity)
	ka, kb := kindOf(ta), kindOf(tb)
	f.words(1, ta, tb)
	f.words(2, ka, kb)
	f.words(3, string(a.Form), string(b.Form))
	x.pathFeatures(f, a.Head, b.Head, ka+kb)
	x.betweenFeatures(f, left, right, ka+kb)
	s := v.d.Sentences[p.sent]
	f.words(30, v.lemmaAt(left.First-1, s), ka, kb)
	f.words(31, v.lemmaAt(right.Last, s), ka, kb)
	f.words(32, v.lemmaAt(left.First-2, s), v.lemmaAt(left.First-1, s))
	f.words(33, v.lemmaAt(right.Last, s), v.lemmaAt(right.Last+1, s))
	for i := s.First; i < s.Last; i++ {
		for _, pr := range v.evoked(i) {
			where := "in"
			switch {
			case i < left.First:
				where = "before"
			case i >= right.Last:
				where = "after"
			}
			f.words(34, pr, where)
		}
	}
	x.foundFeatures(f, p)
	slices.Sort(f.list)
	f.list = slices.Compact(f.list)
	return f.forDomain(x.o.Passages)
}

// forDomain adds to each feature a copy for news or for passages, so that what
// the two kinds of text share and what they do not is learned apart (Daumé
// 2007, "Frustratingly easy domain adaptation").
func (f *features) forDomain(passages bool) []uint64 {
	domain := uint64(50)
	if passages {
		domain = 51
	}
	for _, h := range f.list {
		f.list = append(f.list, perceptron.Feature(domain, h))
	}
	return f.list
}

// kindOf is a type without the kinds of organization told apart.
func kindOf(typ string) string {
	if schema.Default().IsA(typ, "Org") {
		return "Org"
	}
	return typ
}

func (v *view) lemmaAt(i int, s text.Sentence) string {
	switch {
	case i < s.First:
		return "<s>"
	case i >= s.Last:
		return "</s>"
	case v.insideName(i):
		return "<" + v.typeOf(v.men[v.dc.Covering[i]].Entity) + ">"
	}
	return v.lemma[i]
}

// evoked lists the predicates that token i may evoke by a frame or a role,
// without repeats. The scorer asks once the frames are matched: what it is told
// then stays.
func (v *view) evoked(i int) []string {
	if v.evokes == nil {
		v.evokes = make([][]string, len(v.word))
		v.isEvoked = make([]bool, len(v.word))
	}
	if !v.isEvoked[i] {
		v.evokes[i], v.isEvoked[i] = v.evoke(i), true
	}
	return v.evokes[i]
}

func (v *view) evoke(i int) []string {
	if v.insideName(i) {
		return nil
	}
	var out []string
	take := func(p string) {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	kinds := []lexicon.Kind{lexicon.Noun}
	switch v.upos(i) {
	case "VERB", "AUX":
		kinds = []lexicon.Kind{lexicon.Verb}
	case "ADJ":
		kinds = []lexicon.Kind{lexicon.Adj, lexicon.Verb}
	case "NOUN", "PROPN":
	default:
		return nil
	}
	for _, k := range kinds {
		for _, fr := range v.lx.Frames(k, v.lemma[i]) {
			ok := true
			for _, w := range fr.Fixed {
				ok = ok && v.near(i, w)
			}
			if ok {
				take(fr.Predicate)
			}
		}
	}
	if kinds[0] == lexicon.Noun {
		if r, ok := v.lx.Role(v.lemma[i]); ok {
			take("role:" + r.Predicate)
		} else if r, _, ok := v.lx.RoleEnding(v.word[i]); ok {
			take("role:" + r.Predicate)
		}
	}
	return out
}

// path returns the tokens from a up to the lowest common ancestor and from b
// up to it, both without it, and the ancestor, or ok false if there is none.
func (v *view) path(a, b int) (up, down []int, top int, ok bool) {
	depth := map[int]int{}
	for i, n := a, 0; i >= 0 && n < 40; i, n = v.head(i), n+1 {
		depth[i] = n
	}
	for i, n := b, 0; i >= 0 && n < 40; i, n = v.head(i), n+1 {
		if k, is := depth[i]; is {
			for j := a; len(up) < k; j = v.head(j) {
				up = append(up, j)
			}
			return up, down, i, true
		}
		down = append(down, i)
	}
	return nil, nil, -1, false
}

func (x *extraction) pathFeatures(f *features, a, b int, kinds string) {
	v := x.v
	up, down, top, ok := v.path(a, b)
	if !ok || len(up)+len(down) > 9 {
		f.words(4, "none", kinds)
		return
	}
	rels := ""
	lex := ""
	for i, t := range up {
		rels += "<" + v.rel(t)
		lex += "<" + v.rel(t)
		if i > 0 {
			lex += "(" + v.lemma[t] + ")"
		}
	}
	topWord := ""
	if top != a && top != b {
		topWord = v.lemma[top]
	}
	lex += "^" + topWord
	for i := len(down) - 1; i >= 0; i-- {
		rels += ">" + v.rel(down[i])
		lex += ">" + v.rel(down[i])
		if i > 0 {
			lex += "(" + v.lemma[down[i]] + ")"
		}
	}
	f.words(5, rels, kinds)
	f.words(6, rels, kinds, v.caseOf(a), v.caseOf(b))
	f.words(7, lex, kinds)
	f.words(8, lex, v.caseOf(a), v.caseOf(b), kinds)
	f.words(9, topWord, v.upos(top), kinds)
	f.words(10, topWord, v.caseOf(a), v.caseOf(b), kinds)
	for _, list := range [3][]int{up, down, {top}} {
		for _, t := range list {
			if t == a || t == b {
				continue
			}
			f.words(11, v.lemma[t])
			f.words(12, v.lemma[t], kinds)
			if k := x.clusters.Lookup(v.d.Word(t)); k.Known() {
				kind := perceptron.HashString(kinds)
				f.add(16, kind, uint64(k.K100))
				f.add(17, kind, uint64(k.K500))
				f.add(18, kind, k.Full())
			}
			for _, p := range v.evoked(t) {
				f.words(13, p, rels)
				f.words(14, p, v.caseOf(a), v.caseOf(b))
				f.words(15, p, kinds)
			}
		}
	}
}

func (x *extraction) betweenFeatures(f *features, left, right *coref.Mention, kinds string) {
	v := x.v
	n := right.First - left.Last
	s := v.d.Sentences[v.sentOf[left.Head]]
	f.words(20, [...]string{"overlap", "0", "1", "2", "3", "4-6", "7-12", "13-"}[bucket(n)], kinds)
	seq, tags, names := "", "", 0
	for i := left.Last; i < right.First; i++ {
		l := v.lemmaAt(i, s)
		if l[0] == '<' && (i == left.Last || v.lemmaAt(i-1, s) != l) {
			names++
		}
		if n <= 5 {
			seq += " " + l
		}
		if n <= 10 {
			tags += " " + v.upos(i)
			f.words(21, l)
			f.words(22, l, kinds)
			if i+1 < right.First {
				f.words(23, l, v.lemmaAt(i+1, s))
			}
		}
	}
	if n >= 0 && n <= 5 {
		f.words(24, seq, kinds)
		f.words(25, tags, kinds)
	}
	f.words(26, [...]string{"0", "1", "2", "3"}[min(names, 3)], kinds)
}

func bucket(n int) int {
	switch {
	case n < 0:
		return 0
	case n <= 3:
		return n + 1
	case n <= 6:
		return 5
	case n <= 12:
		return 6
	}
	return 7
}

// foundFeatures tell what the frames made of the two entities, in this
// sentence and elsewhere.
func (x *extraction) foundFeatures(f *features, p pair) {
	v := x.v
	a, b := v.men[p.a].Entity, v.men[p.b].Entity
	for i := range x.cands {
		c := &x.cands[i]
		if c.literal != "" {
			continue
		}
		where := "here"
		if v.sentOf[c.trigger] != p.sent {
			where = "there"
		}
		switch {
		case c.subj == a && c.obj == b:
			f.words(40, c.pred, where)
			f.words(41, c.pred, where, c.rule)
		case c.subj == b && c.obj == a:
			f.words(42, c.pred, where)
		case where == "here" && (c.subj == a || c.obj == b):
			f.words(43, c.pred, fmt.Sprint(c.subj == a))
		}
	}
}
