package article

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// articleNames are the endings of files that a folder is read for.
var articleNames = []string{".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".xml", ".rss", ".atom", ".warc", ".arc",
	".zip", ".tar", ".docx", ".odt", ".pdf", ".eml", ".mbox", ".mht", ".mhtml"}

// folder reads the files below dir. One that has nothing but what is skipped
// is rejected itself: nothing was read of what was given.
func (s *Source) folder(dir string, out yieldFunc) {
	tried, skipped, more := 0, 0, true
	s.walk(dir, func(file string, err error) bool {
		var ignored *Ignored
		switch {
		case errors.As(err, &ignored):
			skipped++
			more = out(Article{}, ignored)
		case err != nil:
			tried++
			more = out(Article{}, reject(file, 0, err))
		default:
			tried++
			s.file(file, func(a Article, err error) bool {
				more = out(a, err)
				return more
			})
		}
		return more
	})
	if more && tried == 0 {
		out(Article{}, reject(dir, 0, nothingRead("folder", skipped)))
	}
}

// nothingRead is the fault of a folder or an archive without an article.
func nothingRead(what string, skipped int) error {
	if skipped == 0 {
		return fmt.Errorf("the %s is empty", what)
	}
	return &hintedError{fmt.Errorf("no file in the %s is read; skipped: %d", what, skipped), "docs/formats.md says what is read"}
}

// hintedError is an error that knows what can be done about it.
type hintedError struct {
	error
	hint string
}

func (e *hintedError) Unwrap() error { return e.error }

// walk calls f for the files below dir in the order of their names, with an
// *Ignored for those that are not read. f false ends it.
func (s *Source) walk(dir string, f func(file string, err error) bool) {
	stop := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		more := true
		switch hidden := path != dir && strings.HasPrefix(d.Name(), "."); {
		case err != nil:
			more = f(path, err)
		case d.IsDir() && hidden:
			if f(path, &Ignored{path, "a hidden folder"}) {
				return filepath.SkipDir
			}
			more = false
		case d.IsDir():
		case hidden:
			more = f(path, &Ignored{path, "a hidden file"})
		default:
			more = f(path, skip(path))
		}
		if !more {
			return filepath.SkipAll
		}
		return nil
	})
	_ = stop // the function above returns no error of its own
}

// skip is why a file of a folder is not read: an *Ignored, the error of a
// broken link, or nil.
func skip(path string) error {
	info, err := os.Stat(path) // follows a link to a file
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return &Ignored{path, "a link to a folder"}
	case !info.Mode().IsRegular():
		return &Ignored{path, "not a regular file"}
	}
	if why := unreadable(path); why != "" {
		return &Ignored{path, why}
	}
	return nil
}

// unreadable is why no reader takes a file of this name, "" if one does.
func unreadable(name string) string {
	switch ext := extension(name); {
	case slices.Contains(articleNames, ext):
		return ""
	case ext == "":
		return "a name without an ending"
	default:
		return "no reader for " + ext
	}
}

// shortNames are endings that stand for two.
var shortNames = strings.NewReplacer(".tgz", ".tar.gz", ".tzst", ".tar.zst")

// compression is the ending of a name that tells how the file is compressed,
// "" if it tells nothing of the kind.
func compression(path string) string {
	switch ext := filepath.Ext(shortNames.Replace(strings.ToLower(path))); ext {
	case ".gz", ".zst":
		return ext
	}
	return ""
}

// extension is the lower-case ending of a name without its compression.
func extension(path string) string {
	name := shortNames.Replace(strings.ToLower(filepath.Base(path)))
	return filepath.Ext(strings.TrimSuffix(name, compression(name)))
}
