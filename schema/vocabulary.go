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

// OntologyVersion is the version of the ontology and the vocabulary. The second
// part counts additions, the first what changes the meaning of stored graphs.
const OntologyVersion = "1.1.0"

// ontologyLicence is that of the project, for those who publish with it.
const ontologyLicence = "https://www.apache.org/licenses/LICENSE-2.0"

// vocabularyTerm describes a term of the ng: namespace for the Turtle export.
// No type or predicate of an ontology may take its name.
type vocabularyTerm struct {
	iri            IRI
	class          bool
	super          string // a foreign class or property that means at least this
	domain, ranges string // in Turtle; "" for any
	label          Label
	means          string
}

var vocabulary = []vocabularyTerm{
	{ArticleClass, true, "prov:Entity", "", "", Label{"article", "artikel"}, "One loaded text; its IRI is also the name of the graph that holds all its quads."},
	{ClaimIRI, true, "rdf:Statement", "", "", Label{"claim", "påstand"}, "A statement (rdf:subject, rdf:predicate, rdf:object) as one article puts it."},
	{NameIRI, false, "skos:altLabel", "", "xsd:string", Label{"other name", "andet navn"}, "Another form of an entity's name than its rdfs:label."},
	{TextIRI, false, "", "ng:Claim", "xsd:string", Label{"role or matter", "rolle eller sag"}, "The role, or the matter, in the words of the article."},
	{StanceIRI, false, "", "ng:Claim", "xsd:string", Label{"stance", "holdning"}, "The skos:notation of a concept of ng:Stance: asserted, alleged or denied."},
	{StatusIRI, false, "", "ng:Claim", "xsd:string", Label{"status", "status"}, "The skos:notation of a concept of ng:Status: current, former or planned."},
	{HolderIRI, false, "prov:wasAttributedTo", "ng:Claim", "", Label{"holder", "kilde"}, "Who asserts, alleges or denies it; absent for the article's own voice."},
	{QuoteIRI, false, "", "ng:Claim", "xsd:string", Label{"quote", "citat"}, "The sentence of the article that says so."},
	{StartIRI, false, "", "ng:Claim", "xsd:integer", Label{"start", "begyndelse"}, "Where the quote begins in the article's text, in Unicode code points."},
	{EndIRI, false, "", "ng:Claim", "xsd:integer", Label{"end", "slutning"}, "Where the quote ends, exclusive."},
	{DateIRI, false, "", "ng:Claim", "rdfs:Literal", Label{"date", "dato"}, "When it holds or happened, as precise as the text says."},
	{ConfidentIRI, false, "", "ng:Claim", "xsd:decimal", Label{"confidence", "sikkerhed"}, "Between 0 and 1: how sure the extraction is."},
	{RuleIRI, false, "", "ng:Claim", "xsd:string", Label{"rule", "regel"}, "The rule of the extraction that made the claim."},
	{IDIRI, false, "dcterms:identifier", "ng:Article", "xsd:string", Label{"id", "id"}, "The article's id as it was given or derived."},
	{TitleIRI, false, "dcterms:title", "ng:Article", "xsd:string", Label{"title", "titel"}, "The article's headline."},
	{PublisherIRI, false, "dc:publisher", "ng:Article", "xsd:string", Label{"publisher", "udgiver"}, "Who published the article."},
	{PublishedIRI, false, "dcterms:issued", "ng:Article", "rdfs:Literal", Label{"published", "udgivet"}, "When the article was published."},
	{LangIRI, false, "dc:language", "ng:Article", "xsd:string", Label{"language", "sprog"}, "The article's language, ISO 639-1."},
	{URLIRI, false, "", "ng:Article", "xsd:string", Label{"URL", "URL"}, "Where the article was published."},
	{HashIRI, false, "", "ng:Article", "xsd:string", Label{"hash", "hash"}, "SHA-256 of what was loaded, hexadecimal."},
}

// concept is a value of stance or status.
type concept struct {
	notation string
	label    Label
}

// schemes are the concept schemes of stance and status.
var schemes = []struct {
	name     string
	label    Label
	concepts []concept
}{
	{"Stance", Label{"stance", "holdning"}, []concept{
		{string(Asserted), Label{"asserted", "hævdet"}}, {string(Alleged), Label{"alleged", "påstået"}}, {string(Denied), Label{"denied", "afvist"}}}},
	{"Status", Label{"status", "status"}, []concept{
		{string(Current), Label{"current", "nuværende"}}, {string(Former), Label{"former", "tidligere"}}, {string(Planned), Label{"planned", "planlagt"}}}},
}
