package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// housesOf finds what the post is in: a compound, a genitive or compound
// before it, or a prepositional phrase behind it. functional is set when the
// phrase behind names a field, not a house ("head of research at X").
func (x *extraction) housesOf(r role) (out []int, how string, functional bool) {
	v := x.v
	if r.house != coref.None {
		return []int{r.house}, "compound", false
	}
	s := v.d.Sentences[v.sentOf[r.first]]
	person := r.pred == "childOf" || r.pred == "relativeOf" || r.pred == "spouseOf" || r.pred == "succeeds" || r.pred == "linkedTo"
	fits := func(e int) bool {
		t := v.dc.Entities[e].Type
		switch {
		case person:
			return t == "Person" || r.pred == "linkedTo"
		case t == "Person":
			return r.pred == "spokespersonFor" || r.pred == "worksFor" || r.pred == "memberOf"
		case t == "Product":
			return r.pred == "owns" || r.pred == "develops" || r.pred == "founded"
		}
		return t != "Event" && t != "Law"
	}
	// "direktør A fra X", "Professor A of X"
	if r.last < s.Last && v.start[r.last] >= 0 && !person {
		if m := v.men[v.start[r.last]]; m.Form == coref.FormName && v.typeOf(m.Entity) == "Person" && m.Last+1 < s.Last && v.lx.Is("belongprep", v.word[m.Last]) {
			if o := v.nameAt(m.Last+1, s.Last); o != nil && isOrg(v.typeOf(o.Entity)) && v.typeOf(o.Entity) != "Party" && fits(o.Entity) {
				return []int{o.Entity}, "after name", false
			}
		}
	}
	// "Skatteordfører A (S)" speaks for the party
	if r.pred == "spokespersonFor" && r.last < s.Last && v.start[r.last] >= 0 {
		if m := v.men[v.start[r.last]]; m.Form == coref.FormName && m.Last+1 < s.Last && v.d.Word(m.Last) == "(" {
			if o := v.nameAt(m.Last+1, s.Last); o != nil && v.typeOf(o.Entity) == "Party" {
				return []int{o.Entity}, "party tag", false
			}
		}
	}
	if r.first > s.First && v.is("forceword", r.first-1) && v.start[r.first-1] < 0 && v.entity(r.first-1) == coref.None {
		return nil, "unresolved", false // "a police spokesman"
	}
	// before: "X's chairman", "Xs direktør", "its chief executive", "X CEO"
	for i := r.first - 1; i >= max(s.First, r.first-7); i-- {
		w := v.word[i]
		if w == "'s" || w == "’s" || w == "'" || w == "’" {
			continue
		}
		if v.lx.Is("poss", w) {
			for _, e := range v.possessed(i) {
				if fits(e) {
					out = append(out, e)
				}
			}
			if len(out) > 0 {
				return out, "possessive", x.fieldBehind(r, s.Last)
			}
			if v.lx.Is("possorg", w) && !person {
				if e := v.nearestOrg(i, s.First); e != coref.None {
					return []int{e}, "possessive?", x.fieldBehind(r, s.Last)
				}
			}
			return nil, "unresolved", false
		}
		if m := v.end[i]; m >= 0 {
			e := v.men[m].Entity
			if fits(e) && v.men[m].Form != coref.FormDemonym && (v.genitive(i, r.first) || x.compoundHouse(i, r)) {
				return []int{e}, "genitive", x.fieldBehind(r, s.Last)
			}
			if v.men[m].Form == coref.FormDemonym && x.headOfGovernment(r) {
				return []int{e}, "demonym", false
			}
			if v.men[m].Form != coref.FormDemonym {
				break
			}
			continue
		}
		if e := v.entity(i); e != coref.None && fits(e) && v.upos(i) == "NOUN" && (i+1 < r.first && (v.word[i+1] == "'s" || v.word[i+1] == "’s") || v.feat(i, "Case=Gen") || v.trait("noun-compounds-apart") && i == r.first-1) {
			return []int{e}, "genitive", false
		}
		if v.upos(i) == "NOUN" && v.definite(i) && (v.feat(i, "Case=Gen") || i+1 < r.first && (v.word[i+1] == "'s" || v.word[i+1] == "’s")) {
			return nil, "unresolved", false // it is somebody's: whose is not known
		}
		if v.upos(i) == "CCONJ" && i > s.First {
			if _, ok := v.lx.Role(v.word[i-1]); ok {
				i--
				continue
			}
		}
		if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "ADV" && u != "NUM" && !(u == "VERB" && v.feat(i, "VerbForm=Part")) && w != "-" {
			break
		}
	}
	if how == "" {
		if e := v.relHouse(r, s.First, fits); e != coref.None {
			return []int{e}, "relative", x.fieldBehind(r, s.Last)
		}
	}
	// behind: "director of X", "formand for foreningen X"
	i := r.last
	if i < s.Last && v.lx.Is("roleprep", v.word[i]) {
		preps := 0
		for j := i; j < min(i+14, s.Last); j++ {
			if u := v.upos(j); v.lx.Is("roleprep", v.word[j]) && (u == "ADP" || u == "SCONJ" || u == "PART") {
				preps++
				if preps > 3 {
					break
				}
				continue
			} else if u == "PUNCT" && v.d.Word(j) != "-" && v.d.Word(j) != "\"" && v.d.Word(j) != "“" && v.d.Word(j) != "»" || u == "VERB" && !v.feat(j, "VerbForm=Part") || u == "AUX" || u == "SCONJ" || v.relative(j) {
				break
			}
			if m := v.start[j]; m >= 0 && v.men[m].Form == coref.FormDemonym {
				continue
			}
			if o, ok := v.lx.Role(v.word[j]); ok && o.Predicate == "leads" && v.upos(j) == "NOUN" && v.start[j] < 0 && !person {
				break // "adviser to the governor of X"
			}
			var es []int
			if m := v.start[j]; m >= 0 {
				es = []int{v.men[m].Entity}
			} else if e := v.entity(j); e != coref.None {
				es = []int{e}
			} else if v.lx.Is("poss", v.word[j]) {
				es = v.possessed(j)
			}
			if m := v.start[j]; m >= 0 && v.men[m].Form == coref.FormName && v.nextName(m) >= 0 && !person {
				continue // "Ukraine's State Service": the second name
			}
			for _, e := range es {
				if fits(e) {
					if v.dc.Entities[e].Type == "Place" && !v.placeHouse(r) {
						continue
					}
					if n := v.partName(j); n != coref.None && fits(n) {
						return []int{n}, "of part", false
					}
					return append([]int{e}, x.moreHouses(j, s.Last, fits)...), "of", preps > 1 && v.fieldBetween(i, j) || v.partOf(j)
				}
			}
		}
	}
	return nil, "", false
}

// partName is the name in apposition to a possessed part: "editor of B's
// technology site, Patchbay".
func (v *view) partName(j int) int {
	if !v.partOf(j) {
		return coref.None
	}
	for k := v.men[v.start[j]].Last; k < min(v.men[v.start[j]].Last+6, len(v.word)-1); k++ {
		if v.d.Word(k) == "," {
			if m := v.start[k+1]; m >= 0 && v.men[m].Form == coref.FormName && isOrg(v.typeOf(v.men[m].Entity)) {
				return v.men[m].Entity
			}
			if v.lx.Is("article", v.word[k+1]) && k+2 < len(v.word) && v.start[k+2] >= 0 && isOrg(v.typeOf(v.men[v.start[k+2]].Entity)) {
				return v.men[v.start[k+2]].Entity
			}
			return coref.None
		}
		if u := v.upos(k); u != "NOUN" && u != "ADJ" && v.word[k] != "'s" && v.word[k] != "’s" && u != "PART" {
			return coref.None
		}
	}
	return coref.None
}

// partOf reports whether the name that starts at j is the possessor of a part:
// "chef for Xs europæiske forretning".
func (v *view) partOf(j int) bool {
	m := v.start[j]
	if m < 0 {
		return false
	}
	last := v.men[m].Last
	if last >= len(v.word) || v.sentOf[last] != v.sentOf[j] || !v.genitive(last-1, last+2) {
		return false
	}
	for k := last; k < min(last+4, len(v.word)); k++ {
		switch v.upos(k) {
		case "NOUN":
			return true
		case "ADJ", "PART":
		default:
			if w := v.word[k]; w != "'s" && w != "’s" {
				return false
			}
		}
	}
	return false
}

// fieldBetween reports whether common nouns other than the class word of the
// house stand between the first and the last preposition.
func (v *view) fieldBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if v.upos(i) == "NOUN" && i+1 < to && v.lx.Is("roleprep", v.word[i+1]) {
			return true
		}
	}
	return false
}

// fieldBehind: "its head of research", where the phrase behind names a field.
func (x *extraction) fieldBehind(r role, limit int) bool {
	v := x.v
	if r.last+1 >= limit || !v.lx.Is("fieldprep", v.word[r.last]) {
		return false
	}
	for k := r.last + 1; k < min(r.last+5, limit); k++ {
		if v.start[k] >= 0 {
			return false
		}
		if v.upos(k) == "NOUN" {
			e := v.entity(k)
			return e == coref.None
		}
		if u := v.upos(k); u != "DET" && u != "ADJ" {
			return false
		}
	}
	return false
}

func (v *view) placeHouse(r role) bool {
	switch r.pred {
	case "livesIn", "bornIn", "citizenOf":
		return true
	}
	return false
}

// moreHouses adds names joined by "and": "director of A and B".
func (x *extraction) moreHouses(j, limit int, fits func(int) bool) (out []int) {
	v := x.v
	m := v.start[j]
	if m < 0 {
		return nil
	}
	k := v.men[m].Last
	if k+1 < limit && v.lx.Is("partyprep", v.word[k]) {
		if o := v.nameAt(k+1, limit); o != nil && v.typeOf(o.Entity) == "Party" && fits(o.Entity) && v.typeOf(v.men[m].Entity) != "Party" {
			out = append(out, o.Entity)
		}
	}
	if k+1 < limit && v.upos(k) == "CCONJ" && v.start[k+1] >= 0 {
		o := v.men[v.start[k+1]]
		if o.Form == coref.FormName && fits(o.Entity) && v.dc.Entities[o.Entity].Type == v.dc.Entities[v.men[m].Entity].Type {
			out = append(out, o.Entity)
		}
	}
	return out
}

// relHouse is the antecedent of a relative clause in which the role is
// predicated of somebody else: "X, where she was director", "NATO, som Sverige
// er medlem af".
func (v *view) relHouse(r role, first int, fits func(int) bool) int {
	subject := false
	for i := r.first - 1; i > first && i > r.first-14; i-- {
		if v.lx.Is("relplace", v.word[i]) || v.relative(i) {
			if !subject {
				return coref.None
			}
			j := i - 1
			if v.upos(j) == "ADP" {
				j--
			}
			if j >= first && v.d.Word(j) == "," {
				j--
			}
			if j < first {
				return coref.None
			}
			if m := v.end[j]; m >= 0 && fits(v.men[m].Entity) && isOrg(v.typeOf(v.men[m].Entity)) {
				return v.men[m].Entity
			}
			return coref.None
		}
		if e, ok := v.dc.EntityAt(i); ok && e >= 0 && (v.personal(e) || v.typeOf(e) == "Country" || isOrg(v.typeOf(e))) {
			subject = true
		}
		if w := v.d.Word(i); w == ";" || w == ":" || w == "." {
			return coref.None
		}
	}
	return coref.None
}

// nextName is the name mention that the genitive name m possesses, or -1.
func (v *view) nextName(m int) int {
	i := v.men[m].Last
	if i < len(v.word) && (v.word[i] == "'s" || v.word[i] == "’s") {
		i++
	} else if !v.trait("genitive-glued") || !strings.HasSuffix(v.word[i-1], "s") {
		return -1
	}
	if i < len(v.word) && v.start[i] >= 0 && v.men[v.start[i]].Form == coref.FormName && v.sentOf[i] == v.sentOf[v.men[m].First] {
		return v.start[i]
	}
	return -1
}

// nearestOrg is the organization named or meant last before token i in its
// sentence.
func (v *view) nearestOrg(i, first int) int {
	for j := i - 1; j >= first; j-- {
		if e, ok := v.dc.EntityAt(j); ok && e >= 0 && isOrg(v.typeOf(e)) && v.tags[j] != "ADJ" {
			return e
		}
	}
	return coref.None
}

// genitive reports whether the mention that ends at token i is a genitive
// before a phrase that ends at token to: 's, or the Danish glued -s.
func (v *view) genitive(i, to int) bool {
	if i+1 < to {
		switch v.word[i+1] {
		case "'s", "’s", "'", "’":
			return true
		}
	}
	m := v.men[v.end[i]]
	if m.Form == coref.FormNominal {
		return v.feat(i, "Case=Gen") || i+1 < to && strings.HasSuffix(v.word[i+1], "s") && v.upos(i+1) == "PART"
	}
	w := v.d.Word(i)
	if v.trait("genitive-glued") {
		return strings.HasSuffix(w, "s") || strings.HasSuffix(w, "'") || strings.HasSuffix(w, "’")
	}
	return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s")
}

// compoundHouse: "Apple chief executive", only where nothing stands between.
func (x *extraction) compoundHouse(i int, r role) bool {
	v := x.v
	t := v.dc.Entities[v.men[v.end[i]].Entity].Type
	if t == "Person" || t == "Place" {
		return false
	}
	for j := i + 1; j < r.first; j++ {
		if u := v.upos(j); u != "NOUN" && u != "ADJ" && v.word[j] != "-" {
			return false
		}
	}
	return v.trait("noun-compounds-apart")
}

// possessed are the entities that the possessive at token i stands for.
func (v *view) possessed(i int) []int {
	if v.lx.Is("whose", v.word[i]) && i >= 2 {
		j := i - 1
		if v.d.Word(j) == "," {
			j--
		}
		if m := v.end[j]; m >= 0 {
			return []int{v.men[m].Entity}
		}
	}
	if m, ok := v.dc.MentionAt(i); ok && len(m.Entities) > 0 {
		return m.Entities
	}
	if e := v.entity(i); e != coref.None {
		return []int{e}
	}
	return nil
}
