package gazetteer

// Country is a country or territory of ISO 3166.
type Country struct {
	Code   string // ISO 3166-1 alpha-2, the canonical id
	Code3  string // alpha-3
	NameEN string // "Denmark"
	NameDA string // "Danmark"
	Names  []string
}

// Demonym ties nationality words to the place that they come from.
type Demonym struct {
	Country        string // ISO code of the country that holds the place; "" for peoples, continents, former states
	Kind           string // country, part, people, former, continent, region, city
	PlaceEN        string
	PlaceDA        string
	AdjEN, AdjDA   string // "Danish", "dansk"
	NounEN, NounDA string // "Dane", "dansker"
	PluralEN       string // "Danes"
	PluralDA       string // "danskere"
}

// Org is a well-known agency, medium, party or other organization.
type Org struct {
	ID       string // stable slug: "united-nations"
	Type     string // Agency, Media, Party or Organization
	Country  string // ISO code, "INT" or "EU"
	Kind     string // "broadcaster", "ministry", ...
	NameEN   string
	NameDA   string
	Acronyms []string
	AliasEN  []string
	AliasDA  []string
}

// Company is a well-known company.
type Company struct {
	Name    string
	Country string // ISO code
	Sector  string
	Aliases []string
}

// OrgHead is a head word (or phrase) of organization names.
type OrgHead struct {
	Lang  string // en or da
	Head  string // "Ministry", "styrelsen"; Danish word endings without their hyphen
	Type  string // Company, Agency, Media, Party or Organization
	Place string // head (begins the name), tail (ends it), any
	Kind  string // "ministry", "bank", ...
	// Ending marks a Danish word ending ("-styrelsen").
	Ending bool
}

// LegalForm is a company form that stands in names.
type LegalForm struct {
	Form      string // "A/S"
	Variants  []string
	Countries []string // ISO codes, or "*"
	Place     string   // start, end or any
	Kind      string   // company, partnership, foundation, ...
}

// NameClass is a set of given names (or Chinese surnames) that are one name in
// different languages and short forms.
type NameClass struct {
	ID       string // "eugene"
	Kind     string // given or surname
	Gender   string // m, f or u
	Variants []string
}

// Exonym is a Danish name of a place with its English one.
type Exonym struct {
	NameDA, NameEN string
	Kind           string // city, region, sea, river, ...
	Country        string // ISO code, may be ""
}

// Place is a city or town.
type Place struct {
	Name       string
	Country    string // ISO code
	Population int
}
