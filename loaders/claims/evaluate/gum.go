package evaluate

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/text"
)

// Chained is a document of GUM with its gold chains.
type Chained struct {
	ID     string
	Doc    *text.Doc
	Chain  map[int]string // head token of a mention to its chain
	Inside []string       // token to the chain of the innermost mention around it
}

// ReadGUM reads GUM's trees (gzip), with gold tags, and the names that were
// derived from it.
func ReadGUM(trees, names string) ([]Chained, error) {
	f, err := os.Open(trees)
	if err != nil {
		return nil, fmt.Errorf("read GUM: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read GUM: %s: %w", trees, err)
	}
	sentences, err := conllu.Read(z)
	if err != nil {
		return nil, fmt.Errorf("read GUM: %s: %w", trees, err)
	}
	n, err := os.Open(names)
	if err != nil {
		return nil, fmt.Errorf("read GUM: %w", err)
	}
	defer n.Close()
	labels := iobSentences(n)
	var out []Chained
	for _, doc := range conllu.Documents(sentences) {
		g := Chained{ID: doc[0].Comment("newdoc id"), Doc: conllu.Doc(doc, "en", conllu.Gold{Tags: true, Parse: true})}
		g.names(doc, labels)
		g.chains(doc)
		out = append(out, g)
	}
	return out, nil
}

// iobSentences maps sentence ids to labels.
func iobSentences(r io.Reader) map[string][]string {
	out := map[string][]string{}
	id := ""
	s := bufio.NewScanner(r)
	for s.Scan() {
		line := s.Text()
		if v, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			id = v
		} else if _, label, ok := strings.Cut(line, "\t"); ok {
			out[id] = append(out[id], label)
		}
	}
	return out
}

func (g *Chained) names(sentences []conllu.Sentence, labels map[string][]string) {
	kind := map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
	for i := range sentences {
		l := labels[sentences[i].Comment("sent_id")]
		s := g.Doc.Sentences[i]
		if len(l) != s.Last-s.First {
			continue
		}
		for k := 0; k < len(l); k++ {
			if !strings.HasPrefix(l[k], "B-") {
				continue
			}
			end := k + 1
			for end < len(l) && strings.HasPrefix(l[end], "I-") {
				end++
			}
			label := kind[l[k][2:]]
			if label == "" {
				label = "MISC"
			}
			if l[k][2:] != "TIME" && l[k][2:] != "NORP" {
				g.Doc.Names = append(g.Doc.Names, text.Name{First: s.First + k, Last: s.First + end, Label: label})
			}
		}
	}
	g.Doc.Has |= text.Names
}

// chains reads the bracketed Entity annotation of MISC.
func (g *Chained) chains(sentences []conllu.Sentence) {
	type open struct {
		id    string
		first int
	}
	g.Chain = map[int]string{}
	g.Inside = make([]string, len(g.Doc.Tokens))
	var stack []open
	size := make([]int, len(g.Doc.Tokens))
	done := func(o open, last int) {
		g.Chain[headOf(g.Doc, o.first, last)] = o.id
		for t := o.first; t < last; t++ {
			if size[t] == 0 || last-o.first < size[t] {
				size[t], g.Inside[t] = last-o.first, o.id
			}
		}
	}
	t := 0
	for i := range sentences {
		for _, w := range sentences[i].Words {
			for _, m := range strings.Split(w.Misc, "|") {
				v, ok := strings.CutPrefix(m, "Entity=")
				for ok && v != "" {
					switch v[0] {
					case '(':
						end := strings.IndexAny(v[1:], "()")
						body := v[1:]
						if end >= 0 {
							body, v = v[1:1+end], v[1+end:]
						} else {
							v = ""
						}
						id, _, _ := strings.Cut(body, "-")
						stack = append(stack, open{id, t})
						if strings.HasPrefix(v, ")") {
							done(stack[len(stack)-1], t+1)
							stack, v = stack[:len(stack)-1], v[1:]
						}
					default:
						id, rest, _ := strings.Cut(v, ")")
						v = rest
						for k := len(stack) - 1; k >= 0; k-- {
							if stack[k].id == id {
								done(stack[k], t+1)
								stack = append(stack[:k], stack[k+1:]...)
								break
							}
						}
					}
				}
			}
			t++
		}
	}
}

// headOf is the token of [first, last) whose head lies outside it.
func headOf(d *text.Doc, first, last int) int {
	for t := first; t < last; t++ {
		if h := d.Tokens[t].Head; h < first || h >= last {
			return t
		}
	}
	return last - 1
}
