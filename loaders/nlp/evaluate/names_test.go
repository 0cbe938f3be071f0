package evaluate

import (
	"testing"

	"newsgraph/loaders/nlp/text"
)

func TestNames(t *testing.T) {
	tokens := make([]text.Token, 9)
	gold := &text.Doc{Tokens: tokens, Names: []text.Name{{First: 0, Last: 2, Label: "PER"}, {First: 3, Last: 4, Label: "ORG"}, {First: 5, Last: 6, Label: "PER"}}}
	system := &text.Doc{Tokens: tokens, Names: []text.Name{
		{First: 0, Last: 2, Label: "PER", Score: 0.5, Type: "Person"}, {First: 3, Last: 5, Label: "ORG"}, {First: 6, Last: 7, Label: "MISC"}, {First: 7, Last: 8, Label: "PER"},
	}}
	s, err := Names(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Score{3, 3, 1}); s.All != want {
		t.Errorf("all %+v, want %+v", s.All, want)
	}
	if len(s.ByLabel) != 2 || s.ByLabel[0] != (Row{"ORG", Score{1, 1, 0}}) || s.ByLabel[1] != (Row{"PER", Score{2, 2, 1}}) {
		t.Errorf("by label %+v", s.ByLabel)
	}
	if _, err := Names(gold, &text.Doc{}); err == nil {
		t.Error("other tokens: no error")
	}
}
