package claims

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"sync"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/relate"
	"newsgraph/loaders/nlp/lang"
)

//go:embed relations.bin
var relationsBin []byte

// relations is the embedded model, made by `newsgraph train relations`.
var relations = sync.OnceValues(func() (*relate.Model, error) {
	b, err := lang.Decompress(relationsBin)
	if err != nil {
		return nil, err
	}
	return relate.Load(b)
})

// related is a triple that the trained scorer has an opinion of.
type related struct {
	subj, obj int
	pred      string
}

// learnedRule begins the rule of statements that only the scorer found.
const learnedRule = "learned:"

// addLeast is how probable a relation must be that no rule found. It is for
// single passages, where rules find little; in whole articles three in ten of
// what the model added were wrong.
const addLeast = 0.3

// learnedConfidence is how often a relation of a passage that only the model
// found is right when it says p.
func learnedConfidence(p float64) float64 { return 0.5 + 0.4*p }

// relate scores the pairs of mentions and adds what is probable and was missed
// by the frames.
func (x *extraction) relate(ctx context.Context, m *relate.Model) error {
	if m == nil {
		return nil
	}
	x.prob = map[related]float64{}
	known := map[related]bool{}
	for i := range x.cands {
		c := &x.cands[i]
		known[keyOf(c.subj, c.obj, c.pred)] = true
	}
	best := map[related]scored{}
	sums := make([]int32, len(m.Predicates()))
	for n, p := range x.pairs() {
		if n%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		m.Score(x.pairFeatures(p), sums)
		a, b := x.v.men[p.a].Entity, x.v.men[p.b].Entity
		for c, pred := range m.Predicates() {
			if !slices.Contains(p.allowed, pred) {
				continue
			}
			prob := m.Probability(c, sums[c])
			if prob < addLeast {
				continue
			}
			if k := keyOf(a, b, pred); prob > best[k].prob {
				best[k] = scored{p, prob}
			}
		}
	}
	var found []related
	for k := range best {
		if !known[k] {
			found = append(found, k)
		}
	}
	slices.SortFunc(found, func(a, b related) int {
		return cmp.Or(-cmp.Compare(best[a].prob, best[b].prob), cmp.Compare(a.subj, b.subj), cmp.Compare(a.obj, b.obj), cmp.Compare(a.pred, b.pred))
	})
	for _, k := range found {
		p := best[k].pair
		x.prob[k] = best[k].prob
		a, b := &x.v.men[p.a], &x.v.men[p.b]
		if (k.pred == "basedIn" || k.pred == "livesIn") && x.v.areaOfPost(a, b) {
			continue
		}
		if x.v.ofAnother(a, b) || x.v.ofAnother(b, a) {
			continue
		}
		if k.pred == "attacks" && x.v.typeOf(a.Entity) == "Person" {
			continue // what nobody says in words is no ground to name a culprit
		}
		t, np, evoked := x.triggerOf(a, b, k.pred)
		x.add(candidate{subj: a.Entity, obj: b.Entity, pred: k.pred, trigger: t, np: np, aside: background[k.pred] && (np || !evoked),
			rule: learnedRule + k.pred})
	}
	return nil
}

// scored is a pair and how probable the relation is.
type scored struct {
	pair pair
	prob float64
}

// keyOf puts the ends of symmetric predicates in a fixed order.
func keyOf(subj, obj int, pred string) related {
	if symmetric(pred) && subj > obj {
		subj, obj = obj, subj
	}
	return related{subj, obj, pred}
}

// areaOfPost reports whether place b may be what somebody who leads is in
// charge of: "the chief of A in b", "Ann, head of A in b".
func (v *view) areaOfPost(a, b *coref.Mention) bool {
	first := max(a.First-3, v.d.Sentences[v.sentOf[a.Head]].First)
	for i := first; i < b.First; i++ {
		if slices.Contains(v.evoked(i), "role:leads") {
			return true
		}
	}
	return false
}

// triggerOf is the token whose clause decides tense, stance and holder of the
// relation of a and b: of the verbs on the path one that evokes the predicate,
// else the lowest; np tells that there is none, only a noun phrase, and evoked
// whether the trigger evokes the predicate.
func (x *extraction) triggerOf(a, b *coref.Mention, pred string) (trigger int, np, evoked bool) {
	v := x.v
	up, down, top, ok := v.path(a.Head, b.Head)
	if !ok {
		return b.Head, !v.isVerb(b.Head), false
	}
	verb, noun := -1, -1
	for _, t := range slices.Concat(up, down, []int{top}) {
		e := v.evoked(t)
		evokes := slices.Contains(e, pred) || slices.Contains(e, "role:"+pred)
		switch {
		case v.isVerb(t) && evokes:
			return t, false, true
		case v.isVerb(t) && verb < 0:
			verb = t
		case evokes && noun < 0:
			noun = t
		}
	}
	switch {
	case verb >= 0:
		return verb, false, false
	case noun >= 0:
		return noun, v.child(noun, "cop") < 0, true
	}
	return top, true, false
}

// ofAnother reports whether a has somebody who b is not: what is said of "A's
// partner" is not said of A.
func (v *view) ofAnother(a, b *coref.Mention) bool {
	n := v.head(a.Head)
	if n < 0 {
		return false
	}
	if _, ok := v.lx.Role(v.word[n]); !ok {
		return false
	}
	return v.deprel(a.Head) == "nmod:poss" && v.upos(n) == "NOUN" && n != b.Head && !v.dominates(n, b.Head)
}
