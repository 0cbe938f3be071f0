package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// maxFar bounds the accusations of one entity that a rejection far behind them
// is compared with: the first of them, which win ties.
const maxFar = 64

// index finds candidates by what they are about, so that no search looks at all
// of them. Its lists are in the order of the candidates.
type index struct {
	n        int                 // candidates that are in it
	sentence map[int][]int       // by the sentence of the trigger
	against  map[int][]int       // deniable ones by their object, the first maxFar
	accused  map[related]bool    // object and predicate of what is told with its doer and not settled; s is coref.None
	holding  map[int][]int       // posts by who holds them
	tied     map[[2]int]struct{} // who works or speaks for, or belongs to, whom
}

// indexed is the index of all candidates so far.
func (x *extraction) indexed() *index {
	ix := &x.index
	if ix.sentence == nil || ix.n > len(x.cands) {
		*ix = index{sentence: map[int][]int{}, against: map[int][]int{}, accused: map[related]bool{}, holding: map[int][]int{}, tied: map[[2]int]struct{}{}}
	}
	for ; ix.n < len(x.cands); ix.n++ {
		c := &x.cands[ix.n]
		s := x.v.sentOf[c.trigger]
		ix.sentence[s] = append(ix.sentence[s], ix.n)
		if deniable[c.pred] && len(ix.against[c.obj]) < maxFar {
			ix.against[c.obj] = append(ix.against[c.obj], ix.n)
		}
		if c.subj != coref.None && !c.fixed {
			ix.accused[related{coref.None, c.obj, c.pred}] = true
		}
		if posts[c.pred] {
			ix.holding[c.subj] = append(ix.holding[c.subj], ix.n)
		}
		if posts[c.pred] || c.pred == "subsidiaryOf" {
			ix.tied[[2]int{c.subj, c.obj}] = struct{}{}
		}
	}
	return ix
}

// within lists the candidates of sentences first to last.
func (ix *index) within(first, last int) []int {
	var out []int
	for s := first; s <= last; s++ {
		out = append(out, ix.sentence[s]...)
	}
	slices.Sort(out)
	return out
}

// heard finds the mentions of an entity by their place.
type heard struct {
	n  int           // mentions that are in it
	of map[int][]int // entity to its mentions, by head, then in their order
}

// nearestMention is the mention of entity closest to token i, one of its
// sentence before all others, and how many sentences away; nil for none.
func (v *view) nearestMention(entity, i int) (mention *coref.Mention, sentences int) {
	ms := v.dc.Mentions
	from := func(of []int, token int) int {
		at, _ := slices.BinarySearchFunc(of, token, func(k, token int) int { return ms[k].Head - token })
		return at
	}
	if v.heard.of == nil {
		v.heard.of = map[int][]int{}
	}
	for ; v.heard.n < len(ms); v.heard.n++ {
		if m := &ms[v.heard.n]; m.Head < len(v.sentOf) {
			of := v.heard.of[m.Entity]
			v.heard.of[m.Entity] = slices.Insert(of, from(of, m.Head+1), v.heard.n)
		}
	}
	of := v.heard.of[entity]
	after := from(of, i)
	before := after - 1
	for before > 0 && ms[of[before-1]].Head == ms[of[before]].Head {
		before-- // of one place, the first
	}
	best, tokens := coref.None, 0
	for _, at := range [2]int{before, after} {
		if at < 0 || at >= len(of) {
			continue
		}
		k := of[at]
		far, dist := abs(v.sentOf[ms[k].Head]-v.sentOf[i]), abs(ms[k].Head-i)
		if best == coref.None || far < sentences || far == sentences && (dist < tokens || dist == tokens && k < best) {
			best, sentences, tokens = k, far, dist
		}
	}
	if best == coref.None {
		return nil, 0
	}
	return &ms[best], sentences
}

// surfaces finds entities that are no persons by how they are written.
type surfaces struct {
	exact  map[string]written // by the whole name in lower case: the first
	begins map[string]*written
}

// written is a name that begins with a word, and the next name with another
// entity that does, None for none.
type written struct{ mention, entity, other int }

// entityNamed finds the entity that is called s, or the only one whose name
// begins with the word s.
func (v *view) entityNamed(s string) int {
	if len(s) < 2 {
		return coref.None
	}
	if v.surfaces.exact == nil {
		v.readSurfaces()
	}
	is, ok := v.surfaces.exact[s]
	if with, also := v.surfaces.exact[s+"s"]; also && (!ok || with.mention < is.mention) {
		is, ok = with, true
	}
	begins := v.surfaces.begins[s]
	switch {
	case ok && (len(s) <= 3 || begins == nil || begins.other == coref.None || is.mention < begins.other):
		return is.entity
	case len(s) <= 3 || begins == nil || begins.other != coref.None:
		return coref.None
	}
	return begins.entity
}

func (v *view) readSurfaces() {
	v.surfaces = surfaces{map[string]written{}, map[string]*written{}}
	for mi, m := range v.men {
		if m.Form != coref.FormName || m.Entity < 0 || v.dc.Entities[m.Entity].Type == "Person" {
			continue
		}
		w := strings.ToLower(v.d.Of(m.Span))
		if _, ok := v.surfaces.exact[w]; !ok {
			v.surfaces.exact[w] = written{mi, m.Entity, coref.None}
		}
		word, _, more := strings.Cut(w, " ")
		switch begins := v.surfaces.begins[word]; {
		case !more:
		case begins == nil:
			v.surfaces.begins[word] = &written{mi, m.Entity, coref.None}
		case begins.entity != m.Entity && begins.other == coref.None:
			begins.other = mi
		}
	}
}
