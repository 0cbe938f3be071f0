//go:build unix

package graph

import (
	"errors"
	"os"
	"syscall"
)

// flock locks f without waiting; busy is true if another process, or another
// Store of this one, holds it.
func flock(f *os.File, shared bool) (busy bool, err error) {
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	for {
		err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return errors.Is(err, syscall.EWOULDBLOCK), err
		}
	}
}
