package queries

import "testing"

func TestIndependentPublishers(t *testing.T) {
	for name, c := range map[string]struct {
		stories []Story
		want    int
	}{
		"none":                     {nil, 0},
		"one story in three":       {[]Story{{Publishers: []string{"A", "B", "C"}}}, 1},
		"one paper, three stories": {[]Story{{Publishers: []string{"A"}}, {Publishers: []string{"A"}}, {Publishers: []string{"A"}}}, 1},
		"nobody's":                 {[]Story{{}, {Publishers: []string{"A"}}}, 1},
		"a paper in two stories":   {[]Story{{Publishers: []string{"A", "B"}}, {Publishers: []string{"A"}}}, 2},
		"by turns":                 {[]Story{{Publishers: []string{"A", "B"}}, {Publishers: []string{"A", "C"}}, {Publishers: []string{"A"}}}, 3},
		"two for three":            {[]Story{{Publishers: []string{"A", "B"}}, {Publishers: []string{"A", "B"}}, {Publishers: []string{"A", "B"}}}, 2},
	} {
		if got := IndependentPublishers(c.stories); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}
