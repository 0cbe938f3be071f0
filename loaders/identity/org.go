package identity

import (
	"slices"
	"strings"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
)

// org finds an organization in the static tables, or makes a key of its name
// without company forms. The name of an office that every country has
// ("Ministry of Defence") is told apart by the article's first country, or by
// the article where there is none.
func (k keyer) org(e Named) (typ, slug string) {
	if o, ok := k.known(e); ok {
		return o.Type, o.ID
	}
	words := withoutArticle(variant.Words(e.Name))
	typ = e.Type
	if typ == "Company" || typ == "Organization" {
		if c, ok := gazetteer.CompanyByName(e.Name); ok {
			return "Company", slugOf(variant.WithoutLegalForm(variant.Words(c.Name)), e.Name)
		}
		if bare := variant.WithoutLegalForm(words); len(bare) < len(words) {
			typ, words = "Company", bare
		}
	}
	slug = slugOf(words, e.Name)
	switch home := strings.ToLower(k.home()); {
	case typ == "Agency" && ofPlace(words):
		slug = escape(k.article.ID) + "/" + slug
	case typ == "Agency" && generic(words):
		switch {
		case k.article.Lang == "da" && len(words) == 1 && !strings.HasSuffix(words[0], "ministerium"):
			// A definite Danish word is of Denmark ("Udenrigsministeriet").
		case home != "":
			slug = home + "-" + slug
		default:
			slug = escape(k.article.ID) + "/" + slug
		}
	}
	return typ, slug
}

// ofPlace reports whether an agency is one of many of its name that only the
// place tells apart: an embassy or consulate.
func ofPlace(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains([]string{"embassy", "ambassade", "ambassaden", "consulate", "konsulat", "konsulatet"}, w)
	})
}

// known looks the fullest name up among known organizations. Of several of
// that name, the one of the entity's type and of a country of the article is
// meant; if that leaves not exactly one, none is.
func (k keyer) known(e Named) (gazetteer.Org, bool) {
	found := variant.Orgs(e.Name)
	narrow := func(keep func(gazetteer.Org) bool) {
		if len(found) > 1 {
			if kept := slices.DeleteFunc(slices.Clone(found), func(o gazetteer.Org) bool { return !keep(o) }); len(kept) > 0 {
				found = kept
			}
		}
	}
	narrow(func(o gazetteer.Org) bool { return o.Type == e.Type })
	narrow(func(o gazetteer.Org) bool { return k.about(o.Country) })
	narrow(func(o gazetteer.Org) bool { return o.Country == k.home() })
	if len(found) != 1 {
		return gazetteer.Org{}, false
	}
	o := found[0]
	words := withoutArticle(variant.Words(e.Name))
	switch short := len([]rune(e.Name)) <= 3 || o.Type == "Party"; {
	case short && o.Type != e.Type && !(o.Type == "Organization" || e.Type == "Organization"):
		return o, false
	case short && national(o.Country) && !k.about(o.Country):
		return o, false
	case generic(words) && national(o.Country) && o.Country != k.home():
		return o, false
	}
	return o, true
}

// about reports whether the article is about a country.
func (k keyer) about(code string) bool {
	return slices.ContainsFunc(k.countries, func(c country) bool { return c.code == code })
}

// national reports whether a country column names one country.
func national(code string) bool { return code != "" && code != "INT" && code != "EU" }

// generic reports whether an agency's name is nothing but words that the
// agencies of every country are named with.
func generic(words []string) bool {
	if len(words) == 1 && strings.HasSuffix(words[0], "ministerium") {
		return true
	}
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !officeWords()[w] })
}
