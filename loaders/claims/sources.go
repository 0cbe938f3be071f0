package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// sourceAt is whom the noun phrase that begins at token j names as a source,
// up to limit: the first noun or name of it that is somebody.
func (v *view) sourceAt(j, limit int) int {
	for k := j; k < limit; k++ {
		if v.upos(k) == "PUNCT" && k > j || v.isVerb(k) && !v.feat(k, "VerbForm=Part") {
			return coref.None
		}
		m := v.start[k]
		if m >= 0 && v.men[m].Form == coref.FormName {
			// "Finans' oplysninger" is a source by itself; of "X's director Y"
			// the director is.
			if last := v.men[m].Last; last < limit && v.upos(last) == "NOUN" && v.genitive(last-1, last+1) && v.actor(last) != coref.None {
				k = last - 1
				continue
			}
			return v.speaking(v.men[m].Entity)
		}
		switch v.upos(k) {
		case "NOUN", "PRON":
			if v.upos(k) == "NOUN" && k+1 < limit && v.upos(k+1) == "NOUN" && v.rel(k) == "compound" {
				continue
			}
			if v.lx.Is("poss", v.word[k]) {
				continue
			}
			if v.is("docnoun", k) {
				if k+1 < limit && v.d.Word(k+1) == "," {
					k++ // "its own newspaper, X"
				}
				continue // "a report by X"
			}
			e := v.actor(k)
			if _, post := v.lx.Role(v.word[k]); post && (e == coref.None || !v.personal(e)) {
				if p := v.postHolder(k, limit+4); p != coref.None {
					return p
				}
			}
			if e == coref.None && !v.feat(k, "Number=Plur") && k+1 < limit && v.start[k+1] >= 0 && v.men[v.start[k+1]].Form == coref.FormName {
				continue // "the newspaper X"
			}
			return e
		}
	}
	return coref.None
}

// postHolder is the person named behind the post at token k and its house:
// "the head of X, Ann Holt".
func (v *view) postHolder(k, limit int) int {
	for j := k + 1; j < min(limit, v.d.Sentences[v.sentOf[k]].Last-1); j++ {
		if v.isVerb(j) || v.relative(j) {
			break
		}
		if m := v.start[j+1]; v.d.Word(j) == "," && m >= 0 && v.men[m].Form == coref.FormName && v.typeOf(v.men[m].Entity) == "Person" {
			return v.men[m].Entity
		}
	}
	return coref.None
}

// speaking is e if it can speak, else coref.None.
func (v *view) speaking(e int) int {
	if e != coref.None && v.agentive(e) {
		return e
	}
	return coref.None
}

// actor is who acts or speaks where the phrase of noun i is the subject: its
// entity, the organization or person whose office, lawyer or spokesman it is,
// or an unnamed source.
func (v *view) actor(i int) int {
	if i < 0 {
		return coref.None
	}
	if _, post := v.lx.Role(v.word[i]); post && v.is("reprnoun", i) && i+1 < len(v.word) && v.upos(i+1) == "ADP" {
		if e := v.postHolder(i, i+9); e != coref.None {
			return e // "a spokesman for X, Ann Holt"
		}
	}
	if e := v.speaking(v.entity(i)); e != coref.None {
		return e
	}
	if v.upos(i) != "NOUN" {
		return coref.None
	}
	if v.is("reprnoun", i) || v.lx.Is("metonym", v.lemma[i]) {
		for _, k := range v.kids[i] {
			if r := v.rel(k); r != "nmod" && r != "det" && r != "compound" || v.inQ[k] != v.inQ[i] {
				continue
			}
			if c := v.caseOf(k); c == "" || v.lx.Is("orgprep", c) {
				if e := v.speaking(v.entity(k)); e != coref.None {
					return e
				}
			}
		}
	}
	if v.is("officer", i) && v.child(i, "amod", "nummod", "nmod", "compound") < 0 {
		if e := v.force(); e != coref.None {
			return e
		}
	}
	if v.is("source", i) {
		if e, ok := v.dc.Unnamed(i); ok {
			return v.speaking(e)
		}
	}
	return coref.None
}

// force is the only police force or prosecutor that the article names, or None.
func (v *view) force() int {
	if v.forceKnown {
		return v.theForce
	}
	v.forceKnown, v.theForce = true, coref.None
	found := coref.None
	for e := range v.named {
		if v.dc.Entities[e].Type != "Agency" || !v.isNamed(e) {
			continue
		}
		for _, w := range strings.Fields(strings.ToLower(v.dc.Entities[e].Name)) {
			if v.lx.Is("forceword", w) {
				if found != coref.None {
					return coref.None
				}
				found = e
				break
			}
		}
	}
	v.theForce = found
	return found
}

// source adds what the phrase at token i ("according to X", "ifølge X") is
// the source of: its sentence if it opens or ends it, else its clause.
func (v *view) source(i int) {
	s := v.d.Sentences[v.sentOf[i]]
	j := i + 1
	if j < s.Last && v.word[j] == "to" {
		j++
	} else if v.trait("ed-participle") {
		return // "per cent", "citing"
	}
	speaker := v.sourceAt(j, min(j+9, s.Last))
	if speaker == coref.None {
		return
	}
	r := said{first: s.First, last: s.Last, speaker: speaker, verb: -1, tagFirst: i, tagLast: j}
	if i > s.First+1 && v.upos(i-1) != "PUNCT" {
		// inside a clause: a coordinated clause before it is told without it
		for k := i - 1; k > s.First; k-- {
			if v.upos(k) == "CCONJ" && v.finiteBetween(s.First, k) && (v.finiteBetween(k, i) || v.finiteBetween(i, s.Last)) {
				r.first = k
				break
			}
		}
	} else if i > s.First {
		// behind "A, but B": of B
		for k := i - 1; k > s.First; k-- {
			if v.lx.Is("adversative", v.word[k]) && v.upos(k) == "CCONJ" && v.finiteBetween(s.First, k) && v.finiteBetween(k, i) {
				r.first = k
				break
			}
		}
	}
	v.reports = append(v.reports, r)
}

// opinions finds sources told by a noun of opinion: "efter politiets
// opfattelse", "in the ministry's view".
func (v *view) opinions(si int) {
	s := v.d.Sentences[si]
	for i := s.First + 1; i < s.Last; i++ {
		if !v.is("opinion", i) || v.inQ[i] >= 0 {
			continue
		}
		prep := -1
		for j := i - 1; j >= max(s.First, i-6); j-- {
			if v.lx.Is("opinionprep", v.word[j]) {
				prep = j
				break
			}
			if v.isVerb(j) || v.upos(j) == "PUNCT" {
				break
			}
		}
		if prep < 0 {
			continue
		}
		speaker := coref.None
		for j := prep + 1; j < i && speaker == coref.None; j++ {
			switch {
			case v.start[j] >= 0:
				speaker = v.speaking(v.men[v.start[j]].Entity)
			case v.upos(j) == "NOUN" || v.lx.Is("poss", v.word[j]):
				speaker = v.actor(j)
			}
		}
		if speaker != coref.None {
			v.reports = append(v.reports, said{first: s.First, last: s.Last, speaker: speaker, verb: -1, tagFirst: prep, tagLast: i + 1})
			return
		}
	}
}

// sourced reads a sentence that gives the one before its source: "Det skriver
// X", "Det oplyser politiet i en pressemeddelelse".
func (v *view) sourced(si int) {
	s := v.d.Sentences[si]
	if si == 0 || s.Last-s.First < 4 || v.inQ[s.First] >= 0 {
		return
	}
	p := v.d.Sentences[si-1]
	t := s.First + 1
	if p.Block != s.Block || !v.trait("verb-second") || !v.lx.Is("generic", v.word[s.First]) || !v.isVerb(t) {
		return
	}
	for t+1 < s.Last && v.upos(t) == "AUX" && v.isVerb(t+1) {
		t++
	}
	if v.lx.Class(v.lemma[t], "say") == "" || v.lx.Is("showing", v.lemma[t]) || v.negatedVerb(t) {
		return
	}
	for j := t + 1; j < s.Last; j++ {
		if v.lx.Is("contentmark", v.word[j]) && v.upos(j) == "SCONJ" {
			return
		}
	}
	if speaker := v.sourceAt(t+1, min(t+12, s.Last)); speaker != coref.None {
		v.reports = append(v.reports, said{first: p.First, last: p.Last, speaker: speaker, verb: -1, tagFirst: s.First, tagLast: s.Last})
	}
}
