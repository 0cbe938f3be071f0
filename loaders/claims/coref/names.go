package coref

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// class is the coarse kind of a name.
type class uint8

const (
	person class = iota
	org
	place
	other
	classes int = iota
)

// classOf is the coarse class of an ontology type or, without one, of a label.
func classOf(typ, label string) class {
	switch typ {
	case "Person":
		return person
	case "Company", "Agency", "Media", "Party", "Organization":
		return org
	case "Country", "Place":
		return place
	case "Product", "Event", "Law":
		return other
	}
	switch label {
	case "PER":
		return person
	case "ORG":
		return org
	case "LOC":
		return place
	}
	return other
}

// defaultType is the type of a class when no mention has a fine one.
var defaultType = [classes]string{"Person", "Organization", "Place", "Product"}

// name is one name mention on its way into a chain.
type name struct {
	text.Name
	surface string
	words   []string // folded, genitive and legal form dropped
	stem    string   // surface without the genitive ending
	class   class
	gender  string // by a title, "" if there is none
	sent    int
	group   int
	chain   int
	boiler  bool
}

// group is all names with the same words, whatever their class.
type group struct {
	key   string
	words []string
	names []int // indexes into resolver.names
	votes [classes]float64
	class class
	// full are the chains' groups that this group may be a short form of, and
	// to is the group that it is another form of, itself if of none.
	to     int
	people []int // groups of fuller persons
	orgs   []int // groups of fuller organizations or things
}

type resolver struct {
	d      *text.Doc
	lex    *words
	names  []name
	groups []group
	byKey  map[string]int
	sentOf []int
	chains []chain
}

func newResolver(d *text.Doc) *resolver {
	r := &resolver{d: d, lex: lexiconFor(d.Lang), byKey: map[string]int{}, sentOf: make([]int, len(d.Tokens))}
	for i, s := range d.Sentences {
		for t := s.First; t < s.Last; t++ {
			r.sentOf[t] = i
		}
	}
	return r
}

// collect makes a name of every Doc.Name and groups those of equal words.
func (r *resolver) collect() {
	d := r.d
	written := map[string]int{}
	for _, n := range d.Names {
		written[variant.Fold(d.Of(d.NameSpan(n)))]++
		if n.Last-n.First > 1 && given(d.Word(n.First)) {
			written["* "+variant.Fold(d.Word(n.Last-1))]++ // a surname
		}
	}
	for _, dn := range d.Names {
		for _, part := range r.split(dn, written) {
			r.collectName(part, written)
		}
	}
	for i := range r.groups {
		g := &r.groups[i]
		for c := range classes {
			if g.votes[c] > g.votes[g.class] {
				g.class = class(c)
			}
		}
	}
}

// collectName files one name.
func (r *resolver) collectName(dn text.Name, written map[string]int) {
	d := r.d
	if classOf(dn.Type, dn.Label) == person && dn.Last < len(d.Tokens) && r.sentOf[dn.Last] == r.sentOf[dn.First] && gazetteer.Generation(strings.TrimSuffix(strings.ToLower(d.Word(dn.Last)), ".")) {
		dn.Last++ // "Tom Ellery Sr."
	}
	n := name{Name: dn, surface: d.Of(d.NameSpan(dn)), class: classOf(dn.Type, dn.Label), sent: r.sentOf[dn.First]}
	if len(d.Blocks) > 0 {
		n.boiler = d.Blocks[d.Sentences[n.sent].Block].Kind == text.Boilerplate
	}
	if n.class != person && r.titled(dn) {
		n.class, n.Type, n.Label = person, "Person", "PER"
	}
	n.stem = r.stem(dn, n.surface, written)
	n.words = variant.Words(n.stem)
	switch n.class {
	case org:
		n.words = variant.WithoutLegalForm(n.words)
	case person:
		n.words = r.lex.withoutTitles(n.words)
		n.gender = r.titleGender(dn.First)
	}
	if len(n.words) > 1 && r.lex.has("article", n.words[0]) {
		n.words = n.words[1:]
	}
	n.group = r.groupOf(n.words)
	g := &r.groups[n.group]
	g.names = append(g.names, len(r.names))
	g.votes[n.class] += weight(n.Name)
	r.names = append(r.names, n)
}

// titled reports whether a name of two or three words begins with a given name
// and follows the noun of a post ("CEO Eva Lindqvist"): a person, whatever the
// recogniser says.
func (r *resolver) titled(n text.Name) bool {
	if k := n.Last - n.First; k < 2 || k > 3 || n.First == 0 || r.sentOf[n.First-1] != r.sentOf[n.First] || !given(r.d.Word(n.First)) {
		return false
	}
	roles := rolesFor(r.d.Lang)
	if roles == nil {
		return false
	}
	before := strings.ToLower(r.d.Word(n.First - 1))
	if r.lex.has("either", before) {
		return false
	}
	role, ok := roles.Role(before)
	return ok && (role.Predicate == "leads" || role.Predicate == "spokespersonFor" || role.Predicate == "worksFor")
}

// given reports whether a word is a usual given name.
func given(w string) bool {
	return gazetteer.Lookup(w)&(gazetteer.FirstMale|gazetteer.FirstFemale) != 0
}

// split parts a name that runs an organization and a person together
// ("Ardent Foods Eva Lindqvist"): what stands before a given name and one
// or two more words is a name by itself elsewhere in the text, and the last
// word a surname elsewhere.
func (r *resolver) split(n text.Name, written map[string]int) []text.Name {
	if classOf(n.Type, n.Label) != org {
		return []text.Name{n}
	}
	for cut := n.Last - 2; cut > n.First && cut >= n.Last-3; cut-- {
		if !given(r.d.Word(cut)) {
			continue
		}
		before := text.Name{First: n.First, Last: cut, Label: "ORG", Score: n.Score}
		if written[variant.Fold(r.d.Of(r.d.NameSpan(before)))] == 0 || written["* "+variant.Fold(r.d.Word(n.Last-1))] == 0 {
			continue
		}
		return []text.Name{before, {First: cut, Last: n.Last, Label: "PER", Type: "Person", Score: n.Score}}
	}
	return []text.Name{n}
}

// titleGender is the gender of a title that starts at token t or ends before.
func (r *resolver) titleGender(t int) string {
	for _, w := range []string{r.near(t-1, r.sentOf[t]), r.near(t, r.sentOf[t])} {
		switch {
		case r.lex.has("male", w):
			return "m"
		case r.lex.has("female", w):
			return "f"
		}
	}
	return ""
}

// givenGender is the gender of the first word of a person's full name.
func (n *name) givenGender() string {
	w := strings.Fields(n.stem)
	if len(w) < len(n.words) || len(w) < 2 {
		return ""
	}
	return variant.Gender(w[max(0, len(w)-len(n.words))])
}

// weight is a name's voice in a vote: sure recognitions count up to twice.
func weight(n text.Name) float64 { return 1 + max(0, min(n.Score, 1)) }

func (r *resolver) groupOf(words []string) int {
	key := strings.Join(words, " ")
	if i, ok := r.byKey[key]; ok {
		return i
	}
	i := len(r.groups)
	r.byKey[key] = i
	r.groups = append(r.groups, group{key: key, words: words, to: i})
	return i
}

// stem is the surface without a genitive or plural ending, where something
// says that there is one: the tagger, or the same name without it elsewhere.
// English "'s" is normally a token of its own and cut here only if it is not.
func (r *resolver) stem(n text.Name, surface string, written map[string]int) string {
	for _, end := range []string{"'s", "’s", "´s", "'S", "’S", "'", "’"} {
		if s, ok := strings.CutSuffix(surface, end); ok && s != "" {
			return s
		}
	}
	last, size := utf8.DecodeLastRuneInString(surface)
	if unicode.ToLower(last) != 's' || len(surface)-size < 3 {
		return surface
	}
	short := surface[:len(surface)-size]
	key := variant.Fold(surface)
	switch {
	case written[strings.TrimSuffix(key, "s")] > 0 && strings.HasSuffix(key, "s"):
		return short
	case r.d.Lang != "da" || gazetteer.NameClasses(surface) != nil:
	case strings.Contains(r.d.Tokens[n.Last-1].Feats, "Case=Gen"):
		return short
	case r.d.Has&text.Tags == 0 && isCountry(short) && !isCountry(surface):
		return short
	}
	return surface
}

func isCountry(s string) bool {
	_, ok := variant.Country(s)
	return ok
}

// fullest is the form of a chain that names it best: most words, then most
// letters, then the earliest; never an all-caps form if there is another.
func fullest(forms []string) string {
	best := ""
	for _, f := range forms {
		switch {
		case best == "":
			best = f
		case variant.AllCaps(best) != variant.AllCaps(f):
			if variant.AllCaps(best) {
				best = f
			}
		case len(strings.Fields(f)) != len(strings.Fields(best)):
			if len(strings.Fields(f)) > len(strings.Fields(best)) {
				best = f
			}
		case utf8.RuneCountInString(f) > utf8.RuneCountInString(best):
			best = f
		}
	}
	return best
}

// distinct drops repeated strings, keeping the first of each.
func distinct(s []string) []string {
	var out []string
	seen := make(map[string]bool, len(s))
	for _, x := range s {
		if !seen[x] {
			seen[x], out = true, append(out, x)
		}
	}
	return out
}
