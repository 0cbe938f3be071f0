// Package queries answers questions on a snapshot of the graph: how two
// entities are connected and who says so, what is claimed of whom, and the
// ready-made questions.
//
// In: a graph.View and plain option structs. Out: values that carry their
// evidence, in stated orders; limits that are reached are errors. Not here:
// storage (graph), the Gizmo language (queries/gizmo), printing (cmd).
package queries
