package coref

import (
	"slices"
	"strings"
	"sync"

	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
)

// rolesFor is the lexicon of roles of a language, nil if it has none.
func rolesFor(lang string) *lexicon.Lexicon { return roleLexicons()[lang] }

var roleLexicons = sync.OnceValue(func() map[string]*lexicon.Lexicon {
	m := map[string]*lexicon.Lexicon{}
	for _, lang := range lexicon.Langs() {
		if l, err := lexicon.Load(lang); err == nil {
			m[lang] = l
		}
	}
	return m
})

// maxDescribed bounds how far from a name its description is looked for.
const maxDescribed = 12

// introduce notes for every name which nouns describe it: parts of the name
// itself ("... Union", "Finanstilsynet"), titles, appositions, predicates. A
// noun in apposition becomes a mention.
func (a *anaphora) introduce() {
	for i := range a.o.Mentions {
		m := &a.o.Mentions[i]
		if !m.Boilerplate {
			a.nameNouns(m)
		}
	}
	for i := range a.o.Mentions {
		m := &a.o.Mentions[i]
		if m.Boilerplate {
			continue
		}
		a.nounAbove(m)
		a.nounAfter(m)
		a.naming(m)
		if t := m.First - 1; t >= 0 && a.sent[t] == a.sent[m.First] && a.d.Tokens[t].UPOS == "NOUN" && !a.inName(t) && a.isPerson(t) && a.fits(t, m.Entity) {
			a.call(t, m.Entity)
		}
		for _, k := range a.kids[m.Head] {
			switch rel := a.rel(k); {
			case m.First <= k && k < m.Last || a.d.Tokens[k].UPOS != "NOUN" && a.d.Tokens[k].UPOS != "PROPN" || a.inName(k):
			case rel == "appos" && k > m.Head && k-m.Head < 2*maxDescribed && a.d.Tokens[m.Last].UPOS == "PUNCT" && !a.joined(m.Last, k):
				if a.fits(k, m.Entity) {
					a.add(FormNominal, k, m.Entity)
					a.call(k, m.Entity)
				}
			case k < m.First && m.First-k <= 4 && slices.Contains([]string{"nmod", "compound", "flat", "appos"}, rel) && a.child(k, "case") == None:
				if a.fits(k, m.Entity) {
					a.call(k, m.Entity)
				}
			}
			// "X, der er formand for ...", "X, who was chairman"
			if a.d.Tokens[k].Deprel == "acl:relcl" && a.child(k, "cop") != None && a.fits(k, m.Entity) {
				a.call(k, m.Entity)
			}
		}
		// "X is the chairman": the noun is the head of the clause.
		if h := a.d.Tokens[m.Head].Head; h >= 0 && a.rel(m.Head) == "nsubj" && a.child(h, "cop") != None && a.d.Tokens[h].UPOS == "NOUN" && a.fits(h, m.Entity) {
			a.call(h, m.Entity)
		}
	}
}

// asNoun handles a post that the subject of a verb has: "X served as mayor",
// "X fortsætter som direktør", "efter 14 år som borgmester har X".
func (a *anaphora) asNoun(t, e int) {
	h := a.d.Tokens[t].Head
	if h < 0 || a.rel(t) != "nsubj" {
		return
	}
	for _, k := range a.kids[h] {
		for _, n := range append([]int{k}, a.kids[k]...) {
			if a.d.Tokens[n].UPOS != "NOUN" || a.inName(n) || !a.isPerson(n) {
				continue
			}
			for _, c := range a.kids[n] {
				if c < n && a.lex.has("as", a.lower(c)) && a.fits(n, e) {
					a.call(n, e)
				}
			}
		}
	}
}

// nameNouns files an entity under the nouns that its name is made with.
func (a *anaphora) nameNouns(m *Mention) {
	if m.Type == "Person" || m.Type == "Country" || m.Type == "Place" && m.Last-m.First == 1 {
		return
	}
	a.wordNouns(a.o.Entities[m.Entity].Name, m.Entity)
	for _, o := range gazetteer.OrgsByName(a.o.Entities[m.Entity].Name) {
		if o.Type != m.Type {
			continue
		}
		full := o.NameEN
		if a.d.Lang == "da" {
			full = o.NameDA
		}
		a.wordNouns(full, m.Entity)
	}
}

func (a *anaphora) wordNouns(name string, e int) {
	words := strings.Fields(strings.ToLower(name))
	head := len(words) - 1
	for i := 1; i < len(words); i++ {
		if a.lex.has("of", words[i]) {
			head = i - 1
			break
		}
	}
	for i, w := range words {
		w = strings.Trim(w, ".,'’\"")
		for _, n := range a.lex.stands[w] {
			a.file(n, e)
		}
		// The head of a name is its last word, the one before "of", or, in
		// Danish, the first. Other words count if they are of the lexicon.
		if n, ok := a.lex.nominal[w]; ok && slices.Contains(n.types, a.o.Entities[e].Type) {
			a.file(w, e)
		}
		if i != head && i > 0 {
			continue
		}
		if i == head && !a.stateBank(w, e) {
			a.file(variant.Fold(w), e)
		}
		for _, bare := range append(a.lex.indefinite(w), w) {
			if n, ok := a.nounIn(bare); ok && !a.stateBank(n, e) && (i == head || i == 0 && len(a.lex.definite) > 0 || n == bare) {
				a.file(n, e)
			}
			if len(words) > 1 && !a.stateBank(bare, e) && (i == head || i == 0 && len(a.lex.definite) > 0) {
				a.file(bare, e)
			}
		}
	}
}

// stateBank reports whether the noun is one for companies and e an agency:
// "the bank" is hardly the central bank.
func (a *anaphora) stateBank(noun string, e int) bool {
	n, ok := a.lex.nominal[noun]
	return ok && a.o.Entities[e].Type == "Agency" && len(n.types) == 1 && n.types[0] == "Company"
}

// call files entity e under noun t, its compound ending and its role.
func (a *anaphora) call(t, e int) {
	for _, f := range a.forms(t) {
		a.file(f, e)
	}
	if n, ok := a.nounAt(t); ok {
		a.file(n, e)
	}
	if r := a.roleWord(t); r != "" {
		a.file(r, e)
	}
	if c := a.nationOf(t); c != "" && a.nations[e] == "" {
		a.nations[e] = c
	}
	a.calls[e]++
	if g := a.genderOf(t); g != "" && a.o.Entities[e].Type == "Person" && a.o.Entities[e].Gender == "" {
		a.o.Entities[e].Gender = g
	}
}

// roleWord is the role that noun t ends in ("chairman" of "board chairman").
func (a *anaphora) roleWord(t int) string {
	if a.roles == nil {
		return a.personEnding(t)
	}
	r, before, ok := a.roles.RoleEnding(a.lemma(t))
	if !ok || len(r.Words) <= 4 || a.lex.has("deputy", strings.Trim(before, "-")) {
		return a.personEnding(t)
	}
	return r.Words
}

// personEnding is the noun for persons that a compound ends in ("chef" of
// "topchef"), or "".
func (a *anaphora) personEnding(t int) string {
	l := a.lemma(t)
	if len(a.lex.definite) == 0 {
		return ""
	}
	for i := range l {
		if i > 1 && len(l)-i >= 4 && a.lex.has("person", l[i:]) && !a.lex.has("deputy", l[:i]) {
			return l[i:]
		}
	}
	return ""
}

// nationOf is the country of a demonym that modifies noun t, or "".
func (a *anaphora) nationOf(t int) string {
	for _, k := range a.kids[t] {
		if k < t && a.rel(k) == "amod" && gazetteer.Lookup(a.d.Word(k))&gazetteer.DemonymAdj != 0 {
			if d, ok := gazetteer.DemonymOf(a.d.Word(k)); ok {
				return d.Country
			}
		}
	}
	return ""
}

// file notes that an entity goes by a noun.
func (a *anaphora) file(noun string, e int) {
	if _, ok := a.lex.nominal[noun]; ok && len(a.nouns[e]) < maxActive {
		a.nouns[e] = distinct(append(a.nouns[e], noun))
	}
	if es := a.called[noun]; len(es) < maxActive {
		a.called[noun] = appendNew(es, e)
	}
}

// nounIn is the longest noun of the lexicon that ends the word ("koncern" in
// "softwarekoncern"); for English words, only themselves.
func (a *anaphora) nounIn(word string) (string, bool) { return nounIn(a.lex, word) }

func nounIn(lex *words, word string) (string, bool) {
	if _, ok := lex.nominal[word]; ok {
		return word, true
	}
	if len(lex.definite) == 0 || lex.has("notnoun", word) {
		return "", false
	}
	for i := range word {
		if i < 2 || len(word)-i < 3 {
			continue
		}
		if _, ok := lex.nominal[word[i:]]; ok {
			return word[i:], true
		}
	}
	return "", false
}

// isPerson reports whether noun t names a kind of person.
func (a *anaphora) isPerson(t int) bool {
	for _, l := range a.forms(t) {
		if a.personWord(l) {
			return true
		}
	}
	return gazetteer.Lookup(a.d.Word(t))&gazetteer.DemonymNoun != 0 && a.d.Tokens[t].UPOS == "NOUN"
}

func (a *anaphora) personWord(l string) bool {
	if a.lex.has("person", l) {
		return true
	}
	if a.roles == nil {
		return false
	}
	if _, ok := a.roles.Role(l); ok {
		return true
	}
	if len(a.lex.definite) == 0 {
		return false
	}
	_, _, ok := a.roles.RoleEnding(l)
	return ok
}

// forms are the words that noun t may be listed under: its lemma, and, as
// lemmas are guessed, the word with and without a definite ending.
func (a *anaphora) forms(t int) []string {
	out := []string{a.lemma(t)}
	w := a.lower(t)
	if a.feat(t, "Definite=Def") {
		for _, f := range a.lex.indefinite(w) {
			out = appendString(out, f)
		}
	}
	return appendString(out, w)
}

func appendString(s []string, x string) []string {
	if slices.Contains(s, x) {
		return s
	}
	return append(s, x)
}

// nounAt is the noun of the lexicon that t is or ends in.
func (a *anaphora) nounAt(t int) (string, bool) {
	for _, f := range a.forms(t) {
		if n, ok := a.nounIn(f); ok {
			return n, true
		}
	}
	return "", false
}

// typesOf are the ontology types that noun t can stand for; nil if unknown.
func (a *anaphora) typesOf(t int) []string {
	if n, ok := a.nounAt(t); ok {
		return a.lex.nominal[n].types
	}
	return nil
}

// fits reports whether noun t can describe entity e: persons by nouns for
// persons, others by nouns for their class or nouns that are not known.
func (a *anaphora) fits(t, e int) bool {
	typ := a.o.Entities[e].Type
	if g := a.genderOf(t); g != "" && a.o.Entities[e].Gender != "" && g != a.o.Entities[e].Gender {
		return false
	}
	if types := a.typesOf(t); types != nil {
		if slices.ContainsFunc(types, func(x string) bool { return classOf(x, "") == classOf(typ, "") }) {
			return true
		}
		return typ == "Person" && a.isPerson(t)
	}
	if a.isPerson(t) {
		return typ == "Person"
	}
	return typ != "Person" && typ != "Place" && typ != "Country"
}

func (a *anaphora) genderOf(t int) string {
	for _, l := range a.forms(t) {
		for _, g := range [2]string{"male", "female"} {
			if a.lex.has(g, l) || endsIn(l, a.lex.sets[g], len(a.lex.definite) > 0) {
				return map[string]string{"male": "m", "female": "f"}[g]
			}
		}
	}
	return ""
}

// endsIn reports whether a compound ends in a word of five letters and more.
func endsIn(word string, set map[string]bool, compounds bool) bool {
	if !compounds {
		return false
	}
	for i := range word {
		if i > 1 && len(word)-i >= 5 && set[word[i:]] {
			return true
		}
	}
	return false
}

func (a *anaphora) plural(t int) bool { return a.feat(t, "Number=Plur") }
