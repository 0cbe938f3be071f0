package variant

import (
	"slices"
	"strings"

	"newsgraph/loaders/nlp/gazetteer"
)

// Orgs finds the known organizations of a name, also one that begins with the
// country or its adjective: "U.S. Food and Drug Administration", "Russian
// Kremlin".
func Orgs(name string) []gazetteer.Org {
	if found := gazetteer.OrgsByName(name); len(found) > 0 {
		return found
	}
	first, rest, ok := strings.Cut(name, " ")
	if !ok {
		return nil
	}
	c, ok := gazetteer.CountryByName(first)
	if !ok {
		d, isDemonym := gazetteer.DemonymOf(first)
		if c, ok = gazetteer.CountryByCode(d.Country); !isDemonym || !ok {
			return nil
		}
	}
	found := gazetteer.OrgsByName(c.NameEN + " " + rest)
	if len(found) == 0 {
		found = gazetteer.OrgsByName(rest)
	}
	return slices.DeleteFunc(found, func(o gazetteer.Org) bool { return o.Country != c.Code })
}
