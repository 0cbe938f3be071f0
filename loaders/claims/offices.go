package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// office reports whether role r is a public office, which a party's word before
// it says nothing about but whose member holds it: "Labour mayor A".
func (x *extraction) office(r role) bool { return x.cabinetPost(r) || x.v.anyIs(r, "office") }

// partyBefore is the party whose name or adjective stands before an office in
// its noun phrase, or coref.None: "the Republican governor of X".
func (x *extraction) partyBefore(r role) int {
	v := x.v
	if !x.office(r) {
		return coref.None
	}
	first := v.d.Sentences[v.sentOf[r.first]].First
	for i := r.first - 1; i >= max(first, r.first-5); i-- {
		if m := v.end[i]; m >= 0 && v.men[m].Form == coref.FormName {
			if e := v.men[m].Entity; v.typeOf(e) == "Party" {
				return e
			}
			return coref.None
		}
		if e := v.partyAdjective(i); e != coref.None {
			return e
		}
		if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "PROPN" && !v.possessiveMark(i) {
			break
		}
	}
	return coref.None
}

// partyAdjective is the party of the article that the adjective at token i is
// of: "Liberal" of the Liberals or Liberal Party, "Democratic" of the
// Democrats, "socialdemokratiske" of Socialdemokratiet; None where two are.
func (v *view) partyAdjective(i int) int {
	w := v.word[i]
	if v.trait("demonym-capital") != capital(v.d.Word(i)) || len(w) < 5 || v.upos(i) != "ADJ" && v.upos(i) != "PROPN" && v.upos(i) != "NOUN" {
		return coref.None
	}
	stem := w
	for _, end := range []string{"iske", "ic"} {
		if s, ok := strings.CutSuffix(w, end); ok {
			stem = s
		}
	}
	found := coref.None
	for e := range v.named {
		if !v.named[e] || v.typeOf(e) != "Party" || !partyOf(v.dc.Entities[e].Name, w, stem) {
			continue
		}
		if found != coref.None {
			return coref.None
		}
		found = e
	}
	return found
}

// partyOf reports whether a party of that name is what adjective w with that
// stem is of.
func partyOf(name, w, stem string) bool {
	words := strings.Fields(strings.ToLower(name))
	if len(words) == 1 {
		rest, ok := strings.CutPrefix(words[0], stem)
		return ok && len(rest) <= 5
	}
	return words[0] == w && len(words) == 2 || len(words) > 2 && words[1] == w
}

// sharedPosts reads a post of several: "the leaders of A, B and C, X, Y and Z",
// one each in that order, or all of one organization; "Presidents X of A and Y
// of B". It reports whether the phrase is of that kind.
func (x *extraction) sharedPosts(r role) bool {
	v := x.v
	limit := v.d.Sentences[v.sentOf[r.first]].Last
	if !v.plural(r.last-1) || r.last+3 >= limit || r.pred == "none" || r.personal() {
		return false
	}
	person := func(e int) bool { return v.typeOf(e) == "Person" }
	if m := v.start[r.last]; m >= 0 && v.men[m].Form == coref.FormName && person(v.men[m].Entity) {
		return x.titlePairs(r, limit)
	}
	if !v.lx.Is("roleprep", v.word[r.last]) {
		return false
	}
	orgs, i := v.nameList(r.last+1, limit, func(e int) bool { return !person(e) && x.canBeOrgOf(r, e) })
	if len(orgs) == 0 || i+1 >= limit || v.d.Word(i) != "," {
		return false
	}
	who, j := v.nameList(i+1, limit, person)
	if len(who) < 2 || j < limit && v.upos(j) != "PUNCT" && !v.isVerb(j) || len(orgs) > 1 && len(orgs) != len(who) {
		return false
	}
	for k, w := range who {
		h := orgs[0]
		if len(orgs) > 1 {
			h = orgs[k]
		}
		x.post(r, w, postOrg{orgs: []int{h}, how: "each"}, "appos")
	}
	return true
}

// titlePairs reads "Presidents X of A and Y of B".
func (x *extraction) titlePairs(r role, limit int) bool {
	v := x.v
	var who, orgs []int
	for i := r.last; i < limit; {
		m := v.start[i]
		if m < 0 || v.men[m].Form != coref.FormName || v.typeOf(v.men[m].Entity) != "Person" || !v.belongs(v.men[m].Last, limit) {
			break
		}
		o := v.nameAt(v.men[m].Last+1, limit)
		if o == nil || !x.canBeOrgOf(r, o.Entity) || v.typeOf(o.Entity) == "Person" {
			break
		}
		who, orgs = append(who, v.men[m].Entity), append(orgs, o.Entity)
		for i = o.Last; i < limit && (v.d.Word(i) == "," || v.upos(i) == "CCONJ"); i++ {
		}
	}
	if len(who) < 2 {
		return false
	}
	for k, w := range who {
		x.post(r, w, postOrg{orgs: orgs[k : k+1], how: "each"}, "title")
	}
	return true
}

// belongs reports whether token i is a preposition that says where a person
// belongs.
func (v *view) belongs(i, limit int) bool { return i < limit && v.lx.Is("belongprep", v.word[i]) }

// nameList reads names joined by commas and closed by "and", each with or
// without article, and where it ends.
func (v *view) nameList(i, limit int, fits func(int) bool) (out []int, end int) {
	for i < limit {
		j := i
		for j < limit && v.lx.Is("article", v.word[j]) {
			j++
		}
		if j >= limit || v.start[j] < 0 || v.men[v.start[j]].Form != coref.FormName || !fits(v.men[v.start[j]].Entity) {
			return nil, i
		}
		m := &v.men[v.start[j]]
		out, end = append(out, m.Entity), m.Last
		and := len(out) > 1 && v.upos(i-1) == "CCONJ"
		if end+1 >= limit || and || v.d.Word(end) != "," && v.upos(end) != "CCONJ" {
			if len(out) > 1 && !and {
				return nil, end
			}
			return out, end
		}
		next := end + 1
		if v.d.Word(end) == "," && v.upos(next) == "CCONJ" {
			next++
		}
		for j = next; j < limit && v.lx.Is("article", v.word[j]); j++ {
		}
		if len(out) == 1 && (j >= limit || v.start[j] < 0 || !fits(v.men[v.start[j]].Entity)) {
			return out, end
		}
		i = next
	}
	return nil, end
}

// governed is the country of "the Afghan government of President A", "Fiji's
// government, led by Prime Minister A": the one whose government it is.
func (x *extraction) governed(r role) int {
	v := x.v
	first := v.d.Sentences[v.sentOf[r.first]].First
	i := r.first - 1
	if i > first && v.is("ledby", i-1) && v.upos(i) == "ADP" {
		i -= 2
		if i > first && v.d.Word(i) == "," {
			i--
		}
	} else if i > first && v.lx.Is("governprep", v.word[i]) {
		i--
	} else {
		return coref.None
	}
	if i <= first || !v.is("governmentnoun", i) {
		return coref.None
	}
	for i--; i >= first && (v.upos(i) == "ADJ" || v.upos(i) == "PROPN" || v.possessiveMark(i)); i-- {
		if m := v.end[i]; m >= 0 && !x.demonymName(m) {
			if e := v.men[m].Entity; v.men[m].Form == coref.FormName && v.typeOf(e) == "Country" {
				return e
			}
			return coref.None
		}
		if c, _ := x.nationality(i); c != coref.None {
			return c
		}
	}
	return coref.None
}
