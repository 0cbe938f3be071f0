package graph

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// ErrDamaged is wrapped by the errors that say that a store's files are not as
// they were written.
var ErrDamaged = errors.New("the store is damaged")

const damageHint = "restore it from a backup, or save what can be read with `newsgraph verify --repair NEW`"

func damagef(format string, args ...any) error {
	return fmt.Errorf("%w: %s; %s", ErrDamaged, fmt.Sprintf(format, args...), damageHint)
}

// LostError says that writes that were acknowledged are not in the store: the
// end of its log, or its manifest, is damaged or gone.
type LostError struct {
	Writes   uint64
	Articles []string // IRIs of those that are known, as <...>
}

// shownArticles is how many articles the text of a LostError names.
const shownArticles = 10

func (e *LostError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v: its last %d writes are missing", ErrDamaged, e.Writes)
	if n := len(e.Articles); n > 0 {
		fmt.Fprintf(&b, ", among them those of %s", strings.Join(e.Articles[:min(n, shownArticles)], " "))
		if n > shownArticles {
			fmt.Fprintf(&b, " and %d more articles", n-shownArticles)
		}
	}
	return b.String() + "; " + damageHint
}

func (e *LostError) Unwrap() error { return ErrDamaged }

// damage is what was found damaged in an open store; safe for concurrent use.
type damage struct {
	mu    sync.Mutex
	first error
}

func (d *damage) note(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.first == nil {
		d.first = err
	}
}

func (d *damage) err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.first
}

// corrupt is Pebble's event. It returns, and then Pebble's call fails, save
// for compactions, which nobody waits for: so the error is kept.
func (d *disk) corrupt(i pebble.DataCorruptionInfo) {
	d.damage.note(damagef("%s: %v", i.Path, i.Details))
}

// background is Pebble's event for what goes wrong in compactions and flushes.
func (d *disk) background(err error) {
	if pebble.IsCorruptionError(err) {
		d.damage.note(damagef("%v", err))
	}
}

// readError is the error of a read that Pebble did not do.
func (d *disk) readError(err error) error {
	if errors.Is(err, ErrDamaged) {
		return err
	}
	if info := pebble.ExtractDataCorruptionInfo(err); info != nil {
		err = damagef("%s: %v", info.Path, info.Details)
	} else if pebble.IsCorruptionError(err) || errors.Is(err, fs.ErrNotExist) {
		err = damagef("%v", err)
	} else {
		err = fmt.Errorf("read store: %w", err)
	}
	d.damage.note(err)
	return err
}

// openError is the error of a database that can not be opened.
func openError(err error) error {
	if err == nil || errors.Is(err, fs.ErrPermission) || errors.Is(err, errDisk) || errors.Is(err, ErrDamaged) {
		return err
	}
	return damagef("%v", err)
}
