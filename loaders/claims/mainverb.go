package claims

// mendMain finds the main verb of sentences that the parser read as a noun
// phrase: "X of the group Y accused Z", "The minister, X, accused Z".
func (v *view) mendMain() {
	for si := range v.d.Sentences {
		s := v.d.Sentences[si]
		root := -1
		for i := s.First; i < s.Last && root < 0; i++ {
			if v.heads[i] < 0 {
				root = i
			}
		}
		if root < 0 || v.isVerb(root) || v.upos(root) == "ADJ" || v.copula(root, s.First, s.Last) {
			continue
		}
		if i := v.lostVerb(s.First, s.Last, root); i >= 0 {
			v.promote(i, root)
		}
	}
}

// copula reports whether i is a predicate: something in its sentence
// [first, last) makes it one.
func (v *view) copula(i, first, last int) bool {
	for k := first; k < last; k++ {
		if v.heads[k] == i && (v.rels[k] == "cop" || v.rels[k] == "aux" || v.rels[k] == "nsubj") {
			return true
		}
	}
	return false
}

// lostVerb is the token in [first, last) that can be the main verb of a
// sentence whose root is a noun, or -1: it has frames, stands between the root
// and an object without preposition, and no other verb is finite.
func (v *view) lostVerb(first, last, root int) int {
	found := -1
	for i := root + 1; i+1 < last; i++ {
		if v.relative(i) && v.d.Word(i-1) == "," && found < 0 {
			for i++; i+1 < last && v.d.Word(i) != ","; i++ {
			}
			continue // "X, who heads the guild, described ..."
		}
		if v.relative(i) || v.d.Word(i) == ":" || v.lx.Is("contentmark", v.word[i]) && found < 0 {
			return -1
		}
		if !v.isVerb(i) || v.upos(i) == "AUX" {
			if v.upos(i) == "AUX" && found < 0 {
				return -1
			}
			continue
		}
		if found >= 0 {
			continue
		}
		switch u := v.upos(i + 1); {
		case len(v.lx.Frames(0, v.lemma[i])) == 0, u != "PROPN" && u != "DET" && u != "NOUN" && u != "PRON":
			return -1
		}
		past := v.feat(i, "Tense=Past") && v.trait("ed-participle")
		if before := v.d.Word(i - 1); !v.finite(i) && (!past || before != "," && !v.nameEnds(i)) || v.finite(i) && v.rels[i] != "acl:relcl" && v.rels[i] != "acl" {
			return -1
		}
		found = i
	}
	return found
}

// nameEnds reports whether a name ends right before token i.
func (v *view) nameEnds(i int) bool {
	return i > 0 && v.insideName(i-1) && v.men[v.dc.Covering[i-1]].Last == i
}

// nameStarts reports whether a name starts at token i.
func (v *view) nameStarts(i int) bool {
	return v.insideName(i) && v.men[v.dc.Covering[i]].First == i
}

// promote makes verb i the root of the sentence, the old root its subject, and
// the phrase behind it its object.
func (v *view) promote(i, root int) {
	last := v.d.Sentences[v.sentOf[i]].Last
	object := -1
	named := false
	for j := i + 1; j < last && !named; j++ {
		switch v.upos(j) {
		case "PROPN", "NOUN", "PRON":
			if named = v.nameStarts(j); named || object < 0 {
				object = j
			}
		case "DET", "ADJ":
		default:
			j = last
		}
	}
	for object >= 0 && v.heads[object] > i && v.heads[object] < last && (v.rels[object] == "flat" || !named) {
		object = v.heads[object]
	}
	for k := range v.heads {
		if v.heads[k] == i && v.rels[k] == "nsubj" {
			v.rels[k], v.heads[k] = "appos", root
		}
	}
	v.heads[i], v.rels[i] = -1, "root"
	v.heads[root], v.rels[root] = i, "nsubj"
	if object > i {
		for k := i + 1; k < last; k++ {
			if v.heads[k] == i && v.rels[k] == "obj" {
				v.heads[k], v.rels[k] = object, "nmod"
			}
		}
		v.heads[object], v.rels[object] = i, "obj"
		// what follows belongs to the verb
		for k := object + 1; k < last; k++ {
			if h := v.heads[k]; h == root || h < i && v.rels[k] != "punct" {
				v.heads[k] = i
				if v.rels[k] == "acl" {
					v.rels[k] = "advcl"
				}
			}
		}
	}
	if v.active == nil {
		v.active = map[int]bool{}
	}
	v.active[i] = true
}
