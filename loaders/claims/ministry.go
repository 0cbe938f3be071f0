package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

func hasSuffixAny(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// ministry finds the ministry of a minister's portfolio among the entities:
// "Foreign Minister" and "Ministry of Foreign Affairs", "skatteminister" and
// "Skatteministeriet". Portfolio and name must share the start of a word.
func (x *extraction) ministry(r role) int {
	v := x.v
	var stems []string
	for i := r.first; i < r.last; i++ {
		w := v.word[i]
		for _, cut := range []string{"ministeren", "minister", "secretary"} {
			w = strings.TrimSuffix(w, cut)
		}
		if len(w) >= 4 {
			stems = append(stems, w[:min(len(w), 6)])
		}
	}
	// a field before the noun that the list of roles does not have
	if len(stems) == 0 && r.first > 0 && v.upos(r.first-1) == "NOUN" && len(v.word[r.first-1]) >= 4 {
		w := v.word[r.first-1]
		stems = append(stems, w[:min(len(w), 6)])
	}
	for _, e := range v.allMinistries() {
		name := strings.ToLower(v.dc.Entities[e].Name)
		for _, s := range stems {
			if at := strings.Index(name, trimRune(s)); at == 0 || at > 0 && name[at-1] == ' ' {
				return e
			}
		}
	}
	return coref.None
}

// allMinistries are the named agencies that are ministries by their names.
func (v *view) allMinistries() []int {
	if v.ministries == nil {
		v.ministries = []int{}
		for e, ent := range v.dc.Entities {
			if name := strings.ToLower(ent.Name); ent.Type == "Agency" && v.isNamed(e) &&
				(strings.Contains(name, "minist") || strings.Contains(name, "department") || strings.Contains(name, "treasury")) {
				v.ministries = append(v.ministries, e)
			}
		}
	}
	return v.ministries
}

// trimRune drops a half character that cutting by bytes may have left.
func trimRune(s string) string { return strings.ToValidUTF8(s, "") }
