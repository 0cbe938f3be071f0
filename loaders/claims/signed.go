package claims

import "newsgraph/loaders/claims/coref"

// maxSignature is the most tokens that a signature has, dash and all.
const maxSignature = 20

// signed finds the speakers of quotes that are signed: `"We did it." — Ann Boe,
// mayor`, the way that quotations set apart are printed. The name ends the
// paragraph, and counts for the paragraphs of the quote before it too.
func (v *view) signed() {
	for qi := len(v.quotes) - 1; qi >= 0; qi-- {
		q := &v.quotes[qi]
		if q.speaker != coref.None || q.verb >= 0 {
			continue
		}
		if q.speaker = v.signature(q.last); q.speaker == coref.None && qi+1 < len(v.quotes) && v.quotes[qi+1].verb < 0 && v.continues(qi+1) {
			q.speaker = v.quotes[qi+1].speaker
		}
	}
}

// signature is who signs what ends before token i, after a mark and a dash.
func (v *view) signature(i int) int {
	if i+2 >= len(v.d.Tokens) {
		return coref.None
	}
	last, block := i, v.d.Sentences[v.sentOf[i]].Block
	for last < len(v.d.Tokens) && v.d.Sentences[v.sentOf[last]].Block == block {
		last++
	}
	dash := i + 1
	if w := v.d.Word(dash); last-dash > maxSignature || last <= dash+1 || w != "—" && w != "–" && w != "-" {
		return coref.None
	}
	if v.finiteBetween(dash+1, last) {
		return coref.None // the sentence goes on
	}
	return v.sourceAt(dash+1, last)
}
