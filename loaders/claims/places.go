package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/text"
)

// matchPlaces reads what stands beside names: places, parties, nationality,
// possessors. It goes by adjacency, where parsers are at their weakest.
func (x *extraction) matchPlaces() {
	v := x.v
	for i := range v.word {
		if !v.boilerplate(i) {
			x.matchNationality(i)
		}
	}
	x.matchLists()
	for mi := range v.men {
		m := &v.men[mi]
		if m.Entity < 0 {
			continue
		}
		if v.boilerplate(m.First) {
			if i := m.Last; m.Form == coref.FormName && v.dateline(m.First) && i < len(v.word) && v.d.Word(i) == "," && v.sentOf[i] == v.sentOf[m.First] {
				x.afterComma(m, i, v.d.Sentences[v.sentOf[i]].Last)
			}
			continue
		}
		switch m.Form {
		case coref.FormName:
			x.afterName(m)
			x.beforeName(m)
			x.inDescription(m)
			x.byHyphen(m)
		case coref.FormNominal:
			x.insideNominal(m)
		}
	}
}

// dateline reports whether token i stands in a block of its own that says where
// the next one was written: "ADEN, Yemen (Wire) —".
func (v *view) dateline(i int) bool {
	b := v.d.Sentences[v.sentOf[i]].Block
	if b+1 >= len(v.d.Blocks) || v.d.Blocks[b+1].Kind != text.Body {
		return false
	}
	s := strings.TrimSpace(v.d.Of(v.d.Blocks[b].Span))
	for _, dash := range []string{"—", "–", "-"} {
		if strings.HasSuffix(s, dash) {
			return len(s) < 80
		}
	}
	return false
}

func (v *view) typeOf(e int) string { return v.dc.Entities[e].Type }

func isOrg(t string) bool {
	return t == "Company" || t == "Agency" || t == "Media" || t == "Party" || t == "Organization"
}

func isPlace(t string) bool { return t == "Place" || t == "Country" }

// nameAt is the name mention that starts at token i, past "the" and adjectives
// of the kind "governing"; nil for none.
func (v *view) nameAt(i, limit int) *coref.Mention {
	for n := 0; i < limit && n < 6; i, n = i+1, n+1 {
		if s := v.start[i]; s >= 0 {
			if m := &v.men[s]; m.Form == coref.FormName {
				// "of the Dallas firm Sterrett Hale": past the place to the firm
				if isPlace(v.typeOf(m.Entity)) && m.Last < limit && v.upos(m.Last) == "NOUN" && !v.genitive(m.Last-1, m.Last+1) {
					for k := m.Last; k < min(m.Last+4, limit); k++ {
						if o := v.start[k]; o >= 0 && v.men[o].Form == coref.FormName && isOrg(v.typeOf(v.men[o].Entity)) {
							return &v.men[o]
						}
						if v.upos(k) != "NOUN" {
							break
						}
					}
				}
				return m
			} else if m.Form == coref.FormDemonym {
				continue
			}
			return nil
		}
		if u := v.upos(i); u != "DET" && u != "ADJ" && !(u == "NOUN" && v.classNoun(i)) {
			return nil
		}
	}
	return nil
}

// classNoun: a noun right before a name that says what it is: "foreningen X",
// "the movement X".
func (v *view) classNoun(i int) bool {
	return i+1 < len(v.word) && v.sentOf[i] == v.sentOf[i+1] && (v.start[i+1] >= 0 && v.men[v.start[i+1]].Form == coref.FormName || v.upos(i+1) == "NOUN" && i+2 < len(v.word) && v.start[i+2] >= 0)
}

func (x *extraction) np(s, o int, pred, txt, rule string, at int) bool {
	return x.add(candidate{subj: s, obj: o, pred: pred, text: txt, trigger: at, np: true, aside: true, rule: "name:" + rule + ":" + pred})
}

// placeOfEvent reports whether the place phrase of o hangs on a verb rather
// than on the name m, as far as the parse can tell.
func (v *view) placeOfEvent(m, o *coref.Mention) bool {
	h := v.head(o.Head)
	return h >= 0 && v.isVerb(h) && h != m.Head
}

// inDescription reads a place inside the noun phrase that describes a name:
// "A, a competitor in Tromsø", "B, a New York hedge fund", "C, the
// Halifax-based group".
func (x *extraction) inDescription(m *coref.Mention) {
	v := x.v
	if !isPlace(v.typeOf(m.Entity)) {
		return
	}
	s := v.d.Sentences[v.sentOf[m.First]]
	noun := -1
	if i := m.First - 1; i > s.First && v.lx.Is("placeprep", v.word[i]) && v.upos(i-1) == "NOUN" {
		noun = i - 1
		x.homeTown(m, noun)
	} else {
		for i := m.Last; i < min(m.Last+6, s.Last); i++ {
			if v.start[i] >= 0 && v.men[v.start[i]].Form == coref.FormName {
				break
			}
			u := v.upos(i)
			if u == "NOUN" && (i+1 >= s.Last || v.upos(i+1) != "NOUN" && v.word[i+1] != "-") {
				noun = i
				break
			}
			if u != "NOUN" && u != "ADJ" && v.word[i] != "-" && !v.lx.Is("based", v.word[i]) {
				break
			}
		}
	}
	if noun < 0 || v.genitive(m.Last-1, min(m.Last+1, s.Last)) {
		return
	}
	if e := v.described(noun); e != coref.None && isOrg(v.typeOf(e)) {
		x.np(e, m.Entity, "basedIn", "", "described in place", noun)
	}
}
