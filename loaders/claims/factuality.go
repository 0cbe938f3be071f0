package claims

import "strings"

// reality is what the text makes of the event that a clause tells. Only what
// happened, holds, or is planned is stated; denial and negation are stances
// (attribution.stance, negated).
type reality string

const (
	happened  reality = ""          // or is, will be, as tense says
	asked     reality = "asked"     // a question
	supposed  reality = "supposed"  // under a condition, or contrary to fact
	jested    reality = "jested"    // as a joke, a dream or a pretence
	cleared   reality = "cleared"   // what somebody is acquitted of
	missed    reality = "missed"    // nearly, instead of, rather than, prevented, refused
	wished    reality = "wished"    // only asked for, ordered or offered
	withheld  reality = "withheld"  // not said, not confirmed, not denied
	retracted reality = "retracted" // by a correction
	nobodys   reality = "nobody's"  // of a negative subject: "no court has", "few would say"
	predicted reality = "predicted" // somebody is tipped for it
)

// turn sets what became of the event, once: the word nearest to it decides.
func (a *attribution) turn(r reality) {
	if a.event == happened && r != happened {
		a.event = r
		a.cue("event:" + string(r))
	}
}

// ownReality is what the words of the clause that cur heads, which holds
// trigger t, make of its event.
func (v *view) ownReality(cur, t int) reality {
	switch {
	case v.rel(cur) == "advcl" && v.hasMark(cur, "if"):
		return supposed
	case v.instead(cur), v.isVerb(cur) && v.almost(cur):
		return missed
	case v.isVerb(cur) && v.nobody(cur):
		return nobodys
	}
	return happened
}

// instead reports whether a phrase right before cur says that it did not come
// about: "instead of buying", "langt fra at eje".
func (v *view) instead(cur int) bool {
	if v.finite(cur) {
		return false
	}
	first := cur
	for _, k := range v.kids[cur] {
		if r := v.rel(k); k < first && (r == "aux" || r == "cop" || r == "det" || r == "amod") {
			first = k
		}
	}
	s := v.d.Sentences[v.sentOf[cur]]
	for first > s.First && v.upos(first-1) == "ADV" && !v.endsCue("insteadof", first, s.First) {
		first--
	}
	return v.endsCue("insteadof", first, s.First)
}

// endsCue reports whether two to four words that end before token i, not
// before from, are a cue of class.
func (v *view) endsCue(class string, i, from int) bool {
	for n := 2; n <= 4 && i-n >= from; n++ {
		if v.lx.Is(class, strings.Join(v.word[i-n:i], " ")) {
			return true
		}
	}
	return false
}

// almost: "nearly bought", "havde nær købt".
func (v *view) almost(cur int) bool {
	for _, k := range v.kids[cur] {
		if v.rel(k) == "advmod" && k < cur && v.is("almost", k) && (k+1 == cur || v.isVerb(k+1)) {
			return true
		}
	}
	return false
}

// nobody reports whether the subject of verb cur is a negative one, or so few
// that they count as nobody: "no court", "none of them", "de færreste".
func (v *view) nobody(cur int) bool {
	k := v.child(cur, "nsubj", "nsubj:pass")
	if k < 0 || v.relative(k) {
		return false
	}
	if v.lx.Is("neg", v.word[k]) || v.is("nobody", k) {
		return true
	}
	for _, g := range v.kids[k] {
		if r := v.rel(g); g < k && (r == "det" && v.lx.Is("neg", v.word[g]) && !v.noLonger(g) || v.is("nobody", g)) {
			return true
		}
	}
	return false
}

// supposedBy reports by word order whether trigger t stands under a condition:
// a word of condition opens its stretch between punctuation, or a verb opens
// the sentence ("Had X bought ...", "Havde X købt ...").
func (v *view) supposedBy(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	i := t
	for i-1 >= s.First && i > t-12 && (v.upos(i-1) != "PUNCT" || v.d.Word(i-1) == "-") {
		i--
		if v.lx.Is("if", v.word[i]) && i > t-10 && (i == s.First || v.upos(i-1) == "PUNCT" || v.upos(i-1) == "CCONJ") {
			return true
		}
	}
	opens := i == s.First || i == s.First+1 && closers[v.d.Word(s.First)] != ""
	return opens && i < t && v.lx.Is("condverb", v.word[i]) && v.isVerb(i) && v.nominal(i+1)
}

// governedReality is what verb or noun h makes of the event of its dependent
// cur, on the way up from trigger t.
func (v *view) governedReality(cur, h int, r string, t int) reality {
	clausal := v.clausal(cur, r)
	infinitive := v.infinitive(cur)
	switch {
	case r == "obj" && v.is("unfulfilled", h) && v.is("postnoun", cur):
		return wished // "has applied for the post as director"
	case clausal && infinitive && v.unfulfilled(h, cur), r == "acl" && infinitive && v.is("unfulfilled", h):
		return wished
	case clausal && v.isVerb(cur) && !v.finite(cur) && v.is("prevent", h):
		return missed
	case (clausal || r == "obl") && v.is("tipped", h):
		return predicted
	case clausal && v.jests(h):
		return jested
	case clausal && v.is("clear", h):
		return cleared
	case !v.isVerb(h) && v.upos(h) != "ADJ":
		if g := v.head(h); v.is("accusenoun", h) && v.isVerb(cur) && g >= 0 && v.rel(h) == "obj" && v.is("retract", g) {
			return retracted // "withdrew the claim that ..."
		}
		return happened
	case !clausal:
		return happened
	}
	switch v.lx.Class(v.lemma[h], "deny", "doubt", "claim", "believe", "say", "fail", "ask") {
	case "say":
		if r != "advcl" && r != "parataxis" && r != "dep" && v.withholds(h) {
			return withheld
		}
		if s := v.subject(h); s >= 0 && v.is("versionnoun", s) && v.child(s, "amod") >= 0 && v.is("earlieradj", v.child(s, "amod")) {
			return retracted
		}
	case "deny":
		if cur != t && v.isVerb(cur) && v.is("knowing", cur) {
			return withheld // who denies knowing it does not deny it
		}
	case "ask":
		return asked
	case "fail":
		if r == "xcomp" || r == "obj" && infinitive {
			return missed
		}
	}
	return happened
}

// clausal reports whether relation r from a dependent cur makes it the content
// of what governs it.
func (v *view) clausal(cur int, r string) bool {
	switch r {
	case "ccomp", "xcomp", "csubj", "advcl", "dep", "parataxis":
		return true
	case "obj", "nsubj", "obl":
		return v.isVerb(cur)
	}
	return false
}

// withholds reports whether verb of saying i says what was not said: "did not
// say", "could not confirm". "Not only said" says it.
func (v *view) withholds(i int) bool {
	for _, k := range v.kids[i] {
		if v.rel(k) == "advmod" && k < i+2 && v.lx.Is("neg", v.word[k]) && (k+1 >= len(v.word) || !v.is("notonly", k+1)) {
			return true
		}
	}
	return false
}
