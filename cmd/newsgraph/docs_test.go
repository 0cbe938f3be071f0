package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	mdLink = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	mdCode = regexp.MustCompile("`((?:cmd|corpus|docs|examples|graph|loaders|queries|schema)/[A-Za-z0-9_./-]*)`")
)

// What the documents link to, and the files and folders that they name in
// backquotes, are there.
func TestDocuments(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".git") {
			return filepath.SkipDir
		}
		if filepath.Ext(file) != ".md" {
			return nil
		}
		seen++
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, m := range mdLink.FindAllStringSubmatch(string(data), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, m[1])
			}
		}
		for _, m := range mdCode.FindAllStringSubmatch(string(data), -1) {
			if _, err := os.Stat(filepath.Join(root, strings.TrimSuffix(m[1], "."))); err != nil {
				t.Errorf("%s names %s, which is not there", file, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 5 {
		t.Errorf("only %d documents found", seen)
	}
}
