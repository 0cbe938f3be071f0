package gazetteer

import (
	"strings"
	"sync"
)

var legalForms = sync.OnceValue(func() []LegalForm {
	var out []LegalForm
	for _, r := range rows("legal_suffixes.tsv", 6) {
		out = append(out, LegalForm{Form: r[0], Variants: list(r[1]), Countries: list(r[2]), Place: r[3], Kind: r[4]})
	}
	return out
})

var legalByForm = sync.OnceValue(func() map[string]LegalForm {
	m := map[string]LegalForm{}
	for _, l := range legalForms() {
		for _, f := range append([]string{l.Form}, l.Variants...) {
			k := legalKey(f)
			if _, taken := m[k]; !taken {
				m[k] = l
			}
		}
	}
	return m
})

// legalKey keeps case and inner points ("as" is neither "AS" nor "a.s.").
func legalKey(s string) string { return strings.TrimRight(strings.Trim(s, ",()"), ".") }

// LegalForms lists all company forms in file order.
func LegalForms() []LegalForm { return append([]LegalForm(nil), legalForms()...) }

// LegalFormOf finds the company form that word (or phrase) is: "A/S", "Ltd.",
// "GmbH & Co. KG". Case counts.
func LegalFormOf(word string) (LegalForm, bool) {
	l, ok := legalByForm()[legalKey(word)]
	return l, ok
}

// TrimLegalForm cuts the company forms off both ends of a name: "Nordhavn
// Pharma A/S" is "Nordhavn Pharma". It never returns an empty string for a
// name that is not empty.
func TrimLegalForm(name string) string {
	for {
		name = strings.TrimRight(strings.TrimSpace(name), ",")
		cut := name
		for n := 3; n >= 1 && cut == name; n-- {
			cut = trimWords(name, n)
		}
		if cut == name {
			return name
		}
		name = cut
	}
}

// trimWords cuts a form of n words off the end or, else, the start of name.
func trimWords(name string, n int) string {
	w := strings.Fields(name)
	if len(w) <= n {
		return name
	}
	if l, ok := LegalFormOf(strings.Join(w[len(w)-n:], " ")); ok && l.Place != "start" && l.Kind != "foundation" {
		return strings.Join(w[:len(w)-n], " ")
	}
	if l, ok := LegalFormOf(strings.Join(w[:n], " ")); ok && l.Place == "start" && l.Kind != "foundation" {
		return strings.Join(w[n:], " ")
	}
	return name
}

var generations = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, r := range rows("generations.tsv", 1) {
		m[r[0]] = true
	}
	return m
})

// Generation tells words behind a person's name that tell it from a father's
// or son's: "Jr.", "III".
func Generation(word string) bool { return generations()[strings.TrimSuffix(Fold(word), ".")] }
