package coref

import "slices"

// chain is an entity in the making.
type chain struct {
	names []int // indexes into resolver.names, in order
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
	pick := func(roots []int) int { return a.nearest(n, roots) }
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
// main person by surname and brings in relatives by full name.
func (a *assigner) nearest(n *name, roots []int) int {
	best, count, last := None, 0, None
	for _, g := range roots {
		i, ok := a.byGroup[g]
		if !ok || n.gender != "" && !a.fits(&a.chains[i], n.gender) {
			continue
		}
		c := &a.chains[i]
		if len(c.names) > count || len(c.names) == count && c.names[count-1] > last {
			best, count, last = g, len(c.names), c.names[len(c.names)-1]
		}
	}
	if best == None {
		return slices.Min(roots)
	}
	return best
}

// fits reports whether no name of a chain speaks for the other gender.
func (a *assigner) fits(c *chain, gender string) bool {
	for _, i := range c.names {
		n := &a.r.names[i]
		g := n.gender
		if g == "" && len(n.words) > 1 {
			g = n.givenGender()
		}
		if g != "" && g != gender {
			return false
		}
	}
	return true
}
