package identity

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/office_words.txt
var officeText string

// officeWords are the folded words of names like "Ministry of Foreign
// Affairs" that do not say of which country.
var officeWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, line := range strings.Split(officeText, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			m[w] = true
		}
	}
	return m
})
