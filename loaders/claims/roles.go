package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/text"
)

// role is a role noun in the text: tokens [first, last), the last of which is
// its head noun.
type role struct {
	first, last int
	pred        string
	house       int  // entity that the word itself names ("Egely-partneren"), or coref.None
	from        int  // where its wording starts: "deputy", before "head"
	minor       bool // a deputy or functional post, whatever the noun
	status      string
	stance      string
}

// rolesIn finds the role nouns of sentence si, longest first, none inside a
// name.
func (x *extraction) rolesIn(si int) []role {
	v := x.v
	s := v.d.Sentences[si]
	var out []role
	for i := s.First; i < s.Last; {
		r, ok := x.roleAt(i, s.Last)
		if !ok {
			i++
			continue
		}
		x.modifiers(&r, s.First)
		if r.first > s.First && v.is("nohouse", r.first-1) {
			r.pred = "none" // "opposition leader"
		}
		out = append(out, r)
		i = r.last
	}
	return out
}

func (x *extraction) roleAt(i, limit int) (role, bool) {
	v := x.v
	if v.insideName(i) {
		if strings.Contains(v.word[i], "-") && v.dc.Covering[i] >= 0 {
			if r, ok := x.compoundRole(i); ok {
				r.house, r.minor = v.dc.Mentions[v.dc.Covering[i]].Entity, false
				return r, v.typeOf(r.house) != "Person"
			}
		}
		return role{}, false
	}
	best := role{house: coref.None}
	words := ""
	for j := i; j < min(i+v.lx.MaxRole(), limit); j++ {
		if v.insideName(j) {
			break
		}
		w := v.word[j]
		if words != "" && v.word[j-1] != "-" && w != "-" {
			words += " "
		}
		words += w
		if r, ok := v.lx.Role(words); ok {
			best.first, best.last, best.pred = i, j+1, r.Predicate
		} else if v.lemma[j] != w {
			if r, ok := v.lx.Role(strings.TrimSuffix(words, w) + v.lemma[j]); ok {
				best.first, best.last, best.pred = i, j+1, r.Predicate
			}
		}
	}
	if best.last > best.first {
		if best.last == best.first+1 {
			if u := v.upos(i); u != "NOUN" && u != "PROPN" && u != "X" && u != "ADJ" && !v.mistagged(i) {
				return role{}, false
			}
		}
		return best, true
	}
	return x.compoundRole(i)
}

// mistagged: a long role noun that the tagger took for a verb.
func (v *view) mistagged(i int) bool {
	return v.upos(i) == "VERB" && len(v.word[i]) >= 9 && len(v.lx.Frames(0, v.lemma[i])) == 0
}

// compoundRole reads solid and hyphened compounds: "produktionsleder",
// "Egely-partneren".
func (x *extraction) compoundRole(i int) (role, bool) {
	v := x.v
	if u := v.upos(i); u != "NOUN" && u != "PROPN" && u != "ADJ" && !v.mistagged(i) || !v.trait("compounds") && !strings.Contains(v.word[i], "-") {
		return role{}, false
	}
	r, before, ok := v.lx.RoleEnding(v.word[i])
	if !ok || r.Predicate == "none" || v.lx.Is("headofstate", r.Words) && !strings.HasSuffix(before, "-") || v.is("notrole", i) {
		return role{}, false
	}
	out := role{first: i, last: i + 1, pred: r.Predicate, house: coref.None}
	hyphen := strings.HasSuffix(before, "-")
	before = strings.TrimSuffix(before, "-")
	if hyphen || capital(v.d.Word(i)) {
		out.house = v.entityNamed(before)
	}
	switch {
	case hyphen && strings.HasPrefix(before, "ex") || before == "eks":
		out.status = "former"
	case v.lx.Is("minorprefix", before):
		out.minor = true
	}
	if out.house == coref.None && r.Predicate == "leads" && !strings.Contains(r.Words, "minister") && !v.lx.Is("orgprefix", before) && !v.lx.Is("orgprefix", strings.TrimSuffix(before, "s")) {
		out.minor = true
	}
	if !hyphen && r.Predicate != "leads" && r.Predicate != "worksFor" && r.Predicate != "spokespersonFor" && r.Predicate != "memberOf" {
		return role{}, false
	}
	return out, true
}

func (v *view) insideName(i int) bool {
	m := v.dc.Covering[i]
	return m != coref.None && v.men[m].Form == coref.FormName
}

// modifiers reads what stands before the role in its noun phrase.
func (x *extraction) modifiers(r *role, first int) {
	v := x.v
	for r.from = r.first; r.from > first && v.upos(r.from-1) == "NOUN" && v.start[r.from-1] < 0 && v.end[r.from-1] < 0 && v.trait("noun-compounds-apart"); {
		r.from-- // "defense chief"
	}
	if r.last-r.first > 1 && v.is("former", r.first) && !lasting[r.pred] {
		r.status = "former" // "former employee" is a role of the lexicon
	}
	for i := r.first - 1; i >= max(first, r.first-9); i-- {
		if v.insideName(i) {
			continue
		}
		switch u := v.upos(i); {
		case v.is("former", i) || v.is("then", i) || v.lx.Is("atthetime", v.word[i]) && i > first && v.upos(i-1) != "VERB":
			r.status = "former"
		case v.is("upcoming", i):
			r.status = "planned"
		case v.is("minor", i) && i >= r.first-2:
			r.minor, r.from = true, i
		case v.is("hedgeadj", i):
			r.stance = "alleged"
		case u == "PUNCT" && v.word[i] != "-" && v.word[i] != "'" && v.word[i] != "’", u == "AUX", u == "SCONJ", u == "CCONJ", u == "PRON" && !v.lx.Is("poss", v.word[i]),
			u == "VERB" && !v.feat(i, "VerbForm=Part"), u == "ADP" && v.word[i] != "at":
			return
		}
	}
}

// matchRoles reads posts, kinship and the like off role nouns: who, and of
// whom or what.
func (x *extraction) matchRoles() {
	for si := range x.v.d.Sentences {
		s := x.v.d.Sentences[si]
		if s.First >= s.Last || x.v.boilerplate(s.First) {
			continue
		}
		for _, r := range x.rolesIn(si) {
			if r.pred != "none" && !x.sharedPosts(r) {
				x.applyRole(r)
			}
		}
	}
}

func (x *extraction) applyRole(r role) {
	org := x.orgOf(r)
	x.appointer = coref.None
	who, how := x.bearersOf(&r)
	if len(who) == 0 || how == "chain" && posts[r.pred] && (!x.held(r, who[0]) || x.namedBehind(r, who[0])) {
		return
	}
	if how != "chain" && posts[r.pred] {
		for _, w := range who {
			x.titles[w] = append(x.titles[w], r)
		}
	}
	if len(org.orgs) == 0 && org.how != "unresolved" && how != "chain" {
		org = x.orgElsewhere(r, who[0], how)
	}
	org.orgs = x.bossHouse(r, org.orgs)
	if len(org.orgs) == 0 && len(who) == 2 && how == "title" && (r.pred == "relativeOf" || r.pred == "spouseOf") {
		org, who = postOrg{orgs: who[1:], how: "pair"}, who[:1] // "the brothers A and B"
	}
	for _, w := range who {
		x.post(r, w, org, how)
	}
	if party := x.partyBefore(r); party != coref.None && how != "chain" {
		for _, w := range who {
			x.addRole(x.roleCandidate(r, w, party, "memberOf", postOrg{how: "party"}, how), r)
		}
	}
}

// post adds what role r, found as how says, is of person w in each organization.
func (x *extraction) post(r role, w int, org postOrg, how string) {
	for _, h := range org.orgs {
		p := x.postPredicate(r, org, h, how)
		if p == "" || p == "citizenOf" && how == "as" {
			continue
		}
		c := x.roleCandidate(r, w, h, p, org, how)
		if p == "supplies" && r.pred == "uses" {
			c.subj, c.obj = h, w // who lists its customers sells
		}
		x.addRole(c, r)
	}
}

// roleCandidate is the statement that w holds role r at h.
func (x *extraction) roleCandidate(r role, w, h int, p string, org postOrg, how string) candidate {
	v := x.v
	clausal := how == "copula" || how == "as"
	txt := v.d.Of(text.Span{Start: v.d.Tokens[r.from].Start, End: v.d.Tokens[r.last-1].End})
	c := candidate{subj: w, obj: h, pred: p, text: txt, trigger: r.last - 1, np: !clausal, aside: !clausal, rule: "role:" + how + ":" + org.how + ":" + p, status: r.status, stance: r.stance}
	if org.how == "appointer" {
		c.cues = append(c.cues, "enter")
	}
	if g := v.head(r.last - 1); clausal && g >= 0 && v.lx.Is("entering", v.lemma[g]) {
		c.cues = append(c.cues, "enter")
	}
	if org.functional {
		c.cues = append(c.cues, "field")
	}
	return c
}

// namedBehind reports whether the name of somebody else than e stands in
// apposition to the role: "the governor of X province, Mullah B".
func (x *extraction) namedBehind(r role, e int) bool {
	v := x.v
	limit := v.d.Sentences[v.sentOf[r.first]].Last
	for i := r.last; i+1 < min(r.last+8, limit); i++ {
		if v.d.Word(i) == "," {
			m := v.nameAt(i+1, min(i+4, limit))
			return m != nil && m.Entity != e && v.typeOf(m.Entity) == "Person"
		}
	}
	return false
}

// anyIs reports whether a word of the role is a cue of one of classes.
func (v *view) anyIs(r role, classes ...string) bool {
	for i := r.first; i < r.last; i++ {
		for _, c := range classes {
			if v.is(c, i) || v.trait("compounds") && v.propertyWord(c, i) {
				return true
			}
		}
	}
	return false
}

// held reports whether the article calls person e by this role elsewhere, or
// head of state where it is the leader: only then does coreference tell what
// "the Turkish leader" leads.
func (x *extraction) held(r role, e int) bool {
	v := x.v
	for _, o := range x.titles[e] {
		if r.status == "former" && o.status != "former" {
			continue // the former governor is not the governor
		}
		if v.lemma[o.last-1] == v.lemma[r.last-1] && (o.last-o.first < 2 || r.last-r.first < 2 || v.word[o.first] == v.word[r.first]) {
			return true
		}
		if v.is("stateleader", r.last-1) && x.headOfGovernment(o) {
			return true
		}
	}
	return false
}

// orgElsewhere is the organization of a post whose noun phrase names none: the
// ministry of a minister's portfolio, who appointed, or who speaks through the
// holder. The topic of the article and its countries tell nothing.
func (x *extraction) orgElsewhere(r role, who int, how string) postOrg {
	if how == "as" && x.appointer != coref.None {
		return postOrg{orgs: []int{x.appointer}, how: "appointer"}
	}
	if posts[r.pred] {
		if o := x.speaksThrough(r); len(o) > 0 {
			return postOrg{orgs: o, how: "through"}
		}
	}
	if r.pred == "spouseOf" || r.pred == "childOf" || r.pred == "relativeOf" {
		o, how := x.kinOf(r, who)
		return postOrg{orgs: o, how: how}
	}
	if x.cabinetPost(r) && r.status == "" && !x.headOfGovernment(r) {
		if e := x.ministry(r); e != coref.None {
			return postOrg{orgs: []int{e}, how: "ministry"}
		}
	}
	if how == "title" && x.headOfGovernment(r) {
		if c := x.governed(r); c != coref.None {
			return postOrg{orgs: []int{c}, how: "government"}
		}
	}
	if how == "listed" {
		if o := x.raiser(r); len(o) > 0 {
			return postOrg{orgs: o, how: "subject"}
		}
	}
	return postOrg{}
}

// postPredicate is how the holder of role r is related to entity h (ruling 1),
// "" for not at all.
func (x *extraction) postPredicate(r role, org postOrg, h int, how string) string {
	v := x.v
	p, t := r.pred, v.typeOf(h)
	if !posts[p] {
		switch {
		case p == "supports" && how == "listed" && t == "Company":
			return "investedIn" // a firm's backers
		case p == "uses" && how == "listed" && t != "Product":
			return "supplies"
		case p == "memberOf" && t == "Country" && v.is("stateleader", r.last-1):
			return "worksFor" // lawmakers
		}
		return p
	}
	cabinet := x.cabinetPost(r)
	switch {
	case t == "Party" && p == "leads" && x.office(r):
		return "memberOf" // of the party, not over it
	case p == "leads" && x.isChamber(h) && v.is("stateleader", r.last-1) && (org.functional || v.modified(r) || r.last < len(v.word) && v.lx.Is("in", v.word[r.last])):
		return "memberOf" // "leader of the Liberals in the Senate"
	case cabinet && v.is("minister", r.last-1) && isOrg(t) && t != "Agency" && t != "Party":
		return "" // a firm has no ministers
	case t == "Party" && p == "worksFor" && r.first > 0 && v.end[r.first-1] >= 0 && v.men[v.end[r.first-1]].Entity == h && !v.genitive(r.first-1, r.first+1):
		return "memberOf" // "the Republican lawyer A"
	case p == "worksFor" && t == "Organization" && v.is("memberword", r.last-1):
		return "memberOf"
	case t == "Country" && p != "spokespersonFor" && org.how == "genitive" && !cabinet && !x.headOfGovernment(r) && !v.anyIs(r, "statepost", "stateleader", "publicpost"):
		return ""
	case p != "leads":
		return p
	case t == "Country" && v.is("stateleader", r.last-1) && org.functional:
		return "" // "Burma's democracy leader"
	case r.minor, org.functional, t == "Place" && !x.placePost(r):
		return "worksFor"
	case t != "Country" || x.headOfGovernment(r):
	case !v.is("stateleader", r.last-1):
		return "worksFor"
	}
	return p
}

// modified reports whether an adjective or party stands right before the role.
func (v *view) modified(r role) bool {
	i := r.first - 1
	return i >= 0 && v.sentOf[i] == v.sentOf[r.first] && (v.upos(i) == "ADJ" || v.upos(i) == "PROPN") && v.end[i] < 0
}

// isChamber reports whether e is a parliament, council or chamber of one.
func (x *extraction) isChamber(e int) bool {
	v := x.v
	if !isOrg(v.typeOf(e)) {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(v.dc.Entities[e].Name)) {
		if v.lx.Is("chamberword", w) || v.trait("compounds") && v.endsIn("chamberword", w) {
			return true
		}
	}
	return false
}

// speaksThrough is the subject of a verb whose phrase "through director Ann
// Lee" the role stands in: the house that speaks.
func (x *extraction) speaksThrough(r role) []int {
	v := x.v
	if r.first == 0 || !v.lx.Is("through", v.word[r.first-1]) {
		return nil
	}
	for i := r.first - 2; i >= v.d.Sentences[v.sentOf[r.first]].First; i-- {
		if !v.isVerb(i) {
			continue
		}
		if s := v.subject(i); s >= 0 {
			if e := v.entity(s); e != coref.None && isOrg(v.typeOf(e)) {
				return []int{e}
			}
		}
		break
	}
	return nil
}

// raiser is the firm that is the subject of the verb whose phrase lists
// investors and the like: "raised 5 million from investors including A".
func (x *extraction) raiser(r role) []int {
	v := x.v
	for h, n := v.head(r.last-1), 0; h >= 0 && n < 6; h, n = v.head(h), n+1 {
		if v.isVerb(h) {
			if s := v.subject(h); s >= 0 {
				if e := v.entity(s); e != coref.None && v.typeOf(e) == "Company" {
					return []int{e}
				}
			}
			return nil
		}
	}
	return nil
}

// bossHouse gives who has a post under a person the person's house: "his
// deputy", "the minister's chief of staff". Only who serves the person himself,
// such as a lawyer, works for him.
func (x *extraction) bossHouse(r role, houses []int) []int {
	v := x.v
	if !posts[r.pred] || v.is("servant", r.last-1) || r.last-r.first == 1 && v.propertyWord("servant", r.last-1) {
		return houses
	}
	var out []int
	for _, h := range houses {
		if v.typeOf(h) == "Person" {
			x.employers()
			o, ok := v.employer[h]
			if !ok {
				continue
			}
			h = o
		}
		out = append(out, h)
	}
	return out
}

// addRole turns kinship and succession the right way round and adds it.
func (x *extraction) addRole(c candidate, r role) {
	v := x.v
	st := v.dc.Entities[c.subj].Type
	switch c.pred {
	case "childOf":
		if v.lx.Is("parent", v.lemma[r.last-1]) || v.lx.Is("parent", v.word[r.last-1]) {
			c.subj, c.obj = c.obj, c.subj
		}
		c.text = ""
	case "succeeds":
		if v.lx.Is("predecessor", v.lemma[r.last-1]) || v.lx.Is("predecessor", v.word[r.last-1]) {
			c.subj, c.obj = c.obj, c.subj
		}
		c.text = ""
	case "owns", "founded", "relativeOf", "spouseOf", "linkedTo", "educatedAt", "develops", "subsidiaryOf", "supplies", "uses", "funds", "investedIn", "livesIn", "bornIn", "citizenOf", "supports", "criticizes":
		c.text = ""
		if c.pred == "owns" && st != "Person" && c.np {
			c.cues = append(c.cues, "org owner")
		}
	}
	if x.v.typeOf(c.obj) == "Place" && posts[c.pred] && (c.pred != "leads" || !x.placePost(r)) {
		return
	}
	x.add(c)
}

// headOfGovernment: posts that head a country.
func (x *extraction) headOfGovernment(r role) bool {
	for i := r.first; i < r.last && !x.v.is("secretary", r.first); i++ {
		if x.v.is("headofstate", i) {
			return true
		}
	}
	return false
}
