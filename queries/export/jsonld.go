package export

import (
	"encoding/json"

	"newsgraph/schema"
)

// jsonld writes what turtle writes as one JSON-LD 1.1 document, a resource a
// line; IRIs and datatypes are written in full.
func (w *writer) jsonld() error {
	w.WriteString("{\"@graph\":[")
	first := true
	var bad error
	err := w.resources(func(r resource) {
		if len(r.ps) == 0 || bad != nil {
			return
		}
		if !first {
			w.WriteByte(',')
		}
		first = false
		var b []byte
		if b, bad = json.Marshal(w.expanded(r)); bad == nil {
			w.WriteByte('\n')
			w.Write(b)
		}
	})
	if err == nil {
		err = bad
	}
	w.WriteString("\n]}\n")
	return err
}

// expanded is a resource in expanded JSON-LD. encoding/json sorts the keys.
func (w *writer) expanded(r resource) map[string]any {
	out := map[string]any{"@id": w.rebase(r.s.String())}
	for _, p := range r.ps {
		switch o := p.o.(type) {
		case schema.IRI:
			if p.p == schema.TypeIRI {
				list, _ := out["@type"].([]string)
				out["@type"] = append(list, w.rebase(o.String()))
				continue
			}
			w.value(out, p.p, map[string]string{"@id": w.rebase(o.String())})
		case schema.Literal:
			v := map[string]string{"@value": o.Lexical()}
			if o.Lang() != "" {
				v["@language"] = o.Lang()
			} else if d := o.Datatype().String(); d != schema.XSD+"string" {
				v["@type"] = d
			}
			w.value(out, p.p, v)
		}
	}
	return out
}

func (w *writer) value(out map[string]any, p schema.IRI, v map[string]string) {
	key := w.rebase(p.String())
	list, _ := out[key].([]map[string]string)
	out[key] = append(list, v)
}
