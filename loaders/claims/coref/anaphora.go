package coref

import (
	"context"
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref/refs"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// anaphora resolves nominals and pronouns over the chains of names.
type anaphora struct {
	d     *text.Doc
	o     *Discourse
	lex   *words
	roles *lexicon.Lexicon // nil for a language without one
	kids  [][]int
	sent  []int
	quote []bool
	dead  []bool // tokens of boilerplate
	focus *focus
	// called maps a noun to the entities whose name or description has it, in
	// order of introduction.
	called map[string][]int
	// nouns are the nouns of the lexicon that an entity was called, nation the
	// countries that its descriptions gave it ("det tyske firma").
	nouns      [][]string
	nations    []string
	countries  map[string]int // code to the first entity with its name
	calls      []int          // how often an entity was called something
	unresolved map[string]int // how often a noun stood for nobody so far
	model      *refs.Model
	observe    Observer
	found      []Mention // nominals and pronouns
	// mentionAt maps a token to 1 + the index into found, negative for names:
	// the mention that it heads.
	foundAt map[int]int
	// last is the last pronoun of a person that was resolved.
	last struct{ sent, entity int }
	// rivals are common nouns of late that a pronoun for things may mean.
	rivals []rival
}

// rival is a noun that stands for no entity.
type rival struct {
	token, sent  int
	weight       float64
	person       bool
	nation       bool // the word for a nation that the text does not name
	gender, noun string
}

// resolveAnaphora adds nominals and pronouns to the names of o. One pass notes
// what the syntax says (appositions, titles, copulas), a second one walks
// through the text and resolves what refers back.
func resolveAnaphora(ctx context.Context, r *resolver, o *Discourse, opt Options) error {
	model, err := opt.References, error(nil)
	if model == nil {
		if model, err = shippedModel(); err != nil {
			return err
		}
	}
	a := &anaphora{
		d: r.d, o: o, lex: r.lex, roles: rolesFor(r.d.Lang), kids: children(r.d), sent: r.sentOf,
		quote: quoted(r.d, r.lex), dead: make([]bool, len(r.d.Tokens)),
		called: map[string][]int{}, countries: map[string]int{}, foundAt: map[int]int{}, unresolved: map[string]int{}, model: model, observe: opt.Observe,
	}
	for _, s := range a.d.Sentences {
		if len(a.d.Blocks) > 0 && a.d.Blocks[s.Block].Kind == text.Boilerplate {
			for t := s.First; t < s.Last; t++ {
				a.dead[t] = true
			}
		}
		if a.byline(s) {
			for t := s.First; t < s.Last; t++ {
				a.dead[t] = true
			}
		}
	}
	a.last.entity = None
	a.retype()
	a.governments() // adds countries
	for e := range o.Entities {
		if code, ok := variant.Country(o.Entities[e].Name); ok {
			if _, known := a.countries[code]; !known {
				a.countries[code] = e
			}
		}
	}
	n := len(o.Entities)
	a.focus, a.nouns, a.nations, a.calls = newFocus(n), make([][]string, n), make([]string, n), make([]int, n)
	a.shares()
	a.introduce()
	for t := range a.d.Tokens {
		if t%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !a.dead[t] {
			a.visit(t)
		}
	}
	o.Mentions = append(o.Mentions, a.found...)
	o.index()
	return nil
}

// byline reports whether a sentence credits a writer or photographer: it
// begins like one and has no verb.
func (a *anaphora) byline(s text.Sentence) bool {
	if s.First >= s.Last || !a.lex.has("byline", a.lower(s.First)) {
		return false
	}
	for t := s.First; t < s.Last; t++ {
		if u := a.d.Tokens[t].UPOS; u == "VERB" || u == "AUX" {
			return false
		}
	}
	return true
}

// mainClause reports whether t hangs on the main verb of its sentence, or one
// coordinated with it or reported by it.
func (a *anaphora) mainClause(t int) bool {
	v := a.clause(t)
	for steps := 0; v >= 0 && steps < 4; steps++ {
		switch a.rel(v) {
		case "root":
			return true
		case "conj", "parataxis", "ccomp":
			v = a.d.Tokens[v].Head
		default:
			return false
		}
	}
	return false
}

// shares fills focus.share from the names of the article.
func (a *anaphora) shares() {
	count := make([]float64, len(a.o.Entities))
	var total [classes]float64
	for _, m := range a.o.Mentions {
		if !m.Boilerplate {
			count[m.Entity]++
			total[classOf(m.Type, "")]++
		}
	}
	for e := range count {
		if t := total[classOf(a.o.Entities[e].Type, "")]; t > 0 {
			a.focus.share[e] = count[e] / t
		}
		a.focus.named[e] = count[e]
	}
	var most [classes]float64
	var so [classes]int // entities that are named as often as most
	for e, n := range count {
		switch c := classOf(a.o.Entities[e].Type, ""); {
		case n > most[c] || so[c] == 0:
			most[c], so[c] = n, 1
		case n == most[c]:
			so[c]++
		}
	}
	for e, n := range count {
		if c := classOf(a.o.Entities[e].Type, ""); n == most[c] {
			a.focus.main[e] = min(so[c], 2)
		}
	}
}

// maxKids bounds the dependents of one token that are looked at, so that a
// broken parse of a huge sentence stays linear.
const maxKids = 128

func children(d *text.Doc) [][]int {
	kids := make([][]int, len(d.Tokens))
	for i, t := range d.Tokens {
		if t.Head >= 0 && t.Head < len(kids) && len(kids[t.Head]) < maxKids {
			kids[t.Head] = append(kids[t.Head], i)
		}
	}
	return kids
}

func (a *anaphora) lower(t int) string { return lower(a.d, t) }

func (a *anaphora) lemma(t int) string { return lemma(a.d, t) }

func (a *anaphora) rel(t int) string {
	if t < 0 {
		return ""
	}
	r, _, _ := strings.Cut(a.d.Tokens[t].Deprel, ":")
	return r
}

func (a *anaphora) feat(t int, f string) bool {
	return strings.Contains("|"+a.d.Tokens[t].Feats+"|", "|"+f+"|")
}

// child returns the first dependent of t with one of the relations, or None.
func (a *anaphora) child(t int, rels ...string) int {
	for _, k := range a.kids[t] {
		if slices.Contains(rels, a.rel(k)) || slices.Contains(rels, a.d.Tokens[k].Deprel) {
			return k
		}
	}
	return None
}

// entityAt is the entity of the mention that t heads or of the name t is in.
func (a *anaphora) entityAt(t int) int {
	if i, ok := a.foundAt[t]; ok {
		return a.found[i].Entity
	}
	if e, ok := a.o.EntityAt(t); ok {
		return e
	}
	return None
}

// entitiesAt are the entities that t stands for.
func (a *anaphora) entitiesAt(t int) []int {
	if i, ok := a.foundAt[t]; ok && a.found[i].Entities != nil {
		return a.found[i].Entities
	}
	if e := a.entityAt(t); e != None {
		return []int{e}
	}
	return nil
}

// inName reports whether t belongs to a name.
func (a *anaphora) inName(t int) bool { return a.o.Covering[t] != None }

// add notes a nominal or pronoun with head t for the entities.
func (a *anaphora) add(form Form, t int, entities ...int) { a.addSure(form, t, 1, entities...) }

func (a *anaphora) addSure(form Form, t int, sure float64, entities ...int) {
	if _, taken := a.foundAt[t]; taken || len(entities) == 0 || a.inName(t) {
		return
	}
	m := Mention{First: t, Last: t + 1, Head: t, Entity: entities[0], Form: form, Prob: sure, Type: a.o.Entities[entities[0]].Type, Boilerplate: a.dead[t]}
	if len(entities) > 1 {
		m.Entities = entities
	}
	if form == FormNominal {
		m.First = a.leftEdge(t)
	}
	m.Span = text.Span{Start: a.d.Tokens[m.First].Start, End: a.d.Tokens[m.Last-1].End}
	a.foundAt[t] = len(a.found)
	a.found = append(a.found, m)
}

// leftEdge is the first token of the modifiers that stand before noun t. It
// stops behind a name, so that a mention never covers another one's name.
func (a *anaphora) leftEdge(t int) int {
	first := t
	s := a.d.Sentences[a.sent[t]]
	for k := t - 1; k >= s.First && a.modifies(k, t) && !a.inName(k); k-- {
		if u := a.d.Tokens[k].UPOS; u != "PUNCT" && u != "PART" && (u != "ADV" || a.d.Tokens[k].Head != t) {
			first = k
		}
	}
	return first
}

// modifies reports whether token k hangs on noun t as, or inside, a modifier
// that stands before nouns.
func (a *anaphora) modifies(k, t int) bool {
	for steps := 0; k >= 0 && steps < 8; steps++ {
		h := a.d.Tokens[k].Head
		if h == t {
			switch rel := a.rel(k); rel {
			case "det", "amod", "compound", "nummod", "flat", "punct":
				return true
			case "nmod", "advmod":
				return a.child(k, "case") == None || a.d.Tokens[k].Deprel == "nmod:poss"
			}
			return false
		}
		k = h
	}
	return false
}

// visit resolves token t if it refers back, and moves the focus.
func (a *anaphora) visit(t int) {
	s := a.sent[t]
	if i, ok := a.foundAt[t]; ok {
		a.touch(t, s, a.found[i].Entity, a.found[i].Entities)
		a.asNoun(t, a.found[i].Entity)
		return
	}
	if i := a.o.ByHead[t]; i != None {
		m := a.o.Mentions[i]
		a.touch(t, s, m.Entity, nil)
		a.asNoun(t, m.Entity)
		return
	}
	if a.inName(t) {
		return
	}
	if a.nationWord(t) {
		return
	}
	if p, ok := a.lex.pronouns[a.lower(t)]; ok && a.pronominal(t, p) {
		a.pronoun(t, p)
	} else if u := a.d.Tokens[t].UPOS; u == "NOUN" || u == "ADJ" || u == "PROPN" || u == "NUM" {
		a.nominal(t)
	}
	if i, ok := a.foundAt[t]; ok {
		a.touch(t, s, a.found[i].Entity, a.found[i].Entities)
		a.asNoun(t, a.found[i].Entity)
	} else if a.d.Tokens[t].UPOS == "NOUN" && !a.plural(t) && !a.lex.has("time", a.lemma(t)) {
		a.rival(t)
	}
}

// nationWord handles an adjective like "Danish": it brings its country to
// mind, whether the text names it or not.
func (a *anaphora) nationWord(t int) bool {
	if u := a.d.Tokens[t].UPOS; u != "ADJ" && u != "PROPN" || gazetteer.Lookup(a.d.Word(t))&gazetteer.DemonymAdj == 0 {
		return false
	}
	d, ok := gazetteer.DemonymOf(a.d.Word(t))
	if !ok || d.Country == "" {
		return false
	}
	if e, ok := a.countries[d.Country]; ok {
		if a.focus.token[e] != None {
			a.touch(t, a.sent[t], e, nil)
		}
		return true
	}
	a.rivals = append(a.rivals, rival{token: t, sent: a.sent[t], weight: weightRecent + weightOther, nation: true})
	return true
}

// rival files a noun that stands for nobody.
func (a *anaphora) rival(t int) {
	r := rival{token: t, sent: a.sent[t], weight: weightOf(a.d, t), person: a.isPerson(t)}
	r.noun, _ = a.nounAt(t)
	if r.person {
		r.gender = a.genderOf(t)
	}
	a.rivals = append(a.rivals, r)
	a.unresolved[a.lemma(t)]++
}

func (a *anaphora) touch(t, s, entity int, more []int) {
	w := weightOf(a.d, t)
	subject := w >= weightRecent+weightSubject && a.mainClause(t)
	if p, ok := a.lex.pronouns[a.lower(t)]; ok && p.kind == "relative" {
		w, subject = min(w, weightRecent+weightOther), false
	}
	if a.quote[t] {
		w /= 2
	}
	if more == nil {
		more = []int{entity}
	}
	for _, e := range more {
		was := a.focus.subj[e] && a.focus.seen[e] == s
		a.focus.touch(e, t, s, w)
		a.focus.subj[e] = subject || was
		a.focus.mention(e, a.formOf(t), s)
		if !a.quote[t] {
			a.focus.said[e] = t
		}
	}
}

// formOf is the form of the mention that t heads, as a number for features.
func (a *anaphora) formOf(t int) int {
	if a.inName(t) {
		return 0
	}
	switch p, ok := a.lex.pronouns[a.lower(t)]; {
	case !ok:
		return 1
	case p.poss || a.d.Tokens[t].Deprel == "nmod:poss":
		return 3
	}
	return 2
}
