package gazetteer

import (
	"embed"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/*.tsv
var files embed.FS

// rows parses an embedded list: header line, tab-separated columns.
func rows(name string, columns int) [][]string {
	b, err := files.ReadFile("data/" + name)
	if err != nil {
		return nil // unreachable: the name is embedded
	}
	var out [][]string
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if i == 0 || line == "" {
			continue
		}
		r := strings.Split(line, "\t")
		for len(r) < columns {
			r = append(r, "")
		}
		out = append(out, r)
	}
	return out
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

var plainMarks = strings.NewReplacer("’", "'", "–", "-", "‑", "-", "\u00a0", " ")

// Fold is the form in which names are compared: lower case, one space, plain
// apostrophes and hyphens, no leading article.
func Fold(s string) string {
	foreign, gaps := false, false
	for i := range len(s) {
		foreign = foreign || s[i] >= utf8.RuneSelf
		gaps = gaps || s[i] <= ' '
	}
	if foreign { // only then are there marks to replace
		s = plainMarks.Replace(s)
		gaps = true
	}
	s = strings.ToLower(s)
	if !gaps {
		return s
	}
	if strings.Contains(s, "  ") || strings.ContainsAny(s, "\t\n\r\v\f") || strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return strings.TrimPrefix(s, "the ")
}

// lookup tries s, then s without a possessive ending.
func lookup[V any](m map[string]V, s string) (V, bool) {
	f := Fold(s)
	if v, ok := m[f]; ok {
		return v, true
	}
	for _, end := range []string{"'s", "'", "s"} {
		if t, cut := strings.CutSuffix(f, end); cut && len(t) > 1 {
			if v, ok := m[t]; ok {
				return v, true
			}
		}
	}
	var zero V
	return zero, false
}

// index makes a lookup map in which the first row with a name wins.
func index[V any](rows []V, names func(V) []string) map[string]V {
	m := make(map[string]V, 3*len(rows))
	for _, r := range rows {
		for _, n := range names(r) {
			if f := Fold(n); f != "" {
				if _, taken := m[f]; !taken {
					m[f] = r
				}
			}
		}
	}
	return m
}

var countries = sync.OnceValue(func() []Country {
	var out []Country
	for _, r := range rows("countries.tsv", 6) {
		names := append([]string{r[2], r[3]}, append(list(r[4]), list(r[5])...)...)
		out = append(out, Country{Code: r[0], Code3: r[1], NameEN: r[2], NameDA: r[3], Names: names})
	}
	return out
})

var countryByName = sync.OnceValue(func() map[string]Country {
	return index(countries(), func(c Country) []string { return c.Names })
})

var countryByCode = sync.OnceValue(func() map[string]Country {
	return index(countries(), func(c Country) []string { return []string{c.Code} })
})

// Countries lists all countries by code.
func Countries() []Country { return append([]Country(nil), countries()...) }

// CountryByName finds a country by any English or Danish name or abbreviation,
// in any case, with or without "the" or a possessive ending. Two-letter
// abbreviations count in capitals only ("US", not "us").
func CountryByName(name string) (Country, bool) {
	c, ok := lookup(countryByName(), name)
	if !ok {
		return c, false
	}
	short := strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")
	short = strings.TrimSuffix(strings.TrimSuffix(short, "'s"), "’s")
	if len(short) <= 3 && short != strings.ToUpper(short) {
		return Country{}, false
	}
	return c, true
}

// CountryByCode finds a country by its two-letter ISO code.
func CountryByCode(code string) (Country, bool) {
	c, ok := countryByCode()[Fold(code)]
	return c, ok
}

var demonyms = sync.OnceValue(func() []Demonym {
	var out []Demonym
	for _, r := range rows("demonyms.tsv", 10) {
		out = append(out, Demonym{Country: r[0], Kind: r[1], PlaceEN: r[2], PlaceDA: r[3], AdjEN: r[4],
			NounEN: r[5], PluralEN: r[6], AdjDA: r[7], NounDA: r[8], PluralDA: r[9]})
	}
	return out
})

// Forms lists the nationality words of d, English ones first, Danish ones with
// their inflected forms.
func (d Demonym) Forms() (adjectives, nouns []string) {
	add := func(to []string, s ...string) []string {
		for _, x := range s {
			if x != "" {
				to = append(to, x)
			}
		}
		return to
	}
	adjectives = add(adjectives, d.AdjEN, d.AdjDA)
	if d.AdjDA != "" && !strings.HasSuffix(d.AdjDA, "e") {
		adjectives = append(adjectives, d.AdjDA+"e")
	}
	nouns = add(nouns, d.NounEN, d.PluralEN, d.NounDA, d.PluralDA)
	if d.NounDA != "" {
		if strings.HasSuffix(d.NounDA, "e") {
			nouns = append(nouns, d.NounDA+"n")
		} else {
			nouns = append(nouns, d.NounDA+"en")
		}
	}
	if d.PluralDA != "" {
		if strings.HasSuffix(d.PluralDA, "e") {
			nouns = append(nouns, strings.TrimSuffix(d.PluralDA, "e")+"ne")
		} else {
			nouns = append(nouns, d.PluralDA+"ne")
		}
	}
	return adjectives, nouns
}

var demonymByWord = sync.OnceValue(func() map[string]Demonym {
	return index(demonyms(), func(d Demonym) []string {
		a, n := d.Forms()
		return append(a, n...)
	})
})

// Demonyms lists all demonyms in file order (countries first).
func Demonyms() []Demonym { return append([]Demonym(nil), demonyms()...) }

// DemonymOf finds the place behind a nationality word: "Danish", "Danes",
// "danske", "danskerne", "russisk". Where a word serves two places
// ("Congolese") the first in the list is returned.
func DemonymOf(word string) (Demonym, bool) { return lookup(demonymByWord(), word) }

var orgs = sync.OnceValue(func() []Org {
	var out []Org
	for _, r := range rows("orgs.tsv", 9) {
		out = append(out, Org{ID: r[0], Type: r[1], Country: r[2], Kind: r[3], NameEN: r[4], NameDA: r[5],
			Acronyms: list(r[6]), AliasEN: list(r[7]), AliasDA: list(r[8])})
	}
	return out
})

// Names lists every name of o without acronyms, the English one first.
func (o Org) Names() []string {
	n := []string{o.NameEN}
	if o.NameDA != "" && o.NameDA != o.NameEN {
		n = append(n, o.NameDA)
	}
	return append(append(n, o.AliasEN...), o.AliasDA...)
}

// isCaps tells an abbreviation, whose case must be kept, from a name.
func isCaps(s string) bool { return len(s) <= 6 && s == strings.ToUpper(s) && s != strings.ToLower(s) }

type orgIndex struct {
	folded map[string][]Org // names and mixed-case aliases
	exact  map[string][]Org // acronyms as written
}

var orgByName = sync.OnceValue(func() orgIndex {
	x := orgIndex{map[string][]Org{}, map[string][]Org{}}
	add := func(m map[string][]Org, k string, o Org) {
		if have := m[k]; k != "" && (len(have) == 0 || have[len(have)-1].ID != o.ID) {
			m[k] = append(have, o)
		}
	}
	for _, o := range orgs() {
		for _, n := range o.Names() {
			if isCaps(n) {
				add(x.exact, n, o)
			} else {
				add(x.folded, Fold(n), o)
			}
		}
		for _, a := range o.Acronyms {
			add(x.exact, a, o)
		}
	}
	return x
})

// Orgs lists all organizations in file order.
func Orgs() []Org { return append([]Org(nil), orgs()...) }

// OrgsByName finds organizations by English or Danish name, alias or acronym,
// with or without "the" or a possessive ending; acronyms of capitals only as
// written. Several may share a name ("ICC"); the better known is first.
func OrgsByName(name string) []Org {
	x := orgByName()
	for _, n := range []string{name, strings.TrimSuffix(strings.TrimSuffix(name, "s"), "'"), strings.TrimSuffix(name, "’s")} {
		if o := x.exact[n]; o != nil && n != "" {
			return append([]Org(nil), o...)
		}
	}
	o, _ := lookup(x.folded, name)
	return append([]Org(nil), o...)
}

var companies = sync.OnceValue(func() []Company {
	var out []Company
	for _, r := range rows("companies.tsv", 4) {
		out = append(out, Company{Name: r[0], Country: r[1], Sector: r[2], Aliases: list(r[3])})
	}
	return out
})

var companyByName = sync.OnceValue(func() map[string]Company {
	return index(companies(), func(c Company) []string { return append([]string{c.Name}, c.Aliases...) })
})

// Companies lists all companies in file order.
func Companies() []Company { return append([]Company(nil), companies()...) }

// CompanyByName finds a company by name or alias, with or without a legal form
// ("Maersk A/S") or a possessive ending.
func CompanyByName(name string) (Company, bool) {
	if c, ok := lookup(companyByName(), name); ok {
		return c, true
	}
	return lookup(companyByName(), TrimLegalForm(name))
}

var orgHeads = sync.OnceValue(func() []OrgHead {
	var out []OrgHead
	for _, r := range rows("org_heads.tsv", 5) {
		h := OrgHead{Lang: r[0], Head: r[1], Type: r[2], Place: r[3], Kind: r[4]}
		h.Head, h.Ending = strings.CutPrefix(h.Head, "-")
		out = append(out, h)
	}
	return out
})

// OrgHeads lists all head words in file order.
func OrgHeads() []OrgHead { return append([]OrgHead(nil), orgHeads()...) }

var nameClasses = sync.OnceValue(func() []NameClass {
	var out []NameClass
	for _, r := range rows("name_classes.tsv", 5) {
		out = append(out, NameClass{ID: r[0], Kind: r[1], Gender: r[2], Variants: append([]string{r[3]}, list(r[4])...)})
	}
	return out
})

var nameClassOf = sync.OnceValue(func() map[string][]NameClass {
	m := map[string][]NameClass{}
	for _, c := range nameClasses() {
		for _, v := range c.Variants {
			k := Fold(v)
			if have := m[k]; len(have) == 0 || have[len(have)-1].ID != c.ID {
				m[k] = append(have, c)
			}
		}
	}
	return m
})

// NameClasses lists the classes that a given name belongs to, in file order:
// "Jevgenij" and "Eugene" share one.
func NameClasses(name string) []NameClass {
	return append([]NameClass(nil), nameClassOf()[Fold(name)]...)
}

var exonyms = sync.OnceValue(func() []Exonym {
	var out []Exonym
	for _, r := range rows("exonyms_da.tsv", 5) {
		out = append(out, Exonym{NameDA: r[0], NameEN: r[1], Kind: r[2], Country: r[3]})
	}
	return out
})

var exonymByDA = sync.OnceValue(func() map[string]Exonym {
	return index(exonyms(), func(e Exonym) []string { return []string{e.NameDA} })
})

// Exonyms lists all exonyms in file order.
func Exonyms() []Exonym { return append([]Exonym(nil), exonyms()...) }

// ExonymOf finds a place by its Danish name: "København" is Copenhagen.
func ExonymOf(nameDA string) (Exonym, bool) { return lookup(exonymByDA(), nameDA) }

var municipalities = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range rows("dk_municipalities.tsv", 3) {
		m[Fold(r[0])] = r[0]
		m[Fold(r[2])] = r[0]
	}
	return m
})

// Municipalities lists the full names of the Danish municipalities in file order.
func Municipalities() []string {
	var out []string
	for _, r := range rows("dk_municipalities.tsv", 3) {
		out = append(out, r[2])
	}
	return out
}

// IsMunicipality tells whether name is a Danish municipality, with or without
// "Kommune".
func IsMunicipality(name string) bool {
	_, ok := lookup(municipalities(), name)
	return ok
}

//go:embed data/places.txt
var placesText string

// PlaceByName finds the largest city or town of that English, Danish or local
// name. The list is searched in place: lines of folded name, name, country and
// population in byte order.
func PlaceByName(name string) (Place, bool) {
	f := Fold(name)
	for _, k := range []string{f, strings.TrimSuffix(strings.TrimSuffix(f, "s"), "'")} {
		if p, ok := findPlace(k); ok {
			return p, true
		}
	}
	return Place{}, false
}

func findPlace(folded string) (Place, bool) {
	t, key := placesText, folded+"\t"
	line := func(at int) (from int) { return strings.LastIndexByte(t[:at], '\n') + 1 }
	i := sort.Search(len(t), func(at int) bool { return t[line(at):] >= key })
	if i == len(t) || folded == "" {
		return Place{}, false
	}
	l, _, _ := strings.Cut(t[line(i):], "\n")
	c := strings.Split(l, "\t")
	if len(c) != 4 || c[0] != folded {
		return Place{}, false
	}
	n := 0
	for _, d := range []byte(c[3]) {
		n = 10*n + int(d-'0')
	}
	return Place{Name: c[1], Country: c[2], Population: n}, true
}
