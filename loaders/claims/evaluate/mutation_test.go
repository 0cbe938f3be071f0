package evaluate_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"newsgraph/loaders"
	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/text"
)

var seed = flag.Uint64("seed", 1, "which lines of the lexicons TestLinesCount takes out")

// TestLinesCount takes lines of the lexicons out, each for itself, and demands
// that the statements of the corpus notice: lines that nothing notices are
// neither tested nor needed. The frames and roles drawn are such as made a
// statement in the articles drawn; the cues have a word there, and not every
// one of them decides something.
func TestLinesCount(t *testing.T) {
	const articles, lines = 16, 4 // of each language, of each file
	nlp, err := loaders.NewLanguagePipeline()
	if err != nil {
		t.Fatal(err)
	}
	for i, lang := range lexicon.Langs() {
		r := rand.New(rand.NewPCG(*seed, uint64(i)))
		corpus, err := evaluate.ReadCorpus(filepath.Join(root(t), "corpus", lang))
		if err != nil {
			t.Fatal(err)
		}
		var docs []*text.Doc
		for _, n := range r.Perm(len(corpus))[:articles] {
			d := corpus[n].Doc()
			if err := nlp.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			docs = append(docs, d)
		}
		m := mutation{lang: lang, docs: docs}
		was, all := m.statements(t, nil)
		moved, quiet := 0, []string{}
		for _, file := range []string{".frames.txt", ".roles.tsv", ".cues.txt"} {
			fires := m.firing(t, file, all)
			if len(fires) < lines {
				t.Fatalf("%s%s: only %d lines fire", lang, file, len(fires))
			}
			for _, n := range r.Perm(len(fires))[:lines] {
				now, _ := m.statements(t, m.without(t, lang+file, fires[n]))
				switch {
				case !slices.Equal(was, now):
					moved++
				case file == ".frames.txt":
					t.Errorf("%s%s line %d makes statements, and nothing notices that it is gone", lang, file, fires[n])
				default:
					quiet = append(quiet, fmt.Sprintf("%s line %d", file, fires[n]))
				}
			}
		}
		if len(quiet) > lines+lines/2 { // another line may do the same
			t.Errorf("%s: nothing notices that these are gone, each for itself: %v", lang, quiet)
		}
		t.Logf("%s: %d of %d lines are noticed; not %v", lang, moved, 3*lines, quiet)
	}
}

type mutation struct {
	lang string
	docs []*text.Doc
}

// statements is what the extractor says with other files, one line each.
func (m mutation) statements(t *testing.T, files fs.FS) (lines []string, all []claims.Statement) {
	t.Helper()
	o := claims.Options{MinConfidence: -1} // the gate has goldens of its own
	if files != nil {
		o.Lexicon = func(lang string) (*lexicon.Lexicon, error) {
			if lang != m.lang {
				return lexicon.Load(lang)
			}
			return lexicon.LoadFrom(files, lang)
		}
	}
	x, err := claims.New(o)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range m.docs {
		r, err := x.Extract(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Statements {
			lines = append(lines, fmt.Sprintf("%d %+v", i, s))
		}
		all = append(all, r.Statements...)
	}
	return lines, all
}

// firing lists the lines of a file that had a part in the statements or, of
// cues, have a word in the articles.
func (m mutation) firing(t *testing.T, file string, all []claims.Statement) (out []int) {
	t.Helper()
	rules, roles, words := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range all {
		rules[strings.TrimRight(s.Rule, "~?")] = true
		if strings.HasPrefix(s.Rule, "role:") {
			roles[strings.ToLower(s.Text)] = true
		}
	}
	for _, d := range m.docs {
		for i := range d.Tokens {
			words[strings.ToLower(d.Word(i))] = true
		}
	}
	section, made := "", map[string]int{} // rule to the lines that may make it
	names := func(line string) (out []string) {
		left, right, _ := strings.Cut(line, " : ")
		predicate, _, _ := strings.Cut(right, " ")
		for _, lemma := range strings.Split(left, ",") {
			if w := strings.Fields(lemma); len(w) > 0 { // further words may be slots, which a rule does not name
				out = append(out, section+":"+w[0]+":"+predicate)
			}
		}
		return out
	}
	for _, line := range m.lines(t, m.lang+file) {
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]")
		}
		for _, name := range names(line) {
			made[name]++
		}
	}
	for i, line := range m.lines(t, m.lang+file) {
		fires := false
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		case file == ".roles.tsv":
			fires = roles[strings.ToLower(strings.Split(line, "\t")[0])]
		case file == ".cues.txt":
			_, cues, _ := strings.Cut(line, ": ")
			n := 0
			for _, w := range strings.Fields(cues) {
				if words[w] {
					n++
				}
			}
			fires = n > 2
		default:
			for _, name := range names(line) {
				fires = fires || rules[name] && made[name] == 1
			}
		}
		if fires {
			out = append(out, i+1)
		}
	}
	return out
}

func (m mutation) lines(t *testing.T, name string) []string {
	t.Helper()
	data, err := fs.ReadFile(lexicon.Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(data), "\n")
}

// without is the files with one line blank.
func (m mutation) without(t *testing.T, name string, line int) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, file := range []string{".frames.txt", ".roles.tsv", ".cues.txt"} {
		lines := m.lines(t, m.lang+file)
		if m.lang+file == name {
			lines = slices.Clone(lines)
			lines[line-1] = ""
		}
		out[m.lang+file] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	}
	return out
}
