package main

import (
	"errors"

	"newsgraph/graph"
)

// withView hands f a view of the store, opened for reading only.
func (a *app) withView(f func(*graph.View) error) (err error) {
	s, err := graph.Open(a.db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	v, err := s.View()
	if err != nil {
		return err
	}
	return f(v)
}
