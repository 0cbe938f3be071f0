package identity

import (
	"bytes"
	"strings"
	"testing"

	"newsgraph/schema"
)

func key(s string) schema.IRI { return schema.MustIRI(schema.NS + "person/" + s) }

func mustAdd(t *testing.T, v *Verdicts, kind Kind, a, b string) int {
	t.Helper()
	x, err := v.Add(kind, key(a), key(b), "")
	if err != nil {
		t.Fatal(err)
	}
	return x.Number
}

func TestVerdicts(t *testing.T) {
	v := &Verdicts{}
	if v.Canonical(key("x")) != key("x") || len(v.Class(key("x"))) != 1 {
		t.Error("an empty log changes a key")
	}
	mustAdd(t, v, Same, "c", "b")
	second := mustAdd(t, v, Same, "d", "c")
	mustAdd(t, v, Different, "b", "e")
	for _, k := range []string{"b", "c", "d"} {
		if v.Canonical(key(k)) != key("b") {
			t.Errorf("%s stands under %s", k, v.Canonical(key(k)))
		}
	}
	if c := v.Class(key("d")); len(c) != 3 || c[0] != key("b") || c[2] != key("d") {
		t.Errorf("class of d: %v", c)
	}

	_, err := v.Add(Same, key("e"), key("d"), "")
	if err == nil || !strings.Contains(err.Error(), "verdict 3") {
		t.Errorf("want a refusal that names verdict 3, got %v", err)
	}
	_, err = v.Add(Different, key("d"), key("b"), "")
	if err == nil || !strings.Contains(err.Error(), "verdict 1, 2") {
		t.Errorf("want a refusal that names verdicts 1 and 2, got %v", err)
	}

	if _, err := v.TakeBack(second, "mixed up"); err != nil {
		t.Fatal(err)
	}
	if v.Canonical(key("d")) != key("d") || v.Canonical(key("c")) != key("b") {
		t.Error("taking verdict 2 back did not part d")
	}
	mustAdd(t, v, Different, "d", "b")
	for _, bad := range []int{0, second, 4, 99} {
		if _, err := v.TakeBack(bad, ""); err == nil {
			t.Errorf("verdict %d was taken back", bad)
		}
	}
	if _, err := v.Add(Same, key("a"), key("a"), ""); err == nil {
		t.Error("a key is said to be itself")
	}
	if _, err := v.Add(Same, key("a"), key("z"), "two\nlines"); err == nil {
		t.Error("a note of two lines is accepted")
	}

	var b bytes.Buffer
	if _, err := v.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	again, err := ReadVerdicts(&b)
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Log()) != len(v.Log()) || again.Canonical(key("c")) != key("b") || again.Canonical(key("d")) != key("d") {
		t.Errorf("read back: %v", again.Log())
	}
}

// TestConflictInLog holds that a log edited by hand plays in its order: the
// later of two contradicting lines has no effect and is listed.
func TestConflictInLog(t *testing.T) {
	a, b, c := key("a").String(), key("b").String(), key("c").String()
	log := verdictsHeader + "\n" + strings.Join([]string{
		"same\t" + a + "\t" + b, "same\t" + b + "\t" + c + "\tby Lis", "", "different\t" + c + "\t" + a, "# a remark",
	}, "\n")
	v, err := ReadVerdicts(strings.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	cs := v.Conflicts()
	if len(cs) != 1 || cs[0].Verdict.Number != 3 || len(cs[0].Against) != 2 || v.Canonical(key("c")) != key("a") {
		t.Fatalf("conflicts %+v", cs)
	}
	if _, err := v.TakeBack(1, ""); err != nil {
		t.Fatal(err)
	}
	if len(v.Conflicts()) != 0 || v.Canonical(key("c")) != key("b") {
		t.Errorf("after taking verdict 1 back: %+v", v.Conflicts())
	}
}

func TestReadVerdictsErrors(t *testing.T) {
	for in, want := range map[string]string{
		"same\ta\tb":                                 "line 1",
		verdictsHeader + "\nsame\turn:x:a":           "line 2",
		verdictsHeader + "\nsame\turn:x:a\tno iri":   "line 2",
		verdictsHeader + "\n\nundo\t1":               "line 3",
		verdictsHeader + "\nundo\tx":                 "want the number",
		verdictsHeader + "\nmaybe\turn:x:a\turn:x:b": "want same",
	} {
		if _, err := ReadVerdicts(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: want an error with %q, got %v", in, want, err)
		}
	}
	if v, err := ReadVerdicts(strings.NewReader("")); err != nil || len(v.Log()) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

// FuzzVerdicts holds that what is read is written and read the same, and that
// no class holds two keys that an effective verdict keeps apart.
func FuzzVerdicts(f *testing.F) {
	f.Add("same\turn:a:1\turn:a:2\nsame\turn:a:2\turn:a:3\ndifferent\turn:a:1\turn:a:3\nundo\t1")
	f.Add("different\turn:a:1\turn:a:2\tx\nsame\turn:a:2\turn:a:1")
	f.Add("undo\t1\n#\n\n")
	f.Fuzz(func(t *testing.T, body string) {
		v, err := ReadVerdicts(strings.NewReader(verdictsHeader + "\n" + body))
		if err != nil {
			return
		}
		for _, x := range v.different {
			if v.Canonical(x.A) == v.Canonical(x.B) {
				t.Fatalf("%v has no effect and is no conflict", x)
			}
		}
		var b bytes.Buffer
		if _, err := v.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		again, err := ReadVerdicts(&b)
		if err != nil || len(again.Log()) != len(v.Log()) || len(again.Conflicts()) != len(v.Conflicts()) {
			t.Fatalf("read back: %v", err)
		}
	})
}
