package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/loaders/identity"
	"newsgraph/queries"
	"newsgraph/schema"
)

func newVerdictCommand(a *app) *cobra.Command {
	note := ""
	cmd := &cobra.Command{
		Use:   "verdict",
		Short: "Say which entities are the same, and which are not",
		Long: `verdict keeps what you know about entities that the articles name in different
ways: that two are the same, or that they are not. find, show, claims, path and
ask then take those that are the same for one. Nothing in the graph changes:
every claim keeps its evidence, export --raw shows it, and each verdict can
be undone. The log is the file "verdicts" in the store's folder.

ENTITY is a name or an IRI; where names are alike, give IRIs.`,
		Example: `  newsgraph verdict same ng:person/c-hartmann "Christine Hartmann" --note "court papers, 3 May"
  newsgraph verdict different ng:person/ann-boe ng:person/anne-boe
  newsgraph verdict list
  newsgraph verdict undo 1`,
	}
	add := func(kind identity.Kind, short, long, example string) {
		c := &cobra.Command{
			Use:     string(kind) + " ENTITY ENTITY",
			Short:   short,
			Long:    long,
			Example: example,
			Args:    cobra.ExactArgs(2),
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.addVerdict(cmd.Context(), kind, args[0], args[1], note)
			},
		}
		c.Flags().StringVar(&note, "note", "", "who says so, and why (one line)")
		cmd.AddCommand(c)
	}
	add(identity.Same, "Say that two entities are the same",
		"same makes the answers take two entities for one. Verdicts add up: if a is b and b\nis c, a is c. One that contradicts a verdict which stands is refused.",
		`  newsgraph verdict same ng:person/c-hartmann "Christine Hartmann" --note "court papers, 3 May"`)
	add(identity.Different, "Say that two entities are not the same",
		"different keeps two entities apart: a later verdict that would make them the same\nis refused until this one is undone.",
		"  newsgraph verdict different ng:person/ann-boe ng:person/anne-boe")
	undo := &cobra.Command{
		Use:     "undo NUMBER",
		Short:   "Take back a verdict, by its number in the list",
		Long:    `undo takes a verdict back. The log keeps both lines.`,
		Example: `  newsgraph verdict undo 1 --note "two cousins"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil {
				return usageError("undo %q: want the number of a verdict; `newsgraph verdict list` gives them", args[0])
			}
			return a.changeVerdicts(func(_ *graph.View, v *identity.Verdicts) (identity.Verdict, error) {
				done, err := v.TakeBack(n, note)
				if err != nil {
					err = usageError("%w", err)
				}
				return done, err
			})
		},
	}
	undo.Flags().StringVar(&note, "note", "", "who says so, and why (one line)")
	list := &cobra.Command{
		Use:   "list",
		Short: "List all verdicts with what they say and whether they stand",
		Long: `list prints the log of verdicts in its order. Each stands, is undone, or is
without effect because it contradicts earlier ones (a log edited by hand).`,
		Example: `  newsgraph verdict list
  newsgraph verdict list --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listVerdicts(cmd.Context()) },
	}
	cmd.AddCommand(undo, list)
	return cmd
}

func (a *app) verdictsPath() string { return filepath.Join(a.db, graph.VerdictsFile) }

// readVerdicts reads the log; a store without one has no verdicts.
func (a *app) readVerdicts() (*identity.Verdicts, error) {
	f, err := os.Open(a.verdictsPath())
	if errors.Is(err, fs.ErrNotExist) {
		return &identity.Verdicts{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	v, err := identity.ReadVerdicts(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", f.Name(), err)
	}
	return v, err
}

// changeVerdicts changes the log, whole or not at all, while nobody else may.
func (a *app) changeVerdicts(change func(*graph.View, *identity.Verdicts) (identity.Verdict, error)) (err error) {
	s, err := graph.Open(a.db, graph.Options{MustExist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	view, err := s.View()
	if err != nil {
		return err
	}
	v, err := a.readVerdicts()
	if err != nil {
		return err
	}
	done, err := change(view, v)
	if err != nil {
		return nameError(err)
	}
	if err := writeVerdicts(a.verdictsPath(), v); err != nil {
		return fmt.Errorf("keep the verdict: %w", err)
	}
	if a.json {
		return a.writeJSON(verdictToJSON(done, "stands", "", ""))
	}
	_, err = fprintf(a.out, "verdict %d: %s\n", done.Number, verdictText(done, "", ""))
	return err
}

func writeVerdicts(path string, v *identity.Verdicts) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), graph.VerdictsFile+".tmp")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = v.WriteTo(tmp)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func (a *app) addVerdict(ctx context.Context, kind identity.Kind, x, y, note string) error {
	return a.changeVerdicts(func(view *graph.View, v *identity.Verdicts) (identity.Verdict, error) {
		var iris [2]schema.IRI
		for i, name := range []string{x, y} {
			e, err := queries.Resolve(ctx, view, name)
			if err != nil {
				return identity.Verdict{}, err
			}
			iris[i] = e.IRI()
		}
		done, err := v.Add(kind, iris[0], iris[1], note)
		if err != nil {
			err = usageError("%w", err)
		}
		return done, err
	})
}

type verdictJSON struct {
	Number int    `json:"number"`
	Kind   string `json:"kind"`
	A      string `json:"a,omitempty"`
	AName  string `json:"a_name,omitempty"`
	B      string `json:"b,omitempty"`
	BName  string `json:"b_name,omitempty"`
	Undoes int    `json:"undoes,omitempty"`
	Note   string `json:"note,omitempty"`
	State  string `json:"state"` // stands, undone or without effect
}

func verdictToJSON(v identity.Verdict, state, a, b string) verdictJSON {
	j := verdictJSON{Number: v.Number, Kind: string(v.Kind), Undoes: v.Target, Note: v.Note, State: state, AName: a, BName: b}
	if v.Kind != identity.Undo {
		j.A, j.B = v.A.String(), v.B.String()
	}
	return j
}

// verdictText is a verdict in one line; a and b are names, if known.
func verdictText(v identity.Verdict, a, b string) string {
	text := fmt.Sprintf("undo %d", v.Target)
	if v.Kind != identity.Undo {
		named := func(iri schema.IRI, name string) string {
			if name == "" {
				return queries.Short(iri)
			}
			return fmt.Sprintf("%s (%s)", name, queries.Short(iri))
		}
		text = fmt.Sprintf("%s: %s, %s", v.Kind, named(v.A, a), named(v.B, b))
	}
	if v.Note != "" {
		text += " — " + v.Note
	}
	return text
}

// listVerdicts prints the log, with what has become of each line.
func (a *app) listVerdicts(ctx context.Context) error {
	return a.withView(func(view *graph.View) error {
		v, err := a.readVerdicts()
		if err != nil {
			return err
		}
		state := map[int]string{}
		for _, x := range v.Log() {
			state[x.Number] = "stands"
			if x.Kind == identity.Undo {
				state[x.Target] = "undone"
			}
		}
		for _, c := range v.Conflicts() {
			state[c.Verdict.Number] = "without effect"
		}
		for _, x := range v.Log() {
			var names [2]string
			for i, iri := range []schema.IRI{x.A, x.B} {
				if x.Kind == identity.Undo {
					continue
				}
				e, ok, err := view.Entity(ctx, iri)
				if err != nil {
					return err
				}
				if ok {
					names[i] = e.Name()
				}
			}
			if a.json {
				err = a.writeJSON(verdictToJSON(x, state[x.Number], names[0], names[1]))
			} else {
				_, err = fprintf(a.out, "%d  %s  [%s]\n", x.Number, verdictText(x, names[0], names[1]), state[x.Number])
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
