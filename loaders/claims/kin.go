package claims

import "newsgraph/loaders/claims/coref"

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
