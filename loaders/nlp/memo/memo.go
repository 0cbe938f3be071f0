// Package memo remembers what was worked out for a word, in bounded memory:
// nine tokens in ten are words that came before.
//
// In: words. Out: the same *T for a word that came lately, else a zero one to
// be filled. Not here: what T is; it must follow from the word alone, so that
// results do not depend on what was read before.
package memo

import "strings"

// Words remembers at least the last Limit/2 distinct words and at most Limit;
// the zero value remembers nothing. Not safe for concurrent use.
type Words[T any] struct {
	Limit int
	// Words move to the young generation when they are asked for; when that is
	// half of Limit, it becomes the old one, and what is in the old one goes.
	young, old map[string]*T
}

// longest is the length of the longest word that is kept, in bytes.
const longest = 64

// Get returns what is kept for word; known is false for a zero T that is kept
// from now on.
func (w *Words[T]) Get(word string) (x *T, known bool) {
	if x, known = w.young[word]; known {
		return x, true
	}
	if x, known = w.old[word]; !known {
		x = new(T)
		if len(word) > longest || w.Limit < 2 {
			return x, false
		}
		word = strings.Clone(word) // else it holds its whole article
	}
	if w.young == nil || len(w.young) >= w.Limit/2 {
		w.old, w.young = w.young, make(map[string]*T, w.Limit/2)
	}
	w.young[word] = x
	return x, known
}
