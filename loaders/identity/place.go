package identity

import (
	"slices"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
)

// bigCity is the population from which a city may be meant by its name in
// another language; smaller ones share their foreign names with too many.
const bigCity = 100_000

func (k keyer) country(e Named) (typ, slug string) {
	if c, ok := gazetteer.CountryByName(e.Name); ok {
		return "Country", slugOf(withoutArticle(variant.Words(c.NameEN)), e.Name)
	}
	return "Country", slugOf(withoutArticle(variant.Words(e.Name)), e.Name)
}

// place maps Danish names of foreign places to the English ones, and the local
// names of big cities to the usual ones; a name that only a country bears is a
// country whatever its type.
func (k keyer) place(e Named) (typ, slug string) {
	class := gazetteer.Lookup(e.Name)
	if class&gazetteer.CountryName != 0 && class&(gazetteer.City|gazetteer.Region) == 0 {
		return k.country(e)
	}
	name := e.Name
	if x, ok := gazetteer.ExonymOf(name); ok {
		name = x.NameEN
	} else if p, ok := gazetteer.PlaceByName(name); ok && p.Population >= bigCity {
		name = p.Name
	}
	return "Place", slugOf(withoutArticle(variant.Words(name)), e.Name)
}

// countriesOf ranks the countries that an article is about: countries by their
// mentions, cities of theirs by half of that. A Danish article speaks of
// Denmark unless it says otherwise.
func countriesOf(a Article, es []Named) []string {
	weight := map[string]int{}
	var order []string
	add := func(code string, w int) {
		if weight[code] == 0 {
			order = append(order, code)
		}
		weight[code] += w
	}
	for _, e := range es {
		n := max(e.Mentions, 1)
		if c, ok := gazetteer.CountryByName(e.Name); ok && (e.Type == "Country" || e.Type == "Place") {
			add(c.Code, 2*n)
		} else if p, ok := gazetteer.PlaceByName(e.Name); ok && e.Type == "Place" && p.Population >= bigCity {
			add(p.Country, n)
		}
	}
	slices.SortStableFunc(order, func(x, y string) int { return weight[y] - weight[x] })
	if a.Lang == "da" && !slices.Contains(order, "DK") {
		order = append(order, "DK")
	}
	return order
}
