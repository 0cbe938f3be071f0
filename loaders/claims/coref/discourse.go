package coref

import (
	"slices"

	"newsgraph/loaders/nlp/text"
)

// discourse turns chains into entities and mentions.
func (r *resolver) discourse() *Discourse {
	d := r.d
	out := &Discourse{Doc: d, ByHead: make([]int, len(d.Tokens)), Covering: make([]int, len(d.Tokens))}
	for _, c := range r.chains {
		out.Entities = append(out.Entities, r.entity(c))
	}
	for _, n := range r.names {
		m := Mention{
			Span: d.NameSpan(n.Name), First: n.First, Last: n.Last, Head: headOf(d, n.First, n.Last),
			Entity: n.chain, Form: FormName, Prob: 1, Type: out.Entities[n.chain].Type, Boilerplate: n.boiler,
		}
		out.Mentions = append(out.Mentions, m)
	}
	out.index()
	return out
}

// index sorts the mentions and fills ByHead and Covering. Names win over
// nominals at their tokens.
func (o *Discourse) index() {
	slices.SortStableFunc(o.Mentions, compareMentions)
	o.unnamed = unnamedNouns{}
	for i := range o.ByHead {
		o.ByHead[i], o.Covering[i] = None, None
	}
	for i, m := range o.Mentions {
		if j := o.ByHead[m.Head]; j == None || o.Mentions[j].Form != FormName {
			o.ByHead[m.Head] = i
		}
		if m.Form == FormPronoun {
			continue
		}
		for t := m.First; t < m.Last; t++ {
			if j := o.Covering[t]; j == None || o.Mentions[j].Form != FormName {
				o.Covering[t] = i
			}
		}
	}
}

func compareMentions(a, b Mention) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
}

// entity names and types a chain. A name votes for its type with the weight of
// its words, so that the fullest names decide.
func (r *resolver) entity(c chain) Entity {
	var forms []string
	votes := map[string]float64{}
	var order []string
	for _, i := range c.names {
		n := &r.names[i]
		forms = append(forms, n.stem)
		t := n.Type
		w := weight(n.Name) * float64(1+len(n.words))
		if t == "" {
			t, w = defaultType[n.class], w/4
		}
		if votes[t] == 0 {
			order = append(order, t)
		}
		votes[t] += w
	}
	if classOf(order[0], "") == org {
		if t := r.knownType(c); t != "" {
			if votes[t] == 0 {
				order = append(order, t)
			}
			votes[t] += knownVote
		}
	}
	best := ""
	for _, t := range order {
		if best == "" || votes[t] > votes[best] {
			best = t
		}
	}
	e := Entity{Type: best, Name: fullest(forms)}
	for _, f := range distinct(forms) {
		if f != e.Name {
			e.Names = append(e.Names, f)
		}
	}
	if e.Type == "Person" {
		for _, i := range c.names {
			n := &r.names[i]
			if e.Gender == "" {
				e.Gender = n.gender
			}
			if e.Gender == "" && len(n.words) > 1 {
				e.Gender = n.givenGender()
			}
		}
	}
	return e
}

// knownVote is the voice of the lists on the type of an organization, next to
// that of a name with three words.
const knownVote = 4

// knownType is the type of the organization or company that the lists have
// under the longest name of a chain, "" if none or several types.
func (r *resolver) knownType(c chain) string {
	best := c.names[0]
	for _, i := range c.names {
		if len(r.names[i].words) > len(r.names[best].words) {
			best = i
		}
	}
	return listedType(r.names[best].stem)
}

// EntityAt returns the entity that token t refers to: as part of a name, or as
// the head of a resolved nominal or pronoun.
func (o *Discourse) EntityAt(t int) (entity int, ok bool) {
	if t < 0 || t >= len(o.ByHead) {
		return None, false
	}
	if i := o.ByHead[t]; i != None {
		return o.Mentions[i].Entity, o.Mentions[i].Entity != None
	}
	if i := o.Covering[t]; i != None && o.Mentions[i].Form == FormName {
		return o.Mentions[i].Entity, o.Mentions[i].Entity != None
	}
	return None, false
}

// MentionAt returns the mention that token t heads or, for a token inside a
// name, the name.
func (o *Discourse) MentionAt(t int) (m Mention, ok bool) {
	if t < 0 || t >= len(o.ByHead) {
		return Mention{}, false
	}
	if i := o.ByHead[t]; i != None {
		return o.Mentions[i], true
	}
	if i := o.Covering[t]; i != None && o.Mentions[i].Form == FormName {
		return o.Mentions[i], true
	}
	return Mention{}, false
}

// Expand returns all entities that token t refers to: one for a name, several
// for a plural that stands for several and for the head of a coordination
// ("A and B"), none if unknown. Order of appearance, no repeats.
func (o *Discourse) Expand(t int) []int {
	var out []int
	take := func(t int) {
		m, ok := o.MentionAt(t)
		switch {
		case !ok:
		case m.Entities != nil:
			for _, e := range m.Entities {
				out = appendNew(out, e)
			}
		case m.Entity != None:
			out = appendNew(out, m.Entity)
		}
	}
	take(t)
	if d := o.Doc; d.Has&text.Parse != 0 && t >= 0 && t < len(d.Tokens) {
		for k := t + 1; k < len(d.Tokens) && d.Tokens[k].Head != text.Root; k++ {
			if d.Tokens[k].Head == t && d.Tokens[k].Deprel == "conj" {
				take(k)
			}
		}
	}
	return out
}
