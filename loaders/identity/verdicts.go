package identity

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"newsgraph/schema"
)

// Kind is what a verdict says of two keys.
type Kind string

// The kinds of verdict. Undo takes back an earlier one.
const (
	Same      Kind = "same"
	Different Kind = "different"
	Undo      Kind = "undo"
)

// Verdict is one line of the log: two keys are the same thing, or are not, or
// an earlier line is taken back.
type Verdict struct {
	Number int // its line in the log, from 1
	Kind   Kind
	A, B   schema.IRI // of Same and Different
	Target int        // of Undo: the number taken back
	Note   string     // who and why; one line, may be empty
}

// Conflict is a verdict without effect, because it contradicts earlier ones.
type Conflict struct {
	Verdict Verdict
	Against []Verdict // the earlier ones that together say the opposite, by number
}

// Verdicts is a log of what users said about sameness. Lines count in their
// order: one that contradicts earlier ones has no effect while they stand. The
// zero value is an empty log. Not safe for use while it is changed.
type Verdicts struct {
	log       []Verdict
	parent    map[schema.IRI]schema.IRI
	members   map[schema.IRI][]schema.IRI
	conflicts []Conflict
	same      []Verdict // those in effect
	different []Verdict
}

// verdictsHeader is the first line of a log file.
const verdictsHeader = "# newsgraph verdicts 1"

// maxVerdict bounds a line of the log.
const maxVerdict = 64 << 10

// ReadVerdicts reads a log as WriteTo writes it:
//
//	# newsgraph verdicts 1
//	same TAB urn:newsgraph:person/a TAB urn:newsgraph:person/b TAB note
//	different TAB iri TAB iri TAB note
//	undo TAB 1 TAB note
//
// A verdict's number is its place among the verdicts, from 1; empty lines and
// lines that begin with "#" do not count. Errors name the line.
func ReadVerdicts(r io.Reader) (*Verdicts, error) {
	v := &Verdicts{}
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 4096), maxVerdict)
	n := 0
	for s.Scan() {
		n++
		line := strings.TrimRight(s.Text(), "\r")
		switch {
		case n == 1 && line != verdictsHeader:
			return nil, fmt.Errorf("read verdicts: line 1: want %q, got %.40q; the file is no verdict log or of a newer version", verdictsHeader, line)
		case strings.TrimSpace(line) == "" || line[0] == '#':
			continue
		}
		verdict, err := parseVerdict(line)
		if err == nil {
			err = v.check(verdict)
		}
		if err != nil {
			return nil, fmt.Errorf("read verdicts: line %d: %w", n, err)
		}
		verdict.Number = len(v.log) + 1
		v.log = append(v.log, verdict)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read verdicts: after line %d: %w", n, err)
	}
	v.rebuild()
	return v, nil
}

func parseVerdict(line string) (Verdict, error) {
	f := strings.Split(line, "\t")
	v := Verdict{Kind: Kind(f[0])}
	var err error
	switch {
	case v.Kind == Undo && (len(f) == 2 || len(f) == 3):
		if v.Target, err = strconv.Atoi(f[1]); err != nil {
			return v, fmt.Errorf("undo %q: want the number of a verdict", f[1])
		}
		v.Note = strings.Join(f[2:], "")
		return v, nil
	case (v.Kind == Same || v.Kind == Different) && (len(f) == 3 || len(f) == 4):
		if v.A, err = schema.ParseIRI(f[1]); err != nil {
			return v, err
		}
		if v.B, err = schema.ParseIRI(f[2]); err != nil {
			return v, err
		}
		v.Note = strings.Join(f[3:], "")
		return v, nil
	}
	return v, fmt.Errorf("want same or different with two IRIs, or undo with a number, separated by tabs; got %.60q", line)
}

// check refuses a verdict that can not stand in the log at its end.
func (v *Verdicts) check(x Verdict) error {
	switch {
	case strings.ContainsAny(x.Note, "\t\r\n"):
		return fmt.Errorf("the note %.40q has a tab or a line break; write it in one line", x.Note)
	case x.Kind == Undo:
		if x.Target < 1 || x.Target > len(v.log) || v.log[x.Target-1].Kind == Undo || v.undone(x.Target) {
			return fmt.Errorf("undo %d: no verdict of that number stands", x.Target)
		}
	case x.Kind != Same && x.Kind != Different:
		return fmt.Errorf("kind %q: want same, different or undo", x.Kind)
	case x.A.IsZero() || x.B.IsZero() || x.A == x.B:
		return fmt.Errorf("%s %s %s: want two keys that differ", x.Kind, x.A, x.B)
	}
	return nil
}

func (v *Verdicts) undone(n int) bool {
	return slices.ContainsFunc(v.log, func(x Verdict) bool { return x.Kind == Undo && x.Target == n })
}

// Add appends a verdict and returns it with its number. It refuses one that
// contradicts verdicts which stand, naming them.
func (v *Verdicts) Add(kind Kind, a, b schema.IRI, note string) (Verdict, error) {
	x := Verdict{Number: len(v.log) + 1, Kind: kind, A: a, B: b, Note: note}
	if kind == Undo {
		return x, fmt.Errorf("add verdict: use TakeBack to undo one")
	}
	if err := v.check(x); err != nil {
		return x, fmt.Errorf("add verdict: %w", err)
	}
	if against := v.against(x); against != nil {
		return x, fmt.Errorf("add verdict: %s %s %s contradicts %s; undo one of them first", kind, a, b, numbers(against))
	}
	v.log = append(v.log, x)
	v.play(x)
	return x, nil
}

func numbers(vs []Verdict) string {
	s := make([]string, len(vs))
	for i, x := range vs {
		s[i] = strconv.Itoa(x.Number)
	}
	return "verdict " + strings.Join(s, ", ")
}

// TakeBack appends the undoing of verdict n.
func (v *Verdicts) TakeBack(n int, note string) (Verdict, error) {
	x := Verdict{Number: len(v.log) + 1, Kind: Undo, Target: n, Note: note}
	if err := v.check(x); err != nil {
		return x, fmt.Errorf("take back verdict: %w", err)
	}
	v.log = append(v.log, x)
	v.rebuild()
	return x, nil
}

// rebuild plays the log from the start.
func (v *Verdicts) rebuild() {
	v.parent, v.members = map[schema.IRI]schema.IRI{}, map[schema.IRI][]schema.IRI{}
	v.conflicts, v.same, v.different = nil, nil, nil
	gone := map[int]bool{}
	for _, x := range v.log {
		if x.Kind == Undo {
			gone[x.Target] = true
		}
	}
	for _, x := range v.log {
		if x.Kind != Undo && !gone[x.Number] {
			v.play(x)
		}
	}
}

// play puts one more verdict into effect, or lists it as a conflict.
func (v *Verdicts) play(x Verdict) {
	switch against := v.against(x); {
	case against != nil:
		v.conflicts = append(v.conflicts, Conflict{x, against})
	case x.Kind == Same:
		if v.parent == nil {
			v.parent, v.members = map[schema.IRI]schema.IRI{}, map[schema.IRI][]schema.IRI{}
		}
		v.same = append(v.same, x)
		v.join(x.A, x.B)
	default:
		v.different = append(v.different, x)
	}
}

// join makes one class of two; the smallest key stands for it.
func (v *Verdicts) join(a, b schema.IRI) {
	a, b = v.Canonical(a), v.Canonical(b)
	if a == b {
		return
	}
	if b.String() < a.String() {
		a, b = b, a
	}
	all := append(v.Class(a), v.Class(b)...)
	slices.SortFunc(all, func(x, y schema.IRI) int { return strings.Compare(x.String(), y.String()) })
	for _, m := range all {
		v.parent[m] = a
	}
	delete(v.members, b)
	v.members[a] = all
}

// against returns the verdicts in effect that together contradict x,
// nil if none do.
func (v *Verdicts) against(x Verdict) []Verdict {
	a, b := v.Canonical(x.A), v.Canonical(x.B)
	if x.Kind == Different {
		if a != b {
			return nil
		}
		return v.chain(x.A, x.B)
	}
	for _, y := range v.different {
		c, d := v.Canonical(y.A), v.Canonical(y.B)
		if c == a && d == b || c == b && d == a {
			return []Verdict{y}
		}
	}
	return nil
}

// chain is a shortest chain of Same verdicts from a to b, by number.
func (v *Verdicts) chain(a, b schema.IRI) []Verdict {
	from := map[schema.IRI]Verdict{}
	queue := []schema.IRI{a}
	seen := map[schema.IRI]bool{a: true}
	for len(queue) > 0 && !seen[b] {
		at := queue[0]
		queue = queue[1:]
		for _, y := range v.same {
			next := y.B
			if y.B == at {
				next = y.A
			} else if y.A != at {
				continue
			}
			if !seen[next] {
				seen[next] = true
				from[next] = y
				queue = append(queue, next)
			}
		}
	}
	var out []Verdict
	for at := b; at != a; {
		y, ok := from[at]
		if !ok {
			break
		}
		out = append(out, y)
		if y.A == at {
			at = y.B
		} else {
			at = y.A
		}
	}
	slices.SortFunc(out, func(x, y Verdict) int { return x.Number - y.Number })
	return out
}

// Canonical is the key that stands for iri: the smallest of its class, iri
// itself if no verdict joins it with another.
func (v *Verdicts) Canonical(iri schema.IRI) schema.IRI {
	if p, ok := v.parent[iri]; ok {
		return p
	}
	return iri
}

// Class lists the keys that are the same as iri, iri among them, sorted.
func (v *Verdicts) Class(iri schema.IRI) []schema.IRI {
	if m, ok := v.members[v.Canonical(iri)]; ok {
		return slices.Clone(m)
	}
	return []schema.IRI{iri}
}

// Classes lists the classes of more than one key, each sorted, by their first.
func (v *Verdicts) Classes() [][]schema.IRI {
	var out [][]schema.IRI
	for _, m := range v.members {
		out = append(out, slices.Clone(m))
	}
	slices.SortFunc(out, func(a, b []schema.IRI) int { return strings.Compare(a[0].String(), b[0].String()) })
	return out
}

// Conflicts lists the verdicts without effect, by number.
func (v *Verdicts) Conflicts() []Conflict { return slices.Clone(v.conflicts) }

// Log lists all verdicts in order, undone ones too.
func (v *Verdicts) Log() []Verdict { return slices.Clone(v.log) }

// WriteTo writes the log so that ReadVerdicts reads the same.
func (v *Verdicts) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	b.WriteString(verdictsHeader + "\n")
	for _, x := range v.log {
		f := []string{string(x.Kind), x.A.String(), x.B.String()}
		if x.Kind == Undo {
			f = []string{string(x.Kind), strconv.Itoa(x.Target)}
		}
		if x.Note != "" {
			f = append(f, x.Note)
		}
		b.WriteString(strings.Join(f, "\t") + "\n")
	}
	n, err := io.WriteString(w, b.String())
	if err != nil {
		return int64(n), fmt.Errorf("write verdicts: %w", err)
	}
	return int64(n), nil
}
