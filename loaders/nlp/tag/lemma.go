package tag

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math/bits"
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
	start []int32
	shift uint
	recs  []byte // fingerprint u32, rule u16, ordered by hash
}

const (
	maxEnding  = 8
	lemmaRec   = 6
	wholeWord  = 99
	lemmaMagic = 0x6e676c31
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

func (l *lemmatiser) find(h uint64) (int, bool) {
	fp := uint32(h)
	b := h >> l.shift
	for i := l.start[b]; i < l.start[b+1]; i++ {
		r := l.recs[int(i)*lemmaRec:]
		if binary.LittleEndian.Uint32(r) == fp {
			return int(binary.LittleEndian.Uint16(r[4:])), true
		}
	}
	return 0, false
}

// lemma is the form itself when no rule fits.
func (l *lemmatiser) lemma(keys []uint64, class uint64, form string) (string, []uint64) {
	if len(form) > 64 {
		return form, keys
	}
	keys = lemmaKeys(keys, class, form)
	for _, k := range keys {
		if n, ok := l.find(k); ok {
			if s, ok := l.rules[n].apply(form); ok {
				return s, keys
			}
		}
	}
	return form, keys
}

func loadLemmatiser(b []byte, rules []string) (*lemmatiser, error) {
	bad := errors.New("lemma table is damaged; train the tagger again")
	if len(b) < 8 || binary.LittleEndian.Uint32(b) != lemmaMagic {
		return nil, bad
	}
	k := int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if k < 1 || k > 24 || len(b) < 2<<k || (len(b)-2<<k)%lemmaRec != 0 {
		return nil, bad
	}
	l := &lemmatiser{shift: uint(64 - k), start: make([]int32, 1<<k+1), recs: b[2<<k:]}
	for i := range 1 << k {
		l.start[i+1] = l.start[i] + int32(binary.LittleEndian.Uint16(b[2*i:]))
	}
	if int(l.start[1<<k])*lemmaRec != len(l.recs) {
		return nil, bad
	}
	for _, s := range rules {
		r, err := parseRule(s)
		if err != nil {
			return nil, err
		}
		l.rules = append(l.rules, r)
	}
	for i := 0; i < len(l.recs); i += lemmaRec {
		if int(binary.LittleEndian.Uint16(l.recs[i+4:])) >= len(l.rules) {
			return nil, bad
		}
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
	hashes := make([]uint64, 0, len(keep))
	for h := range keep {
		hashes = append(hashes, h)
	}
	slices.SortFunc(hashes, cmp.Compare[uint64])
	k := max(1, bits.Len(uint(len(hashes)))-2)
	table = binary.LittleEndian.AppendUint32(nil, lemmaMagic)
	table = binary.LittleEndian.AppendUint32(table, uint32(k))
	counts := make([]uint16, 1<<k)
	for _, h := range hashes {
		counts[h>>uint(64-k)]++
	}
	for _, n := range counts {
		table = binary.LittleEndian.AppendUint16(table, n)
	}
	for _, h := range hashes {
		table = binary.LittleEndian.AppendUint32(table, uint32(h))
		table = binary.LittleEndian.AppendUint16(table, uint16(number[keep[h]]))
	}
	return table, rules
}
