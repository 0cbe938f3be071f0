package tag

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"newsgraph/loaders/nlp/perceptron"
)

// A lemma rule is "how many bytes to cut from the end of the form", TAB,
// "what to add"; a leading "l" lowers the form first.
func lemmaRule(form, lemma string) string {
	flag := ""
	if !strings.HasPrefix(lemma, firstRune(form)) {
		if low := strings.ToLower(form); low != form && len(low) == len(form) {
			flag, form = "l", low
		}
	}
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && (n < len(form) && !utf8.RuneStart(form[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
		n--
	}
	return flag + strconv.Itoa(len(form)-n) + "\t" + lemma[n:]
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

type rule struct {
	lower bool
	cut   int
	add   string
}

func parseRule(s string) (rule, error) {
	head, add, ok := strings.Cut(s, "\t")
	var r rule
	head, r.lower = strings.CutPrefix(head, "l")
	n, err := strconv.Atoi(head)
	if !ok || err != nil || n < 0 {
		return r, errors.New("lemma rule is damaged; train the tagger again")
	}
	r.cut, r.add = n, add
	return r, nil
}

// apply rewrites form; ok is false where form is too short.
func (r rule) apply(form string) (lemma string, ok bool) {
	if r.lower {
		form = strings.ToLower(form)
	}
	if r.cut > len(form) || r.cut > 0 && !utf8.RuneStart(form[len(form)-r.cut]) {
		return "", false
	}
	if r.cut == 0 && r.add == "" {
		return form, true
	}
	if lemma = form[:len(form)-r.cut] + r.add; lemma == "" {
		return "", false
	}
	return lemma, true
}

// lemmatiser finds the rule of the longest known ending of a form under its
// tag: the whole form first, then shorter and shorter endings.
type lemmatiser struct {
	rules []rule
	table *table
	known func(word string) bool // nil: endings alone decide
}

const (
	maxEnding = 8
	wholeWord = 99
)

func endingKey(class uint64, n int, ending uint64) uint64 {
	return perceptron.Feature3(7001, class, uint64(n), ending)
}

// keys lists the lookup keys of form under class, longest first.
func lemmaKeys(keys []uint64, class uint64, form string) []uint64 {
	keys = append(keys[:0], endingKey(class, wholeWord, perceptron.HashString(form)))
	low := form
	if strings.ToLower(form) != form {
		low = strings.ToLower(form)
		keys = append(keys, endingKey(class, wholeWord, perceptron.HashString(low)))
	}
	capital := uint64(0)
	if low != form {
		capital = 1
	}
	var cuts [maxEnding + 1]int
	n, i := 0, len(low)
	for n < maxEnding && i > 0 {
		_, k := utf8.DecodeLastRuneInString(low[:i])
		i -= k
		n++
		cuts[n] = i
	}
	for ; n >= 0; n-- {
		at := len(low)
		if n > 0 {
			at = cuts[n]
		}
		keys = append(keys, endingKey(class<<1|capital, n, perceptron.HashString(low[at:])))
	}
	return keys
}

// lemma is the form itself when no rule fits. The rule of a whole form is
// taken at once; of the rules of endings, the one of the longest ending that
// makes a word that the clusters know, else the one of the longest ending.
func (l *lemmatiser) lemma(keys []uint64, class uint64, form string) (string, []uint64) {
	if len(form) > 64 {
		return form, keys
	}
	keys = lemmaKeys(keys, class, form)
	first := ""
	for _, k := range keys {
		n, ok := l.table.find(k)
		if !ok {
			continue
		}
		s, ok := l.rules[n].apply(form)
		switch {
		case !ok:
		case k == keys[0] || l.known == nil || l.known(s):
			return s, keys
		case first == "":
			first = s
		}
	}
	if first != "" {
		return first, keys
	}
	return form, keys
}

func loadLemmatiser(b []byte, rules []string) (*lemmatiser, error) {
	t, err := loadTable(b, len(rules))
	if err != nil {
		return nil, err
	}
	l := &lemmatiser{table: t}
	for _, s := range rules {
		r, err := parseRule(s)
		if err != nil {
			return nil, err
		}
		l.rules = append(l.rules, r)
	}
	return l, nil
}

// lemmaExample is one training word.
type lemmaExample struct {
	class       uint64
	form, lemma string
}

// trainLemmatiser counts rules under every ending and keeps, from the
// shortest ending on, those that change the decision.
func trainLemmatiser(examples []lemmaExample) (table []byte, rules []string) {
	counts := map[uint64]map[string]int{}
	type chain struct{ keys []uint64 }
	var chains []chain
	seen := map[lemmaExample]bool{}
	for _, x := range examples {
		r := lemmaRule(x.form, x.lemma)
		keys := lemmaKeys(nil, x.class, x.form)
		for _, k := range keys {
			if counts[k] == nil {
				counts[k] = map[string]int{}
			}
			counts[k][r]++
		}
		if id := (lemmaExample{x.class, x.form, ""}); !seen[id] {
			seen[id] = true
			chains = append(chains, chain{keys})
		}
	}
	best := map[uint64]string{}
	for k, m := range counts {
		best[k] = commonest(m)
	}
	keep := map[uint64]string{}
	for _, c := range chains {
		// From the shortest ending to the whole form: store where it differs.
		now := ""
		for i := len(c.keys) - 1; i >= 0; i-- {
			if b := best[c.keys[i]]; b != now {
				keep[c.keys[i]] = b
				now = b
			}
		}
	}
	return encodeLemmas(keep)
}

func commonest(m map[string]int) string {
	best, n := "", 0
	for r, c := range m {
		if c > n || c == n && (len(r) < len(best) || len(r) == len(best) && r < best) {
			best, n = r, c
		}
	}
	return best
}

func encodeLemmas(keep map[uint64]string) (table []byte, rules []string) {
	number := map[string]int{}
	for _, r := range keep {
		number[r] = 0
	}
	for r := range number {
		rules = append(rules, r)
	}
	slices.Sort(rules)
	for i, r := range rules {
		number[r] = i
	}
	m := make(map[uint64]int, len(keep))
	for h, r := range keep {
		m[h] = number[r]
	}
	return encodeTable(m), rules
}
