package ner

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// Swapper writes training documents again with other names, so that a model
// learns how names are used and not which they are: a word of a name becomes
// another word of its kind all through the document. Words that tell the kind
// of organization ("Bank", "A/S") stay.
type Swapper struct {
	men, women, families, cities []string
	start, end                   []string // parts of invented names
	rnd                          *rand.Rand
}

// invented names are put together from these; own lists.
const (
	starts = "Nord Sund Vest Øst Syd Blå Grøn Ring Bak Lund Sol Havn Strand Klint Elm Hav Tor Vin Bright Silver Black Red North Harbor Stone Clear Iron Blue " +
		"Green Oak High Long River Sky Sun Star Wave Data Net Tele Bio Med Pharma Agri Aqua Terra Vekt Kron Alt Omni Neo Vita Opti Cor Axi Ven Mar Del Kap Zen Lum " +
		"Ard Bel Cal Dor Fer Gal Hel Jor Kel Lor Mor Nal Or Pel Quo Ral Sel Tal Ul Val Wel Xan Yor Zal Ask Brim Cass Dray Fen Grim Hask Ill Jast Kest Lang Mers"
	ends = "line wave water tek gen byte soft ware labs field land berg dal holm bro gaard vang mark skov sen corp tech net media link works stone bridge ford gate " +
		"wood hill dale port way ex on ia ium is ar en is ix ora ano ent ova ska ant eum ion al us os in ey ick ard ell ane vik lund sund kraft vind data fond bank " +
		"hus bolig gods fisk mad pleje sikring flow scan sense pay mate ly ify r"
)

// NewSwapper reads the lists of names below the data folder. What it makes
// depends on the lists and the seed only.
func NewSwapper(data string, seed uint64) (*Swapper, error) {
	w := &Swapper{rnd: rand.New(rand.NewPCG(seed, 7)), start: strings.Fields(starts), end: strings.Fields(ends)}
	err := readColumns(data, "gazetteers/first_names.tsv", 3, func(c []string) {
		if !strings.ContainsAny(c[0], " -.") && (strings.Contains(c[2], "|") || c[2] == "da" || c[2] == "own") {
			switch c[1] {
			case "m":
				w.men = append(w.men, c[0])
			case "f":
				w.women = append(w.women, c[0])
			}
		}
	})
	if err != nil {
		return nil, err
	}
	n := 0
	err = readColumns(data, "gazetteers/last_names.tsv", 2, func(c []string) {
		n++
		if !strings.ContainsAny(c[0], " .") && (strings.Contains(c[1], "|") || c[1] == "da" || n%7 == 0) {
			w.families = append(w.families, c[0])
		}
	})
	if err != nil {
		return nil, err
	}
	err = readColumns(data, "gazetteers/cities.tsv", 10, func(c []string) {
		n++
		if name := c[1]; !strings.ContainsAny(name, " -.") && (c[2] == "DK" || n%3 == 0) {
			w.cities = append(w.cities, name)
		}
	})
	return w, err
}

// readColumns reads a tab-separated list with a header line.
func readColumns(data, name string, columns int, do func(c []string)) error {
	b, err := os.ReadFile(filepath.Join(data, name))
	if err != nil {
		return fmt.Errorf("read list of names: %w; give the data folder", err)
	}
	for i, line := range strings.Split(string(b), "\n") {
		if c := strings.Split(line, "\t"); i > 0 && len(c) >= columns {
			do(c)
		}
	}
	return nil
}

func (w *Swapper) pick(list []string) string {
	if len(list) == 0 {
		return "Noname"
	}
	return list[w.rnd.IntN(len(list))]
}

// pickOrBlend picks from the list, but one in n times joins the halves of two
// of its words: names that no list has must not look like companies only.
func (w *Swapper) pickOrBlend(list []string, n int) string {
	a := w.pick(list)
	if w.rnd.IntN(n) > 0 {
		return a
	}
	r, b := []rune(a), []rune(w.pick(list))
	return string(r[:(len(r)+1)/2]) + strings.ToLower(string(b[len(b)/2:]))
}

// Invent returns a made-up word with a capital.
func (w *Swapper) Invent() string {
	s := w.pick(w.start)
	if w.rnd.IntN(4) == 0 {
		s += strings.ToLower(w.pick(w.start))
	}
	if w.rnd.IntN(6) > 0 {
		e := w.pick(w.end)
		if w.rnd.IntN(12) == 0 {
			e = title(e)
		}
		s += e
	}
	return s
}

func title(s string) string {
	for i, r := range s {
		return s[:i] + string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// another returns a word to stand for old in names labelled l, or old itself
// where the word must stay.
func (w *Swapper) another(old string, l Label, pos int, gender byte) string {
	r := []rune(old)
	if !unicode.IsUpper(r[0]) || len(r) < 2 {
		return old
	}
	c := gazetteer.Lookup(old)
	upper := strings.ToUpper(old) == old
	if upper && len(r) <= 5 && l != PER {
		if w.rnd.IntN(2) == 0 || !plain(old) {
			return old
		}
		out := ""
		for range r {
			out += string("ABCDEFGHIKLMNOPRSTUV"[w.rnd.IntN(20)])
		}
		return out
	}
	var s string
	switch l {
	case PER:
		switch {
		case pos == 0 && gender == 'f':
			s = w.pickOrBlend(w.women, 5)
		case pos == 0:
			s = w.pickOrBlend(w.men, 5)
		default:
			s = w.pickOrBlend(w.families, 2)
		}
	case LOC:
		if c&(gazetteer.City) == 0 || c&(gazetteer.CountryName|gazetteer.Region) != 0 || w.rnd.IntN(3) == 0 {
			return old
		}
		s = w.pickOrBlend(w.cities, 3)
	default:
		if c&(gazetteer.OrgHeadWord|gazetteer.LegalWord|gazetteer.DemonymAdj|gazetteer.CountryName|gazetteer.MediaName|gazetteer.AgencyName|gazetteer.PartyName) != 0 || common(old) {
			return old
		}
		switch n := w.rnd.IntN(10); {
		case n < 2 || c&gazetteer.Last != 0 && n < 5:
			s = w.pickOrBlend(w.families, 2)
		case n == 5:
			s = w.pickOrBlend(w.cities, 2)
		default:
			s = w.Invent()
		}
	}
	if upper && len(r) > 3 {
		s = strings.ToUpper(s)
	}
	return s
}

// common tells whether a word of an organization's name is an ordinary word
// that tells what it is ("University", "Tilsynet").
func common(s string) bool {
	l := strings.ToLower(s)
	for _, e := range []string{"styrelsen", "ministeriet", "tilsynet", "banken", "politi", "kommune", "rådet", "retten", "foreningen", "forbundet", "partiet",
		"nævnet", "loven", "ministerium", "universitet", "institut", "fonden", "avisen", "bladet", "tidende", "university", "court", "council", "ministry",
		"agency", "authority", "association", "institute", "police", "embassy", "act", "centre", "center", "committee", "commission", "national", "international"} {
		if strings.HasSuffix(l, e) {
			return true
		}
	}
	return false
}

func plain(s string) bool {
	for _, r := range s {
		if r > 'Z' || r < 'A' {
			return false
		}
	}
	return true
}

// Swap returns a with other names. Each word of a name is replaced by one and
// the same other word wherever it stands in the document, also before a
// hyphen and with a genitive ending.
func (w *Swapper) Swap(a *Annotated) Annotated {
	to := map[string]string{}
	d := a.Doc
	for _, m := range a.Names {
		gender := byte('m')
		if m.Label == PER && gazetteer.Gender(d.Word(m.First)) == 'f' {
			gender = 'f'
		}
		for i := m.First; i < m.Last; i++ {
			old := stem(d.Word(i))
			if _, ok := to[old]; ok {
				continue
			}
			pos := i - m.First
			if m.Last-m.First == 1 && gazetteer.Lookup(old)&gazetteer.First == 0 {
				pos = 1
			}
			to[old] = w.another(old, m.Label, pos, gender)
		}
	}
	var b strings.Builder
	out := Annotated{Names: a.Names, Fine: a.Fine, Open: a.Open, Doc: &text.Doc{Lang: d.Lang, Has: d.Has}}
	tokens := make([]text.Token, len(d.Tokens))
	end := 0
	for i, t := range d.Tokens {
		b.WriteString(d.Text[end:t.Start])
		from := b.Len()
		word := d.Of(t.Span)
		b.WriteString(replaced(word, to))
		tokens[i] = t
		tokens[i].Span = text.Span{Start: from, End: b.Len()}
		end = t.End
	}
	b.WriteString(d.Text[end:])
	out.Doc.Text = b.String()
	out.Doc.Tokens = tokens
	out.Doc.Blocks = []text.Block{{Span: text.Span{End: len(out.Doc.Text)}}}
	for _, s := range d.Sentences {
		if s.Last > s.First {
			s.Span = text.Span{Start: tokens[s.First].Start, End: tokens[s.Last-1].End}
		}
		s.Block = 0
		out.Doc.Sentences = append(out.Doc.Sentences, s)
	}
	return out
}

// stem cuts a genitive ending from a name.
func stem(s string) string {
	if len(s) > 3 && strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && gazetteer.Lookup(s) == 0 {
		return s[:len(s)-1]
	}
	return s
}

func replaced(word string, to map[string]string) string {
	if n, ok := to[word]; ok {
		return n
	}
	if n, ok := to[strings.TrimSuffix(word, "s")]; ok && strings.HasSuffix(word, "s") {
		return n + "s"
	}
	if before, after, ok := strings.Cut(word, "-"); ok {
		if n, ok := to[before]; ok {
			return n + "-" + after
		}
	}
	return word
}
