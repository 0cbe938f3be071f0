package memo

import (
	"fmt"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	w := Words[int]{Limit: 8}
	next := 0
	get := func(s string) (int, bool) {
		x, known := w.Get(s)
		if !known {
			if *x != 0 {
				t.Fatalf("%s: new, but holds %d", s, *x)
			}
			next++
			*x = next
		}
		return *x, known
	}
	first, _ := get("a")
	for i := range 100 {
		get(fmt.Sprint(i))
		if i%3 == 0 {
			if n, known := get("a"); !known || n != first {
				t.Fatalf("after %d other words: %d, %v", i+1, n, known)
			}
		}
		if n := len(w.young) + len(w.old); n > w.Limit {
			t.Fatalf("%d words are kept", n)
		}
	}
	if _, known := get("50"); known {
		t.Error("a word was kept for ever")
	}
	if _, known := get("99"); !known {
		t.Error("the last word was not kept")
	}
	long := strings.Repeat("x", longest+1)
	get(long)
	if _, known := get(long); known {
		t.Error("a long word was kept")
	}
	var none Words[int]
	none.Get("a")
	if _, known := none.Get("a"); known {
		t.Error("the zero value kept a word")
	}
}
