package claims

import "strings"

// prior is how often the rule is right, measured on the gold development
// articles 001 to 018 of both languages.
func prior(rule string) float64 {
	switch {
	case strings.HasSuffix(rule, ":topic") || strings.Contains(rule, ":topic:"):
		return 0.6
	case strings.HasPrefix(rule, "role:chain"):
		return 0.6
	case strings.HasPrefix(rule, "role:"):
		return 0.9
	case strings.HasPrefix(rule, "name:"):
		return 0.8
	case strings.HasPrefix(rule, "twin:"):
		return 0.7
	}
	return 0.75
}
