package perceptron

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// TableTrainer is a Trainer for Tables: three classes, whose weights lie beside
// the feature's hash, so that scoring costs one memory access a feature. Not
// safe for concurrent use.
type TableTrainer struct {
	now   int64
	slots []hotRow // open addressing; row 0 is free
	rows  []coldRow
}

// hotRow is what scoring reads.
type hotRow struct {
	hash uint64
	w    [TableClasses]int32
	row  int32 // number in rows + 1
}

// coldRow is what only updates touch.
type coldRow struct {
	hash    uint64
	total   [TableClasses]int64 // sums of the weights over all ticks up to stamp
	stamp   int64
	updates int32
}

// NewTableTrainer makes an empty trainer.
func NewTableTrainer() *TableTrainer { return &TableTrainer{slots: make([]hotRow, 1<<16)} }

func (t *TableTrainer) find(h uint64) *hotRow {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if r := &t.slots[i]; r.hash == h && r.row != 0 || r.row == 0 {
			return r
		}
	}
}

// Score sums the current weights of the features.
func (t *TableTrainer) Score(features []uint64) (s [TableClasses]int32) {
	for _, h := range features {
		if r := t.find(h); r.row != 0 {
			s[0] += r.w[0]
			s[1] += r.w[1]
			s[2] += r.w[2]
		}
	}
	return s
}

func (t *TableTrainer) findOrAdd(h uint64) *hotRow {
	r := t.find(h)
	if r.row != 0 {
		return r
	}
	if 2*(len(t.rows)+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]hotRow, 2*len(old))
		for i := range old {
			if old[i].row != 0 {
				*t.find(old[i].hash) = old[i]
			}
		}
		r = t.find(h)
	}
	t.rows = append(t.rows, coldRow{hash: h, stamp: t.now})
	r.hash, r.row = h, int32(len(t.rows))
	return r
}

// settle brings a row's totals up to now.
func (t *TableTrainer) settle(r *hotRow) *coldRow {
	c := &t.rows[r.row-1]
	for k, w := range r.w {
		c.total[k] += (t.now - c.stamp) * int64(w)
	}
	c.stamp = t.now
	return c
}

// Add adds delta to the weight of class for every feature.
func (t *TableTrainer) Add(features []uint64, class int, delta int32) {
	for _, h := range features {
		r := t.findOrAdd(h)
		t.settle(r).updates++
		r.w[class] += delta
	}
}

// Tick ends one example; averages count ticks.
func (t *TableTrainer) Tick() { t.now++ }

// Merge adds what another trainer has learned: the average of both is the
// average over the ticks of both. The other must not be used afterwards.
func (t *TableTrainer) Merge(other *TableTrainer) {
	for i := range other.slots {
		if other.slots[i].row != 0 {
			other.settle(&other.slots[i])
		}
	}
	for i := range t.slots {
		if t.slots[i].row != 0 {
			t.settle(&t.slots[i])
			t.slots[i].w = [TableClasses]int32{}
		}
	}
	for i := range other.rows {
		o := &other.rows[i]
		c := &t.rows[t.findOrAdd(o.hash).row-1]
		for k := range c.total {
			c.total[k] += o.total[k]
		}
		c.updates += o.updates
	}
	t.now += other.now
	for i := range t.rows {
		t.rows[i].stamp = t.now
	}
}

// Table averages, prunes and quantises to at most features rows (0: no
// limit), keeping those of the largest weights.
func (t *TableTrainer) Table(p Pruning, features int) (*Table, error) {
	if t.now == 0 {
		return nil, errors.New("average perceptron: no example was counted; call Tick after each")
	}
	for i := range t.slots {
		if t.slots[i].row != 0 {
			t.settle(&t.slots[i])
		}
	}
	var rows []tableRow
	var sizes []float64
	for i := range t.rows {
		c := &t.rows[i]
		if int(c.updates) < p.MinUpdates {
			continue
		}
		k := tableRow{hash: c.hash}
		for j, total := range c.total {
			k.w[j] = float64(total) / float64(t.now)
			k.size = max(k.size, math.Abs(k.w[j]))
		}
		if k.size >= p.MinWeight && k.size > 0 {
			rows = append(rows, k)
			sizes = append(sizes, k.size)
		}
	}
	slices.SortFunc(rows, func(a, b tableRow) int { return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.hash, b.hash)) })
	if features > 0 && len(rows) > features {
		rows = rows[:features]
	}
	step := p.Step
	if step <= 0 {
		step = tableStep(sizes)
	}
	return encodeTable(rows, step)
}

type tableRow struct {
	hash uint64
	w    [TableClasses]float64
	size float64 // of the largest weight
}

func encodeTable(rows []tableRow, step float64) (*Table, error) {
	slots := make([]uint64, int(float64(len(rows))/tableLoad)+2)
	n := uint64(len(slots))
	for _, k := range rows {
		x := fingerprint(k.hash)
		for j, w := range k.w {
			q := int64(math.RoundToEven(max(-slotMax, min(slotMax, w/step))))
			x |= (uint64(q) & 0x3ff) << (16 + 10*j)
		}
		i := slotOf(k.hash, n)
		for slots[i] != 0 {
			if i++; i == n {
				i = 0
			}
		}
		slots[i] = x
	}
	raw := make([]byte, tableHeader, tableHeader+len(slots)*slotSize+2)
	copy(raw, tableMagic)
	binary.LittleEndian.PutUint32(raw[len(tableMagic):], uint32(n))
	binary.LittleEndian.PutUint32(raw[len(tableMagic)+4:], math.Float32bits(float32(step)))
	for _, x := range slots {
		raw = append(raw, byte(x), byte(x>>8), byte(x>>16), byte(x>>24), byte(x>>32), byte(x>>40))
	}
	return LoadTable(append(raw, 0, 0))
}

// tableStep lets all but the largest thousandth of the weights fit.
func tableStep(sizes []float64) float64 {
	if len(sizes) == 0 {
		return 1
	}
	slices.Sort(sizes)
	return sizes[len(sizes)-1-len(sizes)/1000] / slotMax
}
