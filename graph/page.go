package graph

import (
	"encoding/binary"
	"errors"
)

// Pages hold again, packed, what SPOG and OPSG hold of pageNodes ids in a row,
// so that a walk reads a node with one seek, and its neighbours in the order
// of ids with none. A page that is there is right; one that is not there costs
// a scan of the index. So a write just deletes the pages that it makes wrong,
// in its own batch; Close makes them again, and bulk loads make those of their
// new ids. Lists longer than maxNear, and literals as objects, are left out.
//
// An empty value is no page. Else it is one varint for each id, 0 if its list
// is left out, else 1 + its bytes, and then the lists, see near.
const pageNodes = 32

func pageOf(i id) id { return i / pageNodes }

// pageKey is the key of a page; how is quadsOut or quadsIn.
func pageKey(b []byte, how nearBy, page id) []byte {
	fam := byte(famPageOut)
	if how == quadsIn {
		fam = famPageIn
	}
	return putID(append(b, fam), page)
}

// page is a page in memory.
type page struct {
	held uint32               // ids whose list is there, lowest first
	at   [pageNodes + 1]int32 // where the lists begin in all, and its end
	all  near
}

const pageBytes = 4 + 4*(pageNodes+1) + 24

func pageSize(_ nearKey, p *page) int { return len(p.all) + pageBytes }

// list is what the page holds of i; false if it says nothing of it.
func (p *page) list(i id) (near, bool) {
	n := i % pageNodes
	return p.all[p.at[n]:p.at[n+1]], p.held>>n&1 == 1
}

var errBadPage = errors.New("read store: a page is damaged; run verify")

// maxPage bounds the bytes of a list.
const maxPage = maxNear * 20

func decodePage(b []byte) (*page, error) {
	p := &page{}
	end := int32(0)
	for n := range pageNodes {
		size, k := binary.Uvarint(b)
		if k <= 0 || size > maxPage {
			return nil, errBadPage
		}
		if b = b[k:]; size > 0 {
			p.held |= 1 << n
			end += int32(size - 1)
		}
		p.at[n+1] = end
	}
	if len(b) != int(end) {
		return nil, errBadPage
	}
	p.all = padded(b)
	return p, nil
}

// noPage stands for a page that is not there.
var noPage = &page{}

// paged looks in the page of node i for its list; known is false if there is
// none.
func (r *reader) paged(how nearBy, i id) (list near, known bool, err error) {
	pages := r.pages.Load()
	if pages == nil || how == quadsIn && i.literal() {
		return nil, false, nil
	}
	key := nearKey{how, pageOf(i)}
	p, ok := pages.get(key)
	if !ok {
		if p, err = r.readPage(key); err != nil {
			return nil, false, err
		}
		pages.put(key, p)
	}
	list, known = p.list(i)
	return list, known, nil
}

func (r *reader) readPage(key nearKey) (p *page, err error) {
	c, err := r.cursor()
	if err != nil {
		return nil, err
	}
	defer c.done()
	var buf [1 + idLen]byte
	ok, err := c.seek(pageKey(buf[:0], key.how, key.id))
	if err != nil || !ok {
		return noPage, err
	}
	err = c.look(func(b []byte) error {
		if p = noPage; len(b) > 0 {
			p, err = decodePage(b)
		}
		return err
	})
	return p, err
}

type pageCache = cache[nearKey, *page]

// hasPages reports whether the store has any.
func (r *reader) hasPages() (has bool, err error) {
	for _, fam := range []byte{famPageOut, famPageIn} {
		c, err := r.cursor()
		if err != nil {
			return false, err
		}
		ok, err := c.seek([]byte{fam})
		if err := errors.Join(err, c.done()); err != nil || ok {
			return ok, err
		}
	}
	return false, nil
}

// remember gives the reader empty caches for what lies around nodes.
func (r *reader) remember(bytes int64, pages bool) {
	r.near.Store(newCache(int(bytes/4), nearSize))
	if pages {
		r.pages.Store(newCache(int(bytes*3/4), pageSize))
	}
}
