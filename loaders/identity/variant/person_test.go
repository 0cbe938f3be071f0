package variant

import (
	"strings"
	"testing"
)

func TestPersonKey(t *testing.T) {
	key := func(s string) string { return strings.Join(PersonKey(s), "-") }
	same := [][]string{
		{"Eugene Sokolovsky", "Yevgeny Sokolovsky", "Jevgenij Sokolovskij", "Evgeny Sokolovskiy"},
		{"Sergei Lukashin", "Sergej Lukasjin"},
		{"Aleksandr Medvedjev", "Alexander Medvedev"},
		{"Nikita Khrushchev", "Nikita Khrusjtjov"},
		{"Mohammed bin Rashid", "Muhammad ibn Rashid"},
		{"Robert \"Bob\" Lund", "Robert Lund", "Dr. Robert Lund", "Lund, Robert"},
		{"Søren Ågård", "Soren Aagaard"},
	}
	for _, group := range same {
		for _, n := range group[1:] {
			if key(n) != key(group[0]) {
				t.Errorf("%q is %q, %q is %q", group[0], key(group[0]), n, key(n))
			}
		}
	}
	apart := [][2]string{
		{"Niels Hansen", "Klaus Hansen"}, {"Nikolaj Hansen", "Nicolai Hansen"}, {"Eugene Smith", "Yevgeny Smith-Jones"},
		{"Peter Lund", "Per Lund"}, {"William G. Frost", "William W. Frost"}, {"Ali Omar", "Ali Umar"},
		{"Sergey Borisovich Petrov", "Sergey Viktorovich Petrov"}, {"Dan Marsh Jr", "Dan Marsh"}, {"John Ivanov", "Ivan Ivanov"},
	}
	for _, p := range apart {
		if key(p[0]) == key(p[1]) {
			t.Errorf("%q and %q are both %q", p[0], p[1], key(p[0]))
		}
	}
	if got := key("Eugene Sokolovsky"); got != "eugene-sokolovsky" {
		t.Errorf("got %q", got)
	}
}
