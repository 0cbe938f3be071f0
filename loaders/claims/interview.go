package claims

import "newsgraph/loaders/claims/coref"

// leastQuestions makes an article an interview: so many blocks of it end in a
// question mark and are followed by another block.
const leastQuestions = 3

// interview makes the answers of an interview printed as question and answer
// the speech of the person whom its introduction names most.
func (v *view) interview() {
	type block struct {
		first, last int
		question    bool
	}
	var blocks []block
	questions, begin := 0, -1
	for si := 0; si < len(v.d.Sentences); {
		sj, b := si, v.d.Sentences[si].Block
		for sj < len(v.d.Sentences) && v.d.Sentences[sj].Block == b {
			sj++
		}
		first, last := v.d.Sentences[si].First, v.d.Sentences[sj-1].Last
		si = sj
		if first >= last || v.boilerplate(first) {
			continue
		}
		q := block{first, last, v.asks(first, last)}
		if q.question && v.d.Word(last-1) == "?" {
			questions++
			if begin < 0 {
				begin = len(blocks)
			}
		}
		blocks = append(blocks, q)
	}
	if questions < leastQuestions || begin < 1 {
		return
	}
	who := v.interviewee(blocks[begin].first)
	if who == coref.None {
		return
	}
	for n := begin + 1; n < len(blocks); n++ {
		b := blocks[n]
		if b.question || !blocks[n-1].question && !v.inFirstPerson(b.first, b.last) {
			continue
		}
		held := false
		for i := b.first; i < b.last; i++ {
			if q := v.inQ[i]; q >= 0 {
				held = true
				if v.quotes[q].speaker == coref.None && v.quotes[q].verb < 0 {
					v.quotes[q].speaker = who
				}
			}
		}
		if held {
			continue
		}
		v.quotes = append(v.quotes, quote{b.first, b.last, who, -1})
		for i := b.first; i < b.last; i++ {
			v.inQ[i] = len(v.quotes) - 1
		}
	}
}

// asks reports whether tokens [first, last), a block, put a question or a
// remark to somebody.
func (v *view) asks(first, last int) bool {
	if last-first > 40 {
		return false
	}
	second := v.d.Word(last-1) == "?"
	for i := first; i < last; i++ {
		if v.inQ[i] >= 0 || v.lx.Is("firstsing", v.word[i]) || v.lx.Is("firstplur", v.word[i]) {
			return false
		}
		second = second || v.lx.Is("secondperson", v.word[i]) && v.upos(i) == "PRON"
	}
	return second
}

func (v *view) inFirstPerson(first, last int) bool {
	for i := first; i < last; i++ {
		if v.lx.Is("firstsing", v.word[i]) || v.lx.Is("firstplur", v.word[i]) {
			return true
		}
	}
	return false
}

// interviewee is the person named most often before token end, or coref.None
// if two are named as often.
func (v *view) interviewee(end int) int {
	best, most, tie := coref.None, 0, false
	for e := range v.ments {
		if v.typeOf(e) != "Person" {
			continue
		}
		n := 0
		for _, mi := range v.ments[e] {
			if m := v.men[mi]; m.Form == coref.FormName && m.Last <= end {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = e, n, false
		case n == most && n > 0:
			tie = true
		}
	}
	if tie {
		return coref.None
	}
	return best
}
