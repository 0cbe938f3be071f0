package coref

// joined reports whether a conjunction stands between two tokens.
func (a *anaphora) joined(from, to int) bool {
	for t := from; t < to; t++ {
		if a.d.Tokens[t].UPOS == "CCONJ" {
			return true
		}
	}
	return false
}

// nounAbove handles a name that hangs on the noun describing it: "the losing
// bidder, X", "softwarekoncernen X".
func (a *anaphora) nounAbove(m *Mention) {
	h := a.d.Tokens[m.Head].Head
	if a.apart(m.First-1, m) {
		return
	}
	if n := a.nounBefore(m); n != None {
		a.add(FormNominal, n, m.Entity)
		a.call(n, m.Entity)
		if n == h {
			return
		}
	}
	if h < 0 || h >= m.First || m.First-h > maxDescribed || a.d.Tokens[h].UPOS != "NOUN" || a.inName(h) {
		return
	}
	switch rel := a.rel(m.Head); {
	case rel == "appos" || rel == "flat":
	case rel == "nmod" && h == m.First-1 && a.child(m.Head, "case") == None && a.d.Tokens[m.Head].Deprel != "nmod:poss":
	default:
		return
	}
	if !a.fits(h, m.Entity) || h < m.First-1 && a.child(h, "case") != None && a.typesOf(h) == nil && !a.isPerson(h) {
		return
	}
	es := []int{m.Entity}
	for _, k := range a.kids[m.Head] {
		if a.rel(k) == "conj" {
			if e, ok := a.o.EntityAt(k); ok && a.fits(h, e) {
				es = appendNew(es, e)
			}
		}
	}
	if len(es) > 1 && !a.plural(h) {
		es = es[:1]
	}
	a.add(FormNominal, h, es...)
	for _, e := range es {
		a.call(h, e)
	}
}

// nounBefore finds the noun that stands in apposition to a name in the order
// of the words, whatever the parser makes of it: "den lettiske tjeneste, X,",
// and without a comma. The noun must be of a known kind that fits.
func (a *anaphora) nounBefore(m *Mention) int {
	s := a.d.Sentences[a.sent[m.First]]
	n := m.First - 1
	if n > s.First && (a.d.Word(n) == "," || a.d.Word(n) == "—" || a.d.Word(n) == "–") {
		if m.Last < s.Last && a.d.Tokens[m.Last].UPOS != "PUNCT" || m.Last+1 < s.Last && a.d.Tokens[m.Last+1].UPOS == "CCONJ" {
			return None
		}
		n--
	} else if a.apart(n, m) || n < s.First || a.d.Tokens[n].UPOS != "NOUN" || len(a.lex.definite) == 0 && !a.attached(n, m) {
		return None
	}
	if n < s.First || !a.nouny(n) || a.inName(n) || a.plural(n) || a.typesOf(n) == nil && !a.isPerson(n) {
		return None
	}
	// "a lawyer for the businessman, X": the name goes with the whole phrase.
	if h := a.d.Tokens[n].Head; n < m.First-1 && h >= 0 && h < n && a.child(n, "case") != None && a.nouny(h) && !a.inName(h) &&
		(a.typesOf(h) != nil || a.isPerson(h)) && a.fits(h, m.Entity) {
		n = h
	}
	if !a.fits(n, m.Entity) || n == m.First-1 && !a.described(n) {
		return None
	}
	return n
}

// apart reports whether noun n and name m behind it are subject and object of
// the verb before them: "i går anholdt politiet X". The parser may take X for an
// apposition, which a person's name never is to a body.
func (a *anaphora) apart(n int, m *Mention) bool {
	if n <= 0 || !isDefinite(a.d, n) || m.Type != "Person" || a.isPerson(n) || a.d.Tokens[n].UPOS != "NOUN" {
		return false
	}
	h, over := a.d.Tokens[n].Head, a.d.Tokens[m.Head].Head
	if h < 0 || h >= n || a.d.Tokens[h].UPOS != "VERB" {
		return false
	}
	return over == h && a.rel(n) == "nsubj" && a.rel(m.Head) == "obj" || over == n && h == n-1 && a.rel(m.Head) == "appos"
}

// attached reports whether an English noun right before name m belongs to it:
// the parser says so, or no verb follows that could make a clause of the name
// ("the company Ardent bought").
func (a *anaphora) attached(n int, m *Mention) bool {
	h := a.d.Tokens[n].Head
	if a.d.Tokens[m.Head].Head == n || m.First <= h && h < m.Last {
		return true
	}
	return m.Last >= len(a.d.Tokens) || a.d.Tokens[m.Last].UPOS != "VERB" && a.d.Tokens[m.Last].UPOS != "AUX"
}

// nouny reports whether t is a noun, or tagged as an adjective or a name but
// known as a noun ("the chief executive").
func (a *anaphora) nouny(t int) bool {
	switch a.d.Tokens[t].UPOS {
	case "NOUN":
		return true
	case "ADJ", "PROPN":
		return a.typesOf(t) != nil || a.isPerson(t)
	}
	return false
}

// nounAfter finds the noun phrase that stands in apposition behind a name and
// a comma, whatever the parser makes of it: "X, the fish-health group he runs".
// A subject of a verb right behind ("X, the company said,") is none.
func (a *anaphora) nounAfter(m *Mention) {
	s := a.d.Sentences[a.sent[m.First]]
	if m.Last+2 >= s.Last || a.d.Word(m.Last) != "," || a.d.Tokens[m.Last+1].UPOS != "DET" || a.child(m.Head, "case") != None {
		return
	}
	h := a.d.Tokens[m.Last+1].Head
	if h <= m.Last+1 || h-m.Last > maxDescribed || !a.nouny(h) || a.inName(h) || a.typesOf(h) == nil && !a.isPerson(h) || !a.fits(h, m.Entity) {
		return
	}
	switch rel := a.rel(h); rel {
	case "appos", "nmod", "parataxis", "dep", "conj", "list":
	case "nsubj":
		if h+1 >= s.Last || a.d.Tokens[h+1].UPOS == "VERB" || a.d.Tokens[h+1].UPOS == "AUX" {
			return
		}
	default:
		return
	}
	a.add(FormNominal, h, m.Entity)
	a.call(h, m.Entity)
}

// naming handles a noun whose clause gives the name: "a group calling itself
// X", "a group it calls X", "en gruppe, der kalder sig X".
func (a *anaphora) naming(m *Mention) {
	v := a.d.Tokens[m.Head].Head
	if v < 0 || v >= m.First || !a.lex.has("naming", a.lemma(v)) || a.rel(v) != "acl" {
		return
	}
	n := a.d.Tokens[v].Head
	if n >= 0 && n < v && a.nouny(n) && !a.inName(n) && a.fits(n, m.Entity) {
		a.add(FormNominal, n, m.Entity)
		a.call(n, m.Entity)
	}
}

// described reports whether noun n is a phrase of its own before a name, not
// a bare title: definite or with a modifier.
func (a *anaphora) described(n int) bool {
	return a.feat(n, "Definite=Def") || a.child(n, "det", "amod") != None
}
