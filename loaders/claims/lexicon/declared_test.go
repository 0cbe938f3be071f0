package lexicon

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// asked is which names the code of package claims and of this one uses.
type asked struct {
	cues, prefixes map[string]bool // handed to a parameter called class or classes; as the head of a sum
	traits, flags  map[string]bool
	all            map[string]bool // every string in the code
}

func askedFor(t *testing.T) asked {
	t.Helper()
	a := asked{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	var parsed []*ast.File
	for _, pattern := range []string{"../*.go", "*.go"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), f, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, file)
		}
	}
	takes := map[string]func(int) bool{} // functions by name: which arguments are classes
	for _, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			if d, ok := n.(*ast.FuncDecl); ok {
				at := 0
				for _, field := range d.Type.Params.List {
					_, rest := field.Type.(*ast.Ellipsis)
					for _, name := range field.Names {
						if from := at; name.Name == "class" || name.Name == "classes" {
							takes[d.Name.Name] = func(i int) bool { return i == from || rest && i > from }
						}
						at++
					}
				}
			}
			return true
		})
	}
	takes["trait"] = func(i int) bool { return i == 0 }
	takes["Has"] = takes["trait"]
	for _, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, ok := text(n); ok {
					a.all[s] = true
				}
			case *ast.CallExpr:
				name := ""
				switch f := n.Fun.(type) {
				case *ast.SelectorExpr:
					name = f.Sel.Name
				case *ast.Ident:
					name = f.Name
				}
				for i, arg := range n.Args {
					if takes[name] != nil && takes[name](i) {
						a.note(name, arg)
					}
				}
			}
			return true
		})
	}
	return a
}

func (a asked) note(function string, arg ast.Expr) {
	to := map[string]map[string]bool{"trait": a.traits, "Has": a.flags}[function]
	if to == nil {
		to = a.cues
	}
	if sum, ok := arg.(*ast.BinaryExpr); ok {
		arg, to = sum.X, a.prefixes
	}
	if s, ok := text(arg); ok {
		to[s] = true
	}
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// asks reports whether the code may ask for a name: it stands in it, or begins
// as names do that it puts together.
func (a asked) asks(kind, name string) bool {
	for p := range a.prefixes {
		if kind == "cue" && strings.HasPrefix(name, p) {
			return true
		}
	}
	return a.all[name]
}

// special are names that one side lacks for a reason.
var special = map[string]bool{
	"cue roleword": true, // propertyWord knows roles by it, which have a file of their own
	"cue adjnoise": true, // postorg.go asks for it
	"flag alleged": true, // no frame of today has it
}

var update = flag.Bool("update", false, "write declared.txt anew: what the files use and the code asks for")

func writeDeclared(t *testing.T, a asked) {
	t.Helper()
	names := map[string]bool{}
	for _, lang := range Langs() {
		err := eachLine(files, lang+".cues.txt", func(_ int, line string) error {
			class, words, _ := strings.Cut(line, ": ")
			names["cue: "+class] = a.asks("cue", class) || special["cue "+class]
			for _, w := range strings.Fields(words) {
				if class == "trait" {
					names["trait: "+w] = a.asks("trait", w)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = eachLine(files, lang+".frames.txt", func(_ int, line string) error {
			_, right, _ := strings.Cut(line, " : ")
			for i, f := range strings.Fields(right) {
				if i > 2 && !strings.Contains(f, "=") {
					names["flag: "+f] = a.asks("flag", f)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var lines []string
	for name, ok := range names {
		if ok {
			lines = append(lines, name)
		}
	}
	slices.Sort(lines)
	old, err := files.ReadFile("declared.txt")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(old), "\ncue: ")
	if err := os.WriteFile("declared.txt", []byte(head+"\n"+strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDeclared holds that the code asks for nothing that is not declared, that
// what is declared is asked for, and that some language has it.
func TestDeclared(t *testing.T) {
	a := askedFor(t)
	if *update {
		writeDeclared(t, a)
		return
	}
	d := declared()
	for _, kind := range []struct {
		name            string
		asked, declared map[string]bool
	}{{"cue", a.cues, d.cues}, {"trait", a.traits, d.traits}, {"flag", a.flags, d.flags}} {
		if len(kind.asked) < 5 {
			t.Errorf("the code asks for %d %ss only: this test no longer sees how", len(kind.asked), kind.name)
		}
		for name := range kind.asked {
			if !kind.declared[name] && !special[kind.name+" "+name] {
				t.Errorf("the code asks for %s %q, which declared.txt does not have", kind.name, name)
			}
		}
		for name := range kind.declared {
			if !a.asks(kind.name, name) && !special[kind.name+" "+name] {
				t.Errorf("declared.txt has %s %q, which no code asks for", kind.name, name)
			}
		}
	}
	used := map[string]bool{}
	for _, lang := range Langs() {
		l, err := Load(lang)
		if err != nil {
			t.Fatal(err)
		}
		for c := range l.cues {
			used["cue "+c] = true
		}
		for w := range l.cues["trait"] {
			used["trait "+w] = true
		}
		for k := range l.frames {
			for _, list := range l.frames[k] {
				for _, f := range list {
					for _, flag := range f.Flags {
						used["flag "+flag] = true
					}
				}
			}
		}
	}
	for kind, names := range map[string]map[string]bool{"cue": d.cues, "trait": d.traits, "flag": d.flags} {
		for name := range names {
			if !used[kind+" "+name] {
				t.Errorf("declared.txt has %s %q, which no language uses", kind, name)
			}
		}
	}
}
