package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/text"
)

// sentences groups the tokens from first on into the sentences of one block.
func (t *Tokenizer) sentences(d *text.Doc, block, first int) {
	start := first
	for i := first; i < len(d.Tokens); i++ {
		if i+1 < len(d.Tokens) && !t.decide(d, start, i) {
			if i+1-start < maxSentence || d.Tokens[i+1].Glued {
				continue
			}
			d.Cuts.Sentences++
		}
		d.Sentences = append(d.Sentences, text.Sentence{
			Span:  text.Span{Start: d.Tokens[start].Start, End: d.Tokens[i].End},
			First: start, Last: i + 1, Block: block,
		})
		start = i + 1
	}
}

// decide asks the rules, and then the model if there is one.
func (t *Tokenizer) decide(d *text.Doc, start, i int) bool {
	if d.Tokens[i+1].Glued {
		return false
	}
	rule := t.ends(d, start, i)
	if t.split == nil {
		return rule
	}
	// Sentences glued together occur on web pages, not in treebanks.
	if rule && d.Tokens[i+1].Start == d.Tokens[i].End && capitalised(t.opening(d, i+1)) {
		return true
	}
	return t.split.ends(d, start, i, len(d.Tokens), rule)
}

// ends decides by rule whether the sentence that began at start ends with token i.
func (t *Tokenizer) ends(d *text.Doc, start, i int) bool {
	if d.Tokens[i+1].Glued {
		return false
	}
	// Step back over closing quotes and brackets to the mark that ends.
	mark := i
	for mark > start && closes(d, mark) && mark-1 >= start {
		mark--
	}
	w := d.Word(mark)
	space := d.Tokens[i+1].Start > d.Tokens[i].End
	next := t.opening(d, i+1)
	switch w[0] {
	case '.':
		if len(w) > 1 { // an ellipsis goes on in lower case
			return space && startsSentence(next)
		}
	case '!', '?':
		if !startsSentence(next) || closesNext(d, i+1) {
			return false
		}
		return space || mark < i || upperAt(next)
	default:
		if strings.HasPrefix(w, "…") {
			return space && startsSentence(next)
		}
		return mark == i && space && t.abbreviationEnds(d, start, i, next)
	}
	if closesNext(d, i+1) {
		return false // the closing sign behind the full stop belongs to it
	}
	if !space {
		// A sentence glued to the next: "frygte.Danske".
		return upperAt(next) || mark < i && startsSentence(next)
	}
	return !lowerAt(next) || mark == i && startsItem(d, i+1)
}

// closes tells a quote or bracket that stands directly behind the token before.
func closes(d *text.Doc, i int) bool {
	return i > 0 && d.Tokens[i-1].End == d.Tokens[i].Start && closing(d.Word(i))
}

func closing(w string) bool {
	switch w {
	case `"`, "”", "’", "'", "''", ")", "]", "»", "«", "“":
		return true
	}
	return false
}

// closesNext tells whether token i closes what token i-1 ended: it is joined
// to it, and not to the token behind it.
func closesNext(d *text.Doc, i int) bool {
	if !closes(d, i) {
		return false
	}
	w := d.Word(i)
	if w == ")" || w == "]" || w == "”" || w == "»" {
		return true
	}
	// The other signs can open as well: `.Computerworld."Jeg`.
	return i+1 >= len(d.Tokens) || d.Tokens[i+1].Start > d.Tokens[i].End || !letterAt(d.Word(i+1))
}

// opening is the first word from token i on behind quotes, brackets and dashes.
func (t *Tokenizer) opening(d *text.Doc, i int) string {
	for k := i; k < len(d.Tokens) && k < i+3; k++ {
		w := d.Word(k)
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return w
		}
	}
	return d.Word(i)
}

// capitalised tells a capital with a small letter behind it.
func capitalised(w string) bool {
	_, n := utf8.DecodeRuneInString(w)
	return upperAt(w) && lowerAt(w[n:])
}

func startsSentence(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	return !unicode.IsLower(r)
}

// startsItem tells a dash or bullet that begins a line of its own.
func startsItem(d *text.Doc, i int) bool {
	switch d.Word(i) {
	case "-", "–", "—", "•", "*", "·":
		return i+1 < len(d.Tokens) && d.Tokens[i+1].Start > d.Tokens[i].End && upperAt(d.Word(i+1))
	}
	return false
}

// abbreviationEnds decides for a token that keeps its own full stop.
func (t *Tokenizer) abbreviationEnds(d *text.Doc, start, i int, next string) bool {
	w := d.Word(i)
	if !strings.HasSuffix(w, ".") || len(w) < 2 || i == start {
		return false
	}
	if !upperAt(next) {
		return false
	}
	low := strings.ToLower(w)
	if t.abbrev[low] && !t.final[low] {
		return false
	}
	return t.starters[strings.ToLower(next)]
}
