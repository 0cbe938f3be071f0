// Package compile builds the hashed tables of the package gazetteer.
//
// In: the folder of source lists (first_names, last_names, cities, norne_names,
// roles; too large or too raw to embed), gazetteer's own typed lists, and
// known.tsv here (chains, teams, media, movements, regions that only the
// recogniser needs to know; written from general knowledge). Out: names.bin
// (class bits of every word and phrase) and places.txt (cities in byte order),
// byte for byte the same for the same lists. Not here: looking names up.
// Rebuild with: go test ./loaders/nlp/gazetteer/compile -update
package compile

import (
	"bufio"
	"cmp"
	_ "embed"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	g "newsgraph/loaders/nlp/gazetteer"
)

const buckets = 1 << 16

// Names returns names.bin built from the source lists in dir.
func Names(dir string) ([]byte, error) {
	b := builder{set: map[uint64]g.Class{}}
	for _, step := range []func(string) error{b.people, b.cities, b.norne, b.roles} {
		if err := step(dir); err != nil {
			return nil, err
		}
	}
	b.records()
	if err := b.known(); err != nil {
		return nil, err
	}
	return b.encode()
}

type builder struct{ set map[uint64]g.Class }

func (b *builder) key(k g.Key, c g.Class) { b.set[k.Hash()] |= c }

// add files a name under its folded form, abbreviations under their exact
// one, and marks the beginnings of phrases.
func (b *builder) add(name string, c g.Class) {
	name = strings.TrimSpace(name)
	if name == "" {
		return
	}
	if n := len(name); n <= 6 && name == strings.ToUpper(name) && name != strings.ToLower(name) {
		b.key(g.NewKey.Add(name).Exact(), c|g.Acronym)
		return
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '–' || r == '\u00a0' })
	k := g.NewKey
	for i, p := range parts {
		k = k.Add(p)
		if i < len(parts)-1 {
			b.key(k, g.Continues)
		}
	}
	if len(parts) > 0 {
		b.key(k, c)
	}
}

// each reads a tab-separated list with a header line.
func each(dir, name string, columns int, do func(c []string)) error {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return fmt.Errorf("read gazetteer list: %w; give the folder of the source lists", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for line := 0; s.Scan(); line++ {
		c := strings.Split(s.Text(), "\t")
		if line == 0 {
			continue
		}
		if len(c) < columns {
			return fmt.Errorf("read %s: line %d has %d columns; %d are needed", name, line+1, len(c), columns)
		}
		do(c)
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("read %s: %w; check the file", name, err)
	}
	return nil
}

func (b *builder) people(dir string) error {
	err := each(dir, "first_names.tsv", 3, func(c []string) {
		bits := map[string]g.Class{"m": g.FirstMale, "f": g.FirstFemale, "b": g.FirstMale | g.FirstFemale, "u": g.FirstOther}[c[1]]
		if strings.Contains(c[2], "|") || c[2] == "own" || c[2] == "da" {
			bits |= g.FirstCommon
		}
		b.add(c[0], bits)
	})
	if err != nil {
		return err
	}
	return each(dir, "last_names.tsv", 2, func(c []string) {
		bits := g.Last
		if strings.Contains(c[1], "|") || c[1] == "da" || c[1] == "nb" || c[1] == "sv" {
			bits |= g.LastCommon
		}
		b.add(c[0], bits)
	})
}

func (b *builder) cities(dir string) error {
	return each(dir, "cities.tsv", 10, func(c []string) {
		bits := g.City
		if n, _ := strconv.Atoi(c[4]); n >= 100000 || c[5] == "PPLC" {
			bits |= g.BigCity
		}
		b.add(c[1], bits)
		for _, n := range append(strings.Split(c[8], "|"), strings.Split(c[9], "|")...) {
			b.add(n, bits)
		}
	})
}

func (b *builder) norne(dir string) error {
	class := map[string]g.Class{"PER": g.NornePER, "ORG": g.NorneORG, "GPE_ORG": g.NorneORG, "LOC": g.NorneLOC,
		"GPE_LOC": g.NorneLOC, "PROD": g.NorneMISC, "EVT": g.NorneMISC, "DRV": 0, "MISC": 0}
	return each(dir, "norne_names.tsv", 3, func(c []string) {
		if bits := class[c[1]]; bits != 0 {
			b.add(c[0], bits)
		}
	})
}

func (b *builder) roles(dir string) error {
	return each(dir, "roles.tsv", 7, func(c []string) {
		for _, i := range []int{1, 4, 5, 6} {
			for _, n := range strings.Split(c[i], "|") {
				b.add(n, g.Title)
			}
		}
	})
}

func (b *builder) records() {
	for _, c := range g.Countries() {
		for _, n := range c.Names {
			b.add(strings.TrimPrefix(n, "the "), g.CountryName)
		}
	}
	for _, d := range g.Demonyms() {
		adj, noun := d.Forms()
		for _, n := range adj {
			b.add(n, g.DemonymAdj)
		}
		for _, n := range noun {
			b.add(n, g.DemonymNoun)
		}
		if d.Kind != "country" && d.Kind != "people" {
			b.add(d.PlaceEN, g.Region)
			b.add(d.PlaceDA, g.Region)
		}
	}
	class := map[string]g.Class{"Agency": g.AgencyName, "Media": g.MediaName, "Party": g.PartyName, "Organization": g.OrgName}
	for _, o := range g.Orgs() {
		for _, n := range append(o.Names(), o.Acronyms...) {
			b.add(strings.TrimPrefix(n, "the "), class[o.Type])
		}
	}
	for _, c := range g.Companies() {
		for _, n := range append([]string{c.Name}, c.Aliases...) {
			b.add(n, g.CompanyName)
		}
	}
	for _, h := range g.OrgHeads() {
		if !h.Ending {
			b.add(h.Head, g.OrgHeadWord)
		}
	}
	for _, l := range g.LegalForms() {
		for _, f := range append([]string{l.Form}, l.Variants...) {
			b.key(g.NewKey.Add(strings.ReplaceAll(f, ".", "")), g.LegalWord)
			b.key(g.NewKey.Add(f), g.LegalWord)
		}
	}
	for _, e := range g.Exonyms() {
		bits := g.Region
		if e.Kind == "city" {
			bits = g.City
		}
		b.add(e.NameDA, bits)
		b.add(e.NameEN, bits)
	}
	for _, m := range g.Municipalities() {
		b.add(m, g.Municipality)
	}
}

// knownNames are well-known names without a record of their own: columns
// type, kind, names.
//
//go:embed known.tsv
var knownNames string

// known files the names of known.tsv under the list of their type.
func (b *builder) known() error {
	class := map[string]g.Class{"Agency": g.AgencyName, "Media": g.MediaName, "Party": g.PartyName, "Organization": g.OrgName,
		"Company": g.CompanyName, "Place": g.Region, "Title": g.Title}
	for i, line := range strings.Split(strings.TrimSpace(knownNames), "\n") {
		c := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		if len(c) != 3 || class[c[0]] == 0 {
			return fmt.Errorf("read known.tsv: line %d has %d columns and type %q; give type, kind, names", i+1, len(c), c[0])
		}
		for _, n := range strings.Split(c[2], "|") {
			if c[0] == "Place" && b.set[g.NewKey.Add(n).Hash()]&(g.CountryName|g.City|g.Region) == g.CountryName {
				return fmt.Errorf("read known.tsv: line %d: %s is a country, which a name of a region is not taken for; drop it", i+1, n)
			}
			b.add(strings.TrimPrefix(n, "the "), class[c[0]])
		}
	}
	return nil
}

func (b *builder) encode() ([]byte, error) {
	distinct := map[g.Class]int{}
	for _, c := range b.set {
		distinct[c] = 0
	}
	sets := make([]g.Class, 0, len(distinct))
	for c := range distinct {
		sets = append(sets, c)
	}
	slices.Sort(sets)
	for i, c := range sets {
		distinct[c] = i
	}
	if len(sets) > 1<<16 {
		return nil, fmt.Errorf("build names: %d class sets do not fit 16 bits; drop a class", len(sets))
	}
	hashes := make([]uint64, 0, len(b.set))
	for h := range b.set {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	out := append([]byte("ngz1"), byte(len(sets)), byte(len(sets)>>8), 0, 0)
	for _, c := range sets {
		out = binary.LittleEndian.AppendUint32(out, uint32(c))
	}
	var sizes [buckets]byte
	var entries []byte
	last := uint64(0)
	for i, h := range hashes {
		c := b.set[h]
		if k := h >> 24; i > 0 && k == last {
			return nil, fmt.Errorf("build names: two phrases share the hash %x; change the mixing", h>>24)
		} else {
			last = k
		}
		if sizes[h>>48]++; sizes[h>>48] == 0 {
			return nil, fmt.Errorf("build names: a bucket has over 255 entries; use more buckets")
		}
		n := distinct[c]
		entries = append(entries, byte(h>>24), byte(h>>32), byte(h>>40), byte(n), byte(n>>8))
	}
	out = append(out, sizes[:]...)
	return append(out, entries...), nil
}

// Places returns places.txt: one line a name of every city in dir, the most
// populous one where several share a name.
func Places(dir string) ([]byte, error) {
	type place struct {
		fold, name, country string
		population, order   int
	}
	var all []place
	err := each(dir, "cities.tsv", 10, func(c []string) {
		n, _ := strconv.Atoi(c[4])
		if n < 0 {
			n = 0
		}
		for _, s := range append([]string{c[1]}, strings.Split(c[8], "|")...) {
			if s != "" {
				all = append(all, place{g.Fold(s), s, c[2], n, len(all)})
			}
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.fold+"\t", b.fold+"\t"), cmp.Compare(b.population, a.population), cmp.Compare(a.order, b.order))
	})
	var out strings.Builder
	for i, p := range all {
		if i == 0 || all[i-1].fold != p.fold {
			fmt.Fprintf(&out, "%s\t%s\t%s\t%d\n", p.fold, p.name, p.country, p.population)
		}
	}
	return []byte(out.String()), nil
}
