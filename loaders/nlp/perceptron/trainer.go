package perceptron

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"slices"
)

// Trainer holds integer weights and their running sums. All arithmetic is on
// integers, so the same examples in the same order give the same model on
// every machine. Not safe for concurrent use.
type Trainer struct {
	classes int
	now     int64
	slots   []int32 // open addressing: row number + 1, 0 for free
	mask    uint64
	rows    []row
}

type row struct {
	hash    uint64
	updates int32
	entries []entry
}

type entry struct {
	class uint8
	w     int32
	stamp int64 // when total was brought up to date
	total int64 // sum of w over all ticks up to stamp
}

// NewTrainer makes a trainer for classes 0..classes-1.
func NewTrainer(classes int) (*Trainer, error) {
	if classes < 1 || classes > MaxClasses {
		return nil, errors.New("train perceptron: the number of classes must be 1 to 256; merge rare classes")
	}
	const size = 1 << 16
	return &Trainer{classes: classes, slots: make([]int32, size), mask: size - 1}, nil
}

// Classes is the number of classes.
func (t *Trainer) Classes() int { return t.classes }

func (t *Trainer) find(h uint64) *row {
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		n := t.slots[i]
		if n == 0 {
			return nil
		}
		if r := &t.rows[n-1]; r.hash == h {
			return r
		}
	}
}

func (t *Trainer) findOrAdd(h uint64) *row {
	if r := t.find(h); r != nil {
		return r
	}
	if uint64(len(t.rows)+1)*2 > t.mask {
		t.grow()
	}
	t.rows = append(t.rows, row{hash: h})
	t.place(h, int32(len(t.rows)))
	return &t.rows[len(t.rows)-1]
}

func (t *Trainer) place(h uint64, n int32) {
	i := h & t.mask
	for t.slots[i] != 0 {
		i = (i + 1) & t.mask
	}
	t.slots[i] = n
}

func (t *Trainer) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	t.mask = uint64(len(t.slots) - 1)
	for i := range t.rows {
		t.place(t.rows[i].hash, int32(i+1))
	}
}

// Score adds the current weights of every feature to out.
func (t *Trainer) Score(features []uint64, out []int32) {
	for _, h := range features {
		if r := t.find(h); r != nil {
			for i := range r.entries {
				out[r.entries[i].class] += r.entries[i].w
			}
		}
	}
}

// Add adds delta to the weight of class for every feature: +1 for the right
// class and -1 for the one wrongly predicted.
func (t *Trainer) Add(features []uint64, class int, delta int32) {
	for _, h := range features {
		r := t.findOrAdd(h)
		r.updates++
		i := 0
		for i < len(r.entries) && r.entries[i].class != uint8(class) {
			i++
		}
		if i == len(r.entries) {
			r.entries = append(r.entries, entry{class: uint8(class), stamp: t.now})
		}
		e := &r.entries[i]
		e.total += (t.now - e.stamp) * int64(e.w)
		e.stamp = t.now
		e.w += delta
	}
}

// Update is the perceptron step: right up, wrong down, unless they are equal.
func (t *Trainer) Update(features []uint64, right, wrong int) {
	if right != wrong {
		t.Add(features, right, 1)
		t.Add(features, wrong, -1)
	}
}

// Tick ends one example; averages count ticks. Call it once an example (or
// sentence), whether or not there was an update.
func (t *Trainer) Tick() { t.now++ }

// Restart sets all weights back to zero but keeps their running sums: training
// that goes on in another order ends in the mean of several models, which is
// steadier than one.
func (t *Trainer) Restart() {
	for i := range t.rows {
		for j := range t.rows[i].entries {
			e := &t.rows[i].entries[j]
			e.total += (t.now - e.stamp) * int64(e.w)
			e.stamp, e.w = t.now, 0
		}
	}
}

// Pruning says what Model leaves out; the zero value keeps every weight that
// quantises to something.
type Pruning struct {
	// MinUpdates drops features that were updated less often (counting both
	// signs): those are mostly noise of single examples.
	MinUpdates int
	// MinWeight drops averaged weights nearer to zero than this.
	MinWeight float64
	// Step is the quantisation step; 0 means the largest averaged weight / 1000.
	Step float64
}

type frozen struct {
	class uint8
	w     int32
}

// Model averages, quantises and prunes. The trainer can go on learning.
func (t *Trainer) Model(p Pruning) (*Model, error) {
	if t.now == 0 {
		return nil, errors.New("average perceptron: no example was counted; call Tick after each")
	}
	step := p.Step
	if step <= 0 {
		step = t.largest() / 1000
	}
	if step == 0 {
		step = 1
	}
	order := make([]int, 0, len(t.rows))
	for i := range t.rows {
		if int(t.rows[i].updates) >= p.MinUpdates {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(t.rows[a].hash, t.rows[b].hash) })
	kept := make([][]frozen, len(order))
	n := 0
	for i, j := range order {
		kept[i] = t.freeze(&t.rows[j], step, p.MinWeight)
		if len(kept[i]) > 0 {
			n++
		}
	}
	return t.encode(order, kept, n, step)
}

func (t *Trainer) average(e *entry) float64 {
	return float64(e.total+(t.now-e.stamp)*int64(e.w)) / float64(t.now)
}

func (t *Trainer) largest() float64 {
	var m float64
	for i := range t.rows {
		for j := range t.rows[i].entries {
			m = max(m, math.Abs(t.average(&t.rows[i].entries[j])))
		}
	}
	return m
}

func (t *Trainer) freeze(r *row, step, least float64) []frozen {
	var out []frozen
	for i := range r.entries {
		a := t.average(&r.entries[i])
		if q := int32(math.RoundToEven(a / step)); q != 0 && math.Abs(a) >= least {
			out = append(out, frozen{r.entries[i].class, q})
		}
	}
	slices.SortFunc(out, func(a, b frozen) int { return cmp.Compare(a.class, b.class) })
	return out
}

func (t *Trainer) encode(order []int, kept [][]frozen, n int, step float64) (*Model, error) {
	// About two rows a bucket: the index costs two bytes a row.
	k := max(1, bits.Len(uint(n))-2)
	var data []byte
	index := make([]uint32, 1, 1<<k+1)
	for i, j := range order {
		h := t.rows[j].hash
		for b := h >> uint(64-k); uint64(len(index)) <= b; {
			index = append(index, uint32(len(data)))
		}
		data = appendRow(data, h, kept[i])
	}
	for len(index) < 1<<k+1 {
		index = append(index, uint32(len(data)))
	}
	raw := make([]byte, 0, headerSize+4*len(index)+len(data))
	raw = append(raw, magic...)
	for _, u := range []uint32{uint32(t.classes), uint32(k), uint32(len(data)), math.Float32bits(float32(step))} {
		raw = binary.LittleEndian.AppendUint32(raw, u)
	}
	for _, u := range index {
		raw = binary.LittleEndian.AppendUint32(raw, u)
	}
	return Load(append(raw, data...))
}

func appendRow(data []byte, h uint64, ws []frozen) []byte {
	if len(ws) == 0 {
		return data
	}
	var top int32
	for _, w := range ws {
		top = max(top, w.w, -w.w)
	}
	shift := max(0, bits.Len32(uint32(top))-7)
	start := len(data)
	data = append(data, byte(h), byte(h>>8), 0, byte(shift))
	for _, w := range ws {
		half := int32(0)
		if shift > 0 {
			half = 1 << (shift - 1)
		}
		if q := min((w.w+half)>>shift, 127); q != 0 {
			data = append(data, w.class, byte(int8(q)))
		}
	}
	data[start+2] = byte((len(data)-start-4)/2 - 1)
	return data
}
