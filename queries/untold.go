package queries

import (
	"newsgraph/graph"
	"newsgraph/schema"
)

// doers tells those whom an article does not tell from other nodes. Only
// subjects of agentless predicates can be such, so that most hops cost nothing.
type doers struct {
	v    *graph.View
	acts map[graph.NodeID]bool // agentless predicates; nil in a store without anybody unnamed
}

func newDoers(v *graph.View) (doers, error) {
	d := doers{v: v}
	o := schema.Default()
	typ, ok := o.Untold()
	if !ok {
		return d, nil
	}
	unnamed, err := v.ID(schema.MustIRI(schema.NS + typ.Name))
	if err != nil || unnamed == 0 {
		return d, err
	}
	d.acts = map[graph.NodeID]bool{}
	for _, p := range o.PredicatesThat(func(p schema.Predicate) bool { return p.Agentless }) {
		n, err := v.ID(schema.MustIRI(schema.NS + p))
		if err != nil {
			return d, err
		}
		d.acts[n] = true
	}
	return d, nil
}

// untold reports whether the other end of a hop is the untold doer of an act.
func (d doers) untold(h graph.Hop) (bool, error) {
	if h.Out || !d.acts[h.Predicate] {
		return false, nil
	}
	return d.v.Untold(h.Other)
}
