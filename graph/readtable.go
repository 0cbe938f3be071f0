package graph

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/batchrepr"
	"github.com/cockroachdb/pebble/v2/objstorage"
	pebblelog "github.com/cockroachdb/pebble/v2/record"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/sstable/block"
	"github.com/cockroachdb/pebble/v2/sstable/block/blockkind"
	"github.com/cockroachdb/pebble/v2/sstable/colblk"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Reading tables and logs without the database, block by block: what is
// damaged is left out and told, the rest is read.

// entry is one version of a key, in a table or a log.
type entry struct {
	key, value []byte
	kind       pebble.InternalKeyKind
	rank       rank
}

// rank tells which of two versions is the newer one. Tables of the lowest
// level have no sequence numbers, and those that were taken in whole have
// theirs in the manifest; there the number of the file decides.
type rank struct{ seq, file uint64 }

func (r rank) newer(o rank) bool {
	if r.seq != 0 && o.seq != 0 {
		return r.seq > o.seq
	}
	return r.file > o.file
}

// logRank is added to the number of a log: what is still in one is newer than
// any table without sequence numbers.
const logRank = 1 << 62

// rawReader reads tables of stores.
type rawReader struct {
	opts   sstable.ReaderOptions
	schema *colblk.KeySchema
}

func newRawReader() *rawReader {
	p := pebbleOptions(Options{}, newDisk())
	p.EnsureDefaults()
	return &rawReader{opts: p.MakeReaderOptions(), schema: p.KeySchemas[p.KeySchema]}
}

// fileNumber is the number in the name of a table or log.
func fileNumber(path string) uint64 {
	base := filepath.Base(path)
	n, _ := strconv.ParseUint(strings.TrimSuffix(base, filepath.Ext(base)), 10, 64)
	return n
}

// table calls f for what can be read of a table; what says what can not, "" if
// it is whole. seq is the sequence number of all of it, 0 if each has its own.
func (r *rawReader) table(ctx context.Context, path string, seq uint64, f func(entry) error) (what string, err error) {
	file, err := vfs.Default.Open(path)
	if err != nil {
		return err.Error(), nil
	}
	readable, err := sstable.NewSimpleReadable(file)
	if err != nil {
		return err.Error(), file.Close()
	}
	w := tableWalk{r: r, number: fileNumber(path), seq: seq, f: f}
	t, err := sstable.NewReader(ctx, readable, r.opts)
	if err != nil {
		defer readable.Close()
		return w.withoutIndex(ctx, path, readable, err)
	}
	defer t.Close()
	layout, err := t.Layout()
	if err != nil {
		return w.withoutIndex(ctx, path, readable, err)
	}
	bad := 0
	var first error
	for _, b := range layout.Data {
		err := w.block(ctx, t.BlockReader(), b.Handle)
		if w.stop != nil {
			return "", w.stop
		}
		if err != nil {
			if bad++; first == nil {
				first = err
			}
		}
	}
	if bad > 0 {
		return fmt.Sprintf("%d of its %d blocks can not be read: %v", bad, len(layout.Data), first), nil
	}
	if err := t.ValidateBlockChecksums(); err != nil { // filters and the like
		return err.Error(), nil
	}
	return "", nil
}

// tableWalk hands the entries of one table to f.
type tableWalk struct {
	r           *rawReader
	number, seq uint64
	f           func(entry) error
	last        []byte // key
	stop        error  // of f or of the context: nothing to do with the table
}

func (w *tableWalk) block(ctx context.Context, in *block.Reader, at block.Handle) error {
	if w.stop = ctx.Err(); w.stop != nil {
		return w.stop
	}
	return w.r.block(ctx, in, at, func(e entry) error {
		if bytes.Compare(e.key, w.last) < 0 {
			return errors.New("its keys are not in order")
		}
		w.last = append(w.last[:0], e.key...)
		e.rank.file = w.number
		if w.seq != 0 {
			e.rank.seq = w.seq
		}
		w.stop = w.f(e)
		return w.stop
	})
}

// maxBlock bounds the search for the end of a block.
const maxBlock = 4 << 20

// withoutIndex reads a table whose index or end is gone (why): the blocks lie
// one after the other from its beginning, and each ends where its checksum is
// right.
func (w *tableWalk) withoutIndex(ctx context.Context, path string, in objstorage.Readable, why error) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error(), nil
	}
	var reader block.Reader
	reader.Init(in, w.r.opts.ReaderOptions, block.ChecksumTypeCRC32c)
	n := 0
	for at := 0; ; n++ {
		size := blockEnd(b[at:])
		if size < 0 || w.block(ctx, &reader, block.Handle{Offset: uint64(at), Length: uint64(size)}) != nil {
			break
		}
		at += size + block.TrailerLen
	}
	return fmt.Sprintf("%v; %d blocks at its beginning can be read", why, n), w.stop
}

// blockEnd is the length of the block that b begins with, without its trailer
// (type and masked CRC32C); -1 if there is none.
func blockEnd(b []byte) int {
	sum := uint32(0)
	for n := 0; n+block.TrailerLen <= len(b) && n < maxBlock; n++ {
		sum = crc32.Update(sum, castagnoli, b[n:n+1]) // of the block and its type
		if masked := (sum>>15 | sum<<17) + 0xa282ead8; masked == binary.LittleEndian.Uint32(b[n+1:]) {
			return n
		}
	}
	return -1
}

// block calls f for the entries of one block.
func (r *rawReader) block(ctx context.Context, in *block.Reader, at block.Handle, f func(entry) error) (err error) {
	defer func() {
		if p := recover(); p != nil { // the decoder trusts what it reads
			err = fmt.Errorf("%v", p)
		}
	}()
	h, err := in.Read(ctx, block.NoReadEnv, nil, at, blockkind.SSTableData, func(m *block.Metadata, data []byte) error {
		return colblk.InitDataBlockMetadata(r.schema, m, data)
	})
	if err != nil {
		return err
	}
	var it colblk.DataBlockIter
	it.InitOnce(r.schema, pebble.DefaultComparer, nil)
	if err := it.InitHandle(pebble.DefaultComparer, h, block.NoTransforms); err != nil {
		return err
	}
	defer it.Close()
	for kv := it.First(); kv != nil; kv = it.Next() {
		e := entry{key: kv.K.UserKey, value: kv.InPlaceValue(), kind: kv.Kind(), rank: rank{seq: uint64(kv.SeqNum())}}
		if err := f(e); err != nil {
			return err
		}
	}
	return it.Error()
}

// log calls f for what can be read of a log, up to the first damage.
func (r *rawReader) log(ctx context.Context, path string, f func(entry) error) (what string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return err.Error(), nil
	}
	defer file.Close()
	number := fileNumber(path)
	in := newLogReader(pebblelog.NewReader, file, number)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		chunk, err := in.Next()
		var b []byte
		if err == nil {
			b, err = io.ReadAll(chunk)
		}
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		if err != nil {
			return err.Error(), nil
		}
		header, ok := batchrepr.ReadHeader(b)
		if !ok {
			return "a batch without a header", nil
		}
		batch := batchrepr.Read(b)
		for n := uint64(0); ; n++ {
			kind, key, value, ok, err := batch.Next()
			if err != nil {
				return err.Error(), nil
			}
			if !ok {
				break
			}
			e := entry{key: key, value: value, kind: kind, rank: rank{uint64(header.SeqNum) + n, logRank + number}}
			if err := f(e); err != nil {
				return "", err
			}
		}
	}
}

// newLogReader calls pebblelog.NewReader, whose second parameter has a type that
// only Pebble can name.
func newLogReader[N ~uint64](open func(io.Reader, N) *pebblelog.Reader, in io.Reader, number uint64) *pebblelog.Reader {
	return open(in, N(number))
}
