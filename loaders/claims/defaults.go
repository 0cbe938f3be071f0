package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// defaultHouse guesses the house of a post that the sentence does not name:
// the ministry of a minister, the country of a president, or the organization
// last spoken of.
func (x *extraction) defaultHouse(r role, who int) ([]int, string) {
	v := x.v
	if r.pred == "spouseOf" || r.pred == "childOf" || r.pred == "relativeOf" {
		return x.kinOf(r, who)
	}
	if r.status == "former" || r.status != "" && r.pred != "leads" {
		return nil, ""
	}
	switch r.pred {
	case "leads", "spokespersonFor", "worksFor":
	default:
		return nil, ""
	}
	w := v.word[r.last-1]
	if r.last-r.first > 1 && v.lx.Is("secretary", w) {
		if e := x.ministry(r); e != coref.None {
			return []int{e}, "ministry"
		}
		return nil, ""
	}
	if v.lx.Is("minister", w) || v.lx.Is("minister", v.lemma[r.last-1]) || hasSuffixAny(w, "minister", "ministeren") {
		if x.headOfGovernment(r) {
			return x.homeCountry(r)
		}
		if e := x.ministry(r); e != coref.None {
			return []int{e}, "ministry"
		}
		if e := x.homeland(); e != coref.None {
			return []int{e}, "homeland"
		}
		return nil, ""
	}
	if x.headOfGovernment(r) && (r.last-r.first == 1 || v.lx.Is("headofstate", v.lemma[r.last-1]) || v.lx.Is("headofstate", w)) {
		return x.homeCountry(r)
	}
	if e := x.topicHouse(r, who); e != coref.None {
		return []int{e}, "topic"
	}
	return nil, ""
}

// homeland is the country whose ministers need no name of it in a language, if
// the article names it.
func (x *extraction) homeland() int {
	v := x.v
	for e := range v.named {
		if v.named[e] && v.typeOf(e) == "Country" && v.lx.Is("homeland", strings.ToLower(v.dc.Entities[e].Name)) {
			return e
		}
	}
	return coref.None
}

// homeCountry is the country that the article names most, first named wins.
func (x *extraction) homeCountry(r role) ([]int, string) {
	v := x.v
	best, most := coref.None, 0
	for e := range v.ments {
		if v.dc.Entities[e].Type != "Country" || !v.isNamed(e) {
			continue
		}
		if n := len(v.ments[e]); n > most {
			best, most = e, n
		}
	}
	if best == coref.None {
		return nil, ""
	}
	return []int{best}, "country"
}

// topicLeast is the score that a house must have to be guessed, topicLead how
// far it must be ahead of the next; counted on the corpus.
const (
	topicLeast = 10
	topicLead  = 2
)

// topicHouse is the organization that a bare post ("formanden, Leif T") most
// likely belongs to: near, subject of its sentence, often named, of the type
// that has such posts, or with the post's first part in its name.
func (x *extraction) topicHouse(r role, who int) int {
	v := x.v
	w := v.word[r.last-1]
	if r.pred == "worksFor" && !r.minor && !v.postWord(r) {
		return coref.None
	}
	si := v.sentOf[r.first]
	score := map[int]int{}
	var order []int
	for k := si; k >= max(0, si-4); k-- {
		s := v.d.Sentences[k]
		if v.boilerplate(s.First) {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			m, ok := v.dc.MentionAt(i)
			if !ok || m.Entity < 0 || m.Head != i || m.Form == coref.FormDemonym || !isOrg(v.typeOf(m.Entity)) {
				continue
			}
			e := m.Entity
			if _, ok := score[e]; !ok {
				order = append(order, e)
				score[e] = min(len(v.ments[e]), 6)
			}
			n := 4 - (si - k)
			if v.rel(i) == "nsubj" {
				n += 3
			}
			score[e] += n
		}
	}
	best, next := coref.None, -99
	for _, e := range order {
		if v.is("mayor", r.last-1) && !v.namedLike("townword", e) {
			continue
		}
		switch t := v.typeOf(e); {
		case v.lx.Is("role"+strings.ToLower(t), w), v.lx.Is("role"+strings.ToLower(t), v.lemma[r.last-1]):
			score[e] += 6
		case t == "Media", t == "Agency" && !v.lx.Is("roleagency", w):
			score[e] -= 6
		}
		name := strings.ToLower(v.dc.Entities[e].Name)
		for _, stem := range []int{5, 7} {
			if len(w) > stem+3 && r.last-r.first == 1 && strings.Contains(name, trimRune(w[:stem])) {
				score[e] += 8
			}
		}
		if r.first > 0 && v.upos(r.first-1) == "NOUN" && strings.Contains(name, v.word[r.first-1]) {
			score[e] += 12
		}
		switch {
		case best == coref.None:
			best = e
		case score[e] > score[best]:
			best, next = e, score[best]
		default:
			next = max(next, score[e])
		}
	}
	if best == coref.None || score[best] < topicLeast || score[best]-next < topicLead {
		return coref.None
	}
	return best
}

// postWord reports whether the role is a post that only organizations have.
func (v *view) postWord(r role) bool {
	for i := r.first; i < r.last; i++ {
		if v.is("postword", i) {
			return true
		}
	}
	return hasSuffixAny(v.word[r.last-1], "chef", "chefen", "direktør", "direktøren", "leder", "lederen", "formand", "formanden")
}

// kinOf is whose wife or daughter a definite kin noun without possessor means
// ("han og hustruen, A", "B efterlader sig hustruen, A"): who is joined to it,
// or the subject of its sentence.
func (x *extraction) kinOf(r role, who int) ([]int, string) {
	v := x.v
	h := r.last - 1
	if !v.feat(h, "Definite=Def") {
		return nil, ""
	}
	s := v.d.Sentences[v.sentOf[h]]
	person := func(i int) int {
		if e := v.entity(i); e != coref.None && e != who && v.typeOf(e) == "Person" {
			return e
		}
		return coref.None
	}
	if i := r.first - 2; i >= s.First && v.upos(i+1) == "CCONJ" {
		if e := person(i); e != coref.None {
			return []int{e}, "joined"
		}
	}
	for i := s.First; i < r.first; i++ {
		if v.rel(i) == "nsubj" {
			if e := person(i); e != coref.None {
				return []int{e}, "subject"
			}
		}
	}
	return nil, ""
}
