package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// entity is whom the phrase headed by token i stands for, or coref.None: its
// own mention, the name in apposition to it, or, for "the company's
// management", the company.
func (v *view) entity(i int) int { return v.entityDepth(i, 0) }

func (v *view) entityDepth(i, depth int) int {
	if i < 0 || i >= len(v.word) || depth > 3 {
		return coref.None
	}
	if q := v.inQ[i]; q >= 0 {
		if v.lx.Is("firstsing", v.word[i]) {
			return v.quotes[q].speaker
		}
		if v.lx.Is("firstplur", v.word[i]) {
			return v.houseOf(v.quotes[q].speaker)
		}
	}
	if e, ok := v.dc.EntityAt(i); ok && e >= 0 {
		// "Venstres Gerda Bech": the person, whatever the tree says
		if m := v.dc.Covering[i]; m >= 0 && isOrg(v.typeOf(e)) {
			if men := v.dc.Mentions[m]; men.Form == coref.FormName && men.Last < len(v.word) && v.start[men.Last] >= 0 && v.sentOf[men.Last] == v.sentOf[i] {
				if o := v.men[v.start[men.Last]]; o.Form == coref.FormName && v.typeOf(o.Entity) == "Person" && strings.HasSuffix(v.word[men.Last-1], "s") && v.trait("genitive-glued") {
					return o.Entity
				}
			}
		}
		return e
	}
	if !v.nominal(i) || v.upos(i) == "PRON" {
		return coref.None
	}
	// "the lawyer Hakan Demirci", "his brother, Kenni": the name beside the noun.
	for _, k := range v.kids[i] {
		if k < i || v.upos(k) != "PROPN" {
			continue
		}
		switch v.rel(k) {
		case "appos", "flat", "compound", "dep":
			if e, ok := v.dc.EntityAt(k); ok && e >= 0 {
				return e
			}
		case "nmod":
			if v.caseOf(k) == "" && k-i <= 2 {
				if e, ok := v.dc.EntityAt(k); ok && e >= 0 {
					return e
				}
			}
		}
	}
	// The parse may hang it elsewhere: a name right behind the noun.
	if v.upos(i) == "NOUN" && i+1 < len(v.word) && v.start[i+1] >= 0 && v.sentOf[i] == v.sentOf[i+1] {
		if m := v.men[v.start[i+1]]; m.Form == coref.FormName && v.trait("bare-title") && v.d.Word(i+1) != "" && v.head(m.Head) != i {
			if _, isRole := v.lx.Role(v.word[i]); isRole {
				return m.Entity
			}
		}
	}
	if v.upos(i) == "NOUN" {
		if e := v.introduced(i); e != coref.None {
			return e
		}
		if e := v.described(i); e != coref.None {
			return e
		}
		if e := v.called(i); e != coref.None {
			return e
		}
	}
	if v.upos(i) == "NOUN" && v.stateNoun(i) {
		s := v.d.Sentences[v.sentOf[i]]
		for j := i - 1; j >= max(s.First, i-3); j-- {
			if m := v.end[j]; m >= 0 && v.typeOf(v.men[m].Entity) == "Country" {
				return v.men[m].Entity
			}
			if u := v.upos(j); u != "ADJ" && u != "NOUN" {
				break
			}
			if c := v.countryOf(v.word[j]); c != coref.None {
				return c
			}
		}
	}
	if v.upos(i) == "NOUN" && v.is("clientword", i) {
		if e := v.client(i); e != coref.None {
			return e
		}
	}
	if v.lx.Is("metonym", v.lemma[i]) && !v.formerly(i) {
		for _, k := range v.kids[i] {
			switch v.rel(k) {
			case "nmod", "compound", "det":
				c := v.caseOf(k)
				if c == "" || v.lx.Is("orgprep", c) {
					if e := v.entityDepth(k, depth+1); e != coref.None && !v.personal(e) {
						return e
					}
				}
			}
		}
		if e := v.before(i); e != coref.None {
			return e
		}
	}
	return v.heldBy(i)
}

// introduced is the name in apposition behind the comma that follows noun i,
// wherever the parse hung it: "den yngste datter, kunstneren Bo Ek, siger".
func (v *view) introduced(i int) int {
	s := v.d.Sentences[v.sentOf[i]]
	if i+2 >= s.Last || v.d.Word(i+1) != "," {
		return coref.None
	}
	for j := i + 2; j < min(i+6, s.Last); j++ {
		if m := v.start[j]; m >= 0 && v.men[m].Form == coref.FormName {
			o := v.men[m]
			if o.Last < s.Last && v.d.Word(o.Last) != "," && v.d.Word(o.Last) != "." {
				return coref.None
			}
			if _, isRole := v.lx.Role(v.lemma[i]); isRole != (v.typeOf(o.Entity) == "Person") {
				return coref.None
			}
			if o.Last+1 < s.Last && v.d.Word(o.Last) == "," && v.start[o.Last+1] >= 0 && v.men[v.start[o.Last+1]].Form == coref.FormName {
				return coref.None // a list
			}
			return o.Entity
		}
		if u := v.upos(j); u != "DET" && u != "NOUN" && u != "ADJ" && !v.lx.Is("titles", v.d.Word(j)) {
			return coref.None
		}
	}
	return coref.None
}

// stateNoun: a noun for a state or its organs, which stands for the country of
// the adjective before it ("den russiske efterretningstjeneste").
func (v *view) stateNoun(i int) bool {
	if v.is("statenoun", i) {
		return true
	}
	for _, end := range []string{"tjeneste", "tjenesten", "styrker"} {
		if v.trait("compounds") && strings.HasSuffix(v.word[i], end) {
			return true
		}
	}
	return false
}

// called is the name that a noun is given in a clause of its own: "a group it
// calls Silent Heron", "the programme known as X".
func (v *view) called(i int) int {
	s := v.d.Sentences[v.sentOf[i]]
	verb := false
	for j := i + 1; j < min(i+5, s.Last); j++ {
		if m := v.start[j]; m >= 0 && v.men[m].Form == coref.FormName {
			if verb {
				return v.men[m].Entity
			}
			return coref.None
		}
		if v.lx.Is("naming", v.lemma[j]) || v.lx.Is("naming", v.word[j]) {
			verb = true
		} else if u := v.upos(j); u != "PRON" && u != "ADP" && u != "SCONJ" && u != "ADV" {
			return coref.None
		}
	}
	return coref.None
}

// described is the name that noun i describes: "V, a mail product made by C",
// "the spin-out R". A noun with a definite article or a possessor of its own
// that the tree does not hang on the name describes nothing.
func (v *view) described(i int) int {
	if v.rel(i) == "appos" {
		if e, ok := v.dc.EntityAt(v.head(i)); ok && e >= 0 && v.head(i) < i {
			return e
		}
	}
	if v.rel(i) == "flat" && v.head(i) >= 0 && v.head(i) < i && v.upos(v.head(i)) == "PROPN" {
		if e, ok := v.dc.EntityAt(v.head(i)); ok && e >= 0 {
			return e
		}
	}
	// by word order: NAME, (det) (modifiers) NOUN
	s := v.d.Sentences[v.sentOf[i]]
	for j := i - 1; j > s.First && j >= i-8; j-- {
		if v.d.Word(j) == "," {
			if m := v.end[j-1]; m >= 0 && v.men[m].Form == coref.FormName {
				if d := v.word[j+1]; v.lx.Is("article", d) || v.tags[j+1] == "NOUN" && j+1 == i && v.trait("bare-title") || v.upos(j+1) == "ADJ" && v.trait("bare-title") {
					return v.men[m].Entity
				}
			}
			return coref.None
		}
		if u := v.upos(j); u != "ADJ" && u != "NOUN" && u != "NUM" && u != "DET" && u != "ADV" && v.word[j] != "-" && v.word[j] != "based" && !v.insideName(j) && !(u == "VERB" && v.feat(j, "VerbForm=Part")) {
			return coref.None
		}
	}
	return coref.None
}

// before is the entity of a possessor that stands right before the noun phrase
// of token i, where the parse gives none.
func (v *view) before(i int) int {
	s := v.d.Sentences[v.sentOf[i]]
	for j := i - 1; j >= max(s.First, i-3); j-- {
		if v.word[j] == "'s" || v.word[j] == "’s" || v.word[j] == "'" || v.upos(j) == "ADJ" {
			continue
		}
		if m := v.end[j]; m >= 0 && !v.personal(v.men[m].Entity) {
			return v.men[m].Entity
		}
		return coref.None
	}
	return coref.None
}

// houseOf is the organization that a speaker stands for when saying "we".
func (v *view) houseOf(e int) int {
	if e == coref.None {
		return e
	}
	if o, ok := v.employer[e]; ok {
		return o
	}
	return e
}

// ents are the entities of the phrase headed by i and of its conjuncts.
func (v *view) ents(i int) []int {
	if i < 0 {
		return nil
	}
	var out []int
	add := func(e int) {
		if e != coref.None && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if m, ok := v.dc.MentionAt(i); ok && len(m.Entities) > 0 {
		for _, e := range m.Entities {
			add(e)
		}
	} else {
		add(v.entity(i))
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "conj" && k > i && !v.not(k) {
			for _, e := range v.ents(k) {
				add(e)
			}
		}
	}
	if len(out) == 1 {
		if e := v.joinedName(i, out[0]); e != coref.None {
			add(e)
		}
	}
	return out
}

// joinedName is the name behind "and" right after the name that i heads, where
// the tree lost the coordination: "KGB and its chief, Viktar K."
func (v *view) joinedName(i, e int) int {
	at := -1
	if m := v.dc.Covering[i]; m >= 0 && v.dc.Mentions[m].Form == coref.FormName {
		at = v.dc.Mentions[m].Last
	}
	for j := i + 1; at < 0 && j < min(i+5, v.d.Sentences[v.sentOf[i]].Last); j++ {
		if s := v.start[j]; s >= 0 && v.men[s].Form == coref.FormName {
			if v.men[s].Entity != e {
				return coref.None
			}
			at = v.men[s].Last // "the former officer A and ..."
		}
	}
	if at < 0 {
		return coref.None
	}
	last := v.d.Sentences[v.sentOf[i]].Last
	if at+1 >= last || v.upos(at) != "CCONJ" {
		return coref.None
	}
	for k := at + 1; k < min(at+7, last); k++ {
		if s := v.start[k]; s >= 0 && v.men[s].Form == coref.FormName {
			o := v.men[s]
			if o.Last < last && (v.isVerb(o.Last) || v.upos(o.Last) == "ADP" && v.genitive(o.Last-1, o.Last)) || v.typeOf(o.Entity) == "Place" {
				return coref.None
			}
			if k > at+1 && !v.personal(o.Entity) {
				return coref.None
			}
			for _, h := range v.kids[o.Head] {
				if v.isVerb(h) && v.rel(h) == "acl" {
					return coref.None
				}
			}
			if r := v.rel(o.Head); r == "nsubj" || r == "root" {
				return coref.None
			}
			return o.Entity
		}
		if u := v.upos(k); u != "DET" && u != "ADJ" && u != "NOUN" && u != "PRON" && v.d.Word(k) != "," {
			return coref.None
		}
	}
	return coref.None
}

// formerly reports whether noun i is said to be no more what it is: a former
// employee does not act for the house.
func (v *view) formerly(i int) bool {
	for _, k := range v.kids[i] {
		if v.rel(k) == "amod" && k < i && v.is("former", k) {
			return true
		}
	}
	return false
}
