package graph

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// The record of what was acknowledged is a file of ours beside Pebble's. Each
// write that is durable, and only then, adds a line to it: the counters as they
// are then, what was written, and a checksum. So the record may be behind the
// store (a crash lies between the two, and its lines are not synced one by
// one), but never before it: a store that holds less than its record has lost
// something, and the lines say what.
//
//	CRC32C WRITES QUADS TERMS DIGEST WHAT
const acknowledgedFile = "acknowledged"

// Bounds of the record. When it is longer, its first half is left out, which
// tells of writes that have long left the log.
const maxRecord = 8 << 20

// ackLine is one line of the record.
type ackLine struct {
	meta
	what string // "article <IRI>", "remove <IRI>", "import", "state"
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (l ackLine) append(b []byte) []byte {
	text := fmt.Appendf(nil, "%d %d %d %s %s", l.writes, l.quads, l.nodes, l.digest, l.what)
	return append(append(fmt.Appendf(b, "%08x ", crc32.Checksum(text, castagnoli)), text...), '\n')
}

// parseAckLine reads a line; false if it is damaged.
func parseAckLine(line []byte) (l ackLine, ok bool) {
	sum, text, ok := bytes.Cut(line, []byte(" "))
	if !ok || string(sum) != fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli)) {
		return l, false
	}
	var digest []byte
	n, err := fmt.Sscanf(string(text), "%d %d %d %x", &l.writes, &l.quads, &l.nodes, &digest)
	if n != 4 || err != nil || len(digest) != digestLen {
		return l, false
	}
	l.digest = readDigest(digest)
	parts := bytes.SplitN(text, []byte(" "), 5)
	l.what = string(parts[len(parts)-1])
	return l, len(parts) == 5
}

// readRecord reads the lines that are whole. The error is fs.ErrNotExist if
// there is no record, ErrDamaged if none of its lines is whole.
func readRecord(disk vfs.FS, dir string) (lines []ackLine, err error) {
	b, err := readAll(disk, filepath.Join(dir, acknowledgedFile))
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(b) {
		if l, ok := parseAckLine(bytes.TrimSuffix(line, []byte("\n"))); ok {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return nil, damagef("no line of %s is whole", filepath.Join(dir, acknowledgedFile))
	}
	return lines, nil
}

func readAll(disk vfs.FS, path string) ([]byte, error) {
	f, err := disk.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// missingFrom lists the articles of the writes that a store with counters m
// lacks, each once, as they were written last.
func missingFrom(lines []ackLine, m meta) (articles []string) {
	seen := map[string]bool{}
	for _, l := range lines {
		name, ok := strings.CutPrefix(l.what, "article ")
		if l.writes > m.writes && ok && !seen[name] {
			seen[name] = true
			articles = append(articles, name)
		}
	}
	return articles
}

// record is the open record of a writer. The caller holds Store.write.
type record struct {
	fs   vfs.FS
	dir  string
	f    vfs.File
	last ackLine
	size int
}

// newRecord begins the record anew with the state m, and before it lines that
// are still worth having.
func newRecord(disk vfs.FS, dir string, m meta, older []byte) (*record, error) {
	tmp := filepath.Join(dir, acknowledgedFile+".tmp")
	f, err := disk.Create(tmp, vfs.WriteCategoryUnspecified)
	if err != nil {
		return nil, err
	}
	r := &record{fs: disk, dir: dir, f: f, last: ackLine{meta: m, what: "state"}}
	text := r.last.append(older)
	r.size = len(text)
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = disk.Rename(tmp, filepath.Join(dir, acknowledgedFile))
	}
	if err == nil {
		err = syncDir(disk, dir)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

func syncDir(disk vfs.FS, dir string) error {
	d, err := disk.OpenDir(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// add says that a write is durable.
func (r *record) add(m meta, what string) error {
	if r.size > maxRecord {
		if err := r.shorten(); err != nil {
			return fmt.Errorf("note what was written: %w", err)
		}
	}
	r.last = ackLine{meta: m, what: what}
	line := r.last.append(nil)
	r.size += len(line)
	if _, err := r.f.Write(line); err != nil {
		return fmt.Errorf("note what was written: %w", err)
	}
	return nil
}

func (r *record) shorten() error {
	b, err := readAll(r.fs, filepath.Join(r.dir, acknowledgedFile))
	if err != nil {
		return err
	}
	b = b[len(b)/2:]
	b = b[bytes.IndexByte(b, '\n')+1:]
	next, err := newRecord(r.fs, r.dir, r.last.meta, b)
	if err != nil {
		return err
	}
	old := r.f
	*r = *next
	return old.Close()
}

// close makes the record durable.
func (r *record) close(m meta) (err error) {
	if r.last.writes != m.writes {
		err = r.add(m, "state")
	}
	return errors.Join(err, r.f.Sync(), r.f.Close())
}

// was is what a folder is known to have held.
type was struct {
	lines []ackLine // of the record; none if the store is older than records
	fresh bool      // nothing was ever written, and no database is there
}

func (w was) last() meta {
	if len(w.lines) == 0 {
		return meta{}
	}
	return w.lines[len(w.lines)-1].meta
}

// whatWas looks at the record and at the files of a folder before Pebble does,
// which takes a folder without its marker for an empty one and deletes tables
// that no manifest names.
func whatWas(disk vfs.FS, dir string, version int) (w was, err error) {
	used, err := hasDatabase(disk, dir)
	if err != nil {
		return w, err
	}
	if version >= recordFormat {
		w.lines, err = readRecord(disk, dir)
		if errors.Is(err, fs.ErrNotExist) && used {
			err = damagef("%s is missing", filepath.Join(dir, acknowledgedFile))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return w, err
		}
	}
	w.fresh = !used && w.last().writes == 0
	return w, nil
}

// hasDatabase reports whether Pebble has left a table, or anything in a log.
func hasDatabase(disk vfs.FS, dir string) (bool, error) {
	names, err := disk.List(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	for _, name := range names {
		switch filepath.Ext(name) {
		case ".sst":
			return true, nil
		case ".log":
			if info, err := disk.Stat(filepath.Join(dir, name)); err == nil && info.Size() > 0 {
				return true, nil
			}
		}
	}
	return false, err
}

// fits compares what a store holds with what it is known to have held.
func (w was) fits(m meta, version int) error {
	last := w.last()
	switch {
	case version < recordFormat:
		return nil
	case m.old:
		return damagef("its counters are of an older format")
	case m.writes < last.writes:
		lost := missingFrom(w.lines, m)
		return &LostError{Writes: last.writes - m.writes, Articles: lost}
	case m.writes == last.writes && (m.quads != last.quads || m.nodes != last.nodes || m.digest != last.digest):
		return damagef("it holds %d quads with digest %s, but was left with %d and %s", m.quads, m.digest, last.quads, last.digest)
	}
	return nil
}
