package lang

import (
	"bytes"
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEmbeddedLanguagesOpen(t *testing.T) {
	codes := Codes()
	if len(codes) < 2 {
		t.Fatalf("codes: %v", codes)
	}
	for _, c := range codes {
		l, err := Get(c)
		if err != nil {
			t.Fatal(err)
		}
		if l.Name == "" || l.Code != c {
			t.Errorf("%s: name %q, code %q", c, l.Name, l.Code)
		}
		if _, err := l.Helper(); err != nil {
			t.Error(err)
		}
		k, err := l.Clusters()
		if err != nil {
			t.Fatal(err)
		}
		if !k.Lookup("Obama").Known() || k.Lookup("qqxqqxqq").Known() {
			t.Errorf("%s: clusters know the wrong words", c)
		}
	}
	if _, err := Get("tlh"); err == nil || !strings.Contains(err.Error(), "da, en") {
		t.Errorf("unknown language: %v", err)
	}
}

func TestOpenRejects(t *testing.T) {
	for name, yaml := range map[string]string{"key": "nam: x", "syntax": "name: [", "type": "clitics: {a: b}"} {
		if _, err := Open(fstest.MapFS{"lang.yaml": {Data: []byte(yaml)}}, "xx"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	l, err := Open(fstest.MapFS{"lang.yaml": {Data: []byte("name: X")}}, "xx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Model("tag.bin"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing model: %v", err)
	}
}

const table = "word\tcount\tbrown\tk100\tk500\tk1000\n" +
	"Washington\t9\t0110111\t1\t2\t3\nwashington\t2\t00\t4\t5\t6\n0,000\t5\t1\t0\t0\t0\n\"\t8\t101\t1\t1\t1\nleaning\t3\t11\t1\t1\t1\n"

func TestClusterLookup(t *testing.T) {
	b, err := BuildClusters(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	c, err := loadClusters(b)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]uint64{
		"Washington": 0b10110111, "washington": 0b100, "WASHINGTON": 0b10110111,
		"4,711": 0b11, "»": 0b1101, "``": 0b1101, "left-leaning": 0b111, "-": 0, "x": 0, "": 0,
	} {
		if got := c.Lookup(word).Full(); got != want {
			t.Errorf("%q: %b, want %b", word, got, want)
		}
	}
	k := c.Lookup("Washington")
	if k.Brown(4) != 0b10110 || k.Brown(20) != k.Full() || k.K100 != 2 || k.K500 != 3 || k.K1000 != 4 {
		t.Errorf("class %+v", k)
	}
}

func TestSections(t *testing.T) {
	in := Sections{Lines("labels", []string{"a", "b"}), {"model", []byte{1, 2}}, Lines("none", nil)}
	out, err := Unpack(Pack(in))
	if err != nil {
		t.Fatal(err)
	}
	if l, err := out.Lines("labels"); err != nil || !reflect.DeepEqual(l, []string{"a", "b"}) {
		t.Errorf("labels %v, %v", l, err)
	}
	if b, err := out.Get("model"); err != nil || !bytes.Equal(b, []byte{1, 2}) {
		t.Errorf("model %v, %v", b, err)
	}
	if _, err := out.Get("missing"); err == nil {
		t.Error("missing section: no error")
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(Pack(Sections{{"a", []byte("b")}}))
	f.Add(join(Sections{{"a", []byte("b")}}))
	f.Add([]byte(packMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Unpack(b)
		if err != nil {
			return
		}
		again, err := Unpack(Pack(s))
		if err != nil || len(again) != len(s) || len(s) > 0 && !reflect.DeepEqual(join(again), join(s)) {
			t.Errorf("sections differ after packing again: %v", err)
		}
	})
}

func FuzzLoadClusters(f *testing.F) {
	b, err := BuildClusters(strings.NewReader(table))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, "Washington")
	f.Fuzz(func(t *testing.T, b []byte, word string) {
		if c, err := loadClusters(b); err == nil {
			c.Lookup(word)
		}
	})
}
