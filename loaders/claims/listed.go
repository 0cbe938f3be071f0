package claims

import (
	"newsgraph/loaders/claims/coref"
)

// namedAfter: "Her attorney is [the famous] Ann Lee" (copula), "Its backers
// include A, B and C", "Among its customers were A and B" (listed).
func (v *view) namedAfter(r *role, first, limit int, fits func(int) bool) ([]int, string) {
	i := r.last
	if i < limit && v.lx.Is("roleprep", v.word[i]) {
		for i < limit && i < r.last+8 && !v.lx.Is("tobe", v.lemma[i]) && !v.is("including", i) && v.d.Word(i) != "," {
			i++
		}
	}
	if i < limit && v.d.Word(i) == "," { // "..., according to court papers, were ..."
		for j := i + 1; j < min(i+9, limit-1); j++ {
			if v.d.Word(j) == "," {
				if v.lx.Is("tobe", v.lemma[j+1]) {
					i = j + 1
				}
				break
			}
		}
		if i+1 < limit && v.is("including", i+1) {
			i++
		}
	}
	if i >= limit {
		return nil, ""
	}
	among := false
	for j := r.first - 1; j >= max(first, r.first-6); j-- {
		among = among || v.lx.Is("among", v.word[j])
	}
	list := among || v.is("including", i)
	if !list && !v.lx.Is("tobe", v.lemma[i]) {
		return nil, ""
	}
	es := v.namesFrom(i+1, limit, fits)
	switch {
	case len(es) == 0:
		return nil, ""
	case list:
		return es, "listed"
	}
	return es[:1], "copula"
}

// namesFrom reads the names of an enumeration that starts at token i, over the
// nouns that introduce them, as far as they fit.
func (v *view) namesFrom(i, limit int, fits func(int) bool) (out []int) {
	for n := 0; i < limit && n < 8; i, n = i+1, n+1 {
		if m := v.start[i]; m >= 0 && v.men[m].Form == coref.FormName {
			e := v.men[m].Entity
			if next := v.men[m].Last; next < limit && v.upos(next) != "PUNCT" && v.upos(next) != "CCONJ" && (isPlace(v.typeOf(e)) || v.genitive(next-1, next+1)) {
				i = next - 1 // "Norway's Investinor", "the Dallas fund X", "Ann's son Bo"
				continue
			}
			if !fits(e) {
				return out
			}
			out = append(out, e)
			i, n = v.men[m].Last, 0
			if i < limit && (v.d.Word(i) == "," || v.upos(i) == "CCONJ") {
				if v.d.Word(i) == "," && i+1 < limit && v.upos(i+1) == "CCONJ" {
					i++
				}
				continue
			}
			return out
		}
		if w := v.word[i]; w == "'s" || w == "’s" {
			continue
		}
		if u := v.upos(i); u != "DET" && u != "ADJ" && u != "NOUN" && u != "ADV" && u != "PROPN" && !v.lx.Is("article", v.word[i]) {
			return out
		}
	}
	return out
}
