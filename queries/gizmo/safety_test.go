package gizmo

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestWrongArguments holds that whatever Cayley panics on is an error here
// that names the line; the first group are scripts that end a process which
// runs Cayley's own interpreter.
func TestWrongArguments(t *testing.T) {
	qs := memStore(t, "people.nq")
	for _, c := range []struct{ script, want string }{
		{`g.V().out("<p>",5).all()`, "out: argument 2: want a tag (a string), got the number 5"},
		{`g.V().out({}).all()`, "out: argument 1: want a predicate"},
		{`g.V().out("<p>",{}).all()`, "out: argument 2: want a tag (a string), got an object"},
		{`g.V().out(["<p>",{}]).all()`, "out: argument 1: want a predicate"},
		{`g.V().followRecursive("<p>",3,{}).all()`, "followRecursive: argument 3: want a tag"},
		{`iri(5)`, "iri: argument 1: want a string, got the number 5"},
		{`iri({})`, "iri: argument 1: want a string, got an object"},
		{`g.V("<ann>").followR(g.M().outPredicates()).all()`, "followR: argument 1: there is no way back over outPredicates()"},
		{`g.V().tag("x").labels().back("x").all()`, "back: there is no way back over labels()"},
		{`g.V().labels().back("x").all()`, "back: there is no"},
		{`g.V().tag("x").inPredicates().back("x").all()`, "back: there is no way back over inPredicates()"},
		{`while(1){}`, "ran out of time"},

		{`g.V().out([]).all()`, "at least one predicate"},
		{`g.V(null).all()`, "V: argument 1: want a string"},
		{`g.V(undefined)`, "got undefined"},
		{`g.V([])`, "empty list"},
		{`g.V(g.V())`, "got a path"},
		{`g.V().has().all()`, "has: want at least 1"},
		{`g.V().has(g.V()).all()`, "has: want a predicate or an object"},
		{`g.V().has("<p>", gt(1), "x").all()`, "has: argument 2"},
		{`g.V().filter(5)`, "filter: argument 1: want a filter"},
		{`g.V().filter()`, "filter: want at least 1"},
		{`g.V().limit("a")`, "limit: argument 1: want a whole number"},
		{`g.V().limit(-1)`, "at least 1"},
		{`g.V().limit(0.5)`, "at least 1"},
		{`g.V().skip(-1)`, "at least 0"},
		{`g.V().back()`, "want 1 arguments"},
		{`g.V().back("nowhere").all()`, `no tag "nowhere"`},
		{`g.V().tag()`, "tag: want at least 1"},
		{`g.V().tag(5)`, "tag: argument 1"},
		{`g.V().save("<p>", 5)`, "save: argument 2"},
		{`g.V().save(g.M().out())`, "want a tag"},
		{`g.V().save()`, "save: want at least 1"},
		{`g.V().and("x")`, "and: argument 1: want a path"},
		{`g.V().and(null)`, "and: argument 1: want a path"},
		{`g.V().except()`, "want 1 arguments"},
		{`g.V().follow("<p>")`, "follow: argument 1: want a path"},
		{`g.V().followRecursive()`, "followRecursive: want at least 1"},
		{`g.V().followRecursive(["<a>","<b>"])`, "want one predicate"},
		{`g.V().forEach()`, "forEach: want at least 1"},
		{`g.V().forEach(5)`, "want a function"},
		{`g.V().toArray("x")`, "toArray: argument 1"},
		{`g.V().getLimit()`, "getLimit: want 1"},
		{`g.V().saveInPredicates()`, "want 1 arguments"},
		{`g.V().unique(1)`, "want 0 arguments"},
		{`regex("(")`, "bad regular expression"},
		{`regex("(a{1000}){1000}")`, "regex: argument 1"},
		{`regex(5)`, "want a string"},
		{`like(g.V())`, "want a string"},
		{`gt(g.V())`, "gt: argument 1"},
		{`typed("a")`, "want 2 arguments"},
		{`g.emit(g.V())`, "cannot emit a path"},
		{`g.emit(function(){})`, "cannot emit a function"},
		{`var a={}; a.a=a; g.emit(a)`, "in a circle"},
		{`g.V().nothing()`, "has no member 'nothing'"},
		{`g.V.call(5).out.call(5)`, "want to be called on a path"},
		{`nothing()`, "nothing is not defined"},
		{`throw "stop"`, "stop"},
		{`throw {}`, "the script threw an object"},
		{`throw new Error("stop")`, "stop"},
		{`g.V(`, "syntax"},
		{`g.V().shortestPath("<ann>")`, "addition of newsgraph"},
		{`g.V().claims()`, "addition of newsgraph"},
		{`var p = g.V(); while (true) p = p.and(p)`, "more than 2000 steps"},
		{`g.V().forEach(function(d) { throw new Error("inside") })`, "inside"},
		{`g.V().forEach(function(d) { d.id.x.y })`, "Cannot read property"},
	} {
		script := "\n\n" + c.script
		_, err := Run(context.Background(), qs, script, Options{Limits: Limits{Timeout: 300 * time.Millisecond}})
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: error %v", c.script, err)
			continue
		}
		if !strings.Contains(e.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.script, e, c.want)
		}
		if e.Line != 3 {
			t.Errorf("%s: line %d, want 3 (%v)", c.script, e.Line, e)
		}
	}
}

// TestUnknownNodes holds that names the store does not know give empty results.
func TestUnknownNodes(t *testing.T) {
	qs := memStore(t, "people.nq")
	for script, want := range map[string]int{
		`g.V("<ann>").except(g.V("<unknown>")).all()`:              1,
		`g.V("<unknown>").except(g.V("<unknown>")).all()`:          0,
		`g.V("<ann>").except(g.V("<ann>").out("<unknown>")).all()`: 1,
		`g.V("<ann>").except(g.V()).all()`:                         0,
		`g.V().except(g.V()).all()`:                                0,
		`g.V("<ann>").and(g.V("<unknown>")).all()`:                 0,
		`g.V("<ann>").or(g.V("<unknown>")).all()`:                  1,
		`g.V("<ann>").out("<unknown>").in("<unknown>").all()`:      0,
		`g.V("<ann>").has("<unknown>", "<unknown>").all()`:         0,
		`g.V("<ann>").saveOpt("<unknown>", "x").all()`:             1,
		`g.V("<ann>").save("<unknown>", "x").all()`:                0,
		`g.V("<unknown>").followRecursive("<knows>").all()`:        0,
		`g.V("<ann>").followRecursive("<unknown>").all()`:          0,
		`g.V("<ann>").labelContext("<unknown>").out().all()`:       0,
		`g.V("<ann>").follow(g.M().out("<unknown>")).all()`:        0,
		`g.V("<finn>").followR(g.M().out("<unknown>")).all()`:      0,
		`g.V("<unknown>").inPredicates().all()`:                    0,
		`g.V("<unknown>").labels().all()`:                          0,
		`g.V("").all()`:                                            0,
		`g.V("<ann>").is("<unknown>").all()`:                       0,
		`g.V("<ann>").tag("x").out("<unknown>").back("x").all()`:   0,
		`g.V("<unknown>").order().all()`:                           0,
		`g.V("<unknown>").unique().limit(3).all()`:                 0,
	} {
		r, err := Run(context.Background(), qs, script, Options{})
		if err != nil || len(r.Rows) != want {
			t.Errorf("%s: %d rows, error %v; want %d", script, len(r.Rows), err, want)
		}
	}
}

// TestAttacks holds that no script hurts the process. want "" is any error.
func TestAttacks(t *testing.T) {
	qs := diskStore(t, 12)
	for _, c := range []struct{ script, want string }{
		{`new Array(4e9)`, "want a length"},
		{`Array(1e9)`, "want a length"},
		{`new Array(4294967295).join("x")`, "want a length"},
		{`var a = []; a.length = 4e9; a.join("xxxxxxxx")`, ""},
		{`var a = []; a.length = 4e9; [...a]`, ""},
		{`var a = []; a.length = 4e9; Math.max(...a)`, ""},
		{`var a = []; a.length = 4e9; a.fill(1)`, ""},
		{`var a = []; a.length = 4e9; a.reverse()`, ""},
		{`var a = []; a.length = 4e9; a.sort()`, ""},
		{`var a = []; a.length = 4e9; a.indexOf(1)`, ""},
		{`var a = []; a.length = 4e9; g.emit(a)`, ""},
		{`var a = []; a.length = 4e9; g.V(a)`, "too long"},
		{`var a = []; a.length = 4e9; JSON.stringify(a)`, ""},
		{`var a = []; a.length = 4e9; new Set(a)`, ""},
		{`var a = []; a.length = 4e9; var [...b] = a`, ""},
		{`var a = []; a.length = 4e9; [].concat(a)`, ""},
		{`var a = []; a.length = 4e9; g.V.apply(null, a)`, ""},
		{`Array.from({length: 1e15})`, ""},
		{`Array.prototype.indexOf.call({length: 9e15}, 1)`, ""},
		{`Array.prototype.push.apply([], {length: 1e15})`, ""},
		{`var s = "x"; while (true) s += s`, ""},
		{`var s = "x"; while (true) s = s + s + "é"`, ""},
		{"var s = 'x'; while (true) s = `${s}${s}`", ""},
		{`var a = ["x"]; while (true) a.push(a[a.length-1] + a[0] + "xxxxxxxxxxxxxxxxxxxxxxxxxxxx")`, ""},
		{`var a = []; while (true) a.push({})`, ""},
		{`var m = new Map(); var i = 0; while (true) m.set(i++, "x")`, ""},
		{`"x".repeat(1e9)`, "repeat"},
		{`"xxx".repeat(1e6)`, "longer than"},
		{`"x".padStart(1e9)`, ""},
		{`"x".padEnd(1e9, "abc")`, ""},
		{`var s = "x".repeat(1e6); s.replace(/x/g, s)`, ""},
		{`var s = "x".repeat(1e4); s.replace(/x/g, "$'$'$'")`, "longer than"},
		{`var s = "x".repeat(1e6); s.split("").map(x => s).join(s)`, ""},
		{`var s = "x".repeat(1e6); [s,s,s].join("")`, "longer than"},
		{`var s = "x".repeat(1e6) + "x".repeat(1e6); Object.keys(s)`, "too long"},
		{`var s = "x".repeat(1e6) + "x".repeat(1e6); s.normalize("NFKD")`, "too long"},
		{`var s = "x".repeat(1e6) + "x".repeat(1e6); ({...s})`, "not available"},
		{`var s = "x".repeat(1e6) + "x".repeat(1e6); var {...r} = s`, "not available"},
		{`/(a+)+$/.test("a".repeat(90000) + "!")`, "ok"},
		{`/(?=a)(a+)+$/.test("x")`, "look-around"},
		{`/(a)\1/.test("aa")`, "back-references"},
		{`new RegExp("(?<!a)b")`, "look-around"},
		{`"x".match("(?=a)")`, "look-around"},
		{`/a/.constructor("(?=a)")`, "look-around"},
		{`/x/.test("x".repeat(200000))`, "too long for a regular expression"},
		{`/(((x{1,100}){1,9})(y{1,100}){1,9})/.test("x")`, "too complex"},
		{`function f() { f() } f()`, "calls itself"},
		{`function f() { return [1].map(f) } f()`, "calls itself"},
		{`var o = {toString() { return "" + o }}; "" + o`, "calls itself"},
		{`var o = {get x() { return o.x }}; o.x`, "calls itself"},
		{`var a = [1]; for (var i = 0; i < 60; i++) a = [a, a]; a.toString()`, ""},
		{`var a = [1]; for (var i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a)`, ""},
		{`var a = [1]; for (var i = 0; i < 60; i++) a = [a, a]; g.emit(a)`, ""},
		{`var a = [1]; for (var i = 0; i < 1e5; i++) a = [a]; a.toString()`, "deep"},
		{`var a = [1]; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)`, "deep"},
		{`var a = [1]; for (var i = 0; i < 1e5; i++) a = [a]; g.emit(a)`, "deep"},
		{`var a = []; a[0] = a; a.flat(Infinity)`, "flat"},
		{`JSON.parse("[".repeat(1e6))`, "brackets"},
		{`JSON.stringify({}, (k, v) => ({a: v}))`, "replacer"},
		{`var o = {}; for (var i = 0; i < 2e5; i++) o = Object.create(o); o.x`, "ok"},
		{`var f = x => x; for (var i = 0; i < 1e6; i++) f = f.bind(null); f()`, "bind"},
		{`10n ** 10n ** 10n`, "big integers"},
		{`BigInt(5)`, "not defined"},
		{`eval("1")`, "not defined"},
		{`Function("return 1")`, "not defined"},
		{`if ((function(){}).constructor("throw 1") != "throw 1") throw "compiled"`, "ok"},
		{`if ((function*(){}).constructor("throw 1") != "throw 1") throw "compiled"`, "ok"},
		{`if ((() => 1).constructor("throw 1") != "throw 1") throw "compiled"`, "ok"},
		{`if (Object.getPrototypeOf(function*(){}).constructor("throw 1") != "throw 1") throw "compiled"`, "ok"},
		{`async function f() {}`, "async"},
		{`async () => 1`, "async"},
		{`new Proxy({}, {})`, "not defined"},
		{`Reflect.ownKeys({})`, "not defined"},
		{`new ArrayBuffer(1e12)`, "not defined"},
		{`new Float64Array(1e12)`, "not defined"},
		{`new Promise(() => {})`, "not defined"},
		{`function f() { arguments.length = 4e9; return [...arguments] } f()`, "arguments"},
		{`[].concat.call(1, {length: 4e9, [Symbol.isConcatSpreadable]: true}); throw "end"`, "end"},
		{`function* f() { while (true) yield 1 } [...f()]`, ""},
		{`for (const x of {[Symbol.iterator]: () => ({next: () => ({value: 1})})}) ;`, ""},
		{`try { while (true) ; } catch (e) { while (true) ; } finally { while (true) ; }`, ""},
		{`while (true) { try { g.V().all() } catch (e) {} }`, ""},
		{`while (true) g.V().toArray()`, ""},
		{`while (true) g.emit("x".repeat(1e6))`, ""},
		{`g.V().both().both().both().both().both().both().both().both().both().both().both().both().both().both().both().both().all()`, ""},
		{`g.V().both().both().both().both().both().both().both().both().both().both().both().both().order().all()`, ""},
		{`g.V().both().both().both().both().both().both().both().both().both().both().both().both().followRecursive("<urn:p:knows>").all()`, ""},
		{`g.V().except(g.V().both().both().both().both().both().both().both().both().both().both().both().both()).all()`, "ok"},
		{`g.V().both().both().both().both().both().both().both().both().both().both().both().both().skip(1000000000).all()`, "ok"},
		{`g.V().both().both().both().both().both().both().both().both().both().both().both().both().count()`, "ok"},
		{`g.V().both().both().both().both().both().both().both().both().both().both().both().both().unique().all()`, "ok"},
		{`g.V().followRecursive(g.M().both().both().both().both().both().both().both().both().both().both()).all()`, "ok"},
		{strings.Repeat("(", 32000), "syntax"},
		{strings.Repeat("x:", 16000), "colons"},
		{strings.Repeat("x:", 900), "syntax"},
		{strings.Repeat("[", 16000) + strings.Repeat("]", 16000), "nested"},
		{strings.Repeat("!", 32000) + "1", "nested"},
		{"1" + strings.Repeat("+1", 16000), ""},
		{strings.Repeat("a=>", 10000) + "1", "nested"},
		{strings.Repeat("x", 1<<20), "bytes"},
		{"//# sourceMappingURL=/etc/passwd\nthrow 'end'", "end"},
	} {
		name := short(c.script)
		start := time.Now()
		_, err := Run(context.Background(), qs, c.script, Options{Limits: Limits{
			Timeout: 400 * time.Millisecond, Memory: 64 << 20, Rows: 100_000, Bytes: 16 << 20}})
		if d := time.Since(start); d > 8*time.Second {
			t.Errorf("%s: took %v", name, d)
		}
		if c.want == "ok" {
			if err != nil && !errors.Is(err, ErrTimeout) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var e *Error
		// On a busy machine time or memory may run out before the fault itself is seen.
		early := errors.Is(err, ErrTimeout) || errors.Is(err, ErrMemory)
		if !errors.As(err, &e) || !early && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", name, err, c.want)
		}
		runtime.GC()
	}
}

func TestLimits(t *testing.T) {
	qs := memStore(t, "people.nq")
	ctx := context.Background()
	for _, c := range []struct {
		script string
		limits Limits
		want   error
	}{
		{`g.V().all()`, Limits{Rows: 5}, ErrRows},
		{`g.V().toArray()`, Limits{Rows: 5}, ErrRows},
		{`try { g.V().tagArray() } catch (e) { } g.emit("went on")`, Limits{Rows: 5}, ErrRows},
		{`g.V().all()`, Limits{Bytes: 40}, ErrBytes},
		{`while (true);`, Limits{Timeout: 20 * time.Millisecond}, ErrTimeout},
		{`var a = []; while (true) a.push({})`, Limits{Memory: 20 << 20}, ErrMemory},
	} {
		r, err := Run(ctx, qs, c.script, Options{Limits: c.limits})
		if !errors.Is(err, c.want) || r.Rows != nil {
			t.Errorf("%s: rows %v, error %v, want %v", c.script, r.Rows, err, c.want)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if r, err := Run(cancelled, qs, `g.V().all()`, Options{}); !errors.Is(err, context.Canceled) || r.Rows != nil {
		t.Errorf("cancelled: rows %v, error %v", r.Rows, err)
	}
	stop := errors.New("the reader went away")
	n := 0
	_, err := Run(ctx, qs, `g.V().all()`, Options{Each: func(Row) error {
		if n++; n == 3 {
			return stop
		}
		return nil
	}})
	if !errors.Is(err, stop) || n != 3 {
		t.Errorf("reader that stops: %d rows, error %v", n, err)
	}
	r, err := Run(ctx, qs, `g.V().all()`, Options{Limits: Limits{First: 4}})
	if err != nil || len(r.Rows) != 4 || !r.More {
		t.Errorf("first 4: %v, error %v", r, err)
	}
}

// TestPathsDoNotChange holds that methods leave their receiver alone; Cayley's
// limit, skip, order and back do not.
func TestPathsDoNotChange(t *testing.T) {
	qs := memStore(t, "people.nq")
	r, err := Run(context.Background(), qs, `
		var p = g.V("<bo>").in("<knows>").tag("t");
		p.limit(1); p.skip(2); p.order(); p.out("<knows>").back("t"); p.out(); p.except(g.V("<ann>")); p.count();
		g.emit(p.toArray().length)`, Options{})
	if err != nil || len(r.Rows) != 1 || r.Rows[0] != int64(3) {
		t.Errorf("got %v, %v", r.Rows, err)
	}
}

// TestDeepRecursion holds that followRecursive without a depth has no bound.
func TestDeepRecursion(t *testing.T) {
	qs := memStore(t, "chain")
	r, err := Run(context.Background(), qs, `g.V("<n0>").followRecursive("<next>").count()`, Options{})
	if err != nil || r.Value != int64(120) {
		t.Errorf("got %v, %v", r.Value, err)
	}
	r, err = Run(context.Background(), qs, `g.V("<n0>").followRecursive("<next>", 7).count()`, Options{})
	if err != nil || r.Value != int64(7) {
		t.Errorf("got %v, %v", r.Value, err)
	}
}
