package claims

import (
	"cmp"
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/schema"
)

// onDemand makes an entity of an unnamed service of a state that somebody is
// said to have links to.
func (x *extraction) onDemand(i int, pred string) int {
	v := x.v
	if pred == "linkedTo" && v.upos(i) == "NOUN" && v.is("statenoun", i) {
		if e, ok := v.dc.Unnamed(i); ok {
			return e
		}
	}
	return coref.None
}

// result settles all candidates, adds what follows from them, merges doubles
// and orders the statements.
func (x *extraction) result() *Result {
	v := x.v
	all := x.settled()
	tellDenied(all)
	out := told(x.merge(all))
	least := x.o.MinConfidence
	if least == 0 && !x.o.Passages {
		least = DefaultMinConfidence
	}
	out = slices.DeleteFunc(out, func(s Statement) bool { return s.Confidence < least })
	if !x.o.Explain {
		for i := range out {
			out[i].Features, out[i].Evidence = nil, nil
		}
	}
	slices.SortStableFunc(out, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(a.Sentence, b.Sentence), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate),
			cmp.Compare(a.Object, b.Object), cmp.Compare(a.Stance, b.Stance), cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.ObjectDate, b.ObjectDate))
	})
	v.tighten()
	mentions, entities := v.dc.Compounds()
	return &Result{Mentions: mentions, Entities: entities, Statements: out}
}

// settled are the statements that come of the candidates, doubles and all.
func (x *extraction) settled() []Statement {
	var out []Statement
	for i := range x.cands {
		if i%64 == 0 && x.ctx.Err() != nil {
			return nil // see Extract
		}
		c := &x.cands[i]
		s, ok := x.settle(c)
		if !ok {
			continue
		}
		s.trigger, s.np = c.trigger, c.np
		s.Confidence = x.confidence(&s)
		out = append(out, s)
	}
	return x.implied(out)
}

// DefaultMinConfidence leaves, of judged statements, 82 % right in all parts and
// 94 % at the core (docs/quality.md).
const DefaultMinConfidence = 0.7

// confidence is how probable it is that s is right; right at the core counts
// half.
func (x *extraction) confidence(s *Statement) float64 {
	if strings.HasPrefix(s.Rule, learnedRule) {
		return learnedConfidence(x.prob[keyOf(s.Subject, s.Object, s.Predicate)])
	}
	s.Evidence = x.evidence(s)
	return x.score.Probability(s.Evidence)
}

// follows is what s implies: as sure as its own evidence, and never surer than
// s is.
func (x *extraction) follows(s, implied Statement) Statement {
	implied.Stance, implied.Holder, implied.Sentence, implied.trigger, implied.np = s.Stance, s.Holder, s.Sentence, s.trigger, s.np
	implied.Confidence = min(s.Confidence, x.confidence(&implied))
	return implied
}

// implied adds what the guidelines attach to an event: who left had a post,
// which is over; who succeeds somebody has his post.
func (x *extraction) implied(in []Statement) []Statement {
	out := in
	held := postings{}
	post := func(p, o int) int {
		held.add(out)
		if i, ok := held.of[[2]int{p, o}]; ok {
			return i
		}
		return -1
	}
	for _, s := range in {
		if s.Stance == "denied" {
			continue
		}
		switch s.Predicate {
		case "left", "dismisses":
			if s.Subject == coref.None {
				continue
			}
			p, o := s.Subject, s.Object
			if s.Predicate == "dismisses" {
				p, o = o, p
			}
			i := post(p, o)
			if i >= 0 {
				if s.Status != "planned" && out[i].Status == "current" {
					out[i].Status = "former"
				}
			} else if s.Status != "planned" && isOrg(x.v.typeOf(o)) {
				pred := "worksFor"
				if x.v.typeOf(o) == "Party" {
					pred = "memberOf"
				}
				out = append(out, x.follows(s, Statement{Subject: p, Predicate: pred, Object: o, Status: "former", Rule: "implied:" + s.Predicate + ":" + pred}))
			}
		case "appoints":
			if i := post(s.Object, s.Subject); i < 0 && s.Text == "" {
				out = append(out, x.follows(s, Statement{Subject: s.Object, Predicate: "worksFor", Object: s.Subject, Status: s.Status, Rule: "implied:appoints:worksFor"}))
			}
		case "succeeds":
			held.add(out)
			x.sharePost(&out, s, &held)
		}
	}
	return out
}

// postings are the posts that statements give.
type postings struct {
	n      int            // statements that are looked at
	of     map[[2]int]int // person and house to the last that says leads, else the first
	person map[int][]int  // person to where he leads or works
}

func (p *postings) add(list []Statement) {
	if p.of == nil {
		p.of, p.person = map[[2]int]int{}, map[int][]int{}
	}
	for ; p.n < len(list); p.n++ {
		s := &list[p.n]
		if s.Stance == "denied" {
			continue
		}
		if posts[s.Predicate] || s.Predicate == "memberOf" {
			k := [2]int{s.Subject, s.Object}
			if _, ok := p.of[k]; !ok || s.Predicate == "leads" {
				p.of[k] = p.n
			}
		}
		if s.Predicate == "leads" || s.Predicate == "worksFor" {
			p.person[s.Subject] = append(p.person[s.Subject], p.n)
		}
	}
}

// sharePost gives successor and predecessor the one post that the article
// names for either.
func (x *extraction) sharePost(out *[]Statement, s Statement, held *postings) {
	find := func(p int) *Statement {
		var best *Statement
		for _, i := range held.person[p] {
			o := &(*out)[i]
			if best == nil || o.Predicate == "leads" && best.Predicate != "leads" {
				if d := o.Sentence - s.Sentence; d > 2 || d < -2 {
					continue
				}
				best = o
			}
		}
		return best
	}
	a, b := find(s.Subject), find(s.Object)
	switch {
	case a != nil && b == nil && a.Predicate == "leads" && a.Status != "former" && s.Status == "current":
		*out = append(*out, x.follows(s, Statement{Subject: s.Object, Predicate: a.Predicate, Object: a.Object, Text: a.Text, Status: "former", Rule: "implied:succeeds:predecessor"}))
	case b != nil && a == nil && b.Predicate == "leads":
		st := "current"
		if s.Status == "planned" {
			st = "planned"
		}
		*out = append(*out, x.follows(s, Statement{Subject: s.Subject, Predicate: b.Predicate, Object: b.Object, Text: b.Text, Status: st, Rule: "implied:succeeds:successor"}))
	}
}

// merge keeps one statement for each triple and stance class: of several
// posts of one person in one house the most telling, of several wordings the
// surest, the article's own voice before a source.
func (x *extraction) merge(in []Statement) []Statement {
	type key struct {
		s, o   int
		p      string
		denied bool
		lit    string
	}
	at := map[key]int{}
	var out []Statement
	for _, s := range in {
		p := s.Predicate
		if posts[p] {
			p = "post"
		}
		a, b := s.Subject, s.Object
		if symmetric(p) && a > b {
			a, b = b, a
		}
		k := key{a, b, p, s.Stance == "denied", s.ObjectDate}
		if posts[s.Predicate] && s.Status == "former" {
			k.lit = "former"
		}
		i, ok := at[k]
		if !ok {
			at[k] = len(out)
			out = append(out, s)
			continue
		}
		if better(&s, &out[i]) {
			conf := max(s.Confidence, out[i].Confidence)
			txt := out[i].Text
			out[i] = s
			out[i].Confidence = conf
			if out[i].Text == "" {
				out[i].Text = txt
			}
		} else {
			out[i].Confidence = max(s.Confidence, out[i].Confidence)
			if out[i].Text == "" {
				out[i].Text = s.Text
			}
		}
	}
	// A past post and a present one in the same house: keep both only if the
	// words differ.
	held := map[[2]int][]Statement{}
	for _, s := range out {
		if posts[s.Predicate] && s.Stance != "denied" {
			k := [2]int{s.Subject, s.Object}
			held[k] = append(held[k], s)
		}
	}
	return slices.DeleteFunc(out, func(s Statement) bool {
		if !posts[s.Predicate] || s.Stance == "denied" || s.Predicate == "leads" {
			return false
		}
		return slices.ContainsFunc(held[[2]int{s.Subject, s.Object}], func(o Statement) bool {
			return o.Rule != s.Rule && o.Status != s.Status && (s.Text == "" || s.Confidence < o.Confidence && o.Text == s.Text) && o.Text != ""
		})
	})
}

func symmetric(pred string) bool {
	p, _ := schema.Default().Predicate(pred)
	return p.Symmetric
}

func postRank(p string) int {
	switch p {
	case "leads":
		return 3
	case "spokespersonFor":
		return 2
	}
	return 1
}

// better reports whether a is to replace b, the same statement in other words.
func better(a, b *Statement) bool {
	if posts[a.Predicate] && a.Predicate != b.Predicate {
		if a.Confidence > b.Confidence+0.35 || b.Confidence > a.Confidence+0.35 {
			return a.Confidence > b.Confidence
		}
		return postRank(a.Predicate) > postRank(b.Predicate)
	}
	if a.Stance != b.Stance { // alleged and asserted: the plain assertion wins if in the article's own voice
		return a.Stance == "asserted" && a.Holder == coref.None
	}
	if (a.Holder == coref.None) != (b.Holder == coref.None) && a.Stance == "asserted" {
		return a.Holder == coref.None
	}
	return a.Confidence > b.Confidence
}

// tighten cuts a nominal mention that holds the name of somebody else ("Ann's
// brother") down to its head word, so that the mention shows one entity only.
func (v *view) tighten() {
	for i := range v.dc.Mentions {
		m := &v.dc.Mentions[i]
		if m.Form == coref.FormName || m.Last-m.First < 2 {
			continue
		}
		for t := m.First; t < m.Last; t++ {
			if k := v.start[t]; k >= 0 && v.men[k].Form == coref.FormName && v.men[k].Entity != m.Entity {
				m.First, m.Last = m.Head, m.Head+1
				m.Span = v.d.Tokens[m.Head].Span
				break
			}
		}
	}
}
