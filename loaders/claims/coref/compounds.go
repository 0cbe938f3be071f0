package coref

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// Compounds adds the names that begin a word with a hyphen ("X-aktierne",
// "X-selskabet") to the mentions and entities of o, if the article has the
// name by itself too or the lists know it as an organization. They stand apart
// from o, since nothing is said of them there: who leads "X-selskabet" need
// not lead X.
func (o *Discourse) Compounds() ([]Mention, []Entity) {
	mentions, entities := slices.Clip(o.Mentions), slices.Clip(o.Entities) // what is added stands apart
	byName := map[string]int{}
	for i := range entities {
		for _, n := range append([]string{entities[i].Name}, entities[i].Names...) {
			if k := variant.Fold(n); byName[k] == 0 {
				byName[k] = i + 1
			}
		}
	}
	for s, sent := range o.Doc.Sentences {
		for t := sent.First; t < sent.Last; t++ {
			first := compounded(o.Doc.Word(t))
			if first == "" || o.Covering[t] != None && o.Mentions[o.Covering[t]].Form == FormName {
				continue
			}
			k := variant.Fold(first)
			if byName[k] == 0 {
				typ := listedType(first)
				if typ == "" {
					continue
				}
				entities = append(entities, Entity{Type: typ, Name: first})
				byName[k] = len(entities)
			}
			at := o.Doc.Tokens[t].Start
			m := Mention{Span: text.Span{Start: at, End: at + len(first)}, First: t, Last: t + 1, Head: t, Entity: byName[k] - 1, Form: FormName,
				Type: entities[byName[k]-1].Type}
			m.Boilerplate = len(o.Doc.Blocks) > 0 && o.Doc.Blocks[o.Doc.Sentences[s].Block].Kind == text.Boilerplate
			mentions = append(mentions, m)
		}
	}
	if len(mentions) > len(o.Mentions) {
		slices.SortStableFunc(mentions, compareMentions)
	}
	return mentions, entities
}

// compounded is the first part of a word like "Xyz-aktien", "" for others.
func compounded(w string) string {
	k := strings.IndexByte(w, '-')
	if k < 2 {
		return ""
	}
	begin, _ := utf8.DecodeRuneInString(w)
	next, _ := utf8.DecodeRuneInString(w[k+1:])
	if !unicode.IsUpper(begin) || !unicode.IsLower(next) {
		return ""
	}
	return w[:k]
}

// listedType is the type of a listed organization, "" if there is none or
// several have the name.
func listedType(name string) string {
	typ := ""
	for _, o := range variant.Orgs(name) {
		if typ != "" && typ != o.Type {
			return ""
		}
		typ = o.Type
	}
	if _, ok := gazetteer.CompanyByName(name); ok && typ == "" {
		typ = "Company"
	}
	return typ
}
