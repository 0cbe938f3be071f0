package article

import (
	"fmt"
	"path/filepath"
	"strings"

	"newsgraph/schema"
)

// root is a folder that a load reads, or that of a file that it is given. What
// lies under it is known by its path there, so that moving the root changes
// nothing.
type root struct {
	folder string // absolute; "-" for standard input
	prefix string // of the names of files under it
}

func rootOf(path string, isDir bool) root {
	if path == "-" {
		return root{folder: "-"}
	}
	if !isDir {
		name := filepath.Base(path)
		return root{absolute(filepath.Dir(path)), strings.TrimSuffix(path, name)}
	}
	const some = "x"
	return root{absolute(path), strings.TrimSuffix(filepath.Join(path, some), some)}
}

// absolute is the path from the top, cleaned; the path itself where the
// system does not say where we are.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func (r root) origin(file string) schema.Origin {
	return schema.Origin{Root: r.folder, File: filepath.ToSlash(strings.TrimPrefix(file, r.prefix))}
}

// twice is the fault of an article that is known by its path if another root of
// the load has that path too: one would replace the other.
func (s *Source) twice(a Article) error {
	if len(s.paths) < 2 {
		return nil
	}
	if s.known == nil {
		s.known = map[string]string{}
	}
	other, ok := s.known[a.ID]
	if ok && other != a.Origin.Root {
		return &hintedError{fmt.Errorf("a file under %s has the same path, %s", other, a.Origin.File), "load the folder above both, or give it an id or a url"}
	}
	s.known[a.ID] = a.Origin.Root
	return nil
}
