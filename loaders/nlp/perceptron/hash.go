package perceptron

// Features are 64-bit hashes. A template is a number; a feature is the
// template mixed with the values it looks at. Nothing is allocated:
//
//	f := Feature(template, lowerHash[i])          // one value
//	f := Feature2(template, lowerHash[i], tag[i-1]) // two
//
// The constants are those of wyhash's finaliser and of FNV-1a.

const (
	mul1 = 0xa0761d6478bd642f
	mul2 = 0xe7037ed1a0b428db
)

// Mix joins two values into one hash; Mix(a,b) != Mix(b,a).
func Mix(a, b uint64) uint64 {
	h := (a ^ (b+0x9e3779b97f4a7c15)*mul1) * mul2
	return h ^ h>>29
}

// Feature hashes a template and one value.
func Feature(template, a uint64) uint64 { return finish(Mix(template, a)) }

// Feature2 hashes a template and two values.
func Feature2(template, a, b uint64) uint64 { return finish(Mix(Mix(template, a), b)) }

// Feature3 hashes a template and three values.
func Feature3(template, a, b, c uint64) uint64 {
	return finish(Mix(Mix(Mix(template, a), b), c))
}

// Feature4 hashes a template and four values.
func Feature4(template, a, b, c, d uint64) uint64 {
	return finish(Mix(Mix(Mix(Mix(template, a), b), c), d))
}

// finish spreads the entropy over all bits: Model uses the top and the low ones.
func finish(h uint64) uint64 {
	h *= mul1
	h ^= h >> 32
	h *= mul2
	return h ^ h>>28
}

// HashString hashes the bytes of s. Equal strings and byte slices have equal
// hashes on every machine.
func HashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return finish(h)
}

// HashBytes is HashString for bytes.
func HashBytes(s []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range s {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return finish(h)
}
