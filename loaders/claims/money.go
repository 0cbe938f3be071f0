package claims

import (
	"newsgraph/loaders/claims/lexicon"
)

// sale reads "S sold O to B": the seller's ownership is over, the buyer has
// bought; a product is supplied; one who sells himself is bought.
func (x *extraction) sale(c *clause, subs, objs []int) {
	v := x.v
	buyers, _ := x.firstFilled(c, []string{"to", "til"})
	if o := c.object(); o >= 0 && (v.is("share", o) || v.upos(o) == "NUM") {
		objs, _ = x.firstFilled(c, []string{"of", "in", "af", "i"})
	}
	if len(objs) == 0 {
		if o := c.object(); o >= 0 && (v.word[o] == "itself" || v.word[o] == "sig") {
			objs, subs = subs, nil
		}
	}
	if len(objs) == 0 && c.object() < 0 && v.pastParticiple(c.trigger) && !x.perfect(c.trigger) {
		objs, subs = subs, nil // "X er solgt til Y"
	}
	rule := c.frame.Name()
	for _, o := range objs {
		product := v.dc.Entities[o].Type == "Product"
		for _, s := range subs {
			if !product {
				x.add(candidate{subj: s, obj: o, pred: "owns", trigger: c.trigger, rule: rule, status: "former"})
			}
			for _, b := range buyers {
				if product {
					x.add(candidate{subj: s, obj: b, pred: "supplies", trigger: c.trigger, rule: rule})
				}
			}
		}
		for _, b := range buyers {
			if !product {
				p := "acquired"
				if v.dc.Entities[o].Type == "Place" {
					p = "owns"
				}
				x.add(candidate{subj: b, obj: o, pred: p, trigger: c.trigger, rule: rule})
			}
		}
	}
	if len(objs) == 0 && c.object() < 0 {
		for _, s := range subs {
			for _, b := range buyers {
				if v.typeOf(b) == "Person" {
					continue // a firm, most likely, of which the sentence says nothing
				}
				x.add(candidate{subj: s, obj: b, pred: "supplies", trigger: c.trigger, rule: rule})
			}
		}
	}
}

// perfect reports whether verb i, or the verb it is coordinated with, has the
// auxiliary of the active perfect.
func (x *extraction) perfect(i int) bool {
	v := x.v
	for n := 0; n < 3; n++ {
		for _, k := range v.kids[i] {
			if v.rel(k) == "aux" {
				return v.lx.Is("have", v.lemma[k])
			}
		}
		if v.rel(i) != "conj" || v.head(i) < 0 {
			return true
		}
		i = v.head(i)
	}
	return true
}

// money reports whether an amount or gift is named among the phrases of t.
func (v *view) money(t int) bool {
	lo, hi := v.subtree(t)
	for i := lo; i < hi; i++ {
		if v.is("notmoney", i) {
			return false
		}
	}
	for i := lo; i < hi; i++ {
		if i == t {
			continue
		}
		if v.is("money", i) || v.word[i] != "" && (v.word[i][0] == '$' || v.word[i][0] == '\xc2' || v.word[i][0] == '\xe2' && v.lx.Is("money", v.word[i][:min(3, len(v.word[i]))])) {
			return true
		}
	}
	return false
}

// seller: "bought O from S": S has owned it.
func (x *extraction) seller(c *clause, objs []int) {
	from, _ := x.firstFilled(&clause{v: c.v, trigger: c.trigger, light: c.light, frame: c.frame}, []string{"from", "fra", "af"})
	for _, s := range from {
		for _, o := range objs {
			if !c.v.passive(c.trigger) {
				x.add(candidate{subj: s, obj: o, pred: "owns", trigger: c.trigger, rule: c.frame.Name() + ":seller", status: "former"})
			}
		}
	}
}

// postsOf is the one house where a person is known to hold a post: whoever
// resigns without more words leaves it.
func (x *extraction) postsOf(subs []int) []int {
	for _, s := range subs {
		for _, n := range x.indexed().holding[s] {
			if c := &x.cands[n]; c.status != "former" && c.status != "planned" && isOrg(x.v.typeOf(c.obj)) {
				return []int{c.obj}
			}
		}
	}
	return nil
}

// together are predicates whose doers may be named in a with-phrase: "founded
// it with her brother".
var together = map[string]bool{"founded": true, "owns": true, "develops": true, "investedIn": true}

func (x *extraction) comitative(c *clause, subs []int) []int {
	v := x.v
	if !together[c.frame.Predicate] || len(subs) == 0 || c.frame.Kind != lexicon.Verb {
		return subs
	}
	for _, p := range []string{"with", "med"} {
		at := c.prepositional(p)
		if len(at) == 0 {
			if i := v.linPrep(c.trigger, p, 14); i >= 0 {
				at = []int{i}
			}
		}
		for _, i := range at {
			for _, e := range v.ents(i) {
				if v.typeOf(e) == v.typeOf(subs[0]) && !hasInt(subs, e) {
					subs = append(append([]int{}, subs...), e)
				}
			}
		}
	}
	return subs
}
