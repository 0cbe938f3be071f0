package evaluate

import "testing"

func TestJudge(t *testing.T) {
	a := &Article{
		Text:  "Ann Tarn Police",
		Spans: []Span{{"a", 0, 3}, {"t", 4, 8}, {"p", 9, 15}},
		Statements: []Statement{
			{S: "a", P: "leads", O: "t", Stance: "asserted", Status: "current"},
			{S: "p", P: "arrests", O: "a", Stance: "asserted", Status: "current"},
			{S: Nobody, P: "charges", O: "a", Stance: "denied", Status: "current", Holder: "a"},
			{S: "a", P: "metWith", O: "p", Stance: "asserted", Status: "current"},
		},
	}
	p := &Prediction{Entities: []Entity{{Type: "Person"}, {Type: "Company"}, {Type: "Agency"}, {Type: "Company"}},
		Mentions: []Mention{{0, 3, 0, "Person", true}, {4, 8, 1, "Company", true}, {9, 15, 2, "Agency", true}, {4, 8, 3, "Company", false}}}
	const ann, tarn, police, noun, nobody = 0, 1, 2, 3, -1
	for _, c := range []struct {
		name string
		s    Predicted
		want float64
		ok   bool
	}{
		{"right", Predicted{Subject: ann, Predicate: "leads", Object: tarn, Holder: -1, Stance: "asserted", Status: "current"}, 1, true},
		{"another post", Predicted{Subject: ann, Predicate: "worksFor", Object: tarn, Holder: -1, Stance: "asserted", Status: "current"}, 0.5, true},
		{"status", Predicted{Subject: ann, Predicate: "leads", Object: tarn, Holder: -1, Stance: "asserted", Status: "former"}, 0.5, true},
		{"holder", Predicted{Subject: ann, Predicate: "leads", Object: tarn, Holder: police, Stance: "asserted", Status: "current"}, 0.5, true},
		{"a denial told as fact", Predicted{Subject: nobody, Predicate: "charges", Object: ann, Holder: -1, Stance: "asserted", Status: "current"}, 0, true},
		{"doer not told", Predicted{Subject: nobody, Predicate: "charges", Object: ann, Holder: ann, Stance: "denied", Status: "current"}, 1, true},
		{"doer told elsewhere", Predicted{Subject: nobody, Predicate: "arrests", Object: ann, Holder: -1, Stance: "asserted", Status: "current"}, 0.5, true},
		{"wrong end", Predicted{Subject: tarn, Predicate: "arrests", Object: ann, Holder: -1, Stance: "asserted", Status: "current"}, 0, true},
		{"symmetric", Predicted{Subject: police, Predicate: "metWith", Object: ann, Holder: -1, Stance: "asserted", Status: "current"}, 1, true},
		{"no name", Predicted{Subject: ann, Predicate: "leads", Object: noun, Holder: -1, Stance: "asserted", Status: "current"}, 0, false},
		{"a date", Predicted{Subject: ann, Predicate: "bornOn", Object: -1, Holder: -1, Stance: "asserted", Status: "current"}, 0, false},
	} {
		right, ok := Judge(a, p, StandFor(a, p), c.s)
		if right != c.want || ok != c.ok {
			t.Errorf("%s: %v %v, want %v %v", c.name, right, ok, c.want, c.ok)
		}
	}
}
