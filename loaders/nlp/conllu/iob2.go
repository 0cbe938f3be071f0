package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ReadIOB2 reads sentences of token, TAB, label lines with a blank line
// behind each, as entity corpora have them; "# " starts a comment. The label
// goes to MISC as NE=label unless it is O.
func ReadIOB2(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var cur Sentence
	flush := func() {
		if len(cur.Words) > 0 {
			out = append(out, cur)
		}
		cur = Sentence{}
	}
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 1<<16), maxLine)
	n := 0
	for s.Scan() {
		n++
		line := strings.TrimSuffix(s.Text(), "\r")
		if cur.Line == 0 {
			cur.Line = n
		}
		if !utf8.ValidString(line) {
			return nil, fmt.Errorf("read IOB2: line %d: not UTF-8; convert the file", n)
		}
		switch {
		case strings.TrimSpace(line) == "":
			flush()
		case strings.HasPrefix(line, "# "):
			cur.Comments = append(cur.Comments, strings.TrimSpace(line[2:]))
		default:
			token, label, _ := strings.Cut(line, "\t")
			if token == "" {
				return nil, fmt.Errorf("read IOB2: line %d: no token before the tab", n)
			}
			misc := ""
			if label = strings.TrimSpace(label); label != "" && label != "O" {
				misc = "NE=" + label
			}
			cur.Words = append(cur.Words, Word{Form: token, Head: -1, Misc: misc})
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read IOB2: after line %d: %w", n, err)
	}
	flush()
	return out, nil
}
