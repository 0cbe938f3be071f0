package ner

import (
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/lang"
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
	casing uint64 // how the document uses capitals
	own    []vote // by token: what the first pass made of it
	all    []vote // by entry of stats: the sum over the document
	// kept are the features that the first pass asked for, for the second:
	// those of token i end at keptEnd[i].
	kept    []uint64
	keptEnd []int
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
			w.read(s.texts[i], shout, x.own, x.helper)
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

// features appends the features of token i of the sentence [from, to).
func (s *scratch) features(f []uint64, i, from, to int, style Style) []uint64 {
	w, p, n := s.at(i, from, to), s.at(i-1, from, to), s.at(i+1, from, to)
	pp, nn := s.at(i-2, from, to), s.at(i+2, from, to)
	one, two, three := perceptron.Feature, perceptron.Feature2, perceptron.Feature3
	st := uint64(style)
	f = append(f, one(tBias, 1), two(tBias, 2, st), one(tExact, w.exact),
		two(tLower, 0, w.lower), two(tLower, 1, p.lower), two(tLower, 2, n.lower), two(tLower, 3, pp.lower), two(tLower, 4, nn.lower),
		three(tLowerPair, 0, p.lower, w.lower), three(tLowerPair, 1, w.lower, n.lower),
		three(tLowerPair, 2, p.lower, w.brief), three(tLowerPair, 3, w.brief, n.lower),
		two(tShape, 0, w.shape), two(tShape, 1, p.shape), two(tShape, 2, n.shape),
		three(tBriefs, 0, p.brief, w.brief), three(tBriefs, 1, w.brief, n.brief), perceptron.Feature4(tBriefs, 2, p.brief, w.brief, n.brief),
		two(tNearSuffix, 0, p.suffix[2]), two(tNearSuffix, 1, n.suffix[2]),
		two(tStyle, st, w.brief), three(tStyleWord, st, 0, w.lower))
	for k, h := range w.prefix {
		if h != 0 {
			f = append(f, two(tPrefix, uint64(k), h))
		}
	}
	for k, h := range w.suffix {
		if h != 0 {
			f = append(f, two(tSuffix, uint64(k), h))
		}
	}
	f = append(f, three(tFarPair, 0, pp.lower, p.lower), three(tFarPair, 1, n.lower, nn.lower), three(tFarPair, 2, p.lower, n.lower),
		three(tCasing, 0, s.casing, w.brief), three(tCasing, 1, s.casing, uint64(w.own.K100)),
		perceptron.Feature4(tCasing, 2, s.casing, w.class2()&small, w.brief))
	f = clusterFeatures(f, w, p, n, pp, nn)
	f = gazFeatures(f, w, p, n, st)
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

func clusterFeatures(f []uint64, w, p, n, pp, nn *word) []uint64 {
	add := func(base uint64, place uint64, c lang.Class) {
		if c.Known() {
			f = append(f, perceptron.Feature2(base, place, c.Brown(4)), perceptron.Feature2(base+1, place, c.Brown(6)),
				perceptron.Feature2(base+2, place, c.Brown(10)), perceptron.Feature2(base+3, place, c.Full()),
				perceptron.Feature2(base+4, place, uint64(c.K100)), perceptron.Feature2(base+5, place, uint64(c.K500)),
				perceptron.Feature2(base+6, place, uint64(c.K1000)))
		}
	}
	far := func(base uint64, place uint64, c lang.Class) {
		if c.Known() {
			f = append(f, perceptron.Feature2(base+1, place, c.Brown(6)), perceptron.Feature2(base+2, place, c.Brown(10)),
				perceptron.Feature2(base+4, place, uint64(c.K100)))
		}
	}
	add(tOwn, 0, w.own)
	add(tOwn, 1, p.own)
	add(tOwn, 2, n.own)
	far(tOwn, 3, pp.own)
	far(tOwn, 4, nn.own)
	add(tHelper, 0, w.helper)
	add(tHelper, 1, p.helper)
	add(tHelper, 2, n.helper)
	f = append(f, perceptron.Feature3(tClusterPair, 0, p.own.Brown(6), w.own.Brown(6)),
		perceptron.Feature3(tClusterPair, 1, w.own.Brown(6), n.own.Brown(6)),
		perceptron.Feature3(tClusterPair, 2, p.own.Brown(10), w.brief),
		perceptron.Feature3(tClusterPair, 3, w.brief, n.own.Brown(10)),
		perceptron.Feature3(tClassPair, 0, p.own.Brown(10), w.own.Brown(10)), perceptron.Feature3(tClassPair, 1, w.own.Brown(10), n.own.Brown(10)),
		perceptron.Feature3(tClassPair, 2, uint64(p.own.K500), uint64(w.own.K500)), perceptron.Feature3(tClassPair, 3, uint64(w.own.K500), uint64(n.own.K500)),
		perceptron.Feature3(tClassPair, 4, uint64(p.own.K100), uint64(n.own.K100)))
	return f
}

func gazFeatures(f []uint64, w, p, n *word, st uint64) []uint64 {
	for k, x := range [...]*word{w, p, n} {
		c := x.class &^ gazetteer.Continues
		if !x.caps {
			if b := c & (gazetteer.CountryName | gazetteer.BigCity | gazetteer.Region); b != 0 && x.letters {
				f = append(f, perceptron.Feature4(tGaz, uint64(k), st, uint64(b), 2))
			}
			c &= gazetteer.Title | gazetteer.LegalWord | gazetteer.OrgHeadWord | gazetteer.DemonymAdj
		}
		for b := uint64(0); c != 0; b, c = b+1, c>>1 {
			if c&1 != 0 {
				f = append(f, perceptron.Feature3(tGaz, uint64(k), b, 0))
				if k == 0 {
					f = append(f, perceptron.Feature3(tGaz, 4+st, b, 1))
				}
			}
		}
	}
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
