package export

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// attr is text for an XML attribute or element. What XML 1.0 can not hold
// becomes U+FFFD.
func attr(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

// graphml writes nodes and directed edges with their evidence (graphml.graphdrawing.org).
func (w *writer) graphml() error {
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`)
	for _, k := range [...][3]string{{"node", "label", "string"}, {"node", "type", "string"}, {"edge", "predicate", "string"}, {"edge", "edgelabel", "string"},
		{"edge", "kind", "string"}, {"edge", "stance", "string"}, {"edge", "status", "string"}, {"edge", "claims", "int"}, {"edge", "publishers", "int"},
		{"edge", "confidence", "double"}, {"edge", "from", "string"}, {"edge", "to", "string"}, {"edge", "quote", "string"}} {
		w.printf("  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", k[1], k[0], strings.TrimPrefix(k[1], "edge"), k[2])
	}
	w.WriteString("  <graph id=\"newsgraph\" edgedefault=\"directed\">\n")
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		w.printf("    <node id=\"%s\"><data key=\"label\">%s</data><data key=\"type\">%s</data></node>\n", attr(n.IRI.String()), attr(n.Name), attr(n.Type))
	}
	id := 0
	for e, err := range w.edges() {
		if err != nil {
			return err
		}
		w.printf("    <edge id=\"e%d\" source=\"%s\" target=\"%s\">", id, attr(e.From.IRI.String()), attr(e.To.IRI.String()))
		for _, d := range [...][2]string{{"predicate", e.name()}, {"edgelabel", e.Label()}, {"kind", e.Kind()}, {"stance", string(e.Stance)},
			{"status", string(e.Status)}, {"claims", strconv.Itoa(len(e.Claims))}, {"publishers", strconv.Itoa(e.Publishers)},
			{"confidence", decimal(e.Confidence)}, {"from", e.First}, {"to", e.Last}, {"quote", e.Claims[0].Quote}} {
			if d[1] != "" {
				w.printf("<data key=\"%s\">%s</data>", d[0], attr(d[1]))
			}
		}
		w.WriteString("</edge>\n")
		id++
	}
	w.WriteString("  </graph>\n</graphml>\n")
	return nil
}

// gexf writes GEXF 1.3: parallel edges told apart by kind, dates as intervals.
func (w *writer) gexf() error {
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
    <attributes class="node">
      <attribute id="type" title="type" type="string"/>
    </attributes>
    <attributes class="edge">
      <attribute id="stance" title="stance" type="string"/>
      <attribute id="status" title="status" type="string"/>
      <attribute id="publishers" title="publishers" type="integer"/>
      <attribute id="confidence" title="confidence" type="double"/>
      <attribute id="quote" title="quote" type="string"/>
    </attributes>
    <nodes>
`)
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		w.printf("      <node id=\"%s\" label=\"%s\"><attvalues><attvalue for=\"type\" value=\"%s\"/></attvalues></node>\n",
			attr(n.IRI.String()), attr(n.Name), attr(n.Type))
	}
	w.WriteString("    </nodes>\n    <edges>\n")
	id := 0
	for e, err := range w.edges() {
		if err != nil {
			return err
		}
		dates := ""
		if e.First != "" {
			dates = ` start="` + e.First + `" end="` + e.Last + `"`
		}
		w.printf("      <edge id=\"%d\" source=\"%s\" target=\"%s\" label=\"%s\" kind=\"%s\" weight=\"%d\"%s>\n        <attvalues>",
			id, attr(e.From.IRI.String()), attr(e.To.IRI.String()), attr(e.Label()), attr(e.name()+" "+e.Kind()), len(e.Claims), dates)
		for _, d := range [...][2]string{{"stance", string(e.Stance)}, {"status", string(e.Status)}, {"publishers", strconv.Itoa(e.Publishers)},
			{"confidence", decimal(e.Confidence)}, {"quote", e.Claims[0].Quote}} {
			w.printf("<attvalue for=\"%s\" value=\"%s\"/>", d[0], attr(d[1]))
		}
		w.WriteString("</attvalues>\n      </edge>\n")
		id++
	}
	w.WriteString("    </edges>\n  </graph>\n</gexf>\n")
	return nil
}
