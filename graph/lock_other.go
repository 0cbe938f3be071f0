//go:build !unix

package graph

import (
	"errors"
	"os"
)

// flock cannot lock here: refuse rather than let two writers in.
func flock(*os.File, bool) (busy bool, err error) {
	return false, errors.ErrUnsupported
}
