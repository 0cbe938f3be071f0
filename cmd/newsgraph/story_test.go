package main

import (
	"bytes"
	"os"
	"testing"

	"newsgraph/queries/storytest"
	"newsgraph/schema"
)

// TestStoryFile holds that the files which the scripts import are the stories
// that the tests of package queries use. UPDATE_STORY=1 writes them anew.
func TestStoryFile(t *testing.T) {
	for file, story := range map[string]func() ([]schema.Contribution, error){
		"testdata/story.nq": storytest.Contributions, "testdata/untold.nq": storytest.Untold,
	} {
		contributions, err := story()
		if err != nil {
			t.Fatal(err)
		}
		var all []schema.Quad
		for _, c := range contributions {
			quads, err := c.Quads()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, quads...)
		}
		var b bytes.Buffer
		for _, q := range schema.SortQuads(all) {
			b.WriteString(q.NQ() + "\n")
		}
		if os.Getenv("UPDATE_STORY") != "" {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, b.Bytes()) {
			t.Errorf("%s is not the story; run UPDATE_STORY=1 go test -run TestStoryFile ./cmd/newsgraph", file)
		}
	}
}
