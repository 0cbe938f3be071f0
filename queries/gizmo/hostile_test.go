package gizmo

import (
	"fmt"
	"strings"
	"testing"
)

// growths make the string s longer, each in a way of its own.
var growths = []string{
	"s += s", "s = s + s + s", "s = `${s}-${s}`", "s = s.concat(s, s)", "s = s.padEnd(s.length * 3 + 1, s)", "s = s.padStart(1e6, s)",
	`s = [s, s, s].join(s)`, `s = s.replace(/x/g, "$&$&$'")`, `s = s.replaceAll("x", m => m + m)`, `s = s.split("").join("xx")`,
	"s = s.repeat(3)", "o.p += o.p += s; s = o.p", "s = (s + '\\u00df').toUpperCase() + s", `s = (s + "\ufdfa").normalize("NFKD") + s`,
	"s = JSON.stringify(s) + JSON.stringify([s])", "s = encodeURIComponent(s + '%')", "s = String(new Error(s + s))", "keep.push(s += 'x'.repeat(1e5))",
	"s = ((a, ...b) => b[0] + b[1])`${s}${s}`", "s = Object.keys({[s + s]: 1})[0]",
}

// holders run a growth again and again; %s stands where a statement may.
var holders = []string{
	"while (true) { %s }",
	"while (true) try { %s } catch (e) { } finally { s += 'y' }",
	"function f() { %s; f() } f()",
	"function* f() { while (true) { %s; yield s } } for (const x of f()) keep.push(x)",
	"function* f() { %s; yield* f() } [...f()]",
	"var q = {get x() { %s; return q.x }}; q.x",
	"var q = {toString() { %s; return s + q }}; `${q}`",
	"var q = {[Symbol.toPrimitive]() { %s; return q + '' }}; +q",
	"for (const x of {[Symbol.iterator]: () => ({next: () => { %s; return {value: s} }})}) keep.push(x)",
	"Array.from({length: 1e5}).sort((a, b) => { %s; return 0 })",
	"[1, 2, 3].map(function f(x) { %s; return [x, x].map(f) })",
	"g.V().forEach(function f(d) { %s; g.V().forEach(f) })",
	"class C { static { while (true) { %s } } }",
	"'xxxx'.replace(/x/g, function f(m) { %s; return m.replace(/x/g, f) })",
}

// hostileNatives loop, recurse or allocate in what the interpreter brings along.
var hostileNatives = []string{
	`var e = new Error(); e.message = e; String(e)`,
	`var e = new Error(); e.name = {toString: () => String(e)}; e + ""`,
	`var o = {toISOString: Date.prototype.toJSON}; o.toISOString()`,
	`var o = {toString: "".trim}; o + ""`,
	`var o = {valueOf: (5).toFixed, toString: "".at}; o * 2`,
	`var o = {}; Object.defineProperty(o, Symbol.toStringTag, {get: Object.prototype.toString}); o + ""`,
	`var o = {[Symbol.toPrimitive]: "".concat}; o + o`,
	`new Set({[Symbol.iterator]: () => ({next: Object})})`,
	`new Map({[Symbol.iterator]: () => ({next: () => ({value: [{}, 1]})})})`,
	`Object.fromEntries({[Symbol.iterator]: () => ({next: () => ({value: [Math.random(), 1]})})})`,
	`[...{[Symbol.iterator]: () => ({next: Object})}]`,
	`Math.max(...{[Symbol.iterator]: () => ({next: Object})})`,
	`function* f() { yield* {[Symbol.iterator]: () => ({next: Object})} } for (const x of f());`,
	`Array.prototype[Symbol.iterator] = () => ({next: Object}); [...[1]]`,
	`var [a, b, ...c] = {[Symbol.iterator]: () => ({next: Object})}`,
	`var a = []; a.length = 4e9; g.V().limit(a)`,
	`var a = []; a.length = 4e9; throw a`,
	`function* f() { yield* f() } f().next()`,
	`function* f(n) { yield n; yield* f(n + 1) } for (const x of f(0));`,
	`var s = new Set(); s.add(1); s.forEach(x => { s.delete(x); s.add(x + 1) })`,
	`var m = new Map([[1, 1]]); for (const [k] of m) m.set(k + 1, {})`,
	`var s = "x".repeat(1e6); while (true) Symbol(s).toString() + Symbol(s).toString()`,
	`var s = "x".repeat(1e5), f = {[s]() { return f[s]() }}[s]; var o = {f}; o.f()`,
	`var k = "x".repeat(1e5), f = {[k](n) { if (n) return f(n - 1); throw new Error("e") }}[k]; try { f(900) } catch (e) { g.emit(e.stack) }`,
}

// hostilePaths grow a path; the graph is one in which all know each other.
var hostilePaths = []string{
	"m = g.M().both().follow(m)", "m = g.M().out().follow(m)", "m = g.M().follow(m).in()", "m = g.M().followRecursive(m)",
	"m = g.M().both().followRecursive(m)", "m = g.M().in().followR(m)", "m = m.follow(m)", "m = m.both()", "m = m.out()", "m = m.or(m)", "m = m.and(g.V().out())",
	"m = g.M().except(m)", "m = g.M().out(m)", "m = m.unique().out()", "m = m.labels().in()", "m = m.order().out()", "m = m.labelContext(g.V()).out()",
	"m = m.save(g.M().out(), 'x' + i)", "m = m.has(g.V('<urn:p:knows>')).both()", "m = m.tag('t').both().back('t')", "m = m.skip(1).both()",
}

// hostileScripts are all of them, in an order in which each short run of them
// is a mixture.
func hostileScripts() []string {
	var strs, paths []string
	for i, grow := range growths {
		for j, hold := range holders {
			if (i+j)%2 == 0 { // every second pair, so that each occurs with seven others
				strs = append(strs, `var s = "x", o = {p: "x"}, keep = []; `+strings.Replace(hold, "%s", grow, 1))
			}
		}
	}
	for i, grow := range hostilePaths {
		for j, n := range []int{12, 100} {
			paths = append(paths, fmt.Sprintf("var m = g.M().both(); for (var i = 0; i < %d; i++) { %s } g.V().follow(m).%s",
				n, grow, []string{"count()", "all()", "toArray()", "order().getLimit(3)", "unique().all()"}[(i+j)%5]))
		}
	}
	var out []string
	for i := 0; len(strs)+len(paths) > 0 || i < len(hostileNatives); i++ {
		if i < len(hostileNatives) {
			out = append(out, hostileNatives[i])
		}
		n, m := min(3, len(strs)), min(1, len(paths))
		out = append(append(out, strs[:n]...), paths[:m]...)
		strs, paths = strs[n:], paths[m:]
	}
	return out
}

func TestHostileScripts(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range hostileScripts() {
		seen[s] = true
	}
	if len(seen) < 200 {
		t.Errorf("only %d different scripts", len(seen))
	}
}

// TestRecursionForks holds that a recursion over a path that forks, or holds
// another recursion, finds what a search by hand finds.
func TestRecursionForks(t *testing.T) {
	qs := memStore(t, "people.nq")
	for script, want := range map[string]int64{
		`g.V("<ann>").followRecursive(g.M().both("<knows>")).count()`:                                                             7,
		`g.V("<ann>").followRecursive(g.M().both("<knows>"), 2).count()`:                                                          5,
		`g.V("<ann>").followRecursive(g.M().out("<knows>").or(g.M().in("<knows>"))).count()`:                                      -1,
		`g.V("<ann>").followRecursive(g.M().both("<knows>").followRecursive(g.M().both("<knows>"))).count()`:                      7,
		`g.V("<ann>").followRecursive(g.M().followRecursive(g.M().followRecursive(g.M().out("<knows>")))).count()`:                3,
		`g.V("<gus>").followR(g.M().followRecursive(g.M().both("<knows>"))).count()`:                                              7,
		`var m = g.M().out("<knows>"); for (var i = 0; i < 12; i++) m = g.M().followRecursive(m); g.V("<ann>").follow(m).count()`: 3,
	} {
		r, err := Run(t.Context(), qs, script, Options{})
		if err != nil || want >= 0 && r.Value != want {
			t.Errorf("%s: %v, error %v; want %d", script, r.Value, err, want)
		}
	}
}

// TestMessages holds that what fails says what, and nothing of Go.
func TestMessages(t *testing.T) {
	qs := memStore(t, "people.nq")
	for script, want := range map[string]string{
		`({toString() { return {} }}) + ""`:            "toString and valueOf of an object give",
		`({valueOf() { return {} }, toString: 5}) * 2`: "toString and valueOf of an object give",
		`Object.keys(null)`:                            "keys: Cannot convert",
		`[1].map(5)`:                                   "map: want a function, got number",
		`new Map().forEach()`:                          "forEach: want a function",
		`new Map([1])`:                                 "Map: want pairs",
		`Map()`:                                        "want new Map",
		`"a".normalize("X")`:                           "normalize: The normalization form",
		`new Date(NaN).toISOString()`:                  "toISOString: Invalid time value",
		`decodeURIComponent("%")`:                      "decodeURIComponent: Malformed",
		`Object.entries({get x() { throw new Error("mine") }})`: "line 1: Error: mine",
		`var s = "x"; while (true) s += s`:                      "made too long a string (2097152 characters, limit 1048576)",
	} {
		_, err := Run(t.Context(), qs, script, Options{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "0x") {
			t.Errorf("%s: %v; want %s", script, err, want)
		}
	}
	r, err := Run(t.Context(), qs, `try { ({toString() { return {} }}) + "" } catch (e) { g.emit(e.message) } g.emit(Symbol("x").toString())`, Options{})
	if err != nil || len(r.Rows) != 2 || strings.Contains(fmt.Sprint(r.Rows), "0x") || r.Rows[1] != "Symbol(x)" {
		t.Errorf("caught: %v, error %v", r.Rows, err)
	}
}

// TestGuardsKeepTheLanguage holds that rewritten syntax means what it meant.
func TestGuardsKeepTheLanguage(t *testing.T) {
	qs := memStore(t, "people.nq")
	for script, want := range map[string]any{
		`1 + 2 + "x" + 1`: "3x1",
		`var n = 0, o = {get p() { n++; return "a" }, set p(v) { this.q = v }}; o.p += "b" + n; o.q + n`: "ab11",
		"var b = {toString() { return 'b' }}; `${b}-${1}${[1, 2]}`":                                      "b-11,2",
		"((t, a, b) => t.length + a + b)`x${1}y${2}z`":                                                   int64(6),
		"``+`a`": "a",
		`function* f() { const r = yield* h(); yield r } function* h() { const x = yield 1; return x + 1 } var i = f(); i.next(); i.next(4).value`: int64(5),
		`var log = ""; function* h() { try { yield 1 } finally { log += "end" } } function* f() { yield* h() } for (const x of f()) break; log`:    "end",
		`function* h() { try { yield 1 } catch (e) { yield e + 1 } } function* f() { yield* h() } var i = f(); i.next(); i.throw(2).value`:         int64(3),
		`[...[1, 2], ..."ab"].length + Math.max(...[1, 5])`:                                        int64(9),
		`class M extends Map { twice(k) { return this.get(k) * 2 } } new M([["a", 4]]).twice("a")`: int64(8),
		`new Set([1, 2, 2]).size + (new Set() instanceof Set ? 10 : 0)`:                            int64(12),
		`var t = 0; new Map([[1, 2], [3, 4]]).forEach((v, k) => { t += v * k }); t`:                int64(14),
		`String(new TypeError("a")) + String(new Error())`:                                         "TypeError: aError",
		`JSON.stringify({d: new Date(0)})`:                                                         `{"d":"1970-01-01T00:00:00.000Z"}`,
	} {
		r, err := Run(t.Context(), qs, script, Options{})
		if err != nil || r.Value != want {
			t.Errorf("%s: %v, error %v; want %v", script, r.Value, err, want)
		}
	}
}
