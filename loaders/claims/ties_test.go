package claims_test

import "testing"

// TestTies reads testdata/ties.tsv: sentences of each kind and language.
func TestTies(t *testing.T) { tableTest(t, readConstructions(t, "testdata/ties.tsv")) }
