package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// namedLike reports whether a word of the name of e is a cue of class, or in
// languages of compounds ends in one.
func (v *view) namedLike(class string, e int) bool {
	if e == coref.None {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(v.dc.Entities[e].Name)) {
		for i := range w {
			if (i == 0 || v.trait("compounds")) && v.lx.Is(class, w[i:]) {
				return true
			}
		}
	}
	return false
}

// flagsFit checks what the flags of a frame demand of the types of the ends.
func (x *extraction) flagsFit(c *clause, st, ot string) bool {
	f, v := c.frame, x.v
	org := func(t string) bool {
		return t == "Company" || t == "Agency" || t == "Media" || t == "Party" || t == "Organization"
	}
	for _, flag := range f.Flags {
		ok := true
		switch flag {
		case "product":
			ok = ot == "Product"
		case "org", "headorg":
			ok = org(ot)
		case "person":
			ok = ot == "Person"
		case "weakperson":
			ok = ot == "Person" && org(st)
		case "party":
			ok = ot == "Party" && st == "Person"
		case "memberorg":
			ok = ot == "Party" || ot == "Organization" || ot == "Agency" && st == "Person"
		case "joinorg":
			ok = ot == "Party" && st == "Person" || ot == "Organization" && st == "Country"
		case "club":
			ok = ot == "Organization" && st == "Person"
		case "moveorg":
			ok = org(ot) && st == "Person"
		case "moveplace":
			ok = (ot == "Place" || ot == "Country") && st == "Person"
		case "moveplaceorg":
			ok = (ot == "Place" || ot == "Country") && org(st)
		case "school":
			ok = ot == "Organization" || ot == "Agency"
		case "country":
			ok = st == "Country" || ot == "Country" || st == "Agency" || ot == "Agency"
		case "ownstitle":
			ok = ot == "Media" || ot == "Product"
		case "money", "payee":
			ok = v.money(c.trigger)
		case "withgoods":
			ok = ot != "Person" && st != "Person"
		case "buyer": // the customer is public, the other end a firm
			ok = (st == "Agency" || st == "Country") && ot == "Company"
		case "nomoney":
			ok = !v.money(c.trigger)
		case "courtonly":
			ok = st == "Agency" || st == "Organization" || st == "Unnamed" || st == "Country"
		case "owned": // a firm, title or thing, not a member
			ok = ot != "Person" && ot != "Party" && st != "Party" && !isPlace(ot)
		case "firms":
			ok = st == "Company" && ot == "Company"
		case "notfirms":
			ok = st != "Company" && st != "Person" || ot != "Company"
		case "orgs":
			ok = (org(st) || st == "Country") && (org(ot) || ot == "Country")
		case "state":
			ok = st == "Agency" || st == "Country" || st == "Organization"
		case "persons":
			ok = ot == "Person" && (st == "Person" || st == "Country")
		case "notmedia":
			ok = st != "Media" && ot != "Media"
		case "goods": // what is bought is no firm
			i := c.patient(false)
			e := v.entity(i)
			ok = i >= 0 && (e == coref.None || v.typeOf(e) == "Product")
		case "moveperson":
			ok = st == "Person" && ot == "Person"
		case "moveperson2": // "hired her from X": an event between person and house
			ok = st == "Person" && org(ot)
		case "agency":
			ok = st == "Agency" || st == "Country"
		case "fromcountry":
			ok = st == "Person" && ot == "Country"
		case "bigowner":
			ok = st == "Person" && (ot == "Company" || ot == "Media")
		case "nocountry":
			ok = st != "Country" && st != "Agency"
		case "nostake": // a part is not the whole
			ok = !c.part()
		case "media":
			ok = st == "Media"
		case "noclause":
			ok = v.child(c.trigger, "ccomp") < 0
		case "notlabel": // "dismissed him as a fool"
			as := c.textSlot("as")
			ok = len(as) == 0
			for _, i := range as {
				_, role := v.lx.Role(v.word[i])
				ok = ok || role
			}
		case "place":
			ok = isPlace(ot)
		case "noplace":
			ok = !isPlace(ot)
		case "term", "noterm": // a sentence, not only a cell
			ok = c.beside("term") == (flag == "term")
		case "heldfor":
			ok = c.beside("custody")
		case "bare": // what is possessed undergoes the act, unless an of-phrase tells what does
			ok = len(c.prepositional("of")) == 0 && len(c.prepositional("af")) == 0
		case "firm":
			ok = ot != "Agency" && ot != "Party"
		case "legal":
			ok = c.light >= 0 || v.child(c.trigger, "nmod:poss") >= 0
		}
		if !ok {
			return false
		}
	}
	return true
}

// beside reports whether a dependent of the trigger, or of one of these, is of
// the class.
func (c *clause) beside(class string) bool {
	v := c.v
	for _, k := range v.kids[c.trigger] {
		if v.rel(k) == "nsubj" || v.rel(k) == "conj" {
			continue
		}
		if v.classOrEnding(class, k) || slices.ContainsFunc(v.kids[k], func(g int) bool { return v.rel(k) != "advcl" && v.is(class, g) }) {
			return true
		}
	}
	return false
}

// part reports whether the object of a purchase is a share of something.
func (c *clause) part() bool {
	v := c.v
	for i := c.trigger + 1; i < min(c.trigger+7, v.d.Sentences[v.sentOf[c.trigger]].Last) && v.upos(i) != "PUNCT"; i++ {
		if v.is("share", i) {
			return true
		}
	}
	return false
}

// headsFor reports whether a text slot of the frame names a place: who leaves
// for the coast has not resigned.
func (c *clause) headsFor() bool {
	for _, slot := range c.frame.Text {
		if c.v.lx.Is("as", slot) {
			continue
		}
		for _, i := range c.textSlot(slot) {
			if e := c.v.entity(i); e != coref.None && isPlace(c.v.typeOf(e)) {
				return true
			}
		}
	}
	return false
}

// textSlot is like fill, and knows gerunds and clauses that state a matter.
func (c *clause) textSlot(slot string) []int {
	v := c.v
	switch slot {
	case "obj", "iobj", "subj":
		return c.fill(slot)
	}
	out := c.prepositional(slot)
	if len(out) > 0 {
		return out
	}
	for _, k := range v.kids[c.trigger] {
		if v.rel(k) == "advcl" || v.rel(k) == "xcomp" || v.rel(k) == "obl" || v.rel(k) == "ccomp" || v.rel(k) == "conj" {
			for _, m := range v.kids[k] {
				if m < k && v.word[m] == slot {
					return []int{k}
				}
			}
		}
	}
	return nil
}
