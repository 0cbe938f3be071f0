package claims

import (
	"newsgraph/loaders/claims/coref"
	"newsgraph/schema"
)

// dated adds bornOn, diedOn and foundedOn: the frame's subject slot is the one
// entity, the date is the first that follows the trigger in its sentence, or
// the only one.
func (x *extraction) dated(c *clause, who []int) {
	v := x.v
	date := v.dateNear(c.trigger)
	if date == "" {
		return
	}
	for _, e := range who {
		x.addDate(e, c.frame.Predicate, date, c.trigger, c.frame.Name())
	}
}

func (x *extraction) addDate(e int, pred, date string, at int, rule string) {
	v := x.v
	if schema.Default().Allows(v.typeOf(e), pred, schema.DateType) != nil || v.boilerplate(at) {
		return
	}
	if _, err := schema.ParseDate(date); err != nil {
		return
	}
	x.cands = append(x.cands, candidate{subj: e, obj: coref.None, pred: pred, literal: date, trigger: at, rule: rule})
}

// dateNear is the value of the date that belongs to trigger t: the first
// behind it within reach, or the only one of its sentence; "" for none.
func (v *view) dateNear(t int) string {
	const reach = 14
	s := v.d.Sentences[v.sentOf[t]]
	only, count := "", 0
	for _, d := range v.d.Dates {
		if d.Start < s.Start || d.End > s.End {
			continue
		}
		count++
		only = d.Value
		if d.Start >= v.d.Tokens[t].End {
			last := min(t+reach, s.Last-1)
			if d.Start <= v.d.Tokens[last].Start {
				return d.Value
			}
		}
	}
	if count == 1 {
		return only
	}
	return ""
}

// matchLifespans reads "Ann Lee (4 March 1942 – 19 September 2023)" and
// "Ann Lee (born 1942)".
func (x *extraction) matchLifespans() {
	v := x.v
	for mi := range v.men {
		m := &v.men[mi]
		if m.Form != coref.FormName || m.Entity < 0 || m.Last >= len(v.word) || v.d.Word(m.Last) != "(" || v.typeOf(m.Entity) != "Person" {
			continue
		}
		open := m.Last
		end := open + 1
		dash, born, died := -1, false, false
		for end < len(v.word) && v.sentOf[end] == v.sentOf[open] && v.d.Word(end) != ")" && end < open+16 {
			switch w := v.d.Word(end); {
			case w == "–" || w == "-" || w == "—":
				dash = end
			case v.lx.Is("bornword", v.word[end]):
				born = true
			case v.lx.Is("diedword", v.word[end]):
				died = true
			}
			end++
		}
		if end >= len(v.word) || v.d.Word(end) != ")" {
			continue
		}
		from, to := v.d.Tokens[open].End, v.d.Tokens[end].Start
		for _, d := range v.d.Dates {
			if d.Start < from || d.End > to {
				continue
			}
			switch {
			case dash >= 0 && d.End <= v.d.Tokens[dash].Start, born && !died:
				x.addDate(m.Entity, "bornOn", d.Value, open, "lifespan:bornOn")
			case dash >= 0 && d.Start >= v.d.Tokens[dash].End, died && !born:
				x.addDate(m.Entity, "diedOn", d.Value, open, "lifespan:diedOn")
			}
		}
	}
}

// onlyDate is the value of the only date of the trigger's sentence, "" if there
// is none or the choice is open.
func (v *view) onlyDate(t int) string {
	s := v.d.Sentences[v.sentOf[t]]
	only := ""
	for _, d := range v.d.Dates {
		if d.Start >= s.Start && d.End <= s.End {
			if only != "" {
				return ""
			}
			only = d.Value
		}
	}
	return only
}
