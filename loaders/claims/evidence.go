package claims

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/score"
	"newsgraph/loaders/nlp/text"
)

//go:embed score.tsv
var scoreTable string

// scores is the embedded model, made by `newsgraph train score`.
var scores = sync.OnceValues(func() (*score.Model, error) { return score.Parse(scoreTable) })

// evidence lists what speaks for or against statement s: its rule, its ends and
// how they are told, the way from the trigger to them, what else they could
// have been, and what the clause is said to be. Package score weighs it. Names
// of the evidence are stable: the model's table uses them.
func (x *extraction) evidence(s *Statement) []string {
	e := &evidence{v: x.v, s: s, trigger: s.trigger}
	e.rule()
	e.end("subject", s.Subject)
	e.end("object", s.Object)
	e.told()
	e.sentence()
	slices.Sort(e.list)
	return slices.Compact(e.list)
}

type evidence struct {
	v       *view
	s       *Statement
	trigger int
	class   string // of the rule
	list    []string
}

// add notes one thing.
func (e *evidence) add(what string) {
	e.list = append(e.list, what)
}

func (e *evidence) rule() {
	r := strings.TrimRight(e.s.Rule, "~?")
	e.class = ruleClass(r)
	lang := e.v.d.Lang
	e.add("predicate=" + e.s.Predicate)
	e.add("rule=" + r)
	e.add("class=" + e.class)
	e.add("class=" + e.class + " lang=" + lang)
	kind, _, _ := strings.Cut(r, ":")
	e.add("kind=" + kind)
	if r != e.s.Rule {
		e.add("guessed")
	}
	for _, part := range strings.Split(r, ":") {
		e.add("part=" + part)
	}
}

// end tells how an end of the statement is named, where, and what stands
// between it and the trigger.
func (e *evidence) end(which string, entity int) {
	v := e.v
	if entity == coref.None {
		e.add(which + "=untold")
		return
	}
	typ := v.typeOf(entity)
	e.add(which + " type=" + typ)
	e.add(which + " type=" + typ + " predicate=" + e.s.Predicate)
	men, far := v.nearestMention(entity, e.trigger)
	if men == nil {
		e.add(which + "=elsewhere")
		return
	}
	e.add(which + " form=" + string(men.Form))
	e.add(which + " type=" + typ + " form=" + string(men.Form))
	if men.Form != coref.FormName {
		e.add(which + " probability=" + [...]string{"0.5", "0.6", "0.7", "0.8", "0.9", "1.0"}[min(max(int(men.Prob*10)-5, 0), 5)])
	}
	e.add(which + " sentences=" + [...]string{"0", "1", "2+"}[min(far, 2)])
	if entity < len(v.ments) {
		e.add(which + " mentions=" + [...]string{"0", "1", "2", "3+"}[min(len(v.ments[entity]), 3)])
	}
	if words := len(strings.Fields(v.dc.Entities[entity].Name)); typ == "Person" || isOrg(typ) {
		e.add(which + " words=" + [...]string{"0", "1", "2", "3+"}[min(words, 3)] + " type=" + kindOf(typ))
	}
	if far == 0 {
		e.way(which, men)
		e.rivals(which, men, typ)
	}
}

// way is the path of relations from the trigger to the mention.
func (e *evidence) way(which string, m *coref.Mention) {
	v := e.v
	dist := max(m.Head-e.trigger, e.trigger-m.Head)
	e.add(which + " tokens=" + [...]string{"0", "1", "2", "3", "4-6", "7-12", "13+"}[distanceBucket(dist)])
	up, down, _, ok := v.path(e.trigger, m.Head)
	if !ok || len(up)+len(down) > 5 {
		e.add(which + " path=none")
		return
	}
	var b strings.Builder
	for _, t := range up {
		b.WriteString("<" + v.rel(t))
	}
	for i := len(down) - 1; i >= 0; i-- {
		b.WriteString(">" + v.rel(down[i]))
	}
	e.add(which + " path=" + b.String())
}

func distanceBucket(n int) int {
	switch {
	case n <= 3:
		return n
	case n <= 6:
		return 4
	case n <= 12:
		return 5
	}
	return 6
}

// rivals counts the other entities of a kind in the sentence, and those that
// stand between the trigger and the mention.
func (e *evidence) rivals(which string, m *coref.Mention, typ string) {
	v := e.v
	s := v.d.Sentences[v.sentOf[m.Head]]
	kind, seen, between := kindOf(typ), 0, 0
	first, last := min(m.Head, e.trigger), max(m.Head, e.trigger)
	for i := s.First; i < s.Last; i++ {
		k := v.start[i]
		if k < 0 || v.men[k].Entity < 0 || v.men[k].Entity == m.Entity || kindOf(v.typeOf(v.men[k].Entity)) != kind {
			continue
		}
		seen++
		if i > first && i < last {
			between++
		}
	}
	e.add(which + " rivals=" + [...]string{"0", "1", "2", "3+"}[min(seen, 3)])
	e.add(which + " between=" + [...]string{"0", "1", "2+"}[min(between, 2)])
}

// told is what settle made of the clause.
func (e *evidence) told() {
	s := e.s
	e.add("stance=" + s.Stance)
	e.add("status=" + s.Status)
	holder := "none"
	switch {
	case s.Holder == coref.None:
	case s.Holder == s.Subject || s.Holder == s.Object:
		holder = "end"
	case e.v.typeOf(s.Holder) == "Unnamed":
		holder = "unnamed"
	default:
		holder = "other"
	}
	e.add("holder=" + holder)
	e.add("holder=" + holder + " stance=" + s.Stance)
	for _, cue := range s.Features {
		e.add("cue=" + cue)
	}
	if s.np {
		e.add("noun phrase")
	}
	if s.Text == "" {
		e.add("no text")
	}
	e.add("upos=" + e.v.upos(e.trigger) + " class=" + e.class)
}

// sentence is what holds for all that is told in it.
func (e *evidence) sentence() {
	v := e.v
	s := v.d.Sentences[v.sentOf[e.trigger]]
	e.add("sentence words=" + [...]string{"1-8", "9-16", "17-24", "25-36", "37+"}[lengthBucket(s.Last-s.First)])
	if v.inQ[e.trigger] >= 0 {
		e.add("in quote")
	}
	verb := false
	for i := s.First; i < s.Last; i++ {
		verb = verb || v.isVerb(i)
	}
	if !verb {
		e.add("no verb")
	}
	if v.d.Blocks != nil && v.d.Blocks[s.Block].Kind == text.Headline {
		e.add("headline")
	}
}

func lengthBucket(n int) int {
	for i, most := range [...]int{8, 16, 24, 36} {
		if n <= most {
			return i
		}
	}
	return 4
}
