package graph

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// Options of Open; the zero value works.
type Options struct {
	ReadOnly   bool
	MustExist  bool  // do not make a store that is not there
	CacheBytes int64 // of disk blocks; 0 means 64 MiB. Terms get a quarter of it on top
	NoSync     bool  // a crash of the machine may lose the last writes, but never half of one
	MaxTerm    int   // bytes of the longest term that may be written; 0 means 1 MiB
}

const defaultMaxTerm = 1 << 20

// Store is an open store. It is safe for concurrent use; writes happen one
// after the other.
type Store struct {
	dir    string
	opts   Options
	limits limits
	db     *pebble.DB
	disk   *disk
	lock   *folderLock
	record *record // of a writer; guarded by write
	sync   *pebble.WriteOptions

	write  chan struct{} // holds a token while nobody writes
	meta   atomic.Pointer[meta]
	writes atomic.Uint64 // that were acknowledged
	erased atomic.Int64  // see Erased
	own    *reader       // of the writer; alone it remembers which id a term has
	live   *reader       // of everybody else: what it remembered, a write could make wrong
	stale  stale         // guarded by write
	paged  bool          // the store may have pages; guarded by write

	mu     sync.Mutex // guards views and closed
	views  map[*View]struct{}
	closed bool
}

// Open opens the store in folder dir, and makes it if the folder is missing or
// empty, unless o.ReadOnly or o.MustExist. The error wraps ErrNotFound, ErrNotAStore,
// ErrFormat, ErrInUse or ErrDamaged where that is the cause.
func Open(dir string, o Options) (*Store, error) {
	s, err := open(dir, o, newDisk())
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", dir, err)
	}
	return s, nil
}

func open(dir string, o Options, d *disk) (*Store, error) {
	if o.CacheBytes <= 0 {
		o.CacheBytes = defaultCacheBytes
	}
	if o.MaxTerm <= 0 {
		o.MaxTerm = defaultMaxTerm
	}
	d.dir = dir
	lock, err := lockFolder(dir, o)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, opts: o, limits: defaultLimits, disk: d, lock: lock, sync: pebble.Sync, stale: stale{}, views: map[*View]struct{}{}}
	if o.NoSync {
		s.sync = pebble.NoSync
	}
	err = s.openDatabase()
	if err == nil {
		err = s.start()
	}
	if err == nil {
		return s, nil
	}
	if s.db != nil {
		s.shutReaders()
		err = errors.Join(err, d.run(s.db.Close))
	}
	return nil, errors.Join(err, lock.release())
}

// openDatabase opens Pebble's part of the folder, after it has looked whether
// that is what was left there: a writer would delete what a wrong manifest
// does not name.
func (s *Store) openDatabase() error {
	was, err := whatWas(s.disk.FS, s.dir, s.lock.version)
	if err != nil {
		return err
	}
	if s.opts.ReadOnly {
		s.db, err = s.openPebble(true)
		if err != nil && was.fresh {
			return notFound()
		}
		if err == nil {
			err = s.readMeta(was)
		}
		return err
	}
	if err := os.RemoveAll(filepath.Join(s.dir, bulkFolder)); err != nil { // of a load that was cut off
		return err
	}
	if was.fresh {
		if s.record, err = newRecord(s.disk.FS, s.dir, meta{}, nil); err != nil {
			return err
		}
		if s.lock.version < formatVersion {
			if err := raiseFormat(s.dir); err != nil {
				return err
			}
			s.lock.version = formatVersion
		}
	} else {
		if s.db, err = s.openPebble(true); err != nil {
			return err
		}
		err := errors.Join(s.readMeta(was), s.disk.run(s.db.Close))
		if s.db = nil; err != nil {
			return err
		}
	}
	if s.db, err = s.openPebble(false); err != nil {
		return err
	}
	return s.readMeta(was)
}

func (s *Store) openPebble(readOnly bool) (db *pebble.DB, err error) {
	o := s.opts
	o.ReadOnly = readOnly
	p := pebbleOptions(o, s.disk)
	p.Cache = pebble.NewCache(o.CacheBytes)
	defer p.Cache.Unref()
	p.ErrorIfNotExists = s.record == nil // else it is new
	err = s.disk.run(func() (err error) {
		db, err = pebble.Open(s.dir, p)
		return err
	})
	if err != nil {
		return nil, openError(err)
	}
	return db, nil
}

// start makes the readers and, for a writer, the record.
func (s *Store) start() (err error) {
	share := int(s.opts.CacheBytes / 8)
	terms := newCache(share, termSize)
	vals := newCache(share, func(id, quad.Value) int { return 2 * entryBytes })
	now := func() meta { return *s.meta.Load() }
	s.own, s.live = newReader(s.disk, s.db, now, terms, vals, share), newReader(s.disk, s.db, now, terms, vals, 0)
	s.own.epoch, s.live.epoch = &s.writes, &s.writes
	if s.paged, err = s.live.hasPages(); err != nil {
		return err
	}
	s.live.remember(s.opts.CacheBytes/4, s.paged)
	s.write = make(chan struct{}, 1)
	s.write <- struct{}{}
	if !s.opts.ReadOnly && s.record == nil {
		return s.upgrade(s.lock.version)
	}
	return nil
}

func (s *Store) shutReaders() {
	for _, r := range []*reader{s.live, s.own} {
		if r != nil {
			r.shut()
		}
	}
}

// readMeta reads the counters and compares them with what was.
func (s *Store) readMeta(was was) error {
	m, err := readMeta(s.db)
	if err == nil {
		err = was.fits(m, s.lock.version)
	}
	if err == nil {
		s.meta.Store(&m)
	} else if !errors.Is(err, ErrDamaged) {
		err = s.disk.readError(err)
	}
	return err
}

// readMeta reads the counters; a store without them is new.
func readMeta(r pebble.Reader) (meta, error) {
	b, c, err := r.Get([]byte{famMeta})
	if errors.Is(err, pebble.ErrNotFound) {
		return meta{next: 1}, nil
	}
	if err != nil {
		return meta{}, err
	}
	defer c.Close()
	m, ok := decodeMeta(b)
	if !ok {
		return m, damagef("its counters can not be read")
	}
	return m, nil
}

// wrote tells the readers of the live store of a write.
func (s *Store) wrote(m *meta) error {
	s.meta.Store(m)
	s.writes.Add(1)
	s.live.remember(s.opts.CacheBytes/4, s.paged)
	return errors.Join(s.live.dropIdle(), s.own.dropIdle())
}

// acknowledge notes a write that is durable; what says which.
func (s *Store) acknowledge(what string) error {
	err := s.record.add(*s.meta.Load(), what)
	if err != nil {
		s.disk.damage.note(err) // nothing more may be written: the record would lack it
	}
	return err
}

// Close closes the store and every open View; iterators still in use end with
// ErrClosed. Closing twice is no error.
func (s *Store) Close() error {
	<-s.write // let a write end
	defer s.unlockWrite()
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	views := s.views
	s.views = nil
	s.mu.Unlock()
	err := s.disk.run(func() error {
		var errs []error
		for v := range views {
			errs = append(errs, v.close())
		}
		s.shutReaders()
		errs = append(errs, s.packPages(context.Background()))
		if !s.opts.ReadOnly {
			err := s.db.Flush() // so that the next open has no log to replay
			if err == nil {
				err = s.record.close(*s.meta.Load())
			}
			errs = append(errs, err)
		}
		return errors.Join(append(errs, s.db.Close())...)
	})
	if found := s.disk.damage.err(); err == nil {
		err = found // not every caller could be told
	}
	if err := errors.Join(err, s.lock.release()); err != nil {
		return fmt.Errorf("close store %s: %w", s.dir, err)
	}
	return nil
}
