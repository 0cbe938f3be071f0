package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// json reads a .json file: JSON Lines under another name, one object, or an
// array of objects. Elements are named by the line they begin on.
func (s *Source) json(file string, data []byte, out yieldFunc) {
	decoded, lost, err := decode(data, "", "")
	if err != nil {
		out(Article{}, reject(file, 0, err))
		return
	}
	if !noteLost(file, lost.line, "", lost, out) {
		return
	}
	data = []byte(decoded)
	dec := json.NewDecoder(bytes.NewReader(data))
	line := func() int {
		at := min(int(dec.InputOffset()), len(data))
		at += len(data[at:]) - len(bytes.TrimLeft(data[at:], " \t\r\n,["))
		return 1 + bytes.Count(data[:at], []byte("\n"))
	}
	array := bytes.HasPrefix(bytes.TrimSpace(data), []byte("["))
	if array {
		if _, err := dec.Token(); err != nil {
			out(Article{}, reject(file, 1, jsonCause(err)))
			return
		}
	}
	for n := 0; !array || dec.More(); n++ {
		at := line()
		var element json.RawMessage
		err := dec.Decode(&element)
		if errors.Is(err, io.EOF) && !array {
			if n == 0 {
				out(Article{}, reject(file, 0, errors.New("the file is empty")))
			}
			return
		}
		if err != nil {
			out(Article{}, reject(file, at, jsonCause(err)))
			return
		}
		r, err := parseRecord(element)
		if !s.finish(file, at, r, err, out) {
			return
		}
	}
	at := line()
	if _, err := dec.Token(); err != nil {
		out(Article{}, reject(file, at, jsonCause(err)))
	} else if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		out(Article{}, reject(file, at, errors.New("something follows the array")))
	}
}
