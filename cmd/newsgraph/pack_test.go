package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
)

// packCommand packs the files below a folder, in the order of their names.
func packCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack FILE DIR")
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(pack(f, args[0], os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(f.Close())
}

func pack(w io.Writer, name string, files fs.FS) error {
	name, packed := strings.CutSuffix(name, ".gz")
	if packed {
		z := gzip.NewWriter(w)
		if err := pack(z, name, files); err != nil {
			return err
		}
		return z.Close()
	}
	if name, packed = strings.CutSuffix(name, ".zst"); packed {
		z, err := zstd.NewWriter(w)
		if err != nil {
			return err
		}
		if err := pack(z, name, files); err != nil {
			return err
		}
		return z.Close()
	}
	switch filepath.Ext(name) {
	case ".tar":
		t := tar.NewWriter(w)
		if err := t.AddFS(files); err != nil {
			return err
		}
		return t.Close()
	case ".zip", ".docx", ".odt":
		z := zip.NewWriter(w)
		if err := z.AddFS(files); err != nil {
			return err
		}
		return z.Close()
	}
	return fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, path)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
}
