package export

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"newsgraph/schema"
)

// dot writes Graphviz: dashed what is only alleged, dotted what is planned,
// grey what is over, red what is denied.
func (w *writer) dot() error {
	w.WriteString("digraph newsgraph {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n")
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		shape := ""
		if n.Untold {
			shape = ", shape=point"
		}
		w.printf("  %s [label=%s, tooltip=%s%s];\n", dotQuote(n.IRI.String()), dotQuote(n.Name), dotQuote(n.Type), shape)
	}
	for e, err := range w.edges() {
		if err != nil {
			return err
		}
		w.printf("  %s -> %s [label=%s, tooltip=%s%s];\n", dotQuote(e.From.IRI.String()), dotQuote(e.To.IRI.String()),
			dotQuote(e.caption()), dotQuote(e.Claims[0].Quote), dotStyle(e))
	}
	w.WriteString("}\n")
	return nil
}

// caption is the predicate in words, with what is unlike a current fact.
func (e edge) caption() string {
	if k := e.Kind(); k != string(schema.Asserted) {
		return e.Label() + " (" + k + ")"
	}
	return e.Label()
}

func dotStyle(e edge) string {
	switch {
	case e.Stance == schema.Denied:
		return ", color=red, style=dashed"
	case e.Stance == schema.Alleged:
		return ", style=dashed"
	case e.Status == schema.Planned:
		return ", style=dotted"
	case e.Status == schema.Former:
		return ", color=gray50"
	}
	return ""
}

// dotQuote quotes an identifier of the DOT language.
func dotQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "\x00", "").Replace(s) + `"`
}

// maxDrawn bounds a drawing that a person can read.
const maxDrawn = 300

// picture is a small graph, ready to be drawn.
type picture struct {
	nodes         []node
	edges         []edge
	at            map[schema.IRI]point
	width, height int
}

type point struct{ x, y int }

// svg draws a neighbourhood.
func (w *writer) svg() error {
	p, err := w.picture()
	if err != nil {
		return err
	}
	if len(p.nodes) > maxDrawn {
		return fmt.Errorf("more than %d entities can not be drawn so that one can read them; choose fewer with --around, --about or --predicate, or take graphml or gexf", maxDrawn)
	}
	p.draw(w)
	return nil
}

// picture gathers what is drawn, at most one node too many.
func (w *writer) picture() (*picture, error) {
	p := &picture{}
	for e, err := range w.edges() {
		if err != nil {
			return nil, err
		}
		p.edges = append(p.edges, e)
		for _, n := range []node{e.From, e.To} {
			if !slices.ContainsFunc(p.nodes, func(o node) bool { return o.IRI == n.IRI }) {
				p.nodes = append(p.nodes, n)
			}
		}
		if len(p.nodes) > maxDrawn {
			return p, nil
		}
	}
	slices.SortFunc(p.nodes, func(a, b node) int { return compareIRIs(a.IRI, b.IRI) })
	p.place(w.focus(p))
	return p, nil
}

// focus is the node in the middle: the one asked for, else the one with most
// edges, the first of equals.
func (w *writer) focus(p *picture) schema.IRI {
	if !w.s.Around.IsZero() {
		return w.s.Around
	}
	if len(w.s.About) > 0 {
		return w.s.About[0]
	}
	most, best := 0, schema.IRI{}
	for _, n := range p.nodes {
		k := 0
		for _, e := range p.edges {
			if e.From.IRI == n.IRI || e.To.IRI == n.IRI {
				k++
			}
		}
		if k > most {
			most, best = k, n.IRI
		}
	}
	return best
}

// ringGap is the least distance of rings, nodeGap of neighbours on one; names
// are wide, so rings are wider than high.
const (
	ringGap = 150
	nodeGap = 80
	wider   = 1.5
	margin  = 110
)

// place puts nodes on rings around the focus by their distance from it; what is
// not connected with it on the outermost. On a ring they stand in the order of
// those through whom they were reached.
func (p *picture) place(focus schema.IRI) {
	rings := p.rings(focus)
	p.at = map[schema.IRI]point{}
	radius := 0
	type spot struct {
		iri schema.IRI
		at  point
	}
	var spots []spot
	for i, ring := range rings {
		if i > 0 || len(ring) > 1 {
			radius = max(radius+ringGap, len(ring)*nodeGap*7/44) // 44/7 is 2 pi
		}
		for k, iri := range ring {
			angle := 2 * math.Pi * (float64(k) + float64(i%2)/2) / float64(len(ring))
			x, y := float64(float64(radius)*wider*math.Cos(angle)), float64(float64(radius)*math.Sin(angle))
			spots = append(spots, spot{iri, point{int(math.Round(x)), int(math.Round(y))}})
		}
	}
	p.width, p.height = int(2*wider*float64(radius))+2*margin, 2*radius+margin
	for _, s := range spots {
		p.at[s.iri] = point{s.at.x + p.width/2, s.at.y + p.height/2}
	}
}

func (p *picture) rings(focus schema.IRI) (rings [][]schema.IRI) {
	near := map[schema.IRI][]schema.IRI{}
	for _, e := range p.edges {
		near[e.From.IRI] = append(near[e.From.IRI], e.To.IRI)
		near[e.To.IRI] = append(near[e.To.IRI], e.From.IRI)
	}
	seen := map[schema.IRI]bool{}
	ring := []schema.IRI{}
	if _, ok := near[focus]; ok {
		ring, seen[focus] = append(ring, focus), true
	}
	for len(ring) > 0 {
		rings = append(rings, ring)
		var next []schema.IRI
		for _, iri := range ring {
			for _, o := range near[iri] {
				if !seen[o] {
					seen[o] = true
					next = append(next, o)
				}
			}
		}
		ring = next
	}
	var apart []schema.IRI
	for _, n := range p.nodes {
		if !seen[n.IRI] {
			apart = append(apart, n.IRI)
		}
	}
	if len(apart) > 0 {
		rings = append(rings, apart)
	}
	return rings
}

const svgStyle = `text{font:12px sans-serif;text-anchor:middle;fill:#1a1a1a}.l{font-size:10px;fill:#444}.e{stroke:#333;fill:none}` +
	`.alleged{stroke-dasharray:6 4}.planned{stroke-dasharray:2 3}.former{stroke:#999}.denied{stroke:#b00020;stroke-dasharray:6 3 1 3}` +
	`rect{fill:#fff;stroke:#555}.Person{fill:#e8f0fe}.Country,.Place{fill:#e9f5e9}.Unnamed{fill:#f3f3f3}`

// draw writes the picture. Kinds of edges differ in dashes and caption, not only
// in colour.
func (p *picture) draw(w io.Writer) {
	fmt.Fprintf(w, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Relations\">\n<style>%s</style>\n", p.width, p.height, svgStyle)
	io.WriteString(w, "<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\" fill=\"#333\"/></marker></defs>\n")
	parallel := map[[2]schema.IRI]int{}
	for _, e := range p.edges {
		ends := [2]schema.IRI{e.From.IRI, e.To.IRI}
		if compareIRIs(ends[0], ends[1]) > 0 {
			ends[0], ends[1] = ends[1], ends[0]
		}
		p.drawEdge(w, e, parallel[ends])
		parallel[ends]++
	}
	for _, n := range p.nodes {
		at := p.at[n.IRI]
		name, width := n.box()
		fmt.Fprintf(w, "<g><title>%s (%s)</title><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"22\" rx=\"6\"/><text x=\"%d\" y=\"%d\">%s</text></g>\n",
			attr(n.Name), attr(n.Type), attr(n.Type), at.x-width/2, at.y-11, width, at.x, at.y+4, attr(name))
	}
	io.WriteString(w, "</svg>\n")
}

func (p *picture) drawEdge(w io.Writer, e edge, nth int) {
	a, b := p.at[e.From.IRI], p.at[e.To.IRI]
	// parallel edges bend apart, each to the other side of the one before
	bend := (nth + 1) / 2 * 36
	if nth%2 == 1 {
		bend = -bend
	}
	dx, dy := b.x-a.x, b.y-a.y
	length := max(int(math.Hypot(float64(dx), float64(dy))), 1)
	mid := point{(a.x+b.x)/2 - dy*bend/length, (a.y+b.y)/2 + dx*bend/length}
	end := e.To.border(b, mid)
	fmt.Fprintf(w, "<g><title>%s %s %s. “%s” %s</title><path class=\"e %s %s\" marker-end=\"url(#a)\" d=\"M%d %dQ%d %d %d %d\"/><text class=\"l\" x=\"%d\" y=\"%d\">%s</text></g>\n",
		attr(e.From.Name), attr(e.caption()), attr(e.To.Name), attr(e.Claims[0].Quote), attr(e.Claims[0].Article.Publisher),
		e.Stance, e.Status, a.x, a.y, mid.x, mid.y, end.x, end.y, (a.x+2*mid.x+b.x)/4, (a.y+2*mid.y+b.y)/4-3, attr(e.caption()))
}

// box is the name as it is drawn and the width of its box.
func (n node) box() (name string, width int) {
	name = shorten(n.Name, 26)
	return name, 14 + 7*len([]rune(name))
}

// border is where a line to the middle of the node's box, coming from a point,
// meets the box.
func (n node) border(at, from point) point {
	_, width := n.box()
	dx, dy := from.x-at.x, from.y-at.y
	halfW, halfH := width/2+3, 13
	switch {
	case dx == 0 && dy == 0:
		return at
	case abs(dx)*halfH > abs(dy)*halfW: // through the left or right side
		return point{at.x + halfW*sign(dx), at.y + dy*halfW/abs(dx)}
	}
	return point{at.x + dx*halfH/abs(dy), at.y + halfH*sign(dy)}
}

func abs(n int) int { return max(n, -n) }

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// shorten cuts a name to n characters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
