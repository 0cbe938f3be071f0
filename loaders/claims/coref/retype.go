package coref

import (
	"slices"
	"strings"
	"unicode"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// What speaks for the kind of a name, in votes. The recogniser has one for
// each of its names, twice that if it is sure, and no more than voteCap for a
// chain, since its names of one article are no independent witnesses.
const (
	voteCap   = 2.5
	voteNoun  = 3   // "the tanker X", "X, a scanning system"
	voteTitle = 4   // "Mr X", "X, 52,"
	voteWho   = 2   // "X, who ..."
	voteIs    = 2   // "X is a lawyer", "X is the agency that ..."
	voteLegal = 4   // "X LLP"
	voteHead  = 1.5 // "X Group"
	voteGiven = 1   // "Eva X"
	votePlace = 1.5 // "from X", and X is known as a place
)

// retype gives an entity another type where the words around its names speak
// against the recogniser: nouns in apposition, titles, ages, company forms.
func (a *anaphora) retype() {
	n := len(a.o.Entities)
	ner := make([][classes]float64, n)
	said := make([][classes]float64, n)
	best := make([]map[string]float64, n) // fine types that nouns speak for
	mentions := make([][]int, n)
	for i := range a.o.Mentions {
		m := &a.o.Mentions[i]
		mentions[m.Entity] = append(mentions[m.Entity], i)
		ner[m.Entity][classOf(m.Type, "")]++
		for _, v := range a.evidence(m) {
			said[m.Entity][classOf(v.typ, "")] += v.weight
			if best[m.Entity] == nil {
				best[m.Entity] = map[string]float64{}
			}
			best[m.Entity][v.typ] += v.weight
		}
	}
	for e := range n {
		old := classOf(a.o.Entities[e].Type, "")
		to := old
		for c := range class(classes) {
			if said[e][c] > 0 && scoreOf(ner[e], said[e], c) > scoreOf(ner[e], said[e], to) {
				to = c
			}
		}
		if to != old {
			a.become(e, strongest(best[e], to), mentions[e])
		}
	}
}

// scoreOf adds the recogniser's votes for a class to the rest.
func scoreOf(ner, said [classes]float64, c class) float64 {
	v := said[c]
	if ner[c] > 0 {
		v += min(voteCap, 1+0.5*ner[c])
	}
	return v
}

// strongest is the type of a class with the most votes, ties by name.
func strongest(votes map[string]float64, c class) string {
	best := defaultType[c]
	for _, t := range []string{"Agency", "Company", "Country", "Event", "Law", "Media", "Organization", "Party", "Person", "Place", "Product"} {
		if classOf(t, "") == c && votes[t] > votes[best] {
			best = t
		}
	}
	return best
}

// become sets the type of an entity and of mentions, which are its own.
func (a *anaphora) become(e int, typ string, mentions []int) {
	en := &a.o.Entities[e]
	en.Type, en.Gender = typ, ""
	for _, i := range mentions {
		a.o.Mentions[i].Type = typ
	}
	if typ == "Person" {
		if w := strings.Fields(en.Name); len(w) > 1 {
			en.Gender = variant.Gender(w[0])
		}
	}
}

// vote is a type that something speaks for.
type vote struct {
	typ    string
	weight float64
}

// evidence lists what the words around one name speak for.
func (a *anaphora) evidence(m *Mention) []vote {
	var out []vote
	if m.Boilerplate {
		return nil
	}
	for _, t := range a.appositions(m) {
		if typ := a.kindOf(t); typ != "" {
			out = append(out, vote{typ, voteNoun})
			break
		}
	}
	if typ := a.predicated(m); typ != "" {
		out = append(out, vote{typ, voteIs})
	}
	before, after, second := a.wordAt(m.First-1, m), a.wordAt(m.Last, m), a.wordAt(m.Last+1, m)
	first, last := a.d.Word(m.First), a.d.Word(m.Last-1)
	listed := gazetteer.Lookup(a.d.Of(m.Span))
	placed := a.child(m.Head, "case") != None || a.kindWord(m)
	switch {
	case (a.lex.has("male", before) || a.lex.has("female", before)) && listed&(gazetteer.Region|gazetteer.CountryName) == 0:
		out = append(out, vote{"Person", voteTitle})
	case after == "," && number(second) && len(second) == 2 && !placed:
		out = append(out, vote{"Person", voteTitle})
	case after == "," && a.lex.has("personal", second) && !placed && !strings.HasSuffix(last, "s"):
		out = append(out, vote{"Person", voteWho})
	}
	words := m.Last - m.First
	switch {
	case words > 1 && legalWord(last) && variant.HasLegalForm(a.d.Of(m.Span)):
		out = append(out, vote{"Company", voteLegal})
	case words > 1 && a.lex.has("orghead", strings.ToLower(last)):
		if n, ok := a.lex.nominal[strings.ToLower(last)]; ok && classOf(n.types[0], "") == org {
			out = append(out, vote{n.types[0], voteHead})
		}
	case words > 1 && words < 4 && given(first) && gazetteer.Lookup(first)&gazetteer.FirstCommon != 0 && listed == 0:
		out = append(out, vote{"Person", voteGiven})
	}
	if listed&(gazetteer.BigCity|gazetteer.Region) != 0 && a.lex.has("toplace", before) {
		out = append(out, vote{"Place", votePlace})
	} else if listed&gazetteer.CountryName != 0 && a.lex.has("toplace", before) {
		out = append(out, vote{"Country", votePlace})
	}
	return out
}

// predicated is the type that the noun speaks for that a name is said to be,
// "" where it is not or is not said to be one.
func (a *anaphora) predicated(m *Mention) string {
	h := a.d.Tokens[m.Head].Head
	if h < 0 || a.rel(m.Head) != "nsubj" || a.d.Tokens[h].UPOS != "NOUN" || a.inName(h) || a.plural(h) || a.child(h, "cop") == None {
		return ""
	}
	for _, k := range a.kids[h] {
		if strings.Contains(a.d.Tokens[k].Feats, "Polarity=Neg") || a.rel(k) == "case" || a.rel(k) == "conj" {
			return ""
		}
	}
	return a.kindOf(h)
}

// kindWord reports whether a word of a name is a kind of organization.
func (a *anaphora) kindWord(m *Mention) bool {
	for t := m.First; t < m.Last; t++ {
		if a.lex.has("orghead", a.lower(t)) {
			return true
		}
	}
	return false
}

// legalWord reports whether a word is written like a company form: "Ltd",
// "A/S", "SA", but not a surname like "Sá".
func legalWord(w string) bool {
	for _, c := range w {
		if c > unicode.MaxASCII {
			return false
		}
	}
	return len(w) > 2 || variant.AllCaps(w)
}

// wordAt is the lower-case word at token t if it is in the sentence of m.
func (a *anaphora) wordAt(t int, m *Mention) string {
	if t < 0 || t >= len(a.d.Tokens) || a.sent[t] != a.sent[m.First] {
		return ""
	}
	return a.lower(t)
}

// kindOf is the type that noun t says that something is of, "" if it does not
// say, or says that it may be a person or not ("trader", "owner").
func (a *anaphora) kindOf(t int) string {
	if a.either(t) || t > 0 && a.d.Word(t-1) == "-" {
		return ""
	}
	n, ok := a.nounAt(t)
	if ok && a.lex.has("either", n) {
		return "" // as the end of a compound
	}
	switch who := a.isPerson(t); {
	case ok && who:
		return ""
	case who:
		return "Person"
	case ok && len(a.lex.nominal[n].types) > 0:
		return a.lex.nominal[n].types[0]
	}
	return ""
}

// bearsTitle reports whether the noun for a person right before name m is
// surely its title: many Danish ones are verbs too ("hun leder X", "han træner
// Y"), others are said of firms and clubs too ("modstanderen Z"), so the parse
// must link the two and the name begin with a given name.
func (a *anaphora) bearsTitle(n int, m *Mention) bool {
	h := a.d.Tokens[n].Head
	if a.d.Tokens[m.Head].Head != n && (h < m.First || h >= m.Last) {
		return false
	}
	return m.Last-m.First > 1 && given(a.d.Word(m.First))
}

// either reports whether noun t, or what follows its last hyphen, can name
// persons as well as organizations or products.
func (a *anaphora) either(t int) bool {
	for _, f := range append(a.forms(t), a.lex.indefinite(a.lower(t))...) {
		if a.lex.has("either", f[strings.LastIndexByte(f, '-')+1:]) {
			return true
		}
	}
	return false
}

// appositions are the nouns that stand in apposition to a name by the order of
// the words or the parse, surest first, whatever they mean.
func (a *anaphora) appositions(m *Mention) []int {
	var out []int
	s := a.d.Sentences[a.sent[m.First]]
	ok := func(t int) bool { return t >= s.First && t < s.Last && a.nouny(t) && !a.inName(t) && !a.plural(t) }
	if n := m.First - 1; ok(n) && a.d.Tokens[n].UPOS == "NOUN" && !a.apart(n, m) && (len(a.lex.definite) > 0 || a.attached(n, m)) &&
		(a.kindOf(n) != "Person" || a.bearsTitle(n, m)) {
		out = append(out, n)
	}
	if n, sure := a.commaNoun(m, s); sure && ok(n) {
		out = append(out, n)
	}
	if p, isPronoun := a.lex.pronouns[a.wordAt(m.Last+1, m)]; m.Last+2 < s.Last && a.d.Word(m.Last) == "," && !(isPronoun && p.poss) {
		if h := a.d.Tokens[m.Last+1].Head; a.d.Tokens[m.Last+1].UPOS == "DET" && h > m.Last+1 {
			for steps := 0; steps < 3 && a.d.Tokens[h].Deprel == "nmod:poss" && a.d.Tokens[h].Head > h; steps++ {
				h = a.d.Tokens[h].Head
			}
			if h-m.Last < maxDescribed && ok(h) && slices.Contains([]string{"appos", "nmod", "conj", "parataxis", "list", "dep"}, a.rel(h)) {
				out = append(out, h)
			}
		}
		for _, k := range a.kids[m.Head] {
			if k > m.Last && a.rel(k) == "appos" && ok(k) && a.d.Tokens[m.Last+1].UPOS != "ADP" && a.under(m.Last+1, k) && !a.joined(m.Last, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// commaNoun is the noun whose phrase ends in a comma before a name, so that the
// name may be in apposition to it: of a phrase with prepositions the first
// noun, if the last one is of no known kind or a name ("a spokeswoman for the
// agency, X"). It is not sure of phrases of two kinds.
func (a *anaphora) commaNoun(m *Mention, s text.Sentence) (noun int, sure bool) {
	n := m.First - 2
	if n < s.First || a.d.Word(m.First-1) != "," || m.Last < s.Last && a.d.Tokens[m.Last].UPOS != "PUNCT" || m.Last+1 < s.Last && a.d.Tokens[m.Last+1].UPOS == "CCONJ" {
		return None, false
	}
	top := n
	if a.inName(n) {
		top = a.o.Mentions[a.o.Covering[n]].Head
	}
	if h := a.d.Tokens[top].Head; h >= s.First && a.d.Tokens[h].UPOS == "VERB" && a.rel(h) == "acl" {
		return None, false // "the firm that wrote the software, X"
	}
	for steps := 0; steps < 3 && a.child(top, "case") != None; steps++ {
		h := a.d.Tokens[top].Head
		if h < s.First || h > top || !a.nouny(h) || a.inName(h) {
			break
		}
		top = h
	}
	switch {
	case top == n:
		return n, !a.inName(n)
	case a.inName(n):
		return top, !a.inName(top) && a.kindOf(top) == "Person"
	}
	if a.rel(top) == "appos" {
		return None, false // "Lis Holm, head of research, X": the name of her firm
	}
	switch _, known := a.nounAt(n); {
	case known || a.isPerson(n) || a.either(n):
		return n, a.kindOf(top) == "" || a.kindOf(top) == a.kindOf(n)
	case a.kindOf(top) == "Person":
		return top, true
	}
	return n, true
}
