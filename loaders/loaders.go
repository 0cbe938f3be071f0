// Package loaders runs articles through the pipeline into a Sink and reports
// what became of each.
//
// In: files, folders or streams (package article reads them). Out:
// schema.Contribution values handed to a Sink, one an article, and a Report
// that lists every rejection. Not here: storage; graph.Store is a Sink.
package loaders

import (
	"context"

	"newsgraph/schema"
)

// Sink takes one article's contribution and makes it durable before it
// returns; changed is false when the sink already held exactly this.
type Sink interface {
	Replace(ctx context.Context, c schema.Contribution) (changed bool, err error)
}
