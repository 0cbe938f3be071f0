package variant

import (
	_ "embed"
	"strings"
	"sync"
)

var (
	//go:embed data/legal_suffixes.tsv
	legalTSV string
	//go:embed data/name_classes.tsv
	classesTSV string
	//go:embed data/countries.tsv
	countriesTSV string
)

// rows yields the cells of each line after the header; short lines are padded.
func rows(tsv string, columns int, visit func(cells []string)) {
	for i, line := range strings.Split(strings.TrimSuffix(tsv, "\n"), "\n") {
		if i == 0 || line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		for len(cells) < columns {
			cells = append(cells, "")
		}
		visit(cells)
	}
}

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// legalForm is one way of writing a company form, as the words it folds to.
type legalForm struct {
	words []string
	start bool
	any   bool
}

// legalForms maps the first (place start) or last word (place end, any) of a
// form to the forms, longest first.
var legalForms = sync.OnceValue(func() map[string][]legalForm {
	m := map[string][]legalForm{}
	rows(legalTSV, 3, func(c []string) {
		for _, f := range append([]string{c[0]}, list(c[1])...) {
			w := Words(f)
			if len(w) == 0 {
				continue
			}
			lf := legalForm{words: w, start: c[2] == "start", any: c[2] == "any"}
			if lf.start || lf.any {
				m["^"+w[0]] = insertLongest(m["^"+w[0]], lf)
			}
			if !lf.start {
				m[w[len(w)-1]] = insertLongest(m[w[len(w)-1]], lf)
			}
		}
	})
	return m
})

func insertLongest(fs []legalForm, f legalForm) []legalForm {
	i := 0
	for i < len(fs) && len(fs[i].words) >= len(f.words) {
		if equal(fs[i].words, f.words) {
			return fs
		}
		i++
	}
	return append(fs[:i], append([]legalForm{f}, fs[i:]...)...)
}

// givenClasses maps a folded given name to the classes it is in, in order of
// the table.
var givenClasses = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	rows(classesTSV, 5, func(c []string) {
		if c[1] != "given" {
			return
		}
		for _, n := range append([]string{c[3]}, list(c[4])...) {
			k := Fold(n)
			if cs := m[k]; len(cs) == 0 || cs[len(cs)-1] != c[0] {
				m[k] = append(m[k], c[0])
			}
		}
	})
	return m
})

// classGender maps a class of given names to "m", "f" or "".
var classGender = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	rows(classesTSV, 5, func(c []string) {
		if c[1] == "given" && c[2] != "u" {
			m[c[0]] = c[2]
		}
	})
	return m
})

// countries maps a folded country name to its ISO code.
var countries = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	rows(countriesTSV, 5, func(c []string) {
		names := append([]string{c[1], c[2]}, list(c[3])...)
		for _, n := range append(names, list(c[4])...) {
			if k := strings.TrimPrefix(Fold(n), "the "); k != "" && m[k] == "" {
				m[k] = c[0]
			}
		}
	})
	return m
})

// countryNames maps an ISO code to the English name.
var countryNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	rows(countriesTSV, 5, func(c []string) { m[c[0]] = c[1] })
	return m
})
