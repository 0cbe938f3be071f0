package loaders

import (
	"slices"
	"strings"
	"testing"

	"newsgraph/loaders/article"
	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// untoldExtraction is an article with statements put in by hand: somebody
// untold accused and arrested Clara Boyd, who denies the accusation two
// sentences later, and an impossible act.
func untoldExtraction(t *testing.T, id string) *Extraction {
	t.Helper()
	a := article.Article{Text: "The mayor spoke first. Clara Boyd was arrested and is accused of theft. It rained. Clara Boyd denies it."}
	a.ID, a.Lang, a.Blocks = id, "en", []text.Block{{Span: text.Span{End: len(a.Text)}}}
	x, err := newPipeline(t).Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	boyd := slices.IndexFunc(x.Result.Entities, func(e coref.Entity) bool { return e.Name == "Clara Boyd" })
	if boyd < 0 || len(x.Doc.Sentences) != 4 {
		t.Fatalf("%d sentences, entities %+v", len(x.Doc.Sentences), x.Result.Entities)
	}
	act := func(predicate, stance string, holder, sentence int) claims.Statement {
		return claims.Statement{Subject: coref.None, Object: boyd, Predicate: predicate, Stance: stance, Status: "current", Holder: holder, Sentence: sentence, Confidence: 0.9, Rule: "test"}
	}
	x.Result.Statements = []claims.Statement{
		act("accuses", "denied", boyd, 3), act("accuses", "asserted", coref.None, 1), act("arrests", "asserted", coref.None, 1),
		act("supports", "asserted", coref.None, 1), // is not told without its doer
		{Subject: coref.None, Object: coref.None, Predicate: "arrests", Stance: "asserted", Status: "current", Holder: coref.None},
	}
	return x
}

func TestContributionOfTheUntold(t *testing.T) {
	x := untoldExtraction(t, "x")
	c, refused := x.Contribution()
	if len(c.Claims) != 3 || len(refused) != 2 {
		t.Fatalf("%d claims, refused %v", len(c.Claims), refused)
	}
	doers := map[string][]schema.IRI{}
	for _, cl := range c.Claims {
		if !cl.Untold() {
			t.Errorf("%s has a subject: %s", cl.Predicate(), cl.Subject())
		}
		doers[cl.Predicate()] = append(doers[cl.Predicate()], cl.Subject())
	}
	// The denial is about the accusation; who arrested her is somebody else.
	if a := doers["accuses"]; len(a) != 2 || a[0] != a[1] || a[0] == doers["arrests"][0] {
		t.Errorf("doers %v", doers)
	}
	// Neither the order of the statements nor another article matters.
	quads := func(x *Extraction) string {
		c, _ := x.Contribution()
		q, err := c.Quads()
		if err != nil {
			t.Fatal(err)
		}
		return nquads(q)
	}
	want := quads(x)
	slices.Reverse(x.Result.Statements)
	if got := quads(x); got != want {
		t.Errorf("another order gives\n%s\nwant\n%s", got, want)
	}
	if got := quads(untoldExtraction(t, "y")); strings.Contains(got, doers["accuses"][0].String()) {
		t.Error("two articles share an untold doer")
	}
	for _, e := range c.Entities {
		if e.Type() == "Unnamed" {
			t.Errorf("an entity for nobody: %s", e.IRI())
		}
	}
}
