package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestEmbedded reads every lexicon.
func TestEmbedded(t *testing.T) {
	if got := strings.Join(Langs(), " "); got != "da en" {
		t.Fatalf("languages %q", got)
	}
	for _, lang := range Langs() {
		l, err := Load(lang)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for k := range l.frames {
			for _, list := range l.frames[k] {
				n += len(list)
			}
		}
		if n < 250 {
			t.Errorf("%s: %d frames", lang, n)
		}
	}
}

func TestLookUp(t *testing.T) {
	da, err := Load("da")
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := da.Role("direktøren"); !ok || r.Predicate != "leads" {
		t.Errorf("direktøren: %v %v", r, ok)
	}
	if r, before, ok := da.RoleEnding("produktionsleder"); !ok || r.Words != "leder" || before != "produktions" {
		t.Errorf("produktionsleder: %v %q %v", r, before, ok)
	}
	if f := da.Frames(Verb, "anklage"); len(f) == 0 || f[0].Name() != "verb:anklage:accuses" {
		t.Errorf("anklage: %v", f)
	}
	if !da.Is("hedge", "efter sigende") || da.Class("afvise", "say", "deny") != "deny" {
		t.Error("cues are not read")
	}
}

// TestErrors: a line that cannot be read is named with file, line and what is
// wanted.
func TestErrors(t *testing.T) {
	good := fstest.MapFS{
		"xx.frames.txt": {Data: []byte("# x\n[verb]\nlead : leads subj obj\n")},
		"xx.cues.txt":   {Data: []byte("say: say tell\n")},
		"xx.roles.tsv":  {Data: []byte("head\tleads\theads\n")},
	}
	if _, err := load(good, "xx"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, data, want string }{
		{"xx.frames.txt", "lead : leads subj obj\n", "line 1: unknown section"},
		{"xx.frames.txt", "[verb]\nlead leads\n", "line 2: want lemmas"},
		{"xx.frames.txt", "[verb]\nlead, : leads subj obj\n", "line 2: empty lemma"},
		{"xx.frames.txt", "[verb]\nlead : heads subj obj\n", `line 2: predicate "heads" is not in the ontology`},
		{"xx.frames.txt", "[verb]\nlead : leads subj obj weka\n", `line 2: flag "weka" is not in declared.txt`},
		{"xx.cues.txt", "say tell\n", "line 1: want class: words"},
		{"xx.cues.txt", "sya: tell\n", `line 1: cue class "sya" is not in declared.txt`},
		{"xx.cues.txt", "say: tell\nsay: state\n", `line 2: class "say" is given twice`},
		{"xx.cues.txt", "trait: vreb-second\n", `line 1: trait "vreb-second" is not in declared.txt`},
		{"xx.cues.txt", "act:heads: head\n", `line 1: cue class "act:heads" is not in declared.txt`},
		{"xx.roles.tsv", "head\tleasd\n", `line 1: predicate "leasd" is not in the ontology`},
		{"xx.roles.tsv", "head\n", "line 1: want role"},
	} {
		bad := fstest.MapFS{}
		for k, v := range good {
			bad[k] = v
		}
		bad[c.file] = &fstest.MapFile{Data: []byte(c.data)}
		if _, err := load(bad, "xx"); err == nil || !strings.Contains(err.Error(), c.file+" "+c.want) {
			t.Errorf("%s %q: %v", c.file, c.data, err)
		}
	}
	if _, err := Load("xx"); err == nil || !strings.Contains(err.Error(), "da, en") {
		t.Errorf("unknown language: %v", err)
	}
}

func TestVerbOf(t *testing.T) {
	l, err := Load("da")
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]string{"stævnede": "stævne", "sagsøges": "sagsøge", "idømt": "idømme", "opsagt": "", "eje": ""} {
		if got, _ := l.VerbOf(form); got != want {
			t.Errorf("VerbOf(%q) = %q, want %q", form, got, want)
		}
	}
}
