package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/schema"
)

// candidate is a statement before attribution is settled and doubles are
// merged.
type candidate struct {
	subj, obj int
	pred      string
	text      string
	trigger   int  // token
	np        bool // said inside a noun phrase: tense does not apply
	aside     bool // told in passing: no report outside of quotes reaches it
	rule      string
	status    string // overrides what tense says, if not ""
	stance    string // overrides, if not ""
	holder    int    // overrides, with stance
	fixed     bool   // stance, status and holder are settled already
	denied    bool   // negation below the trigger ("no longer CEO" has its own)
	date      string
	literal   string // object date of bornOn, diedOn, foundedOn
	claimant  int    // who links the ends, where claimed is set
	claimed   bool
	cues      []string
}

// states are predicates that hold over time: in the simple past they are over.
// The others are events, which have happened once they are told.
var states = map[string]bool{
	"leads": true, "worksFor": true, "spokespersonFor": true, "memberOf": true, "owns": true, "subsidiaryOf": true,
	"uses": true, "basedIn": true, "locatedIn": true, "livesIn": true, "citizenOf": true, "linkedTo": true,
	"partnerOf": true, "spouseOf": true, "relativeOf": true, "childOf": true, "bornIn": true, "educatedAt": true,
}

// ahead are events that the present tense announces.
var ahead = map[string]bool{"left": true, "succeeds": true}

// kinship and origin stay current in the past tense (ruling 12).
var lasting = map[string]bool{
	"relativeOf": true, "childOf": true, "bornIn": true, "educatedAt": true, "spouseOf": true, "locatedIn": true, "linkedTo": true,
}

// speechActs are facts by themselves: whoever does them is not their holder.
var speechActs = map[string]bool{"accuses": true, "criticizes": true, "supports": true}

// background are relations that a sentence about something else mentions to
// say who somebody is.
var background = map[string]bool{
	"leads": true, "worksFor": true, "spokespersonFor": true, "memberOf": true, "livesIn": true, "basedIn": true, "locatedIn": true, "citizenOf": true,
	"bornIn": true, "childOf": true, "spouseOf": true, "relativeOf": true, "educatedAt": true, "subsidiaryOf": true, "founded": true,
}

// announced are facts that whoever is concerned announces: the article takes
// them over in its own voice.
var announced = map[string]bool{
	"appoints": true, "dismisses": true, "left": true, "succeeds": true, "leads": true, "worksFor": true, "spokespersonFor": true, "memberOf": true,
	"acquired": true, "owns": true, "founded": true, "subsidiaryOf": true, "basedIn": true, "livesIn": true, "educatedAt": true, "develops": true,
	"uses": true, "supplies": true, "sues": true, "investedIn": true, "partnerOf": true,
}

// delicate are relations that are told of people mostly by those who suspect
// them.
var delicate = map[string]bool{"linkedTo": true, "funds": true, "attacks": true, "metWith": true, "owns": true}

// suspicion reports whether sentence si has a word of accusing or hedging.
func (v *view) suspicion(si int) bool {
	s := v.d.Sentences[si]
	for i := s.First; i < s.Last; i++ {
		if v.is("accusing", i) || v.is("hedge", i) || v.is("hedgeadj", i) || v.isVerb(i) && v.is("claim", i) {
			return true
		}
	}
	return false
}

// canPlan are events that an article may announce; other events that only may
// happen are not stated.
var canPlan = map[string]bool{
	"acquired": true, "appoints": true, "dismisses": true, "left": true, "succeeds": true, "sues": true, "charges": true,
	"bans": true, "fines": true, "investedIn": true, "supplies": true, "metWith": true, "funds": true, "uses": true,
	"leads": true, "worksFor": true, "memberOf": true, "spokespersonFor": true, "livesIn": true, "owns": true, "basedIn": true,
	"partnerOf": true, "subsidiaryOf": true,
}

var posts = map[string]bool{"leads": true, "spokespersonFor": true, "worksFor": true}

// add takes a candidate if the ontology allows its ends; for symmetric
// predicates in either order of types.
func (x *extraction) add(c candidate) bool {
	if c.subj == coref.None || c.obj == coref.None || c.subj == c.obj {
		return false
	}
	v := x.v
	st, ot := v.dc.Entities[c.subj].Type, v.dc.Entities[c.obj].Type
	if st == "Person" && (c.pred == "convicts" || c.pred == "fines") {
		// a judge acts for the court
		h := v.houseOf(c.subj)
		if h == c.subj || v.typeOf(h) != "Agency" {
			return false
		}
		c.subj, st = h, "Agency"
	}
	if schema.Default().Allows(st, c.pred, ot) != nil || posts[c.pred] && ot == "Place" && !strings.HasPrefix(c.rule, "role:") {
		return false
	}
	if v.boilerplate(c.trigger) && !v.dateline(c.trigger) {
		return false
	}
	x.cands = append(x.cands, c)
	return true
}

func has(list []string, s string) bool { return slices.Contains(list, s) }

// settle decides stance, status and holder of c. It returns false when nothing
// is stated.
func (x *extraction) settle(c *candidate) (Statement, bool) {
	v := x.v
	s := Statement{Subject: c.subj, Object: c.obj, Predicate: c.pred, Text: c.text, Stance: "asserted", Status: "current",
		Holder: coref.None, Sentence: v.sentOf[c.trigger], Rule: c.rule, Date: c.date, ObjectDate: c.literal}
	if c.fixed {
		s.Stance, s.Status, s.Holder = c.stance, c.status, c.holder
		if s.Status == "" {
			s.Status = "current"
		}
		return s, true
	}
	if s.Date == "" && !states[c.pred] && s.ObjectDate == "" {
		s.Date = v.onlyDate(c.trigger)
	}
	a := v.attribute(c.trigger, c.np, c.aside)
	if c.np && v.inQ[c.trigger] < 0 && strings.HasPrefix(c.rule, "name:") {
		a.stance, a.holder = "asserted", coref.None // told in passing, whatever is told around it
	}
	if a.drop || !c.np && v.question(c.trigger) {
		return s, false
	}
	s.Stance, s.Status, s.Holder = a.stance, a.status, a.holder
	s.Features = append(a.cues, c.cues...)
	state := states[c.pred]
	past := has(a.cues, "past") && !has(a.cues, "since") && !has(a.cues, "still") && !has(c.cues, "enter") && !has(a.cues, "backshift")
	over := has(a.cues, "until") || has(a.cues, "then")
	switch {
	case c.status != "":
		s.Status = c.status
	case state && s.Status == "current" && !lasting[c.pred] && (past || over):
		s.Status = "former"
	case ahead[c.pred] && s.Status == "current" && has(a.cues, "present"):
		s.Status = "planned"
	case has(a.cues, "may") && s.Status == "planned" && c.pred != "acquired" && !state:
		return s, false
	}
	if s.Status == "planned" && !canPlan[c.pred] {
		if c.pred != "accuses" && c.pred != "criticizes" && c.pred != "supports" && !lasting[c.pred] && c.pred != "arrests" && c.pred != "investigates" {
			return s, false
		}
		if has(a.cues, "may") || !c.np && has(c.cues, "weak") {
			return s, false
		}
		if lasting[c.pred] {
			s.Status = "current"
		}
	}
	if s.Stance == "denied" && !states[c.pred] && v.bareInfinitive(c.trigger) {
		return s, false // "nægter at betale": refused, not denied
	}
	if a.negated || c.denied {
		switch {
		case s.Stance == "denied", s.Status == "planned" && !state:
			return s, false
		case state || s.Holder != coref.None:
			s.Stance = "denied"
		default:
			return s, false
		}
		if s.Stance == "denied" && s.Holder == coref.None && v.inQ[c.trigger] >= 0 && v.agentive(c.subj) {
			s.Holder = c.subj // a quoted denial is the speaker's, most likely about himself
		}
	}
	if c.stance != "" && s.Stance == "asserted" {
		s.Stance = c.stance
		if c.stance == "alleged" && c.claimed && s.Holder == coref.None {
			s.Holder = c.claimant
		}
	}
	if s.Stance == "denied" && strings.HasPrefix(c.rule, learnedRule) {
		return s, false // the scorer does not read what is denied
	}
	if s.Stance == "asserted" && delicate[c.pred] && strings.HasPrefix(c.rule, learnedRule) && v.suspicion(s.Sentence) {
		s.Stance = "alleged" // the scorer does not say which clause it read
	}
	if s.Holder != coref.None && s.Stance == "asserted" && announced[c.pred] &&
		(s.Holder == c.subj || s.Holder == c.obj && c.pred != "dismisses") && (c.pred != "sues" || s.Status != "planned") {
		s.Holder = coref.None
	}
	if c.pred == "attacks" && s.Holder == c.subj && s.Stance == "alleged" {
		s.Stance = "asserted" // who claims an attack for himself
	}
	if speechActs[c.pred] && s.Stance != "denied" {
		if s.Holder == c.subj || s.Holder == coref.None || x.v.houseOf(s.Holder) == c.subj {
			s.Holder, s.Stance = coref.None, "asserted"
		}
	}
	return s, true
}

// bareInfinitive reports whether verb i is an infinitive without "have".
func (v *view) bareInfinitive(i int) bool {
	if !v.isVerb(i) || !v.feat(i, "VerbForm=Inf") {
		return false
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "aux" && v.lx.Is("have", v.lemma[k]) {
			return false
		}
	}
	return true
}

// question reports whether token i stands in a question outside quotes, or in
// one inside.
func (v *view) question(i int) bool {
	s := v.d.Sentences[v.sentOf[i]]
	for j := s.Last - 1; j >= max(s.First, s.Last-3); j-- {
		switch v.d.Word(j) {
		case "?":
			return true
		case "”", "\"", "«", "»", "’", ")":
			continue
		}
		break
	}
	// "... ?" siger X
	if q := v.inQ[i]; q >= 0 && v.quotes[q].last < len(v.word) && v.quotes[q].last > 0 {
		l := v.quotes[q].last
		return v.d.Word(l-1) == "?" && v.sentOf[l-1] == v.sentOf[i] || v.d.Word(l) == "?" && v.sentOf[l] == v.sentOf[i]
	}
	return false
}
