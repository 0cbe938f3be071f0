package coref

import (
	"slices"
	"strings"
	"unicode"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
)

// maxCandidates bounds how many fuller names a short one is compared with, so
// that a text of nothing but names stays linear.
const maxCandidates = 64

// find follows the links of a group to the group it is another form of.
func (r *resolver) find(g int) int {
	for r.groups[g].to != g {
		g = r.groups[g].to
	}
	return g
}

// merge makes the later group another form of the earlier one.
func (r *resolver) merge(a, b int) {
	a, b = r.find(a), r.find(b)
	if a > b {
		a, b = b, a
	}
	if a != b {
		r.groups[b].to = a
	}
}

// link joins groups that are forms of one name, and notes for the short ones
// which fuller names they may stand for. In this order: names of countries,
// known names of organizations, full names of persons, bracketed acronyms,
// initials, short forms.
func (r *resolver) link() {
	r.linkCountries()
	r.linkKnown()
	r.linkPersons()
	r.linkBracketed()
	r.linkInitials()
	r.noteShort()
}

func (r *resolver) linkCountries() {
	by := map[string]int{}
	for i := range r.groups {
		g := &r.groups[i]
		if g.class == person {
			continue
		}
		code, ok := variant.Country(r.names[g.names[0]].stem)
		if !ok {
			continue
		}
		if first, seen := by[code]; seen {
			r.merge(first, i)
		} else {
			by[code] = i
		}
	}
}

// linkKnown joins the names of one known organization ("FDA" and "Food and
// Drug Administration"). A name that several bear joins one that is clear.
func (r *resolver) linkKnown() {
	clear := map[string]int{}
	var open []int
	ids := make([][]string, len(r.groups))
	for i := range r.groups {
		g := &r.groups[i]
		if g.class == person || g.class == place {
			continue
		}
		ids[i] = r.knownIDs(r.names[g.names[0]].stem)
		if len(ids[i]) > 1 {
			open = append(open, i)
		}
		if len(ids[i]) != 1 {
			continue
		}
		if first, seen := clear[ids[i][0]]; seen {
			r.merge(first, i)
		} else {
			clear[ids[i][0]] = i
		}
	}
	for _, i := range open {
		match := None
		for _, id := range ids[i] {
			if j, ok := clear[id]; ok {
				if match != None {
					match = None
					break
				}
				match = j
			}
		}
		if match != None {
			r.merge(match, i)
		}
	}
}

// knownIDs are the known organizations of a name; those of the language's own
// country if there are some.
func (r *resolver) knownIDs(name string) []string {
	var all, own []string
	for _, o := range variant.Orgs(name) {
		all = append(all, o.ID)
		if r.lex.has("country", strings.ToLower(o.Country)) {
			own = append(own, o.ID)
		}
	}
	if len(own) > 0 {
		all = own
	}
	if c, ok := gazetteer.CompanyByName(name); ok && len(all) == 0 {
		all = []string{"company " + c.Name}
	}
	return all
}

// linkPersons joins full names with the same surname whose given names agree:
// whole names first, then those with initials, which may stand for one of
// several and then for none of them.
func (r *resolver) linkPersons() {
	by := map[string][]int{}
	for _, initials := range []bool{false, true} {
		for i := range r.groups {
			g := &r.groups[i]
			w := withoutGeneration(g.words)
			if g.class != person || len(w) < 2 || (len(w[0]) == 1) != initials {
				continue
			}
			surname := w[len(w)-1]
			same := by[surname]
			if j := r.onePerson(same[max(0, len(same)-maxCandidates):], g.words); j != None {
				r.merge(i, j)
			}
			by[surname] = append(same, i)
		}
	}
}

// onePerson is the group among those with one surname that all agree with a
// name, if they are forms of one; of several, the one with as many words.
func (r *resolver) onePerson(same []int, words []string) int {
	fits, order := map[int]bool{}, []int(nil)
	alike := None
	for _, j := range same {
		root := r.find(j)
		if _, seen := fits[root]; !seen {
			fits[root], order = true, append(order, root)
		}
		if !samePerson(r.groups[j].words, words) {
			fits[root] = false
		} else if len(r.groups[j].words) == len(words) {
			alike = root
		}
	}
	order = slices.DeleteFunc(order, func(root int) bool { return !fits[root] })
	switch {
	case len(order) == 1:
		return order[0]
	case alike != None && fits[alike]:
		return alike
	}
	return None
}

// withoutGeneration drops "Jr", "Sr" and Roman numerals behind a name.
func withoutGeneration(words []string) []string {
	for len(words) > 2 && gazetteer.Generation(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// generation is what withoutGeneration drops, in its short form.
func generation(words []string) string {
	if len(withoutGeneration(words)) == len(words) {
		return ""
	}
	last := words[len(words)-1]
	return map[string]string{"junior": "jr", "senior": "sr"}[last] + strings.TrimSuffix(strings.TrimSuffix(last, "junior"), "senior")
}

// samePerson compares two full names with the same surname: one has all the
// words of the other in order (a middle name more), or they differ in the
// given name only and the given names are one, or one is an initial.
func samePerson(a, b []string) bool {
	if x, y := generation(a), generation(b); x != y && x != "" && y != "" {
		return false
	}
	a, b = withoutGeneration(a), withoutGeneration(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == len(b) {
		for i := 1; i < len(a); i++ {
			if !sameWord(a[i], b[i]) {
				return false
			}
		}
		return sameWord(a[0], b[0]) || variant.SameGiven(a[0], b[0])
	}
	if !sameWord(a[0], b[0]) {
		return len(a) == 2 && len(b) == 3 && variant.SameGiven(a[0], b[0])
	}
	i := 1
	for _, w := range b[1:] {
		if i < len(a) && sameWord(a[i], w) {
			i++
		}
	}
	return i == len(a)
}

// sameWord is equality, or one is the initial of the other.
func sameWord(a, b string) bool {
	return a == b || (len(a) == 1 || len(b) == 1) && a != "" && b != "" && a[0] == b[0]
}

// linkBracketed joins a name and the acronym that follows it in brackets, or
// the other way round.
func (r *resolver) linkBracketed() {
	for i := 0; i+1 < len(r.names); i++ {
		a, b := &r.names[i], &r.names[i+1]
		if a.sent != b.sent || a.class == person || b.class == person || a.class == place || b.class == place {
			continue
		}
		switch {
		case b.First == a.Last+1 && r.d.Word(a.Last) == "(" && b.Last < len(r.d.Tokens) && r.d.Word(b.Last) == ")":
		case b.First <= a.Last+6 && r.saysInitials(a.Last, b.First):
		default:
			continue
		}
		if short := r.shortForm(a, b); short {
			r.merge(a.group, b.group)
		}
	}
}

// saysInitials reports whether the words between two names say that the second
// is an abbreviation of the first.
func (r *resolver) saysInitials(from, to int) bool {
	for t := from; t < to; t++ {
		if r.lex.has("initials", strings.ToLower(r.d.Word(t))) {
			return true
		}
	}
	return false
}

// shortForm reports whether one of two adjacent names looks like an acronym of
// the other: capitals, no space, shorter, and not a name known by itself.
func (r *resolver) shortForm(a, b *name) bool {
	if len(a.words) < len(b.words) || len(a.surface) < len(b.surface) {
		a, b = b, a
	}
	if len(b.words) != 1 || !variant.AllCaps(strings.TrimRight(b.stem, "sS")) || len(a.words) == 1 && !variant.AllCaps(b.stem) {
		return false
	}
	i := 0
	letters := []rune(b.words[0])
	for _, c := range strings.Join(a.words, "") {
		if i < len(letters) && c == letters[i] {
			i++
		}
	}
	return i == len(letters) || len(letters) >= 3 && len(a.words) > 1
}

// linkInitials joins acronyms with the full names whose initials they are, if
// all such names are one.
func (r *resolver) linkInitials() {
	var full []int
	for i := range r.groups {
		if g := &r.groups[i]; len(g.words) > 1 && (g.class == org || g.class == other) {
			full = append(full, i)
		}
	}
	full = full[:min(len(full), 16*maxCandidates)]
	for i := range r.groups {
		g := &r.groups[i]
		short := r.names[g.names[0]].stem
		if len(g.words) != 1 || g.class == person || g.class == place || r.find(i) != i || !capitals(short) {
			continue
		}
		match := None
		for _, f := range full {
			if !variant.Acronym(short, r.names[r.groups[f].names[0]].stem) {
				continue
			}
			if match != None && r.find(match) != r.find(f) {
				match = None
				break
			}
			match = f
		}
		if match != None {
			r.merge(i, match)
		}
	}
}

func capitals(s string) bool {
	for _, c := range s {
		if !unicode.IsUpper(c) && c != '.' && c != '&' && c != '-' && !unicode.IsDigit(c) {
			return false
		}
	}
	return len(s) > 1
}

// noteShort fills people and orgs of every group that may be a short form.
func (r *resolver) noteShort() {
	first, last := map[string][]int{}, map[string][]int{}
	for i := range r.groups {
		w := withoutGeneration(r.groups[i].words)
		if len(w) > 1 {
			first[w[0]] = append(first[w[0]], i)
			last[w[len(w)-1]] = append(last[w[len(w)-1]], i)
		}
	}
	longest := make([]int, len(r.groups))
	for i, g := range r.groups {
		root := r.find(i)
		longest[root] = max(longest[root], len(g.words))
	}
	for i := range r.groups {
		g := &r.groups[i]
		if len(g.words) == 0 || len(g.words) < longest[r.find(i)] || g.class == place && g.votes[org]+g.votes[person] == 0 {
			continue
		}
		w := g.words
		add := func(j int) {
			f := &r.groups[j]
			switch full := withoutGeneration(f.words); {
			case r.find(j) == r.find(i) || len(full) <= len(w):
			case f.class == person && (variant.HasSuffix(full, w) || len(w) == 1 && full[0] == w[0]):
				g.people = appendNew(g.people, r.find(j))
			case (f.class == org || f.class == g.class) && f.class != place && (r.shortOrg(w, full) || r.media(j) && variant.HasSuffix(full, w)):
				g.orgs = appendNew(g.orgs, r.find(j))
			}
		}
		for _, j := range bounded(first[w[0]]) {
			add(j)
		}
		// "Houthis" for "Houthi movement".
		if one, ok := strings.CutSuffix(w[0], "s"); ok && len(w) == 1 {
			for _, j := range bounded(first[one]) {
				if r.groups[j].class == org && r.find(j) != r.find(i) {
					g.orgs = appendNew(g.orgs, r.find(j))
				}
			}
		}
		for _, j := range bounded(last[w[len(w)-1]]) {
			add(j)
		}
		if len(w) == 1 {
			for _, bare := range r.lex.indefinite(w[0]) {
				for _, j := range bounded(last[bare]) {
					if r.groups[j].class == org && r.find(j) != r.find(i) {
						g.orgs = appendNew(g.orgs, r.find(j))
					}
				}
			}
		}
	}
}

// media reports whether a group was recognised as a medium; media go by their
// last word ("The Harbour Sentinel", "the Sentinel").
func (r *resolver) media(g int) bool { return r.names[r.groups[g].names[0]].Type == "Media" }

func bounded(s []int) []int { return s[:min(len(s), maxCandidates)] }

func appendNew(s []int, x int) []int {
	if slices.Contains(s, x) {
		return s
	}
	return append(s, x)
}

// shortOrg reports whether short is a usual short form of an organization's
// full name: its beginning, unless that is a word that many names begin with;
// its last word if that is a kind of organization; what stands behind its last
// "of".
func (r *resolver) shortOrg(short, full []string) bool {
	if variant.HasPrefix(full, short) {
		if isCountry(strings.Join(full[len(short):], " ")) {
			return false // "Nimbus" is not its "Nimbus Japan"
		}
		if len(short) == 1 {
			return !r.lex.has("opening", short[0]) && !(len(full) == 3 && given(full[1]))
		}
		// "Ardent Foods" is not "Ardent Foods Eva Lindqvist".
		if rest := full[len(short):]; len(rest) == 2 && given(rest[0]) {
			return false
		}
		// "Harmon County" is not "Harmon County Hospital", but "Central Bank"
		// may be "Central Bank of Malta".
		return !r.lex.has("orghead", short[len(short)-1]) || r.lex.has("of", full[len(short)])
	}
	if !variant.HasSuffix(full, short) {
		return false
	}
	before := full[len(full)-len(short)-1]
	if len(short) > 1 || r.orgHead(short[0]) || r.lex.has("of", before) {
		return true
	}
	// "Team Aquaverde", "Privathospitalet Skoven": a kind and a name.
	return len(full) == 2 && r.orgHead(full[0])
}

// orgHead reports whether a word names a kind of organization, definite or
// not.
func (r *resolver) orgHead(w string) bool {
	return r.lex.has("orghead", w) || len(r.lex.definite) > 0 && slices.ContainsFunc(append(r.lex.indefinite(w), w), func(x string) bool {
		n, ok := nounIn(r.lex, x)
		return ok && classOf(r.lex.nominal[n].types[0], "") == org
	})
}
