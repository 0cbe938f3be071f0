package export

import (
	"bufio"
	"encoding/csv"
	"strconv"
	"strings"

	"newsgraph/queries"
	"newsgraph/schema"
)

// table writes rows of CSV by RFC 4180: CRLF, quotes doubled.
type table struct {
	*csv.Writer
	guard bool
}

// newTable begins with a byte order mark, by which spreadsheets know UTF-8;
// guard keeps cells from being taken for formulas.
func newTable(w *bufio.Writer, guard bool, head ...string) table {
	t := table{csv.NewWriter(w), guard}
	t.UseCRLF = true
	if guard {
		w.WriteString("\uFEFF")
	}
	t.Write(head)
	return t
}

// row writes one row. Where it guards, a cell that a spreadsheet would take for
// a formula gets an apostrophe before it (OWASP, CSV injection).
func (t table) row(cells ...string) {
	for i, c := range cells {
		c = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(c)
		if t.guard && c != "" && strings.ContainsRune("=+-@\t\n", rune(c[0])) {
			c = "'" + c
		}
		cells[i] = c
	}
	t.Write(cells)
}

func (t table) end() error {
	t.Flush()
	return t.Error()
}

func iriOf(t schema.Term) string {
	if iri, ok := t.(schema.IRI); ok {
		return iri.String()
	}
	return ""
}

func zeroless(iri schema.IRI) string { return iri.String() }

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

// csv writes one row a claim.
func (w *writer) csv() error {
	t := newTable(w.Writer, true, "claim", "subject", "subject_type", "predicate", "object", "object_type", "text", "stance", "status",
		"holder", "date", "quote", "article", "title", "publisher", "published", "url", "confidence", "subject_iri", "object_iri", "holder_iri", "start", "end")
	for c, err := range w.claims() {
		if err != nil {
			return err
		}
		s, err := w.namer.Node(w.ctx, c.Subject)
		if err != nil {
			return err
		}
		objectType := "Date"
		if iri, ok := c.Object.(schema.IRI); ok {
			o, err := w.namer.Node(w.ctx, iri)
			if err != nil {
				return err
			}
			objectType = o.Type
		}
		t.row(queries.Short(c.IRI), c.SubjectName, s.Type, predicateName(c.Predicate), c.ObjectName, objectType, c.Text, string(c.Stance), string(c.Status),
			c.HolderName, c.Date.String(), c.Quote, c.Article.ID, c.Article.Title, c.Article.Publisher, c.Article.Published.String(), c.Article.URL,
			decimal(c.Confidence), zeroless(c.Subject), iriOf(c.Object), zeroless(c.Holder), strconv.Itoa(c.Start), strconv.Itoa(c.End))
	}
	return t.end()
}

func predicateName(p schema.IRI) string { return strings.TrimPrefix(queries.Short(p), "ng:") }

// neo4j writes nodes and relationships with the headers of neo4j-admin database
// import. Names of predicates are relationship types.
func (w *writer) neo4j(files []*bufio.Writer) error {
	nodes := newTable(files[0], false, "iri:ID", "name", "names:string[]", ":LABEL")
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		nodes.row(n.IRI.String(), n.Name, strings.Join(without(n.Names, ";"), ";"), "Entity;"+n.Type)
	}
	if err := nodes.end(); err != nil {
		return err
	}
	rels := newTable(files[1], false, ":START_ID", ":END_ID", ":TYPE", "stance", "status", "claims:int", "publishers:int", "confidence:float",
		"from:date", "to:date", "quote", "articles:string[]")
	for e, err := range w.edges() {
		if err != nil {
			return err
		}
		rels.row(e.From.IRI.String(), e.To.IRI.String(), e.name(), string(e.Stance), string(e.Status), strconv.Itoa(len(e.Claims)),
			strconv.Itoa(e.Publishers), decimal(e.Confidence), e.First, e.Last, e.Claims[0].Quote, strings.Join(without(e.articles(), ";"), ";"))
	}
	return rels.end()
}

// without takes the separator out of the parts of a list.
func without(parts []string, sep string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = strings.ReplaceAll(p, sep, " ")
	}
	return out
}

// articles lists the ids of the articles that tell it, in order.
func (e edge) articles() (ids []string) {
	for _, c := range e.Claims {
		if len(ids) == 0 || ids[len(ids)-1] != c.Article.ID {
			ids = append(ids, c.Article.ID)
		}
	}
	return ids
}

// gephi writes the tables that Gephi's spreadsheet import takes; Kind tells
// parallel edges apart.
func (w *writer) gephi(files []*bufio.Writer) error {
	nodes := newTable(files[0], true, "Id", "Label", "Type")
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		nodes.row(n.IRI.String(), n.Name, n.Type)
	}
	if err := nodes.end(); err != nil {
		return err
	}
	edges := newTable(files[1], true, "Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "Stance", "Status", "Publishers", "From", "To", "Quote")
	id := 0
	for e, err := range w.edges() {
		if err != nil {
			return err
		}
		edges.row(e.From.IRI.String(), e.To.IRI.String(), "Directed", strconv.Itoa(id), e.Label(), strconv.Itoa(len(e.Claims)), e.name()+" "+e.Kind(),
			string(e.Stance), string(e.Status), strconv.Itoa(e.Publishers), e.First, e.Last, e.Claims[0].Quote)
		id++
	}
	return edges.end()
}
