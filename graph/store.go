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
	sync   *pebble.WriteOptions

	write  chan struct{} // holds a token while nobody writes
	meta   atomic.Pointer[meta]
	writes atomic.Uint64 // that were acknowledged
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
// ErrFormat or ErrInUse where that is the cause.
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
	lock, err := lockFolder(dir, o)
	if err != nil {
		return nil, err
	}
	if !o.ReadOnly {
		if err := os.RemoveAll(filepath.Join(dir, bulkFolder)); err != nil { // of a load that was cut off
			return nil, errors.Join(err, lock.release())
		}
	}
	p := pebbleOptions(o, d)
	p.Cache = pebble.NewCache(o.CacheBytes)
	defer p.Cache.Unref()
	var db *pebble.DB
	err = d.run(func() (err error) {
		db, err = pebble.Open(dir, p)
		return err
	})
	if err != nil {
		return nil, errors.Join(err, lock.release())
	}
	s := &Store{dir: dir, opts: o, limits: defaultLimits, db: db, disk: d, lock: lock, sync: pebble.Sync, stale: stale{}, views: map[*View]struct{}{}}
	if o.NoSync {
		s.sync = pebble.NoSync
	}
	m, err := readMeta(db)
	if err != nil {
		return nil, errors.Join(err, db.Close(), lock.release())
	}
	s.meta.Store(&m)
	share := int(o.CacheBytes / 8)
	terms := newCache(share, termSize)
	vals := newCache(share, func(id, quad.Value) int { return 2 * entryBytes })
	now := func() meta { return *s.meta.Load() }
	s.own, s.live = newReader(db, now, terms, vals, share), newReader(db, now, terms, vals, 0)
	s.own.epoch, s.live.epoch = &s.writes, &s.writes
	if s.paged, err = s.live.hasPages(); err != nil {
		return nil, errors.Join(err, db.Close(), lock.release())
	}
	s.live.remember(o.CacheBytes/4, s.paged)
	s.write = make(chan struct{}, 1)
	s.write <- struct{}{}
	return s, nil
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
		return m, fmt.Errorf("%w: its counters are damaged; restore it from a backup", ErrFormat)
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
		s.live.shut()
		s.own.shut()
		errs = append(errs, s.packPages(context.Background()))
		if !s.opts.ReadOnly {
			errs = append(errs, s.db.Flush()) // so that the next open has no log to replay
		}
		return errors.Join(append(errs, s.db.Close())...)
	})
	if err := errors.Join(err, s.lock.release()); err != nil {
		return fmt.Errorf("close store %s: %w", s.dir, err)
	}
	return nil
}
