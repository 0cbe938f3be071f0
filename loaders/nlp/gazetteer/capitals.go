package gazetteer

import "sync"

// CountryOfCapital finds the country whose government a capital can stand for.
func CountryOfCapital(name string) (Country, bool) { return CountryByCode(capitals()[Fold(name)]) }

var capitals = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range rows("capitals.tsv", 2) {
		for _, n := range list(r[1]) {
			m[Fold(n)] = r[0]
		}
	}
	return m
})
