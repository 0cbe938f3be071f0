package variant

import (
	_ "embed"
	"strings"
	"sync"
)

var (
	//go:embed data/legal_suffixes.tsv
	legalTSV string
	//go:embed data/given.tsv
	givenTSV string
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

// given maps a folded spelling of a given name to its canonical one.
type given struct {
	always map[string]string // transliterations from other scripts
	slavic map[string]string // spellings that are also names of other languages
	arabic map[string]string
}

var givens = sync.OnceValue(func() given {
	g := given{map[string]string{}, map[string]string{}, map[string]string{}}
	rows(givenTSV, 4, func(c []string) {
		canonical := Fold(c[1])
		m := g.always
		if c[0] == "arabic" {
			m = g.arabic
		}
		for _, v := range append([]string{c[1]}, list(c[2])...) {
			m[Fold(v)] = canonical
		}
		for _, v := range list(c[3]) {
			g.slavic[Fold(v)] = canonical
		}
		// A canonical that is a name of other languages is none by itself.
		if strings.HasPrefix(c[0], "slavic-") {
			delete(m, canonical)
			g.slavic[canonical] = canonical
		}
	})
	return g
})
