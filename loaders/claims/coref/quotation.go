package coref

import (
	"slices"

	"newsgraph/loaders/nlp/text"
)

// maxReach bounds, in tokens, how far around a pronoun a quotation and its
// verb of saying are looked for.
const maxReach = 256

// quoted marks the tokens of quotations: inside quotation marks, which do not
// reach over a block, and in blocks that begin with a dash up to the verb of
// saying ("- Vi betaler ikke, siger hun").
func quoted(d *text.Doc, lex *words) []bool {
	out := make([]bool, len(d.Tokens))
	block, open, dash := None, false, false
	for _, s := range d.Sentences {
		if s.Block != block {
			block, open = s.Block, false
			dash = s.First < s.Last && (d.Word(s.First) == "-" || d.Word(s.First) == "–" || d.Word(s.First) == "—")
		}
		inDash := dash
		for t := s.First; t < s.Last; t++ {
			switch w := d.Word(t); w {
			case "\"":
				open = !open
				continue
			case "“", "„", "``", "«", "»":
				// Danish writes the guillemets the other way round.
				open = !open || w == "“" || w == "``" || w == "„"
				continue
			case "”", "''":
				open = false
				continue
			}
			if inDash && t > s.First+1 && lex.has("reporting", lemma(d, t)) && d.Word(t-1) == "," {
				inDash = false
			}
			out[t] = open || inDash
		}
	}
	return out
}

// quoting resolves the subject pronoun of a verb that reports a quotation
// ("..., siger hun"): the person named last before the quotation.
func (a *anaphora) quoting(t int, gender string) (int, bool) {
	v := a.d.Tokens[t].Head
	if v < 0 || !a.reports(v) {
		return None, false
	}
	s := a.d.Sentences[a.sent[t]]
	first := None
	for k := max(s.First, t-maxReach); k < min(s.Last, t+maxReach); k++ {
		if a.quote[k] {
			first = k
			break
		}
	}
	if first == None {
		return None, false
	}
	block := s.Block
	var latest []candidate
	for _, e := range a.focus.active {
		if w := a.genderFactor(e, gender); w > 0 && a.focus.said[e] != None && a.sent[t]-a.sent[a.focus.said[e]] <= 2*windowPair &&
			(a.focus.said[e] < first || a.d.Sentences[a.sent[a.focus.said[e]]].Block != block) {
			latest = append(latest, candidate{e, w})
		}
	}
	slices.SortFunc(latest, func(x, y candidate) int { return a.focus.said[y.entity] - a.focus.said[x.entity] })
	switch {
	case len(latest) == 0:
		return None, false
	case len(latest) > 1 && a.sent[a.focus.said[latest[0].entity]] == a.sent[a.focus.said[latest[1].entity]]:
		x, y := latest[0], latest[1]
		if a.focus.subj[y.entity] && !a.focus.subj[x.entity] {
			return None, false // "X met Y": either may speak
		}
		return x.entity, x.score >= y.score
	}
	return latest[0].entity, true
}

// speakers are the subjects of the verbs of saying around a quoted token, in
// its sentence and the two beside it of the same block: they call themselves I.
func (a *anaphora) speakers(t int) []int {
	var out []int
	s := a.sent[t]
	for i := max(0, s-1); i <= min(len(a.d.Sentences)-1, s+1); i++ {
		if a.d.Sentences[i].Block != a.d.Sentences[s].Block {
			continue
		}
		for v := max(a.d.Sentences[i].First, t-maxReach); v < min(a.d.Sentences[i].Last, t+maxReach); v++ {
			if !a.quote[v] && a.reports(v) {
				if e := a.subjectOf(v); e != None {
					out = appendNew(out, e)
				}
			}
		}
	}
	return out
}

// SetSpeaker resolves the first persons in tokens [first, last), a quotation:
// the singular to the speaker, the plural to the organization that the speaker
// speaks for, or to the speaker if that is no person. Pass None for what is
// not known. New mentions stand behind the others until Ordered.
func (o *Discourse) SetSpeaker(first, last, speaker, organization int) {
	lex := lexiconFor(o.Doc.Lang)
	for t := max(first, 0); t < min(last, len(o.ByHead)); t++ {
		p, ok := lex.pronouns[lower(o.Doc, t)]
		if !ok || o.ByHead[t] != None || o.Covering[t] != None {
			continue
		}
		e := None
		switch p.kind {
		case "first":
			e = speaker
		case "firstplural":
			if e = organization; e == None && speaker != None && o.Entities[speaker].Type != "Person" {
				e = speaker
			}
		}
		if e >= 0 && e < len(o.Entities) {
			o.attach(Mention{Span: o.Doc.Tokens[t].Span, First: t, Last: t + 1, Head: t, Entity: e, Form: FormPronoun, Prob: 1, Type: o.Entities[e].Type})
		}
	}
}

// accused are the entities that are accused, and those that accuse, in the
// sentence before the one in which t is the subject of a verb of denying: who
// denies is then rather the accused.
func (a *anaphora) accused(t int) (accused, accusers []int) {
	v := a.d.Tokens[t].Head
	if a.roles == nil || v < 0 || a.rel(t) != "nsubj" || a.roles.Class(a.lemma(v), "deny") == "" {
		return nil, nil
	}
	s := a.sent[t] - 1
	if s < 0 {
		return nil, nil
	}
	first := a.d.Sentences[s].First
	for w := first; w < min(a.d.Sentences[s].Last, first+maxReach); w++ {
		if a.quote[w] || a.d.Tokens[w].UPOS != "VERB" || a.roles.Class(a.lemma(w), "accusing") == "" {
			continue
		}
		for _, k := range a.kids[w] {
			e := a.entityAt(k)
			switch rel := a.d.Tokens[k].Deprel; {
			case e == None:
			case rel == "obj" || rel == "nsubj:pass":
				accused = appendNew(accused, e)
			case rel == "nsubj" || rel == "obl:agent":
				accusers = appendNew(accusers, e)
			}
		}
	}
	return accused, accusers
}

// denying weighs entity e as the subject of a denial.
func denying(e int, accused, accusers []int) float64 {
	switch {
	case slices.Contains(accused, e):
		return 2
	case slices.Contains(accusers, e) && len(accused) > 0:
		return 0.3
	}
	return 1
}
