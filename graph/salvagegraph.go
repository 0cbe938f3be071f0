package graph

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

// salvagedGraph is the quads of one graph whose terms are all known.
type salvagedGraph struct {
	id      id
	nt      string // "" for the default graph, or if it is not known
	quads   [][4]string
	missing int    // quads with terms that are not known
	made    []byte // what is remembered of it
	text    []byte // its record, nil for none
	origins []byte
}

// whole reports whether the graph is just what was stored.
func (g *salvagedGraph) whole() bool {
	if g.missing > 0 || len(g.made) < digestLen || g.nt == "" {
		return false
	}
	var sum Digest
	var d quadDigester
	for _, q := range g.quads {
		sum = sum.plus(d.of(q))
	}
	return sum == readDigest(g.made) && g.textWhole()
}

// textWhole reports whether the text is the one that is remembered.
func (g *salvagedGraph) textWhole() bool {
	want, _ := splitMade(g.made)
	if want == nil {
		return true
	}
	t, err := readText(g.text)
	return err == nil && bytes.Equal(t.hash[:], want)
}

// kept is what a new store is to keep beside the graph.
func (g *salvagedGraph) kept(source string) (k kept, err error) {
	k.source = source
	if want, _ := splitMade(g.made); want != nil {
		k.text, err = readText(g.text)
	}
	return k, err
}

// graphs calls f for each graph that has quads, or had once an article, in
// pieces where they are not of an article.
func (s *salvage) graphs(ctx context.Context, f func(*salvagedGraph) error) error {
	it, err := s.scratch.NewIter(&pebble.IterOptions{LowerBound: []byte{'q'}, UpperBound: []byte{'q' + 1}})
	if err != nil {
		return err
	}
	defer it.Close()
	seen := map[id]bool{}
	var g *salvagedGraph
	for ok := it.First(); ok; ok = it.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		v, err := it.ValueAndErr()
		if err != nil {
			return err
		}
		if v[newestHead-1] == 0 {
			continue
		}
		q := parseQuadKey(append([]byte{famGSPO}, it.Key()[1:]...))
		if g == nil || g.id != q[dirG] || len(g.made) == 0 && len(g.quads) >= defaultLimits.batch {
			if g != nil {
				if err := f(g); err != nil {
					return err
				}
			}
			if g, err = s.graph(q[dirG]); err != nil {
				return err
			}
			seen[q[dirG]] = true
		}
		if err := s.add(g, q); err != nil {
			return err
		}
	}
	if g != nil {
		if err := f(g); err != nil {
			return err
		}
	}
	if err := it.Error(); err != nil {
		return err
	}
	return s.empty(seen, f)
}

// empty calls f for the graphs of articles of which no quad is left.
func (s *salvage) empty(seen map[id]bool, f func(*salvagedGraph) error) error {
	it, err := s.scratch.NewIter(&pebble.IterOptions{LowerBound: []byte{famMade}, UpperBound: []byte{famMade + 1}})
	if err != nil {
		return err
	}
	defer it.Close()
	for ok := it.First(); ok; ok = it.Next() {
		i := getID(it.Key()[1:])
		if seen[i] {
			continue
		}
		g, err := s.graph(i)
		if err == nil && len(g.made) > 0 {
			err = f(g)
		}
		if err != nil {
			return err
		}
	}
	return it.Error()
}

func (s *salvage) graph(i id) (*salvagedGraph, error) {
	g := &salvagedGraph{id: i}
	if i == 0 {
		return g, nil
	}
	nt, ok, err := s.get(nodeKey(i))
	if err != nil {
		return nil, err
	}
	if ok {
		g.nt = string(nt)
	}
	for _, part := range []struct {
		key []byte
		at  *[]byte
	}{{sourceKey(i), &g.made}, {textKey(i), &g.text}, {originKey(i), &g.origins}} {
		v, ok, err := s.get(part.key)
		if err != nil {
			return nil, err
		}
		if ok {
			*part.at = v
		}
	}
	return g, nil
}

func (s *salvage) add(g *salvagedGraph, q quadIDs) error {
	var terms [4]string
	for d, i := range q {
		if i == 0 {
			continue
		}
		nt, ok, err := s.get(nodeKey(i))
		if err != nil {
			return err
		}
		if !ok {
			g.missing++
			return nil
		}
		terms[d] = string(nt)
	}
	g.quads = append(g.quads, terms)
	return nil
}

// lost is what can still be said of an article.
func (g *salvagedGraph) lost() LostArticle {
	a := LostArticle{IRI: strings.Trim(g.nt, "<>")}
	for _, q := range g.quads {
		if q[dirS] != g.nt {
			continue
		}
		for _, p := range []struct {
			iri schema.IRI
			at  *string
		}{{schema.IDIRI, &a.ID}, {schema.TitleIRI, &a.Title}, {schema.URLIRI, &a.URL}} {
			if q[dirP] == p.iri.NT() {
				*p.at, _, _ = splitTerm(q[dirO])
			}
		}
	}
	return a
}

// run hands what is whole to save: the quads of an article with its source, or
// others with "". What is not it notes in the damage.
func (s *salvage) run(ctx context.Context, save func(g *salvagedGraph, source string) error) error {
	held := meta{old: true} // what the store held at last, as far as that is known
	writes := uint64(0)
	if s.counters != nil {
		held, writes = *s.counters, s.counters.writes
	}
	if n := len(s.lines); n > 0 && s.lines[n-1].writes > writes {
		held = s.lines[n-1].meta
	}
	if held.quads > 0 || !held.old {
		s.damage.Quads = held.quads
	}
	last := map[string]ackLine{} // the last that the record says of each article
	for _, l := range s.lines {
		if _, nt, ok := strings.Cut(l.what, " "); ok {
			last[nt] = l
		}
	}
	seen := map[string]bool{}
	var sum Digest
	var d quadDigester
	err := s.graphs(ctx, func(g *salvagedGraph) error {
		source, managed := "", len(g.made) > 0
		if l, ok := last[g.nt]; ok {
			made := writeOf(g.made)
			if l.writes > writes || managed && made > 0 && l.writes > made {
				return nil // what was written last is not here
			}
			seen[g.nt] = true
		}
		if managed && !g.whole() || g.missing > 0 && strings.HasPrefix(g.nt, "<"+schema.NS+"article/") {
			s.loseGraph(g)
			return nil
		}
		if managed {
			_, source = splitMade(g.made)
		} else {
			s.damage.Loose += int64(len(g.quads))
		}
		for _, q := range g.quads {
			sum = sum.plus(d.of(q))
		}
		s.damage.Saved += int64(len(g.quads))
		return save(g, source)
	})
	if err != nil {
		return err
	}
	for nt, l := range last {
		if strings.HasPrefix(l.what, "article ") && !seen[nt] {
			s.damage.Articles = append(s.damage.Articles, LostArticle{IRI: strings.Trim(nt, "<>")})
		}
	}
	slices.SortFunc(s.damage.Articles, func(a, b LostArticle) int { return strings.Compare(a.IRI, b.IRI) })
	s.damage.Whole = s.damage.Unnamed == 0 && len(s.damage.Articles) == 0 &&
		!held.old && sum == held.digest && s.damage.Saved == held.quads
	return nil
}

func (s *salvage) loseGraph(g *salvagedGraph) {
	if g.nt == "" {
		s.damage.Unnamed++
		return
	}
	s.damage.Articles = append(s.damage.Articles, g.lost())
}
