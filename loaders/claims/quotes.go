package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/text"
)

// quote is a run of tokens [first, last) that the article gives as speech.
type quote struct {
	first, last int
	speaker     int // entity, or coref.None
	verb        int // token of the reporting verb, or -1
}

// opening and closing marks; the straight mark is both.
var closers = map[string]string{"“": "”", "»": "«", "«": "»", "„": "“", "\"": "\"", "``": "''", "”": "”"}

// findQuotes marks speech between quotation marks and after a dash that opens
// a paragraph (the Danish and French way, up to the reporting verb's clause).
func (v *view) findQuotes() {
	d := v.d
	for si := 0; si < len(d.Sentences); {
		b := d.Sentences[si].Block
		sj := si
		for sj < len(d.Sentences) && d.Sentences[sj].Block == b {
			sj++
		}
		first, last := d.Sentences[si].First, d.Sentences[sj-1].Last
		if d.Blocks[b].Kind != text.Boilerplate && first < last {
			if w := d.Word(first); (w == "-" || w == "–" || w == "—") && last-first > 3 {
				v.dashQuote(first+1, last)
			} else {
				v.markedQuotes(first, last)
			}
		}
		si = sj
	}
	for qi, q := range v.quotes {
		for i := q.first; i < q.last; i++ {
			v.inQ[i] = qi
		}
	}
}

func (v *view) markedQuotes(first, last int) {
	open, want := -1, ""
	for i := first; i < last; i++ {
		w := v.d.Word(i)
		if open >= 0 && (w == want || want == "”" && w == "\"" || want == "«" && w == "»") {
			if i > open+1 {
				v.quotes = append(v.quotes, quote{open + 1, i, coref.None, -1})
			}
			open = -1
			continue
		}
		if c, ok := closers[w]; ok && open < 0 {
			open, want = i, c
		}
	}
	// A quote that runs on into the next paragraph has no closing mark.
	if open >= 0 && last > open+6 {
		v.quotes = append(v.quotes, quote{open + 1, last, coref.None, -1})
	}
}

// dashQuote cuts the reporting clauses ("siger X, der ...") out of a paragraph
// of speech.
func (v *view) dashQuote(first, last int) {
	open := first
	for i := first; i < last; i++ {
		// The reporting clause: comma (or ? !), verb of saying, then its subject.
		if i > first && i+1 < last && v.lx.Is("say", v.lemma[i]) && v.isVerb(i) && v.reportComma(i-1) {
			if i-1 > open {
				v.quotes = append(v.quotes, quote{open, i - 1, coref.None, i})
			}
			s := v.d.Sentences[v.sentOf[i]]
			open = s.Last
			i = s.Last - 1
		}
	}
	if open < last-1 {
		verb := -1
		if n := len(v.quotes); n > 0 && v.quotes[n-1].first >= first {
			verb = v.quotes[n-1].verb
		}
		v.quotes = append(v.quotes, quote{open, last, coref.None, verb})
	}
}

func (v *view) reportComma(i int) bool {
	switch v.d.Word(i) {
	case ",", "?", "!", "”", "\"", "«", "»", "–", "-":
		return true
	}
	return false
}

// speakers finds who says each quote. It is run once names and chains are
// known.
func (v *view) speakers() {
	v.interview()
	for qi := range v.quotes {
		q := &v.quotes[qi]
		if q.speaker != coref.None {
			continue // an answer
		}
		if q.verb < 0 {
			q.verb = v.reportingVerb(q)
		}
		if q.verb >= 0 {
			q.speaker = v.speakerOf(q.verb)
		}
		if q.speaker == coref.None && qi > 0 && v.continues(qi) {
			q.speaker, q.verb = v.quotes[qi-1].speaker, v.quotes[qi-1].verb
		}
	}
	v.signed()
	v.findReports()
}

// continues reports whether quote qi goes on with the speech of the one
// before: in the same paragraph, or in the next one without a closing mark.
func (v *view) continues(qi int) bool {
	p, q := v.quotes[qi-1], v.quotes[qi]
	bp, bq := v.d.Sentences[v.sentOf[p.last-1]].Block, v.d.Sentences[v.sentOf[q.first]].Block
	if bp == bq {
		return q.last-q.first > 4
	}
	return bq == bp+1 && p.last == v.d.Sentences[v.sentOf[p.last-1]].Last && q.first-p.last <= 1
}

// reportingVerb is the verb of saying nearest to the quote, outside it, in its
// first or last sentence, or in a sentence before that ends in a colon.
func (v *view) reportingVerb(q *quote) int {
	best, dist := -1, 25
	try := func(si, near int) {
		s := v.d.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			if i >= q.first && i < q.last || !v.isVerb(i) {
				continue
			}
			if v.lx.Class(v.lemma[i], "say", "claim", "believe", "call", "deny") == "" {
				continue
			}
			d := i - near
			if d < 0 {
				d = near - i
			}
			if d < dist {
				best, dist = i, d
			}
		}
	}
	first, last := v.sentOf[q.first], v.sentOf[q.last-1]
	try(last, q.last)
	if first != last {
		try(first, q.first)
	}
	if best < 0 && q.last < len(v.d.Tokens) {
		// the tail of a quote may have been cut off as a sentence: "...!" says X
		if n := v.sentOf[min(q.last+1, len(v.d.Tokens)-1)]; n != last && v.d.Sentences[n].Block == v.d.Sentences[last].Block {
			try(n, q.last)
			if best >= 0 && best-q.last > 4 {
				best = -1
			}
		}
	}
	if best < 0 && first > 0 {
		p := v.d.Sentences[first-1]
		if p.Last > p.First && v.d.Word(p.Last-1) == ":" {
			dist = 60
			try(first-1, q.first)
		}
	}
	return best
}

// speakerOf is the entity that is subject of the reporting verb. The subject
// may stand after it ("lyder det fra X" has it in a from-phrase).
func (v *view) speakerOf(verb int) int {
	if s := v.subject(verb); v.is("showing", verb) && (s < 0 || v.upos(s) != "PROPN" || s < verb && v.d.Word(verb-1) == ",") {
		return coref.None // documents show, and "it appears": nobody speaks
	}
	if e := v.inverted(verb); e != coref.None {
		return e
	}
	if s := v.subject(verb); s >= 0 && (v.inQ[s] < 0 || v.inQ[verb] >= 0) {
		if e := v.actor(s); e != coref.None {
			return e
		}
	}
	for _, k := range v.kids[verb] {
		if r := v.rel(k); (r == "obl" || r == "nmod") && v.lx.Is("fromprep", v.caseOf(k)) && v.lx.Is("say", v.lemma[verb]) {
			if e := v.entity(k); e != coref.None && v.agentive(e) {
				return e
			}
		}
	}
	if v.lx.Is("sounds", v.lemma[verb]) {
		if k := v.owned(v.linPrep(verb, "fra", 9)); k >= 0 {
			if e := v.entity(k); e != coref.None && v.agentive(e) {
				return e
			}
		}
	}
	// The parse may have lost the subject: take a name or pronoun that follows
	// or precedes the verb at once.
	s := v.d.Sentences[v.sentOf[verb]]
	for i := verb + 1; i < min(verb+14, s.Last); i++ {
		if v.d.Word(i) == "." || v.isVerb(i) && i > verb+1 || v.lx.Is("contentmark", v.word[i]) || v.inQ[i] >= 0 && v.inQ[verb] < 0 {
			break
		}
		if e := v.entity(i); e != coref.None && v.personal(e) {
			return e
		}
		if v.upos(i) == "NOUN" && v.is("reprnoun", i) {
			if e := v.actor(i); e != coref.None {
				return e // "said the company's lawyer"
			}
		}
	}
	for i := verb - 1; i >= max(verb-3, s.First) && (v.inQ[i] < 0 || v.inQ[verb] >= 0); i-- {
		if e := v.entity(i); e != coref.None && v.agentive(e) && !v.lx.Is("poss", v.word[i]) {
			return e
		}
	}
	if l := v.linSubject(verb); l >= 0 && (v.inQ[l] < 0 || v.inQ[verb] >= 0) {
		return v.actor(l)
	}
	return coref.None
}

// inverted is the subject right behind a reporting verb that follows a comma or
// quotation mark, where the tree has it before: ", said her lawyer, X".
func (v *view) inverted(verb int) int {
	s := v.d.Sentences[v.sentOf[verb]]
	if verb == s.First || verb+1 >= s.Last || !v.reportComma(verb-1) || v.subject(verb) > verb {
		return coref.None
	}
	if u := v.upos(verb + 1); u != "DET" && u != "PROPN" && u != "NOUN" && u != "PRON" && u != "ADJ" {
		return coref.None
	}
	for j := verb + 1; j < s.Last && v.upos(j) != "PUNCT"; j++ {
		if v.finite(j) {
			return coref.None // ", said the board had ..."
		}
	}
	return v.sourceAt(verb+1, min(verb+10, s.Last))
}

func (v *view) personal(e int) bool {
	t := v.dc.Entities[e].Type
	return t == "Person" || t == "Unnamed"
}

func (v *view) agentive(e int) bool {
	switch v.dc.Entities[e].Type {
	case "Place", "Product", "Event", "Law", "":
		return false
	}
	return true
}

// quotedText is the speech of the quote as written.
func (v *view) quotedText(q quote) string {
	return strings.TrimSpace(v.d.Of(text.Span{Start: v.d.Tokens[q.first].Start, End: v.d.Tokens[q.last-1].End}))
}

// speech reports whether quote q says something of its own, with a verb: a few
// words in quotation marks may be the article's way of naming a thing.
func (v *view) speech(q int) bool {
	return v.quotes[q].last-v.quotes[q].first > 4 && v.finiteBetween(v.quotes[q].first, v.quotes[q].last)
}
