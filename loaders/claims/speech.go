package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// said is a stretch of tokens [first, last) that somebody says outside of
// quotation marks. Quotes are in view.quotes; both are found once a document,
// and attribute asks who says a token.
type said struct {
	first, last int
	speaker     int
	verb        int // the verb of saying, or -1 after "according to"
	// The reporting words themselves, which are nobody's.
	tagFirst, tagLast int
	// around is set where the tag parts subject and predicate: what follows it
	// is all told by the speaker, relative clauses and appositions as well.
	around  bool
	accuser bool // who speaks accuses the one spoken of
}

// findReports marks what tags report ("..., prosecutors said", "..., oplyser
// politiet"), what stands under a source ("according to X", "efter politiets
// opfattelse"), and what the next sentence gives a source ("Det skriver X").
func (v *view) findReports() {
	for si := range v.d.Sentences {
		s := v.d.Sentences[si]
		if s.First >= s.Last || v.boilerplate(s.First) {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			switch {
			case v.inQ[i] >= 0:
			case v.reportsTag(i):
				v.tag(i)
				v.content(i)
				v.inRelative(i)
			case v.lx.Is("attribprep", v.word[i]):
				v.source(i)
			default:
				v.participle(i)
			}
		}
		v.opinions(si)
		v.sourced(si)
	}
}

// reportsTag reports whether token i may be a verb that reports. Behind a name
// and before a full stop it may have been taken for a noun ("Ann Holt confirms.").
func (v *view) reportsTag(i int) bool {
	if v.lx.Class(v.lemma[i], "say", "claim", "believe", "deny") == "" {
		return false
	}
	if v.upos(i) == "NOUN" && i > 0 && v.end[i-1] >= 0 && v.d.Word(i)[0] >= 'a' {
		return v.d.Sentences[v.sentOf[i]].Last-i <= 2
	}
	return v.isVerb(i) && (v.finite(i) || v.feat(i, "Tense=Past"))
}

// content adds the clause behind a verb of saying and its "that", where the
// tree may have lost it: "X mener i dag, at ...".
func (v *view) content(i int) {
	s := v.d.Sentences[v.sentOf[i]]
	for j := i + 1; j < min(i+12, s.Last); j++ {
		switch {
		case v.lx.Is("contentmark", v.word[j]) && v.upos(j) == "SCONJ", v.deniedVerb(i, j):
			if v.lx.Is("ask", v.lemma[i]) || v.passive(i) || v.negatedVerb(i) || v.supposedBy(i) {
				return
			}
			if e := v.speakerOf(i); e != coref.None {
				v.reports = append(v.reports, said{first: j, last: v.contentEnd(i, j), speaker: e, verb: i, tagFirst: i, tagLast: j})
			}
			return
		case v.finite(j) && v.plainContent(i, j):
			if e := v.speakerOf(i); e != coref.None {
				v.reports = append(v.reports, said{first: i + 1, last: s.Last, speaker: e, verb: i, tagFirst: i, tagLast: i + 1})
			}
			return
		case v.finite(j), v.relative(j), v.d.Word(j) == ";", v.inQ[j] >= 0, v.upos(j) == "CCONJ":
			return
		}
	}
}

// plainContent reports whether the finite verb at token j belongs to what verb
// i says without "that": "X says only one insurer buys it".
func (v *view) plainContent(i, j int) bool {
	if !v.finite(i) || v.lx.Class(v.lemma[i], "say", "claim", "believe") == "" || v.negatedVerb(i) {
		return false
	}
	sub := v.subject(i)
	return sub >= 0 && sub < i && j > i+1 && v.nominal(j-1) && !v.relative(i+1)
}

// tag adds what the tag of verb i reports: its sentence up to the comma before
// the tag, or all of it around a parenthesis.
func (v *view) tag(i int) {
	s := v.d.Sentences[v.sentOf[i]]
	if v.lx.Is("deny", v.lemma[i]) {
		return
	}
	// the comma before "siger X", "X says"
	comma := -1
	for j := i - 1; j >= max(s.First, i-12); j-- {
		if w := v.d.Word(j); w == "," || w == "–" || w == "—" {
			comma = j
			break
		}
		if v.isVerb(j) || v.relative(j) || v.inQ[j] >= 0 || v.upos(j) == "SCONJ" || v.upos(j) == "CCONJ" && j == i-1 {
			return
		}
	}
	if comma <= s.First || v.inQ[comma] >= 0 {
		return
	}
	if u := v.upos(comma + 1); comma+1 < i && (u == "CCONJ" || u == "ADP" || u == "SCONJ" || u == "ADV" || u == "VERB") {
		return
	}
	// the tag's end: nothing but its subject and circumstances may follow
	end := s.Last
	for j := i + 1; j < s.Last; j++ {
		if w := v.d.Word(j); w == "," || w == ";" || w == ":" {
			end = j
			break
		}
		if v.finite(j) || v.upos(j) == "SCONJ" && v.lx.Is("contentmark", v.word[j]) || v.inQ[j] >= 0 {
			return
		}
	}
	if end < s.Last && v.d.Word(end) == ":" {
		return
	}
	if comma+1 == i { // verb first: the subject follows
		if sub := v.subject(i); sub < i && len(v.after(i)) == 0 && (i+1 >= s.Last || !v.nominal(i+1)) {
			return
		}
	}
	before, after := v.mainFinite(s.First, comma), v.mainFinite(end+1, s.Last)
	speaker := coref.None
	if comma+1 < i {
		speaker = v.sourceAt(comma+1, i)
	}
	if speaker == coref.None {
		speaker = v.speakerOf(i)
	}
	if speaker == coref.None {
		return
	}
	first, last := s.First, comma
	for j := comma - 1; j >= s.First; j-- {
		if v.d.Word(j) == ";" {
			first = j + 1
			break
		}
	}
	switch {
	case before:
		if end+2 < s.Last && v.upos(end+1) == "CCONJ" && v.isVerb(end+2) {
			last = s.Last // "..., he said, and had spoken"
		}
	case after: // "Leo, prosecutors said, was really ..."
		last = s.Last
	default:
		return
	}
	v.reports = append(v.reports, said{first, last, speaker, i, comma, end, !before, false})
}

// participle adds the content of a participle of saying: "X fined Y, saying it
// had hidden the deal", "after finding that he had copied it".
func (v *view) participle(i int) {
	s := v.d.Sentences[v.sentOf[i]]
	if !v.isVerb(i) || i <= s.First+2 || i+3 >= s.Last || !strings.HasSuffix(v.word[i], "ing") || !v.trait("ed-participle") ||
		v.lx.Class(v.lemma[i], "say", "claim", "believe") == "" || v.finite(i) {
		return
	}
	if v.d.Word(i-1) != "," && v.upos(i-1) != "ADP" && v.upos(i-1) != "SCONJ" && v.upos(i-1) != "CCONJ" {
		return
	}
	first := i + 1
	if v.lx.Is("contentmark", v.word[first]) {
		first++
	}
	if !v.finiteBetween(first, min(first+12, s.Last)) {
		return
	}
	if e := v.actor(v.subject(i)); e != coref.None {
		v.reports = append(v.reports, said{first: first, last: s.Last, speaker: e, verb: i, tagFirst: i, tagLast: first})
	}
}

// deniedVerb reports whether token j begins what verb i denies without a
// subject of its own: "denied having met", "afviser at have mødt".
func (v *view) deniedVerb(i, j int) bool {
	if !v.lx.Is("deny", v.lemma[i]) || j+1 >= v.d.Sentences[v.sentOf[i]].Last {
		return false
	}
	if v.upos(j) == "PART" && v.lx.Is("contentmark", v.word[j]) {
		return v.isVerb(j + 1)
	}
	for k := i + 1; k < j; k++ {
		if v.upos(k) != "ADV" { // "denied ever having met"
			return false
		}
	}
	return v.isVerb(j) && v.trait("ed-participle") && strings.HasSuffix(v.word[j], "ing")
}

// contentEnd is the end of the content that begins at token j behind verb i:
// that of the sentence, or what is denied ends before ", and".
func (v *view) contentEnd(i, j int) int {
	s := v.d.Sentences[v.sentOf[i]]
	if !v.lx.Is("deny", v.lemma[i]) {
		return s.Last
	}
	for k := j + 1; k < s.Last; k++ {
		if v.d.Word(k) == ";" || v.upos(k) == "CCONJ" && (v.d.Word(k-1) == "," || k+1 < s.Last && v.finite(k+1) || v.lx.Is("adversative", v.word[k])) {
			return k
		}
		if v.d.Word(k) == "," && k+1 < s.Last && v.relative(k+1) {
			return k
		}
	}
	return s.Last
}

// inRelative adds what a relative clause puts into somebody's mouth: "a group
// which it says is armed by X".
func (v *view) inRelative(i int) {
	s := v.d.Sentences[v.sentOf[i]]
	rel := -1
	for j := i - 1; j >= max(s.First, i-5); j-- {
		if v.relative(j) {
			rel = j
			break
		}
		if u := v.upos(j); u != "PRON" && u != "PROPN" && u != "DET" && u != "NOUN" && u != "ADJ" && u != "ADV" && u != "AUX" {
			return
		}
	}
	if rel < 0 || rel == i-1 {
		return
	}
	end, finite := s.Last, false
	for j := i + 1; j < s.Last; j++ {
		if w := v.d.Word(j); w == "," || w == ";" {
			end = j
			break
		}
		finite = finite || v.isVerb(j)
	}
	speaker := coref.None
	for j := i - 1; j > rel && speaker == coref.None; j-- {
		if v.nominal(j) {
			speaker = v.actor(j)
		}
	}
	if finite && speaker != coref.None {
		v.reports = append(v.reports, said{first: i + 1, last: end, speaker: speaker, verb: i, tagFirst: rel, tagLast: i + 1, around: true, accuser: v.suspicion(v.sentOf[i])})
	}
}

// mainFinite reports whether tokens [first, last) have a finite verb outside of
// relative clauses.
func (v *view) mainFinite(first, last int) bool {
	own := false
	for j := first; j < last; j++ {
		switch {
		case v.relative(j) && (j > first && v.d.Word(j-1) == "," || j > first+1 && v.upos(j-1) == "ADP" && v.d.Word(j-2) == ","):
			own = true
		case v.d.Word(j) == ",":
			own = false
		case !own && v.finite(j):
			return true
		}
	}
	return false
}

// inPassing is a clause that no report reaches: a noun phrase's own.
const inPassing = -2

// reported is the narrowest stretch outside of quotes that holds token t, or
// nil. clause heads the clause of the article's own voice that t stands in, or
// is -1 or inPassing.
func (v *view) reported(t, clause int) *said {
	var best *said
	for ; v.reportsIn < len(v.reports); v.reportsIn++ {
		r := &v.reports[v.reportsIn]
		for s := v.sentOf[r.first]; r.first < r.last && s <= v.sentOf[r.last-1]; s++ {
			v.reportsOf[s] = append(v.reportsOf[s], v.reportsIn)
		}
	}
	for _, i := range v.reportsOf[v.sentOf[t]] {
		r := &v.reports[i]
		if t < r.first || t >= r.last || t >= r.tagFirst && t < r.tagLast {
			continue
		}
		if r.verb < 0 && v.shutOff(r.tagFirst, t) {
			continue
		}
		if clause != -1 && !(r.around && t >= r.tagLast) && (clause == inPassing || !v.dominates(clause, r.tagFirst)) {
			continue
		}
		if best == nil || r.last-r.first < best.last-best.first {
			best = r
		}
	}
	return best
}
