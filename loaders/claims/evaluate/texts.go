package evaluate

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Texts are the public texts beside the project that annotation without text
// refers to: voa-en:7-12 is lines 7 to 12 of news/voa-en.txt.gz, each a
// paragraph, da_ddt:ID the sentence ID of ud/da_ddt-train.conllu.gz.
type Texts struct {
	voa []string
	ddt map[string]string
}

// ReadTexts reads them from the folder of shared data.
func ReadTexts(data string) (*Texts, error) {
	voa, err := gzipLines(filepath.Join(data, "news", "voa-en.txt.gz"))
	if err != nil {
		return nil, fmt.Errorf("read public texts: %w", err)
	}
	trees, err := gzipLines(filepath.Join(data, "ud", "da_ddt-train.conllu.gz"))
	if err != nil {
		return nil, fmt.Errorf("read public texts: %w", err)
	}
	return &Texts{voa, sentenceTexts(trees)}, nil
}

// Article is the text with this id as an article without annotation.
func (t *Texts) Article(id string) (Article, error) {
	a := Article{ID: id}
	source, at, _ := strings.Cut(id, ":")
	switch source {
	case "voa-en":
		var first, last int
		if n, _ := fmt.Sscanf(at, "%d-%d", &first, &last); n != 2 || first < 1 || last < first || last > len(t.voa) {
			return a, fmt.Errorf("no lines %q in voa-en.txt.gz", at)
		}
		a.Lang, a.Published, a.Text = "en", "2005-06-01", strings.Join(t.voa[first-1:last], "\n\n")
	case "da_ddt":
		a.Lang, a.Published, a.Text = "da", "1992-06-01", t.ddt[at]
	}
	if a.Text == "" {
		return a, fmt.Errorf("no text %q", id)
	}
	return a, nil
}

func sentenceTexts(conllu []string) map[string]string {
	out, id := map[string]string{}, ""
	for _, l := range conllu {
		if v, ok := strings.CutPrefix(l, "# sent_id = "); ok {
			id = v
		} else if v, ok := strings.CutPrefix(l, "# text = "); ok {
			out[id] = strings.TrimSpace(v)
		}
	}
	return out
}

func gzipLines(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []string
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		out = append(out, s.Text())
	}
	return out, s.Err()
}
