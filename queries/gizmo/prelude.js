// The part of JavaScript's library whose cost is set by a number or a string
// that a script chooses, written in JavaScript so that the interpreter can stop
// inside it; and the list of everything else that a script may use. Run once in
// a fresh interpreter, before the script; `native` are Go functions, none of
// which calls back or loops longer than its arguments are.
(function (native) {
  "use strict";
  // The script may put its own under these names.
  const { Object, Array, String, Number, Boolean, RegExp, Date, Map, Set, Symbol, Math, JSON, Reflect, Function } = globalThis;
  const { Error, TypeError, ReferenceError, SyntaxError, RangeError, EvalError, URIError } = globalThis;
  const maxArray = 1000000;
  const ownKeys = Reflect.ownKeys, defineProperty = Object.defineProperty;
  const hide = (o, name, value) => defineProperty(o, name, { value, writable: true, enumerable: false, configurable: true });
  const iterator = Symbol.iterator;

  const split = String.prototype.split;
  const words = (text) => split.call(text, " ");

  // keep deletes all of o but names; what Go guards is wrapped.
  const keep = (o, names, guarded) => {
    const allowed = words(names + (guarded ? " " + guarded : "")), kept = { __proto__: null };
    for (let i = 0; i < allowed.length; i++) kept[allowed[i]] = true;
    const list = ownKeys(o);
    for (let i = 0; i < list.length; i++) {
      const k = list[i];
      if (typeof k === "string" ? !kept[k] : k === Symbol.iterator) delete o[k];
    }
    if (!guarded) return;
    const g = words(guarded);
    for (let i = 0; i < g.length; i++) hide(o, g[i], guard(o[g[i]]));
  };

  // What is left of goja's own library is guarded at the end; these need not.
  const unguarded = new Set([Function.prototype.call]), isUnguarded = unguarded.has, leave = unguarded.add;
  const guard = (f) => { const g = native.guard(f); leave.call(unguarded, g); return g; };
  const nativeCode = Function.prototype.toString, indexOf = String.prototype.indexOf;
  const mustGuard = (f) => typeof f === "function" && !isUnguarded.call(unguarded, f) && indexOf.call(nativeCode.call(f), "[native code]") >= 0;
  const guardAll = (o) => {
    const list = ownKeys(o);
    for (let i = 0; i < list.length; i++) {
      const k = list[i], d = Object_getOwnPropertyDescriptor(o, k);
      if (k === "constructor" || k === "prototype" || k === "__proto__" || !d.configurable) continue;
      if (mustGuard(d.value)) d.value = guard(d.value);
      if (mustGuard(d.get)) d.get = guard(d.get);
      if (mustGuard(d.set)) d.set = guard(d.set);
      defineProperty(o, k, d);
    }
  };
  const Object_getOwnPropertyDescriptor = Object.getOwnPropertyDescriptor;

  // Function constructors compile source that nobody has checked.
  const protos = [Function.prototype, Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(async function () {})];
  for (let i = 0; i < protos.length; i++) delete protos[i].constructor;
  keep(Function.prototype, "length name call toString");
  hide(Function.prototype, "apply", function (self, args) {
    return args === undefined || args === null ? this.call(self) : this.call(self, ...list(args));
  });

  const OldArray = Array, OldRegExp = RegExp;
  const toInt = (v, whenMissing) => {
    if (v === undefined) return whenMissing;
    v = +v;
    return v !== v ? 0 : v < 0 ? -Math_floor(-v) : Math_floor(v);
  };
  const Math_floor = Math.floor;
  const from = (v, len, whenMissing) => {
    v = toInt(v, whenMissing);
    return v < 0 ? (v + len < 0 ? 0 : v + len) : v > len ? len : v;
  };
  // list copies an array, an array-like or an iterable.
  const list = (x, f) => {
    const out = [];
    if (x === undefined || x === null) throw new TypeError("want a list, got " + x);
    if (x[iterator]) { let i = 0; for (const v of x) { out[out.length] = f ? f(v, i) : v; i++; } return out; }
    for (let i = 0; i < x.length; i++) out[i] = f ? f(x[i], i) : x[i];
    return out;
  };
  const fn = (f, name) => {
    if (typeof f !== "function") throw new TypeError(name + ": want a function, got " + typeof f);
    return f;
  };

  const makeIterator = (next) => {
    const it = { next };
    hide(it, iterator, function () { return this; });
    return it;
  };
  // steps wraps an iterable, so that each step is a call of JavaScript, which
  // can be interrupted and whose depth is counted.
  const steps = (x) => {
    const it = x[iterator]();
    if (it === null || typeof it !== "object" && typeof it !== "function") throw new TypeError("want an iterator, got " + typeof it);
    const next = it.next, out = makeIterator((v) => call.call(next, it, v));
    hide(out, "return", (v) => { const f = it.return; return f === undefined || f === null ? { value: v, done: true } : call.call(f, it, v); });
    hide(out, "throw", (v) => {
      const f = it.throw;
      if (f !== undefined && f !== null) return call.call(f, it, v);
      if (it.return) it.return();
      throw new TypeError("The iterator does not provide a 'throw' method");
    });
    return out;
  };
  const call = Function.prototype.call;
  defineProperty(native.global, native.steps, { value: steps });

  const arrayIterator = (a, get) => {
    let i = 0;
    return makeIterator(() => i < a.length ? { value: get(i++), done: false } : { value: undefined, done: true });
  };

  let joinDepth = 0;
  const A = {
    at(i) { i = toInt(i, 0); return this[i < 0 ? this.length + i : i]; },
    concat(...more) {
      const out = [];
      more = [this, ...more];
      for (let k = 0; k < more.length; k++) {
        if (OldArray_isArray(more[k])) for (let i = 0; i < more[k].length; i++) out[out.length] = more[k][i];
        else out[out.length] = more[k];
      }
      return out;
    },
    every(f, self) { fn(f, "every"); for (let i = 0; i < this.length; i++) if (i in this && !f.call(self, this[i], i, this)) return false; return true; },
    some(f, self) { fn(f, "some"); for (let i = 0; i < this.length; i++) if (i in this && f.call(self, this[i], i, this)) return true; return false; },
    fill(v, a, b) { const n = from(b, this.length, this.length); for (let i = from(a, this.length, 0); i < n; i++) this[i] = v; return this; },
    filter(f, self) { fn(f, "filter"); const out = []; for (let i = 0; i < this.length; i++) if (i in this && f.call(self, this[i], i, this)) out[out.length] = this[i]; return out; },
    find(f, self) { fn(f, "find"); for (let i = 0; i < this.length; i++) if (f.call(self, this[i], i, this)) return this[i]; },
    findIndex(f, self) { fn(f, "findIndex"); for (let i = 0; i < this.length; i++) if (f.call(self, this[i], i, this)) return i; return -1; },
    findLast(f, self) { fn(f, "findLast"); for (let i = this.length - 1; i >= 0; i--) if (f.call(self, this[i], i, this)) return this[i]; },
    findLastIndex(f, self) { fn(f, "findLastIndex"); for (let i = this.length - 1; i >= 0; i--) if (f.call(self, this[i], i, this)) return i; return -1; },
    flat(depth) {
      depth = toInt(depth, 1);
      if (depth > 100) throw new RangeError("flat: want a depth of at most 100");
      const out = [];
      const add = (a, d) => { for (let i = 0; i < a.length; i++) if (i in a) { if (d > 0 && OldArray_isArray(a[i])) add(a[i], d - 1); else out[out.length] = a[i]; } };
      add(this, depth);
      return out;
    },
    flatMap(f, self) { return A.flat.call(A.map.call(this, f, self), 1); },
    forEach(f, self) { fn(f, "forEach"); for (let i = 0; i < this.length; i++) if (i in this) f.call(self, this[i], i, this); },
    includes(v) { for (let i = 0; i < this.length; i++) if (this[i] === v || v !== v && this[i] !== this[i]) return true; return false; },
    indexOf(v, a) { for (let i = from(a, this.length, 0); i < this.length; i++) if (this[i] === v) return i; return -1; },
    lastIndexOf(v) { for (let i = this.length - 1; i >= 0; i--) if (this[i] === v) return i; return -1; },
    join(sep) {
      sep = sep === undefined ? "," : String(sep);
      if (joinDepth > 100) throw new RangeError("join: nested more than 100 deep");
      joinDepth++;
      try {
        const parts = [];
        for (let i = 0; i < this.length; i++) parts[i] = this[i] === undefined || this[i] === null ? "" : String(this[i]);
        return native.cat(parts, sep);
      } finally { joinDepth--; }
    },
    map(f, self) { fn(f, "map"); const out = []; for (let i = 0; i < this.length; i++) if (i in this) out[i] = f.call(self, this[i], i, this); return out; },
    pop() { if (this.length === 0) return undefined; const v = this[this.length - 1]; this.length--; return v; },
    push(...v) { for (let i = 0; i < v.length; i++) this[this.length] = v[i]; return this.length; },
    reduce(f, ...start) {
      fn(f, "reduce");
      let i = 0, acc = start[0];
      if (start.length === 0) { if (this.length === 0) throw new TypeError("reduce of an empty array with no start value"); acc = this[0]; i = 1; }
      for (; i < this.length; i++) if (i in this) acc = f(acc, this[i], i, this);
      return acc;
    },
    reduceRight(f, ...start) {
      fn(f, "reduceRight");
      let i = this.length - 1, acc = start[0];
      if (start.length === 0) { if (this.length === 0) throw new TypeError("reduceRight of an empty array with no start value"); acc = this[i]; i--; }
      for (; i >= 0; i--) if (i in this) acc = f(acc, this[i], i, this);
      return acc;
    },
    reverse() { for (let i = 0, j = this.length - 1; i < j; i++, j--) { const v = this[i]; this[i] = this[j]; this[j] = v; } return this; },
    shift() { const v = this[0]; A.splice.call(this, 0, 1); return v; },
    unshift(...v) { A.splice.call(this, 0, 0, ...v); return this.length; },
    slice(a, b) { const out = [], n = from(b, this.length, this.length); for (let i = from(a, this.length, 0); i < n; i++) out[out.length] = this[i]; return out; },
    splice(a, count, ...v) {
      a = from(a, this.length, 0);
      count = count === undefined ? this.length - a : toInt(count, 0);
      if (count < 0) count = 0;
      if (count > this.length - a) count = this.length - a;
      const cut = A.slice.call(this, a, a + count), rest = A.slice.call(this, a + count);
      this.length = a;
      for (let i = 0; i < v.length; i++) this[this.length] = v[i];
      for (let i = 0; i < rest.length; i++) this[this.length] = rest[i];
      return cut;
    },
    sort(less) {
      if (less !== undefined) fn(less, "sort");
      const cmp = (a, b) => {
        if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
        if (less) return less(a, b);
        a = String(a); b = String(b);
        return a < b ? -1 : a > b ? 1 : 0;
      };
      let src = A.slice.call(this), dst = [];
      for (let width = 1; width < src.length; width *= 2) {
        dst = [];
        for (let lo = 0; lo < src.length; lo += 2 * width) {
          const mid = lo + width < src.length ? lo + width : src.length, hi = lo + 2 * width < src.length ? lo + 2 * width : src.length;
          let i = lo, j = mid;
          while (i < mid || j < hi) dst[dst.length] = j >= hi || i < mid && !(cmp(src[i], src[j]) > 0) ? src[i++] : src[j++];
        }
        src = dst;
      }
      for (let i = 0; i < src.length; i++) this[i] = src[i];
      return this;
    },
    toString() { return A.join.call(this); },
    keys() { return arrayIterator(this, (i) => i); },
    values() { return arrayIterator(this, (i) => this[i]); },
    entries() { return arrayIterator(this, (i) => [i, this[i]]); },
    toReversed() { return A.reverse.call(A.slice.call(this)); },
    toSorted(less) { return A.sort.call(A.slice.call(this), less); },
    with(i, v) { const out = A.slice.call(this); out[i < 0 ? out.length + i : i] = v; return out; },
  };
  const OldArray_isArray = OldArray.isArray;
  const NewArray = function Array(...a) {
    if (a.length !== 1 || typeof a[0] !== "number") return a;
    const n = a[0], out = [];
    if (!(n >= 0 && n <= maxArray && Math_floor(n) === n)) throw new RangeError("Array(" + n + "): want a length of at most " + maxArray);
    out.length = n;
    return out;
  };
  keep(OldArray.prototype, "length");
  const put = (o, methods) => { const names = ownKeys(methods); for (let i = 0; i < names.length; i++) hide(o, names[i], methods[names[i]]); };
  put(OldArray.prototype, A);
  hide(OldArray.prototype, iterator, A.values);
  hide(OldArray.prototype, "constructor", NewArray);
  defineProperty(NewArray, "prototype", { value: OldArray.prototype, writable: false });
  put(NewArray, { isArray: OldArray_isArray, of(...a) { return a; }, from(x, f) { return list(x, f && fn(f, "Array.from")); } });

  // Regular expressions: Go makes them, and runs one match at a time.
  const NewRegExp = function RegExp(pattern, flags) { return native.regexp(pattern, flags); };
  keep(OldRegExp.prototype, "toString source global multiline dotAll ignoreCase unicode sticky flags");
  const regexpSymbols = ownKeys(OldRegExp.prototype);
  for (let i = 0; i < regexpSymbols.length; i++) if (typeof regexpSymbols[i] === "symbol") delete OldRegExp.prototype[regexpSymbols[i]];
  put(OldRegExp.prototype, {
    exec(s) { return native.exec(this, String(s)); },
    test(s) { return native.exec(this, String(s)) !== null; },
    constructor: NewRegExp,
  });
  defineProperty(NewRegExp, "prototype", { value: OldRegExp.prototype, writable: false });
  const isRegExp = native.isRegExp;
  const text = (v, of) => {
    if (v === undefined || v === null) throw new TypeError(of + " of " + v);
    return String(v);
  };
  // matches calls f(match) for one or all places where p is found in s.
  const matches = (s, p, all, f) => {
    if (!isRegExp(p)) {
      p = String(p);
      let i = s.indexOf(p);
      while (i >= 0) {
        const m = [p];
        m.index = i;
        f(m);
        if (!all) return;
        i = i + (p.length || 1) > s.length ? -1 : s.indexOf(p, i + (p.length || 1));
      }
      return;
    }
    if (!p.global) { const m = native.exec(p, s); if (m) f(m); return; }
    p.lastIndex = 0;
    for (let m = native.exec(p, s); m; m = native.exec(p, s)) {
      f(m);
      if (m[0] === "") p.lastIndex++;
    }
  };
  const expand = (t, m, s) => {
    if (t.indexOf("$") < 0) return t;
    const out = [];
    for (let i = 0; i < t.length; i++) {
      const c = t[i], d = t[i + 1];
      if (c !== "$" || d === undefined) out[out.length] = c;
      else if (d === "$") { out[out.length] = "$"; i++; }
      else if (d === "&") { out[out.length] = m[0]; i++; }
      else if (d === "`") { out[out.length] = s.slice(0, m.index); i++; }
      else if (d === "'") { out[out.length] = s.slice(m.index + m[0].length); i++; }
      else if (d >= "1" && d <= "9" && +d < m.length) { out[out.length] = m[+d] === undefined ? "" : m[+d]; i++; }
      else out[out.length] = c;
    }
    return native.cat(out, "");
  };
  const replace = (s, p, by, all) => {
    const parts = [];
    let at = 0;
    if (typeof by !== "function") by = String(by);
    matches(s, p, all, (m) => {
      parts[parts.length] = s.slice(at, m.index);
      parts[parts.length] = typeof by === "function" ? String(by(...m, m.index, s)) : expand(by, m, s);
      at = m.index + m[0].length;
    });
    parts[parts.length] = s.slice(at);
    return native.cat(parts, "");
  };
  const repeat = (s, n) => {
    if (!(n >= 0 && n <= native.maxString)) throw new RangeError("repeat: want a count from 0 to " + native.maxString);
    return native.repeat(s, n);
  };
  const pad = (s, n, by) => {
    by = by === undefined ? " " : String(by);
    n = toInt(n, 0) - s.length;
    return n <= 0 || by === "" ? "" : repeat(by, Math_floor(n / by.length) + 1).slice(0, n);
  };
  keep(String.prototype, "length toString valueOf",
    "at charAt charCodeAt codePointAt endsWith includes indexOf lastIndexOf localeCompare normalize slice startsWith substring substr toLowerCase toUpperCase trim trimEnd trimStart");
  put(String.prototype, {
    constructor: String,
    concat(...more) { return native.cat([text(this, "concat"), ...A.map.call(more, String)], ""); },
    match(p) {
      const s = text(this, "match"), out = [];
      if (!isRegExp(p)) p = NewRegExp(p);
      if (!p.global) return native.exec(p, s);
      matches(s, p, true, (m) => { out[out.length] = m[0]; });
      return out.length ? out : null;
    },
    matchAll(p) {
      const out = [];
      if (!isRegExp(p)) p = NewRegExp(p, "g");
      if (!p.global) throw new TypeError("matchAll: want a global regular expression");
      matches(text(this, "matchAll"), p, true, (m) => { out[out.length] = m; });
      return out[iterator]();
    },
    padEnd(n, by) { const s = text(this, "padEnd"); return native.cat([s, pad(s, n, by)], ""); },
    padStart(n, by) { const s = text(this, "padStart"); return native.cat([pad(s, n, by), s], ""); },
    repeat(n) { return repeat(text(this, "repeat"), toInt(n, 0)); },
    replace(p, by) { return replace(text(this, "replace"), p, by, false); },
    replaceAll(p, by) {
      if (isRegExp(p) && !p.global) throw new TypeError("replaceAll: want a global regular expression");
      return replace(text(this, "replaceAll"), p, by, true);
    },
    search(p) { const m = native.exec(isRegExp(p) ? NewRegExp(p.source, p.flags) : NewRegExp(p), text(this, "search")); return m ? m.index : -1; },
    split(p, limit) {
      const s = text(this, "split"), out = [];
      limit = toInt(limit, maxArray);
      if (p === undefined) return [s];
      if (!isRegExp(p) && String(p) === "") { for (let i = 0; i < s.length && i < limit; i++) out[i] = s[i]; return out; }
      if (isRegExp(p) && !p.global) p = NewRegExp(p.source, p.flags + "g");
      let at = 0;
      matches(s, p, true, (m) => {
        if (m[0] === "" && (m.index === 0 || m.index === s.length)) return;
        out[out.length] = s.slice(at, m.index);
        for (let i = 1; i < m.length; i++) out[out.length] = m[i];
        at = m.index + m[0].length;
      });
      out[out.length] = s.slice(at);
      return A.slice.call(out, 0, limit);
    },
  });
  hide(String.prototype, iterator, function () {
    const s = text(this, "iterator");
    let i = 0;
    return makeIterator(() => {
      if (i >= s.length) return { value: undefined, done: true };
      const c = s.charCodeAt(i), n = c >= 0xD800 && c < 0xDC00 && i + 1 < s.length ? 2 : 1;
      i += n;
      return { value: s.slice(i - n, i), done: false };
    });
  });
  keep(String, "length name prototype fromCharCode fromCodePoint");
  const normalize = String.prototype.normalize; // one character may become 18
  hide(String.prototype, "normalize", function (form) {
    const s = text(this, "normalize");
    if (s.length > native.maxString / 16) throw new RangeError("normalize: a string of " + s.length + " characters is too long, at most " + native.maxString / 16);
    return call.call(normalize, s, form);
  });

  keep(Object, "length name prototype is hasOwn getPrototypeOf",
    "assign create defineProperty entries freeze getOwnPropertyDescriptor getOwnPropertyNames isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values");
  keep(Object.prototype, "constructor toString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable __proto__");
  keep(Number.prototype, "constructor toExponential toFixed toPrecision toString valueOf");
  put(Object, { fromEntries(pairs) { const out = {}; for (const p of list(pairs)) out[p[0]] = p[1]; return out; } });

  // Map and Set, filled and walked in JavaScript.
  const construct = Reflect.construct;
  const collection = (Old, name, names, add, order, each) => {
    keep(Old.prototype, "constructor " + names);
    const addTo = add, walk = Old.prototype[order];
    const New = { [name]: function (items) {
      if (new.target === undefined) throw new TypeError(name + ": want new " + name + "(...)");
      const out = construct(Old, [], new.target);
      if (items !== undefined && items !== null) for (const x of items) addTo(out, x);
      return out;
    } }[name];
    hide(Old.prototype, iterator, walk);
    put(Old.prototype, { constructor: New, forEach(f, self) { fn(f, "forEach"); for (const x of call.call(walk, this)) each(f, self, x, this); } });
    defineProperty(New, "prototype", { value: Old.prototype, writable: false });
    return New;
  };
  const mapSet = Map.prototype.set, setAdd = Set.prototype.add;
  const NewMap = collection(Map, "Map", "clear set delete has get size keys values entries",
    (m, x) => { if (x === null || typeof x !== "object") throw new TypeError("Map: want pairs [key, value], got " + typeof x); call.call(mapSet, m, x[0], x[1]); },
    "entries", (f, self, x, m) => call.call(f, self, x[1], x[0], m));
  const NewSet = collection(Set, "Set", "add clear delete has size values keys entries",
    (s, x) => { call.call(setAdd, s, x); }, "values", (f, self, x, s) => call.call(f, self, x, x, s));

  // Of errors and dates, what calls back.
  put(Error.prototype, { toString() {
    if (this === null || typeof this !== "object") throw new TypeError("Error.prototype.toString: want an object, got " + typeof this);
    const name = this.name === undefined ? "Error" : String(this.name), message = this.message === undefined ? "" : String(this.message);
    return native.cat(name === "" || message === "" ? [name, message] : [name, ": ", message], "");
  } });
  put(Date.prototype, { toJSON() { return this.toISOString(); } });

  const NewSymbol = { Symbol(text) { return Symbol(text); } }.Symbol;
  put(NewSymbol, { iterator, toPrimitive: Symbol.toPrimitive, toStringTag: Symbol.toStringTag });
  hide(Symbol.prototype, "constructor", NewSymbol);

  // JSON without replacer and reviver functions.
  const quote = guard(JSON.stringify), parse = JSON.parse;
  const stringify = (v, indent, nl, depth, parts) => {
    if (depth > 100) throw new TypeError("JSON.stringify: nested more than 100 deep, or in a circle");
    if (v !== null && typeof v === "object" && typeof v.toJSON === "function") v = v.toJSON();
    if (v === null || typeof v === "boolean" || typeof v === "number" || typeof v === "string") { parts[parts.length] = quote(v); return true; }
    if (typeof v !== "object") return false;
    const array = OldArray_isArray(v), inner = nl + indent, keys = array ? null : Object_keys(v), n = array ? v.length : keys.length;
    let first = true;
    parts[parts.length] = array ? "[" : "{";
    for (let i = 0; i < n; i++) {
      const mark = parts.length, item = array ? v[i] : v[keys[i]];
      parts[mark] = (first ? "" : ",") + (indent ? inner : "") + (array ? "" : quote(keys[i]) + (indent ? ": " : ":"));
      if (!stringify(item, indent, inner, depth + 1, parts)) {
        if (array) parts[parts.length] = "null"; else { parts.length = mark; continue; }
      }
      first = false;
    }
    parts[parts.length] = (indent && !first ? nl : "") + (array ? "]" : "}");
    return true;
  };
  const Object_keys = Object.keys;
  const NewJSON = {};
  put(NewJSON, {
    stringify(v, replacer, indent) {
      if (replacer !== undefined && replacer !== null) throw new TypeError("JSON.stringify: a replacer is not available");
      indent = typeof indent === "number" ? "          ".slice(0, indent) : indent === undefined ? "" : String(indent).slice(0, 10);
      const parts = [];
      return stringify(v, indent, "\n", 0, parts) ? native.cat(parts, "") : undefined;
    },
    parse(s, reviver) {
      if (reviver !== undefined) throw new TypeError("JSON.parse: a reviver is not available");
      s = String(s);
      native.checkJSON(s);
      return parse(s);
    },
  });

  const g = {
    Object, Array: NewArray, String, Number, Boolean, RegExp: NewRegExp, Date, Map: NewMap, Set: NewSet, Symbol: NewSymbol, Math, JSON: NewJSON,
    Error, TypeError, ReferenceError, SyntaxError, RangeError, EvalError, URIError,
  };
  const names = ownKeys(g);
  for (let i = 0; i < names.length; i++) hide(native.global, names[i], g[names[i]]);
  const functions = { isNaN, isFinite, parseInt, parseFloat, decodeURI, decodeURIComponent, encodeURI, encodeURIComponent };
  const fnames = ownKeys(functions);
  for (let i = 0; i < fnames.length; i++) hide(native.global, fnames[i], guard(functions[fnames[i]]));

  const library = [Object, Object.prototype, Function.prototype, Number, Number.prototype, Boolean.prototype, String, String.prototype,
    OldRegExp.prototype, Date, Date.prototype, Map.prototype, Set.prototype, Symbol.prototype, NewSymbol, NewJSON, Error, Error.prototype];
  for (let i = 0; i < library.length; i++) guardAll(library[i]);
})
