package schema

// Terms of the newsgraph vocabulary that are not ontology predicates.
var (
	TypeIRI      = IRI{RDF + "type"}
	LabelIRI     = IRI{RDFS + "label"}
	SubjectIRI   = IRI{RDF + "subject"}
	PredicateIRI = IRI{RDF + "predicate"}
	ObjectIRI    = IRI{RDF + "object"}
	ClaimIRI     = IRI{NS + "Claim"}
	ArticleClass = IRI{NS + "Article"}
	NameIRI      = IRI{NS + "name"} // another form of an entity's name
	TextIRI      = IRI{NS + "text"}
	StanceIRI    = IRI{NS + "stance"}
	StatusIRI    = IRI{NS + "status"}
	HolderIRI    = IRI{NS + "holder"}
	QuoteIRI     = IRI{NS + "quote"}
	StartIRI     = IRI{NS + "start"}
	EndIRI       = IRI{NS + "end"}
	DateIRI      = IRI{NS + "date"}
	ConfidentIRI = IRI{NS + "confidence"}
	RuleIRI      = IRI{NS + "rule"}
	TitleIRI     = IRI{NS + "title"}
	PublisherIRI = IRI{NS + "publisher"}
	PublishedIRI = IRI{NS + "published"}
	LangIRI      = IRI{NS + "lang"}
	URLIRI       = IRI{NS + "url"}
	HashIRI      = IRI{NS + "hash"}
	IDIRI        = IRI{NS + "id"}
)

// vocabularyTerm describes a term of the ng: namespace for the Turtle export.
// No type or predicate of an ontology may take its name.
type vocabularyTerm struct {
	iri   IRI
	class bool
	label Label
	means string
}

var vocabulary = []vocabularyTerm{
	{ArticleClass, true, Label{"article", "artikel"}, "One loaded text; its IRI is also the name of the graph that holds all its quads."},
	{ClaimIRI, true, Label{"claim", "påstand"}, "A statement (rdf:subject, rdf:predicate, rdf:object) as one article puts it."},
	{NameIRI, false, Label{"other name", "andet navn"}, "Another form of an entity's name than its rdfs:label."},
	{TextIRI, false, Label{"role or matter", "rolle eller sag"}, "The role, or the matter, in the words of the article."},
	{StanceIRI, false, Label{"stance", "holdning"}, "asserted, alleged or denied."},
	{StatusIRI, false, Label{"status", "status"}, "current, former or planned."},
	{HolderIRI, false, Label{"holder", "kilde"}, "Who asserts, alleges or denies it; absent for the article's own voice."},
	{QuoteIRI, false, Label{"quote", "citat"}, "The sentence of the article that says so."},
	{StartIRI, false, Label{"start", "begyndelse"}, "Where the quote begins in the article's text, in Unicode code points."},
	{EndIRI, false, Label{"end", "slutning"}, "Where the quote ends, exclusive."},
	{DateIRI, false, Label{"date", "dato"}, "When it holds or happened, as precise as the text says."},
	{ConfidentIRI, false, Label{"confidence", "sikkerhed"}, "Between 0 and 1: how sure the extraction is."},
	{RuleIRI, false, Label{"rule", "regel"}, "The rule of the extraction that made the claim."},
	{IDIRI, false, Label{"id", "id"}, "The article's id as it was given or derived."},
	{TitleIRI, false, Label{"title", "titel"}, "The article's headline."},
	{PublisherIRI, false, Label{"publisher", "udgiver"}, "Who published the article."},
	{PublishedIRI, false, Label{"published", "udgivet"}, "When the article was published."},
	{LangIRI, false, Label{"language", "sprog"}, "The article's language, ISO 639-1."},
	{URLIRI, false, Label{"URL", "URL"}, "Where the article was published."},
	{HashIRI, false, Label{"hash", "hash"}, "SHA-256 of what was loaded, hexadecimal."},
}
