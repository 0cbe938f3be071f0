package schema

import (
	"fmt"
	"strconv"
	"strings"
)

// UntoldNS begins the IRIs of those whom an article does not tell; a digest
// follows. Unnamed sources, which have a label, have longer ones.
const UntoldNS = NS + "unnamed/"

// NewUntoldStatement is NewStatement for an act whose doer the article does not
// tell ("X was arrested"). Its subject is a node without a name that stands for
// the doer of just this act: its IRI is derived from the article, the place
// [start, end) that tells of the act (code points), the predicate and the
// object, so that it is the same in every load, and never that of another
// article or act. What is said elsewhere in the article of the same act, such
// as a denial, must be made with the same place.
func NewUntoldStatement(article IRI, start, end int, p string, o Entity) (Statement, error) {
	if err := Default().AllowsUntold(p, o.typ); err != nil {
		return Statement{}, fmt.Errorf("make statement %s(nobody told, %s): %w", p, o.name, err)
	}
	if article.IsZero() || start < 0 || end <= start {
		return Statement{}, fmt.Errorf("make statement %s(nobody told, %s): no article, or no place [%d,%d) in it", p, o.name, start, end)
	}
	node := IRI{UntoldNS + digest(article.s, strconv.Itoa(start), strconv.Itoa(end), p, o.iri.NT())}
	return Statement{node, p, o.iri}, nil
}

// IsUntold reports whether an IRI stands for somebody whom an article does not
// tell.
func IsUntold(iri IRI) bool {
	hash, ok := strings.CutPrefix(iri.s, UntoldNS)
	return ok && len(hash) == 2*digestBytes && strings.Trim(hash, "0123456789abcdef") == ""
}
