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

// country is a country that an article is about, and how much speaks for it.
type country struct {
	code   string
	weight int
}

// Weights of what speaks for a country: a mention of it counts twice as much
// as one of a city of it, and the first place named (mostly the dateline) as
// much as two mentions. From surely on, and with half as much again as the
// next one, a country is surely the one that the article's offices are of.
const (
	countryMention = 2
	cityMention    = 1
	firstPlace     = 4
	surely         = 4
)

// countriesOf ranks the countries that an article is about. A Danish article
// speaks of Denmark unless it says otherwise, which its weight of 0 says.
func countriesOf(a Article, es []Named) []country {
	var out []country
	add := func(code string, w int) {
		i := slices.IndexFunc(out, func(c country) bool { return c.code == code })
		if i < 0 {
			i = len(out)
			out = append(out, country{code: code})
			if i == 0 {
				w += firstPlace
			}
		}
		out[i].weight += w
	}
	for _, e := range es {
		n := max(e.Mentions, 1)
		if c, ok := gazetteer.CountryByName(e.Name); ok && (e.Type == "Country" || e.Type == "Place") {
			add(c.Code, countryMention*n)
		} else if p, ok := gazetteer.PlaceByName(e.Name); ok && e.Type == "Place" && p.Population >= bigCity {
			add(p.Country, cityMention*n)
		}
	}
	slices.SortStableFunc(out, func(x, y country) int { return y.weight - x.weight })
	if a.Lang == "da" && !slices.ContainsFunc(out, func(c country) bool { return c.code == "DK" }) {
		out = append(out, country{code: "DK"})
	}
	return out
}

// home is the country that the article's offices are of, "" if that is not
// sure.
func (k keyer) home() string {
	switch c := k.countries; {
	case len(c) == 1 && c[0].weight == 0:
		return c[0].code
	case len(c) > 0 && c[0].weight >= surely && (len(c) == 1 || 2*c[0].weight >= 3*c[1].weight):
		return c[0].code
	}
	return ""
}
