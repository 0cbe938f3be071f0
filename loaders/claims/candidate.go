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
	untold    bool   // subj is coref.None: the clause does not tell who did it
	denied    bool   // negation below the trigger ("no longer CEO" has its own)
	date      string
	literal   string // object date of bornOn, diedOn, foundedOn
	claimant  int    // who links the ends, where claimed is set
	claimed   bool
	cues      []string
}

// The ways in which predicates are told stand in the ontology.
var (
	states     = predicatesThat(schema.Predicate.IsState)
	lasting    = predicatesThat(func(p schema.Predicate) bool { return p.Aspect == schema.Lasting })
	speechActs = predicatesThat(func(p schema.Predicate) bool { return p.SpeechAct })
	deniable   = predicatesThat(func(p schema.Predicate) bool { return p.Deniable })
	announced  = predicatesThat(func(p schema.Predicate) bool { return p.Announceable })
	canPlan    = predicatesThat(func(p schema.Predicate) bool { return p.Plannable })
)

func predicatesThat(has func(schema.Predicate) bool) map[string]bool {
	set := map[string]bool{}
	for _, name := range schema.Default().PredicatesThat(has) {
		set[name] = true
	}
	return set
}

// ahead are events that the present tense announces.
var ahead = map[string]bool{"left": true, "succeeds": true, "metWith": true}

// background are relations that a sentence about something else mentions to
// say who somebody is.
var background = map[string]bool{
	"leads": true, "worksFor": true, "spokespersonFor": true, "memberOf": true, "livesIn": true, "basedIn": true, "locatedIn": true, "citizenOf": true,
	"bornIn": true, "childOf": true, "spouseOf": true, "relativeOf": true, "educatedAt": true, "subsidiaryOf": true, "founded": true,
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

var posts = map[string]bool{"leads": true, "spokespersonFor": true, "worksFor": true}

// add takes a candidate if the ontology allows its ends; for symmetric
// predicates in either order of types.
func (x *extraction) add(c candidate) bool {
	if c.subj == coref.None && !c.untold || c.obj == coref.None || c.subj == c.obj {
		return false
	}
	v := x.v
	st, ot := "Unnamed", v.typeOf(c.obj)
	if !c.untold {
		st = v.typeOf(c.subj)
	}
	if st == "Person" && (c.pred == "convicts" || c.pred == "fines") {
		// a judge acts for the court
		h := v.houseOf(c.subj)
		if h == c.subj || v.typeOf(h) != "Agency" {
			return false
		}
		c.subj, st = h, "Agency"
	}
	allowed := schema.Default().Allows(st, c.pred, ot)
	if c.untold {
		allowed = schema.Default().AllowsUntold(c.pred, ot)
	}
	if allowed != nil || posts[c.pred] && ot == "Place" && !strings.HasPrefix(c.rule, "role:") {
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
	if a.event != happened {
		return s, false
	}
	if has(a.cues, "quote of somebody") && delicate[c.pred] && !(states[c.pred] && a.negated && v.agentive(c.subj)) {
		return s, false // wrongdoing that nobody is known to tell; who is cleared of it tells himself
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
	case s.Status == "current" && !state && canPlan[c.pred] && !announced[c.pred] && !agentless[c.pred] && v.purpose(c.trigger):
		s.Status = "planned"
	case ahead[c.pred] && s.Status == "current" && has(a.cues, "present") && (v.finite(c.trigger) || c.pred != "metWith"):
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
