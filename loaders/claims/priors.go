package claims

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed priors.tsv
var priorsText string

// record is how many statements of a rule, or class of rules, were seen and
// how many were right.
type record struct{ seen, right float64 }

var records = sync.OnceValue(func() map[string]record {
	out := map[string]record{}
	for line := range strings.Lines(priorsText) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		seen, err1 := strconv.ParseFloat(f[1], 64)
		right, err2 := strconv.ParseFloat(f[2], 64)
		if err1 == nil && err2 == nil {
			out[f[0]] = record{seen, right}
		}
	}
	return out
})

// What a rule that was never seen is worth, and how many statements that
// counts for against what was seen of its class and of itself. Chosen once,
// not fitted.
const (
	unseen      = 0.8
	classWeight = 4
	ruleWeight  = 6
)

// prior is how often the rule is right: its record, shrunk to that of its
// class, shrunk to that of all rules.
func prior(rule string) float64 {
	r := records()
	c := r[ruleClass(rule)]
	p := (c.right + classWeight*unseen) / (c.seen + classWeight)
	e := r["="+rule]
	return (e.right + ruleWeight*p) / (e.seen + ruleWeight)
}

// ruleClass groups rules: frames of one part of speech by predicate, roles by
// how bearer and house were found, others by their first two parts.
func ruleClass(rule string) string {
	p := strings.Split(strings.TrimRight(rule, "~?"), ":")
	switch {
	case p[0] == "verb" || p[0] == "noun" || p[0] == "adj":
		return p[0] + ":" + p[len(p)-1]
	case p[0] == "role" && len(p) >= 3:
		return strings.Join(p[:3], ":")
	case len(p) >= 2:
		return p[0] + ":" + p[1]
	}
	return rule
}
