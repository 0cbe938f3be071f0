package gazetteer

import (
	"strings"
	"sync"
)

type headIndex struct {
	words   map[string]OrgHead // folded whole words and phrases
	endings map[string]OrgHead
	longest int // ending, in bytes
}

var headsByWord = sync.OnceValue(func() headIndex {
	x := headIndex{words: map[string]OrgHead{}, endings: map[string]OrgHead{}}
	for _, h := range orgHeads() {
		m := x.words
		if h.Ending {
			m = x.endings
		}
		k := Fold(h.Head)
		if m[k].Head == "" {
			m[k] = h
		}
		if h.Ending {
			x.longest = max(x.longest, len(k))
		}
	}
	return x
})

// OrgTypeOf tells the kind of organization that a name or noun has by its head
// words, English or Danish: Company, Agency, Media, Party or Organization, and
// where the head stands: "tail" (the longest phrase at the end), "head" (at the
// start) or "ending" (of a Danish compound). Both are "" when there is none.
func OrgTypeOf(name string) (fine, place string) {
	x := headsByWord()
	w := strings.Fields(Fold(name))
	if len(w) == 0 {
		return "", ""
	}
	tail := w[len(w)-1]
	for _, cut := range []string{"'s", "'", "s", ""} {
		base, ok := strings.CutSuffix(tail, cut)
		if !ok || base == "" {
			continue
		}
		w[len(w)-1] = base
		for n := min(4, len(w)); n >= 1; n-- {
			if h, ok := x.words[strings.Join(w[len(w)-n:], " ")]; ok && (h.Place != "head" || n == len(w)) {
				return h.Type, "tail"
			}
		}
	}
	w[len(w)-1] = tail
	for n := min(4, len(w)); n >= 1; n-- {
		if h, ok := x.words[strings.Join(w[:n], " ")]; ok && h.Place != "tail" {
			return h.Type, "head"
		}
	}
	for _, end := range []string{tail, strings.TrimSuffix(tail, "s")} {
		for i := range end {
			if i < 2 || len(end)-i > x.longest {
				continue
			}
			if h, ok := x.endings[end[i:]]; ok {
				return h.Type, "ending"
			}
		}
	}
	return "", ""
}
