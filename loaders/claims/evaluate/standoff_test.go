package evaluate

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestReadStandoff(t *testing.T) {
	data := t.TempDir()
	for path, text := range map[string]string{"news/voa-en.txt.gz": "Ann Boe runs Tarn.\nShe denies it.\n", "ud/da_ddt-train.conllu.gz": "# sent_id = s1\n# text = Bo Dam bor i Vig.\n"} {
		path = filepath.Join(data, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		z := gzip.NewWriter(f)
		if _, err = z.Write([]byte(text)); err != nil || z.Close() != nil || f.Close() != nil {
			t.Fatal(err)
		}
	}
	texts, err := ReadTexts(data)
	if err != nil {
		t.Fatal(err)
	}
	read := func(s string) ([]Article, error) {
		path := filepath.Join(data, "standoff.tsv")
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return ReadStandoff(path, texts)
	}
	const head = "# comment\ndoc\tvoa-en:1-2\n"
	got, err := read(head + "e\te1\tPerson\t0-7\ne\te2\tCompany\t13-17\ns\te1\tleads\te2\tasserted\tcurrent\t-\t1\ns\t-\taccuses\te1\tdenied\tcurrent\te1\t2\ndoc\tda_ddt:s1\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Statement{
		{S: "e1", P: "leads", O: "e2", Stance: "asserted", Status: "current", Evidence: "Ann Boe runs Tarn."},
		{S: Nobody, P: "accuses", O: "e1", Stance: "denied", Status: "current", Holder: "e1", Evidence: "She denies it."},
	}
	if len(got) != 2 || got[1].Text != "Bo Dam bor i Vig." || got[0].Entities[0].Name != "Ann Boe" || !reflect.DeepEqual(got[0].Statements, want) {
		t.Errorf("read %+v", got)
	}
	for in, want := range map[string]string{
		"e\te1\tPerson\t0-7\n":                  "line 1: no doc line before it",
		"doc\tvoa-en:2-3\n":                     `line 1: no lines "2-3"`,
		"doc\tvoa-en:1-2\tall\n":                "no doc line",
		head + "e\te1\tPerson\t30-60\n":         `line 3: "30-60" is no span of the text`,
		head + "e\te1\tPerson\t7-7\n":           `"7-7" is no span`,
		head + "s\te1\tleads\te2\ta\tc\t-\t1\n": `line 3: no entity "e1" above`,
		head + "s\t-\tleads\t-\ta\tc\t-\t3\n":   `the text has no paragraph "3"`,
		head + "x\te1\n":                        "line 3: want e, id, type, spans",
	} {
		if _, err := read(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}
