package coref

import (
	"slices"
	"strings"
)

// chain is an entity in the making.
type chain struct {
	names []int // indexes into resolver.names, in order
	// gender is what its names speak for: "m", "f", "mf" for both, "" for none.
	gender string
}

// assign gives every name its chain, in the order of the text: full names open
// chains, short ones join the fuller name that they fit best at that place.
func (r *resolver) assign() {
	a := assigner{r: r, byGroup: map[int]int{}}
	for i := range r.names {
		n := &r.names[i]
		n.chain = a.chainOf(a.choose(i))
		c := &a.chains[n.chain]
		c.names = append(c.names, i)
		if g := n.saysGender(); g != "" && !strings.Contains(c.gender, g) {
			c.gender += g
		}
	}
	r.chains = a.chains
}

type assigner struct {
	r       *resolver
	chains  []chain
	byGroup map[int]int // root group (or selfOrg of one) to chain
}

// selfOrg is the key of the organization whose only name is a person's
// surname: a second chain of the same group.
func selfOrg(g int) int { return -g - 1 }

func (a *assigner) chainOf(root int) int {
	if i, ok := a.byGroup[root]; ok {
		return i
	}
	i := len(a.chains)
	a.byGroup[root] = i
	a.chains = append(a.chains, chain{})
	return i
}

// choose returns the root group (or selfOrg) that name i belongs to.
func (a *assigner) choose(i int) int {
	r := a.r
	n := &r.names[i]
	g := &r.groups[n.group]
	root := r.find(n.group)
	if len(g.people) == 0 && len(g.orgs) == 0 {
		return root
	}
	pick := func(roots []int) int { return a.nearest(i, roots) }
	switch {
	case len(g.people) == 0:
		return pick(g.orgs)
	case len(g.orgs) > 0:
		if r.personal(i) {
			return pick(g.people)
		}
		return pick(g.orgs)
	case g.votes[org] == 0 || !r.firm(n.group) || r.personality(i) > 0:
		return pick(g.people)
	}
	return selfOrg(n.group)
}

// nearest chooses among fuller names: the one named most often so far, then
// the one named last; while none was named, the first to come. News names its
// main person by surname and brings in relatives by full name. Of two persons
// named equally often, and both just now, neither is meant: the name stands
// for somebody of its own.
func (a *assigner) nearest(i int, roots []int) int {
	n := &a.r.names[i]
	best, count, last, rival := None, 0, None, None
	for _, g := range roots {
		j, ok := a.byGroup[g]
		if !ok || n.gender != "" && !fits(&a.chains[j], n.gender) {
			continue
		}
		c := &a.chains[j]
		latest := c.names[len(c.names)-1]
		if len(c.names) > count || len(c.names) == count && latest > last {
			if len(c.names) == count {
				rival = last
			} else {
				rival = None
			}
			best, count, last = g, len(c.names), latest
		} else if len(c.names) == count {
			rival = max(rival, latest)
		}
	}
	switch {
	case best == None:
		return slices.Min(roots)
	case rival != None && n.class == person && a.r.names[last].sent == a.r.names[rival].sent:
		return a.r.find(n.group)
	}
	return best
}

// fits reports whether no name of a chain speaks for the other gender.
func fits(c *chain, gender string) bool { return c.gender == "" || c.gender == gender }

// saysGender is the gender that a name speaks for by its title or given name.
func (n *name) saysGender() string {
	if n.gender == "" && len(n.words) > 1 {
		return n.givenGender()
	}
	return n.gender
}
