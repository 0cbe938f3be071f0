package conllu

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/text"
)

const sample = `# newdoc id = d1
# sent_id = a
# text = We don't know.
1	We	we	PRON	PRP	Case=Nom	4	nsubj	4:nsubj	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	know	know	VERB	VB	_	0	root	_	SpaceAfter=No
4.1	that	_	_	_	_	_	_	_	_
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar id = p2
# sent_id = b
1	Yes	yes	INTJ	UH	_	0	root	_	SpaceAfter=No
2	!	!	PUNCT	.	_	1	punct	_	_

`

func read(t *testing.T, s string) []Sentence {
	t.Helper()
	out, err := Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadAndDoc(t *testing.T) {
	ss := read(t, sample)
	if len(ss) != 2 || len(ss[0].Words) != 5 || len(ss[0].Ranges) != 1 || ss[0].Comment("sent_id") != "a" || !ss[1].Starts("newpar") {
		t.Fatalf("read %+v", ss)
	}
	d := Doc(ss, "en", Gold{Tags: true, Parse: true})
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if want := "We don't know.\n\nYes!"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if len(d.Blocks) != 2 || !d.Tokens[2].Glued || d.Word(2) != "n't" || d.Tokens[0].Head != 3 || d.Tokens[3].Head != text.Root {
		t.Errorf("doc %+v", d)
	}
}

func TestWriteReadsBack(t *testing.T) {
	ss := read(t, sample)
	d := Doc(ss, "en", Gold{Tags: true, Parse: true})
	d.Names = []text.Name{{First: 0, Last: 2, Label: "PER"}}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"Write":     func(b *bytes.Buffer) error { return Write(b, d, "x") },
		"WriteOver": func(b *bytes.Buffer) error { return WriteOver(b, d, ss) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		again := read(t, b.String())
		if len(again) != 2 || len(again[0].Ranges) != 1 || again[0].Ranges[0].Form != "don't" {
			t.Fatalf("%s: %s", name, b.String())
		}
		for i, s := range again {
			for j, w := range s.Words {
				g := ss[i].Words[j]
				if w.Form != g.Form || w.Lemma != g.Lemma || w.UPOS != g.UPOS || w.Feats != g.Feats || w.Head != g.Head || w.Deprel != g.Deprel {
					t.Errorf("%s: word %+v, want %+v", name, w, g)
				}
				if SpaceAfter(w.Misc) != SpaceAfter(g.Misc) && j+1 < len(s.Words) {
					t.Errorf("%s: space after %s", name, w.Form)
				}
			}
		}
		if !strings.Contains(b.String(), "NE=B-PER") || !strings.Contains(b.String(), "NE=I-PER") {
			t.Errorf("%s: no names in %s", name, b.String())
		}
	}
}

func TestReadRejects(t *testing.T) {
	row := "1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n"
	for name, s := range map[string]string{
		"columns":   "1\ta\n\n",
		"id":        strings.Replace(row, "1", "2", 1) + "\n",
		"head":      strings.Replace(row, "\t0\t", "\tx\t", 1) + "\n",
		"head far":  strings.Replace(row, "\t0\t", "\t7\t", 1) + "\n",
		"self head": strings.Replace(row, "\t0\t", "\t1\t", 1) + "\n",
		"no form":   strings.Replace(row, "\ta\t", "\t\t", 1) + "\n",
		"range":     "1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + row + "\n",
	} {
		if _, err := Read(strings.NewReader(s)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%s: error %v, want one with the line", name, err)
		}
	}
}

func TestReadIOB2(t *testing.T) {
	ss, err := ReadIOB2(strings.NewReader("# id 1\nAnn\tB-PER\nLee\tI-PER\n#\tO\n\nback\tO\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(ss) != 2 || len(ss[0].Words) != 3 || ss[0].Words[0].Misc != "NE=B-PER" || ss[0].Words[2].Form != "#" {
		t.Errorf("read %+v", ss)
	}
	if _, err := ReadIOB2(strings.NewReader("\tO\n")); err == nil {
		t.Error("no token: no error")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1-2\té\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t2\tx\t_\t_\n2\tb\t_\t_\t_\t_\t0\troot\t_\t_\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		ss, err := Read(strings.NewReader(s))
		if err != nil {
			return
		}
		d := Doc(ss, "en", Gold{Tags: true})
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := WriteOver(&b, d, ss); err != nil {
			t.Fatal(err)
		}
	})
}

func TestDocuments(t *testing.T) {
	for in, want := range map[string][]int{
		"# newdoc id = a\nx\tO\n\ny\tO\n\n# newdoc id = b\nz\tO\n": {2, 1},
		"x\tO\n\n# newdoc\ny\tO\n\n# newdocument\nz\tO\n":          {1, 2},
		"x\tO\n\ny\tO\n": {2},
	} {
		s, err := ReadIOB2(strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, d := range Documents(s) {
			got = append(got, len(d))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: documents of %v sentences, want %v", in, got, want)
		}
	}
}
