package ner

import (
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/memo"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// Style is whose annotation rules the labels follow. Training mixes corpora
// that mark names by different rules; some features are kept apart by style
// (Daumé III 2007), so that a text can be read by one of them.
type Style uint8

// The styles. News are the rules of this project (shortest full name, no
// titles, no nationality words); Treebank those of Universal NER.
const (
	News Style = iota
	Treebank
	wiki
	silver
	gum
)

// scratch is one goroutine's memory for reading a document.
type scratch struct {
	words  []word
	texts  []string
	stats  []stat
	index  map[uint64]int32
	feats  []uint64
	casing uint64            // how the document uses capitals
	memo   memo.Words[entry] // remembers nothing while training
	known  []*entry          // by token; nil in sentences of capitals
	own    []vote            // by token: what the first pass made of it
	all    []vote            // by entry of stats: the sum over the document
}

// extractor turns documents into features.
type extractor struct {
	own, helper *lang.Clusters
}

// read fills s.words for all tokens of d.
func (x *extractor) read(d *text.Doc, s *scratch) {
	n := len(d.Tokens)
	if cap(s.words) < n {
		s.words = make([]word, n+n/4)
	}
	s.words = s.words[:n]
	s.texts = s.texts[:0]
	s.known = append(s.known[:0], make([]*entry, n)...)
	for i := range d.Tokens {
		s.texts = append(s.texts, d.Word(i))
	}
	if s.index == nil {
		s.index = map[uint64]int32{}
	}
	clear(s.index)
	s.stats = s.stats[:0]
	for _, sent := range d.Sentences {
		shout := shouting(s.texts[sent.First:sent.Last])
		first := true
		for i := sent.First; i < sent.Last; i++ {
			w := &s.words[i]
			x.readWord(s, i, shout)
			w.first = first
			if first && !isOpening(w.text) {
				first = false
			}
		}
		s.phrases(sent.First, sent.Last)
	}
	s.collect(d)
	s.casing = s.documentCasing(d)
}

// phrases marks the words of list entries of several words.
func (s *scratch) phrases(from, to int) {
	for i := from; i < to; i++ {
		if s.words[i].class&gazetteer.Continues == 0 {
			if s.words[i].class&gazetteer.Title != 0 {
				s.words[i].title = true
			}
			continue
		}
		if n, _ := gazetteer.Longest(s.texts[:to], i, gazetteer.Title); n > 0 {
			s.words[i+n-1].title = true
		}
		if s.words[i].part != 0 || !s.words[i].caps {
			continue
		}
		n, c := gazetteer.Longest(s.texts[:to], i, nameClasses)
		if n < 2 {
			continue
		}
		for j := i; j < i+n; j++ {
			p := uint8(2)
			if j == i {
				p = 1
			} else if j == i+n-1 {
				p = 3
			}
			s.words[j].phrase, s.words[j].part = c, p
		}
	}
}

func isPlacePreposition(s string) bool {
	switch s {
	case "in", "at", "near", "from", "of", "i", "på", "fra", "ved", "til", "over", "In", "At", "I", "Fra":
		return true
	}
	return false
}

// collect gathers how the document uses each capitalised word; a genitive
// counts with its plain form where the document has that.
func (s *scratch) collect(d *text.Doc) {
	for i := range s.words {
		if w := &s.words[i]; w.caps && !w.shout {
			s.index[w.lower] = -1
		}
	}
	for _, sent := range d.Sentences {
		for i := sent.First; i < sent.Last; i++ {
			w := &s.words[i]
			if !w.caps || w.shout {
				continue
			}
			key := w.lower
			if _, ok := s.index[w.stem]; ok && w.stem != 0 {
				key = w.stem
			}
			k := s.index[key]
			if k < 0 {
				k = int32(len(s.stats))
				s.index[key] = k
				s.stats = append(s.stats, stat{})
			}
			w.doc = k
			t := &s.stats[k]
			t.often++
			if !w.first {
				t.inside = true
			}
			if i > sent.First {
				p := &s.words[i-1]
				t.afterFirst = t.afterFirst || p.caps && p.class&gazetteer.First != 0
				t.afterTitle = t.afterTitle || p.title
				t.afterCap = t.afterCap || p.caps && !p.first
				t.place = t.place || isPlacePreposition(p.text)
			}
			if i+1 < sent.Last {
				nx := &s.words[i+1]
				t.beforeForm = t.beforeForm || nx.class&gazetteer.LegalWord != 0 || nx.caps && nx.class&gazetteer.OrgHeadWord != 0
				t.beforeCap = t.beforeCap || nx.caps
			}
		}
	}
	for i := range s.words {
		w := &s.words[i]
		if w.caps && !w.shout || !w.letters {
			continue
		}
		if k, ok := s.index[w.lower]; ok && k >= 0 {
			if w.shout {
				w.doc = k
			} else {
				s.stats[k].lower = true
			}
		}
	}
}

// documentCasing tells how often the document's sentences begin without a
// capital and how many of its words have one: in mail and chat a name need not
// have one.
func (s *scratch) documentCasing(d *text.Doc) uint64 {
	starts, lower, words, caps := 0, 0, 0, 0
	for _, sent := range d.Sentences {
		first := true
		for i := sent.First; i < sent.Last; i++ {
			w := &s.words[i]
			if !w.letters {
				continue
			}
			if first {
				first = false
				starts++
				if !w.caps {
					lower++
				}
			}
			words++
			if w.caps {
				caps++
			}
		}
	}
	var c uint64
	switch { // of 20 sentences
	case 20*lower > 12*starts:
		c = 3
	case 20*lower > 5*starts:
		c = 2
	case 20*lower > starts:
		c = 1
	}
	switch { // of 100 words
	case 100*caps > 40*words:
		c |= 3 << 2
	case 100*caps < 5*words:
		c |= 1 << 2
	case 100*caps < 12*words:
		c |= 2 << 2
	}
	return c
}

var edge = word{text: "\x00", exact: 1, lower: 1, shape: 1, brief: 1, doc: -1}

// at returns the word at i, or the edge outside [from, to).
func (s *scratch) at(i, from, to int) *word {
	if i < from || i >= to {
		return &edge
	}
	return &s.words[i]
}

// The templates. Numbers are part of the model: never reuse one.
const (
	tBias = iota + 1
	tExact
	tLower
	tLowerPair
	tShape
	tBrief
	tBriefs
	tPrefix
	tSuffix
	tNearSuffix
	tFlag
	tGaz
	tGazSet
	tPhrase
	tDoc
	tStyle
	tStyleWord
	tStyleFlag
	tClusterPair
	tFarPair
	tClassPair
	tCasing
	tOwn    = 40 // + 16 templates
	tHelper = 60
	tVote   = 80
)

// features appends the features of token i of the sentence [from, to), but
// those of single words at the places in known. Their order is the one that
// models are trained in.
func (s *scratch) features(f []uint64, i, from, to int, style Style, known placeSet) []uint64 {
	around := s.around(i, from, to)
	w, p, n, pp, nn := around[here], around[left], around[right], around[farLeft], around[farRight]
	two, three := perceptron.Feature2, perceptron.Feature3
	st := uint64(style)
	single := func(k kind) {
		for at, x := range around {
			if known>>at&1 == 0 {
				f = x.alone(f, k, place(at), st)
			}
		}
	}
	single(forms)
	f = append(f, three(tLowerPair, 0, p.lower, w.lower), three(tLowerPair, 1, w.lower, n.lower),
		three(tLowerPair, 2, p.lower, w.brief), three(tLowerPair, 3, w.brief, n.lower))
	single(shapes)
	f = append(f, three(tBriefs, 0, p.brief, w.brief), three(tBriefs, 1, w.brief, n.brief), perceptron.Feature4(tBriefs, 2, p.brief, w.brief, n.brief))
	single(endings)
	single(affixes)
	f = append(f, three(tFarPair, 0, pp.lower, p.lower), three(tFarPair, 1, n.lower, nn.lower), three(tFarPair, 2, p.lower, n.lower),
		three(tCasing, 0, s.casing, w.brief), three(tCasing, 1, s.casing, uint64(w.own.K100)),
		perceptron.Feature4(tCasing, 2, s.casing, w.class2()&small, w.brief))
	single(clusters)
	single(helpers)
	f = clusterPairs(f, w, p, n)
	single(lists)
	f = listPairs(f, w, p, n)
	flags := uint64(0)
	for k, b := range [...]bool{w.first, w.shout, w.hyphen, w.caps, p.title, n.title, w.title, p.caps && p.first} {
		if b {
			flags |= 1 << k
			f = append(f, two(tFlag, 0, uint64(k)), three(tStyleFlag, st, 0, uint64(k)))
		}
	}
	if w.first {
		f = append(f, three(tFlag, 1, w.brief, n.brief), three(tFlag, 2, w.class2(), n.brief))
	}
	if w.doc >= 0 {
		f = s.docFeatures(f, w)
	}
	return f
}

// class2 folds the list classes to what tells names from other words.
func (w *word) class2() uint64 {
	return uint64(w.class & (nameClasses | gazetteer.Title))
}

func clusterPairs(f []uint64, w, p, n *word) []uint64 {
	f = append(f, perceptron.Feature3(tClusterPair, 0, p.own.Brown(6), w.own.Brown(6)),
		perceptron.Feature3(tClusterPair, 1, w.own.Brown(6), n.own.Brown(6)),
		perceptron.Feature3(tClusterPair, 2, p.own.Brown(10), w.brief),
		perceptron.Feature3(tClusterPair, 3, w.brief, n.own.Brown(10)),
		perceptron.Feature3(tClassPair, 0, p.own.Brown(10), w.own.Brown(10)), perceptron.Feature3(tClassPair, 1, w.own.Brown(10), n.own.Brown(10)),
		perceptron.Feature3(tClassPair, 2, uint64(p.own.K500), uint64(w.own.K500)), perceptron.Feature3(tClassPair, 3, uint64(w.own.K500), uint64(n.own.K500)),
		perceptron.Feature3(tClassPair, 4, uint64(p.own.K100), uint64(n.own.K100)))
	return f
}

func listPairs(f []uint64, w, p, n *word) []uint64 {
	if w.caps {
		f = append(f, perceptron.Feature2(tGazSet, 0, w.class2()), perceptron.Feature3(tGazSet, 1, w.class2()&small, n.class2()&small),
			perceptron.Feature3(tGazSet, 2, p.class2()&small, w.class2()&small))
	}
	for c, b := w.phrase, uint64(0); c != 0; b, c = b+1, c>>1 {
		if c&1 != 0 {
			f = append(f, perceptron.Feature3(tPhrase, uint64(w.part), b, 0))
		}
	}
	return f
}

// small are the classes that pairs of words are told apart by.
const small = uint64(gazetteer.First | gazetteer.Last | gazetteer.City | gazetteer.CountryName | gazetteer.OrgHeadWord | gazetteer.DemonymAdj |
	gazetteer.LegalWord | gazetteer.Title)

func (s *scratch) docFeatures(f []uint64, w *word) []uint64 {
	t := &s.stats[w.doc]
	for k, b := range [...]bool{t.inside, t.lower, t.afterFirst, t.afterTitle, t.beforeForm, t.beforeCap, t.afterCap, t.place, t.often > 1, t.often > 3} {
		if b {
			f = append(f, perceptron.Feature2(tDoc, uint64(k), 0))
			if w.first {
				f = append(f, perceptron.Feature2(tDoc, uint64(k), 1))
			}
		}
	}
	return f
}
