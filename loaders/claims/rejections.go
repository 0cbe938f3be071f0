package claims

import (
	"newsgraph/loaders/claims/coref"
)

// What object finds where there is no noun.
const (
	bare    = -1 // the verb stands alone
	clausal = -2 // a clause: "afviser, at ...", "denied paying"
	other   = -3 // something that was not read
)

// object is the head of what verb t rejects: by the tree's relative clause, the
// phrase before the verb of a verb-second clause, or what follows the verb.
func (v *view) object(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	if a := v.antecedent(t); a >= 0 && a < t && v.accusation(a) && v.rel(t) == "acl" {
		if sub := v.child(t, "nsubj"); sub >= 0 && !v.relative(sub) {
			return a // "a charge that X denies"
		}
	}
	if f := v.fronted(t); f >= 0 {
		return f
	}
	if b := v.besideSubject(t); b >= 0 {
		return b
	}
	for i := t + 1; i < s.Last; i++ {
		w := v.word[i]
		switch {
		case v.lx.Is("contentmark", w) && (i+1 >= s.Last || v.upos(i+1) == "PUNCT" || v.lx.Is("as", v.word[i+1])):
			return i // "disputes that.", "rejected that as baseless"
		case v.lx.Is("contentmark", w) && (v.upos(i) == "SCONJ" || v.upos(i) == "PART" || i+1 < s.Last && v.upos(i+1) != "PUNCT" && v.upos(i+1) != "ADP" && v.upos(i) != "DET" && v.child(t, "ccomp") > i):
			return clausal
		case v.d.Word(i) == "," && i+1 < s.Last && v.lx.Is("contentmark", v.word[i+1]):
			return clausal
		case closers[v.d.Word(i)] != "", v.lx.Is("reflexive", w):
			continue
		case v.upos(i) == "PUNCT":
			return bare
		case v.upos(i) == "ADV", v.upos(i) == "PART" && v.lx.Is("neg", w):
			continue
		case v.upos(i) == "ADP", v.upos(i) == "CCONJ", v.lx.Is("as", w):
			if v.lx.Is("phrasal", w) {
				continue
			}
			if v.upos(i) == "CCONJ" || v.lx.Is("as", w) {
				return bare
			}
			for i+1 < s.Last && (v.nominal(i+1) || v.upos(i+1) == "ADV") && v.upos(i) != "NOUN" && v.upos(i) != "PROPN" && v.upos(i) != "NUM" {
				i++ // over the phrase
			}
		case v.is("ownpart", i):
			return i
		case v.isVerb(i):
			if v.feat(i, "VerbForm=Ger") || v.feat(i, "VerbForm=Inf") || v.feat(i, "Tense=Pres") && !v.finite(i) || v.trait("ed-participle") && len(w) > 5 && w[len(w)-3:] == "ing" {
				return clausal
			}
			return other
		case v.upos(i) == "NOUN" || v.upos(i) == "PRON" || v.upos(i) == "DET" || v.upos(i) == "ADJ" || v.upos(i) == "SCONJ":
			if v.lx.Is("generic", w) || v.lx.Is("generic", v.lemma[i]) {
				// "the claim by X", "that report": the noun decides
				if n := v.nounAhead(i, s.Last); n > i {
					return n
				}
				return i
			}
			if v.upos(i) == "NOUN" || v.upos(i) == "PRON" && !v.lx.Is("poss", w) {
				if i+1 < s.Last && v.upos(i+1) == "NOUN" {
					continue // compound
				}
				return i
			}
		case v.upos(i) == "NUM":
		default:
			return other
		}
	}
	return bare
}

// besideSubject is the word for what was said that stands right before the
// subject of verb t: "a suggestion his office called ...", "something X denies".
func (v *view) besideSubject(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	i := t - 1
	if i < s.First {
		return -1
	}
	for i > s.First && (v.upos(i) == "ADV" || v.upos(i) == "AUX") {
		i--
	}
	_, first := v.phraseEnding(i)
	if first < 0 && (v.upos(i) == "NOUN" || v.upos(i) == "PRON") {
		first = i
	}
	for first > s.First+1 && (v.upos(first-1) == "DET" || v.upos(first-1) == "ADJ" || v.lx.Is("poss", v.word[first-1])) {
		first--
	}
	b := first - 1
	if first < 0 || b < s.First || v.inQ[b] != v.inQ[t] {
		return -1
	}
	if v.upos(b) == "NOUN" && v.is("accusenoun", b) || v.lx.Is("somewhat", v.word[b]) {
		return b
	}
	return -1
}

// didNot: "says that he did not", "siger, at han intet har gjort": a content
// that says of the speaker no more than that it is not so.
func (v *view) didNot(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	neg, did, subject := false, false, false
	for i := t + 1; i < min(t+12, s.Last); i++ {
		switch {
		case v.inQ[i] != v.inQ[t]:
			return false
		case v.d.Word(i) == ":" || v.d.Word(i) == ";":
			return neg && did && subject
		case v.lx.Is("neg", v.word[i]):
			neg = true
		case v.isVerb(i) && v.lx.Is("did", v.lemma[i]):
			did = true
		case v.isVerb(i) && v.upos(i) != "AUX":
			return false
		case v.upos(i) == "PRON" && !subject:
			subject = true
		case v.upos(i) == "PROPN", v.upos(i) == "NOUN":
			return false
		}
	}
	return neg && did && subject
}

// nounAhead is the noun of the phrase that token i begins, or -1.
func (v *view) nounAhead(i, last int) int {
	for j := i + 1; j < min(i+5, last); j++ {
		switch v.upos(j) {
		case "NOUN":
			return j
		case "ADJ", "DET":
		default:
			return -1
		}
	}
	return -1
}

// fronted is the head of the phrase that opens the verb-second clause of verb
// t where it can be the object: "Det afviser X", "Anklagen har X afvist", or -1.
func (v *view) fronted(t int) int {
	if !v.trait("verb-second") {
		return -1
	}
	s := v.d.Sentences[v.sentOf[t]]
	fin := t
	if !v.finite(t) {
		for fin = t - 1; fin >= s.First && !v.finite(fin); fin-- {
			if t-fin > 8 || v.upos(fin) == "PUNCT" || v.upos(fin) == "SCONJ" {
				return -1
			}
		}
	}
	head := fin - 1
	if head < s.First || fin-s.First > 6 && v.upos(head) != "NOUN" && v.upos(head) != "PRON" {
		return -1
	}
	if !v.lx.Is("generic", v.word[head]) && !v.lx.Is("generic", v.lemma[head]) {
		return -1
	}
	first := head
	for first > s.First && (v.upos(first-1) == "DET" || v.upos(first-1) == "ADJ") {
		first--
	}
	if first > s.First && v.upos(first-1) != "PUNCT" && v.upos(first-1) != "CCONJ" {
		return -1
	}
	// a subject of its own must follow the finite verb
	for i := fin + 1; i < min(fin+8, s.Last); i++ {
		if i == t {
			continue
		}
		if v.lx.Is("neg", v.word[i]) || v.upos(i) == "ADV" {
			continue
		}
		if v.upos(i) == "PUNCT" || v.isVerb(i) {
			break
		}
		if v.upos(i) == "NOUN" || v.upos(i) == "PROPN" || v.upos(i) == "PRON" {
			return head
		}
	}
	return -1
}

// accusation reports whether noun or pronoun o may stand for what was said
// before.
func (v *view) accusation(o int) bool {
	return o >= 0 && (v.lx.Is("generic", v.word[o]) || v.lx.Is("generic", v.lemma[o]) || v.is("accusenoun", o) ||
		len(v.lx.Frames(1, v.lemma[o])) > 0 && deniable[v.lx.Frames(1, v.lemma[o])[0].Predicate] && len(v.ents(o)) == 0)
}

// nearby reports whether a word of class stands within four tokens of t.
func (v *view) nearby(t int, class string) bool {
	s := v.d.Sentences[v.sentOf[t]]
	for i := max(s.First, t-4); i < min(t+4, s.Last); i++ {
		if v.is(class, i) {
			return true
		}
	}
	return false
}

// says: "it is untrue", "the allegation was absurd": a generic subject, a verb
// of being, and the word t; or a quote that says nothing else.
func (v *view) says(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	if q := v.inQ[t]; q >= 0 && v.quotes[q].last-v.quotes[q].first <= 5 {
		return true
	}
	be := -1
	for i := t - 1; i >= max(s.First, t-6); i-- {
		if v.lx.Is("neg", v.word[i]) || v.upos(i) == "PUNCT" {
			return false
		}
		if v.lx.Is("tobe", v.lemma[i]) {
			be = i
			break
		}
	}
	if be <= s.First {
		return false
	}
	sub := be - 1
	if v.upos(sub) == "AUX" && sub > s.First {
		sub--
	}
	return v.lx.Is("generic", v.word[sub]) || v.lx.Is("generic", v.lemma[sub]) || v.is("accusenoun", sub)
}

// untrue: "that is not true", "det passer ikke".
func (v *view) untrue(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	generic, neg := false, false
	for i := max(s.First, t-4); i < min(t+3, s.Last); i++ {
		neg = neg || v.lx.Is("neg", v.word[i])
		generic = generic || i < t && v.lx.Is("generic", v.word[i])
	}
	return generic && neg
}

// sayer is who says what stands at token t: the speaker of its quote or report.
func (x *extraction) sayer(t int) int {
	v := x.v
	if q := v.inQ[t]; q >= 0 && v.quotes[q].speaker != coref.None {
		return v.quotes[q].speaker
	}
	a := v.attribute(t, false, false)
	if a.stance == "denied" {
		return coref.None
	}
	return a.holder
}

// guiltless knows "pleaded not guilty", "nægter sig skyldig".
func (v *view) guiltless(t int) bool {
	if !v.lx.Is("plead", v.lemma[t]) {
		return false
	}
	s := v.d.Sentences[v.sentOf[t]]
	guilty, neg := false, v.lx.Is("deny", v.lemma[t])
	for i := t + 1; i < min(t+9, s.Last); i++ {
		guilty = guilty || v.is("guilt", i)
		neg = neg || v.lx.Is("neg", v.word[i]) || v.is("innocent", i)
	}
	return guilty && neg
}

// disowns: a quote opens with the speaker's saying of himself or his house that
// they did not do it: "We did nothing", "Vi har aldrig truet nogen".
func (x *extraction) disowns(t int) bool {
	v := x.v
	q := v.inQ[t]
	if q < 0 || v.quotes[q].speaker == coref.None || t-v.quotes[q].first > 1 || !v.lx.Is("firstsing", v.word[t]) && !v.lx.Is("firstplur", v.word[t]) {
		return false
	}
	neg, past := false, false
	for i := t + 1; i < min(t+5, v.quotes[q].last); i++ {
		neg = neg || v.lx.Is("neg", v.word[i])
		past = past || v.feat(i, "Tense=Past") || v.lx.Is("have", v.lemma[i])
		if v.upos(i) == "PUNCT" {
			break
		}
	}
	return neg && past
}
