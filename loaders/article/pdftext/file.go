package pdftext

import (
	"bytes"
	"errors"
	"slices"
)

// file is the objects of a PDF file.
type file struct {
	data    []byte
	tokens  int // that may still be read
	decoded int // bytes that streams may still give
	at      map[int]place
	cache   map[int]any
	cached  int // tokens of it
	codes   int // of fonts that were read
	packed  []packedObjects
	trailer dict
	key     *fileKey // nil: not encrypted
}

// place is where an object is: at an offset of the file, or of the objects of
// a stream.
type place struct{ offset, packed int } // packed 0: in the file; else file.packed[packed-1]

// packedObjects is a decompressed object stream (7.5.7).
type packedObjects struct {
	data   []byte
	object int
}

var (
	// ErrNoPDF is a file that is none.
	ErrNoPDF = errors.New("no PDF file")
	// ErrEncrypted is a file that needs a password.
	ErrEncrypted = errors.New("it is encrypted")
)

func openFile(data []byte) (*file, error) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, ErrNoPDF
	}
	f := &file{data: data, tokens: maxTokens, decoded: maxDecoded, at: map[int]place{}, cache: map[int]any{}}
	packed, err := f.scan()
	if err != nil {
		return nil, err
	}
	if f.trailer == nil {
		return nil, errors.New("the file breaks off: no trailer in it")
	}
	if f.trailer["Encrypt"] != nil {
		if err := f.unlock(); err != nil {
			return nil, err
		}
	}
	for _, n := range packed {
		if err := f.unpack(n); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *file) lexer(data []byte, at int) *lexer {
	return &lexer{data: data, at: at, tokens: &f.tokens}
}

// scan finds the objects and trailers of the file and returns the numbers of
// the object streams in their order.
func (f *file) scan() (packed []int, err error) {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		t := bytes.Index(f.data[at:max(at, at+max(i, 0))], []byte("trailer"))
		if i < 0 {
			t = bytes.Index(f.data[at:], []byte("trailer"))
		}
		if t >= 0 {
			l := f.lexer(f.data, at+t+len("trailer"))
			if v, err := l.value(0); errors.Is(err, errTokens) {
				return nil, err
			} else if d, ok := v.(dict); ok {
				f.addTrailer(d)
			}
			at += t + len("trailer")
			continue
		}
		if i < 0 {
			return packed, nil
		}
		at += i + len("obj")
		number, ok := objectNumber(f.data[:at-len("obj")])
		if !ok {
			continue
		}
		if len(f.at) >= maxObjects {
			return nil, errTokens
		}
		v, end, err := f.parse(f.data, at, number)
		if errors.Is(err, errTokens) {
			return nil, err
		}
		f.at[number] = place{offset: at}
		if s, ok := v.(*stream); ok {
			at = end
			switch s.dict["Type"] {
			case name("ObjStm"):
				packed = append(slices.DeleteFunc(packed, func(n int) bool { return n == number }), number)
			case name("XRef"):
				f.addTrailer(s.dict)
			}
		}
	}
}

// addTrailer takes the last of what trailers say.
func (f *file) addTrailer(d dict) {
	if d["Root"] == nil && f.trailer == nil {
		return
	}
	if f.trailer == nil {
		f.trailer = dict{}
	}
	for _, k := range []name{"Root", "Info", "Encrypt", "ID"} {
		if v := d[k]; v != nil {
			f.trailer[k] = v
		}
	}
}

// objectNumber is the N of "N G " at the end of data.
func objectNumber(data []byte) (int, bool) {
	at := len(data)
	back := func(is func(byte) bool, most int) []byte {
		end := at
		for at > 0 && end-at < most && is(data[at-1]) {
			at--
		}
		return data[at:end]
	}
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	back(isSpace, 10)
	if len(back(digit, 5)) == 0 || len(back(isSpace, 10)) == 0 {
		return 0, false
	}
	n, ok := number(back(digit, 10))
	return int(n), ok && n <= maxObjectNumber
}

// parse reads the object at an offset and tells where it ends.
func (f *file) parse(data []byte, at, object int) (v any, end int, err error) {
	l := f.lexer(data, at)
	if v, err = l.value(0); err != nil {
		return nil, at, err
	}
	d, ok := v.(dict)
	if !ok {
		return v, l.at, nil
	}
	at = l.at
	if tok, err := l.token(); err != nil || tok != keyword("stream") {
		return v, at, nil
	}
	from := l.at
	if from < len(data) && data[from] == '\r' {
		from++
	}
	if from < len(data) && data[from] == '\n' {
		from++
	}
	s := &stream{dict: d, object: object}
	if n, ok := d["Length"].(float64); ok && n >= 0 && n <= float64(len(data)-from) && endsStream(data[from+int(n):]) {
		end = from + int(n)
	} else if i := bytes.Index(data[from:], []byte("endstream")); i >= 0 {
		end = from + i
		f.tokens -= i / 1024
		for range 2 { // the line end before it is not of the data
			if end > from && (data[end-1] == '\n' || data[end-1] == '\r') {
				end--
			}
		}
	} else {
		end = len(data)
	}
	s.data = data[from:end]
	return s, end, nil
}

func endsStream(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 16)], "\r\n \t"), []byte("endstream"))
}

// unpack finds the objects in an object stream, except those that the file has
// again behind it.
func (f *file) unpack(number int) error {
	where := f.at[number]
	s, ok := f.object(number).(*stream)
	if !ok {
		return nil
	}
	data, err := f.decode(s)
	if err != nil {
		return err
	}
	first, _ := f.number(s.dict["First"])
	count, _ := f.number(s.dict["N"])
	f.packed = append(f.packed, packedObjects{data, number})
	l := f.lexer(data, 0)
	for range int(min(count, maxObjects)) {
		n, err := l.token()
		if errors.Is(err, errTokens) {
			return err
		}
		offset, err := l.token()
		if errors.Is(err, errTokens) {
			return err
		}
		object, ok1 := n.(float64)
		at, ok2 := offset.(float64)
		if !ok1 || !ok2 {
			return nil
		}
		if at += first; at < 0 || at > float64(len(data)) || object < 0 || object > maxObjectNumber {
			continue
		}
		if old, have := f.at[int(object)]; have && old.packed == 0 && old.offset > where.offset {
			continue
		}
		if len(f.at) >= maxObjects {
			return errTokens
		}
		f.at[int(object)] = place{int(at), len(f.packed)}
		delete(f.cache, int(object))
	}
	return nil
}

// object is the object of that number, nil if there is none that can be read.
func (f *file) object(number int) any {
	if v, ok := f.cache[number]; ok {
		return v
	}
	where, ok := f.at[number]
	if !ok {
		return nil
	}
	data, before := f.data, f.tokens
	if where.packed > 0 {
		data = f.packed[where.packed-1].data
	}
	v, _, err := f.parse(data, where.offset, number)
	if err != nil {
		return nil
	}
	if _, odd := v.(keyword); odd {
		return nil
	}
	if where.packed == 0 {
		f.decryptStrings(v, number)
	}
	if used := before - f.tokens; f.cached+used <= maxCached {
		f.cache[number] = v
		f.cached += used
	}
	return v
}

// get follows references.
func (f *file) get(v any) any {
	for range 8 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.object(int(r))
	}
	return nil
}

func (f *file) number(v any) (float64, bool) {
	n, ok := f.get(v).(float64)
	return n, ok
}

// dict is a dictionary or a stream's, nil if v is neither.
func (f *file) dict(v any) dict {
	switch v := f.get(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.get(v).(array)
	return a
}

func (f *file) name(v any) name {
	n, _ := f.get(v).(name)
	return n
}
