// Package graph is the store: quads in Pebble behind Cayley's graph.QuadStore,
// written one article at a time, read from snapshots.
//
// In: schema.Contribution and schema.Quad values. Out: snapshots (View) that
// serve Cayley queries, look-ups of articles, entities and claims, and the
// canonical sorted export. Not here: extraction (loaders), path search and
// Gizmo (queries), N-Quads syntax (graph/nquads).
//
// One process may write, or several may read. In the writing process readers
// work on snapshots and never wait for the writer.
package graph
