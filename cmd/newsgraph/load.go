package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/loaders"
	"newsgraph/loaders/article"
	"newsgraph/schema"
)

func newLoadCommand(a *app) *cobra.Command {
	var f inputFlags
	var o loadOptions
	cmd := &cobra.Command{
		Use:   "load PATH...",
		Short: "Read articles into the store",
		Long: "Load reads articles, finds their claims and stores them, one atomic write an\n" +
			"article. An article that is there already is replaced if it has changed. One that\n" +
			"this very program stored and that has not changed is left alone, so that a load\n" +
			"which was interrupted goes on where it was. A file without id or URL is known by\n" +
			"its path under PATH: edited it replaces itself, and PATH may be moved.\n\n" + inputHelp,
		Example: `  newsgraph load articles/
  newsgraph load --sync --dry-run articles/
  newsgraph load --db news.db page.html dump.jsonl.gz
  cat page.html | newsgraph load -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check("load"); err != nil {
				return err
			}
			if o.dry && !o.sync {
				return usageError("load: --dry-run goes with --sync")
			}
			return a.load(cmd.Context(), args, f, o)
		},
	}
	f.register(cmd)
	cmd.Flags().DurationVar(&f.articleTime, "article-time", 15*time.Minute, "a stop for faults: an article that takes longer is rejected (0: none)")
	cmd.Flags().BoolVar(&f.verbose, "verbose", false, "list every file that is skipped, as it comes")
	cmd.Flags().BoolVar(&o.again, "again", false, "work through unchanged articles too")
	cmd.Flags().BoolVar(&o.sync, "sync", false, "PATHs are folders: also remove the articles that were read there and whose files are gone")
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "with --sync: store and remove nothing, list what would be removed")
	return cmd
}

// loadJSON is what load --json prints.
type loadJSON struct {
	Loaded      int             `json:"loaded"`
	Unchanged   int             `json:"unchanged"`
	Replaced    int             `json:"replaced"`
	Rejected    int             `json:"rejected"`
	Ignored     int             `json:"ignored"`
	Entities    int             `json:"entities"`
	Statements  int             `json:"statements"`
	Refused     int             `json:"refused"`
	Last        string          `json:"last,omitempty"`
	Interrupted bool            `json:"interrupted,omitempty"`
	Rejections  []rejectionJSON `json:"rejections"`
	Notes       []noteJSON      `json:"notes,omitempty"`
	Skipped     []skipJSON      `json:"skipped"`
	Removed     []goneJSON      `json:"removed,omitempty"`  // by --sync
	Unlisted    int             `json:"unlisted,omitempty"` // rejections, notes and skipped files that were printed and are not listed here
}

// loadOptions are the flags of load alone.
type loadOptions struct{ again, sync, dry bool }

func (a *app) load(ctx context.Context, paths []string, f inputFlags, o loadOptions) (err error) {
	var gone *folderSync
	if o.sync {
		if gone, err = newFolderSync(paths); err != nil {
			return err
		}
	}
	rejected := rejections{a: a, list: []rejectionJSON{}, skips: []skipJSON{}}
	source := f.source(a, paths)
	if o.dry {
		return a.dryLoad(ctx, source, gone, &rejected, f.strict)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(busyMemory)
	}
	program, err := programHash()
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	store, err := graph.Open(a.db, graph.Options{})
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	pipeline, err := f.pipeline(false)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	bar := newProgress(a.err, source)
	var seen sample
	report, err := loaders.Load(ctx, source.Articles(ctx), pipeline, store, loaders.Options{
		Workers: f.workers,
		Program: fmt.Sprintf("%s %g", program, f.minConfidence), // other settings are another program
		Again:   o.again, ArticleTime: f.articleTime,
		Stored:   func(c schema.Contribution, _ bool) { gone.add(c.Article.IRI()); seen.add(c); bar.done() },
		Rejected: func(r *article.Rejection) { bar.clear(); gone.keep(r.File); rejected.add(r) },
		Noted:    func(n *article.Note) { bar.clear(); rejected.note(n) },
		Ignored:  func(i *article.Ignored) { bar.clear(); gone.keep(i.File); rejected.skip(i, f.verbose && !a.json) },
	})
	bar.finish()
	interrupted := ctx.Err() != nil
	var removed []goneJSON
	if gone != nil && err == nil && !interrupted {
		removed, err = gone.finish(ctx, store, false)
	}
	if a.json {
		if e := a.writeJSON(loadJSON{report.Loaded, report.Unchanged, report.Replaced, report.Rejected, report.Ignored, report.Entities, report.Statements,
			report.Refused, report.Last, interrupted, rejected.list, rejected.notes, rejected.skips, removed, rejected.unlisted}); e != nil {
			return e
		}
	} else {
		a.printReport(report, rejected.skips)
		if gone != nil && err == nil && !interrupted {
			a.printGone(removed, "Removed")
		}
	}
	if n := store.Erased(); n > 0 {
		a.sayf("newsgraph: %d quads that were imported into the graphs of these articles are replaced by what the articles say\n", n)
	}
	switch {
	case interrupted:
		return fmt.Errorf("load: interrupted; what is counted above is stored, run the same command again for the rest")
	case err != nil:
		return fmt.Errorf("load: %w", err)
	case report.Loaded+report.Unchanged > 0 && !a.json:
		fprintf(a.out, "\nTry next:\n")
		for _, c := range seen.commands() {
			fprintln(a.out, " ", a.commandLine(c))
		}
	}
	return rejected.exit(f.strict)
}

// busyMemory is from where on a load would rather collect garbage than grow;
// hostile articles come near it, usual ones need a quarter. It is not a bound:
// what an input may hold is (docs/reliability.md).
const busyMemory = 600 << 20

// programHash tells this program, models and all, from any other.
func programHash() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find this program: %w", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("read this program: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read this program: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (a *app) printReport(r loaders.Report, skips []skipJSON) {
	fprintf(a.out, "%s loaded, %d unchanged, %d rejected: %s, %s.\n", count(r.Loaded, "article"), r.Unchanged, r.Rejected,
		count(r.Entities, "entity"), count(r.Statements, "statement"))
	if r.Replaced > 0 {
		fprintf(a.out, "%s replaced one with the same id that came before in this load.\n", count(r.Replaced, "article"))
	}
	if r.Refused > 0 {
		fprintf(a.out, "%s left out that the ontology does not allow.\n", count(r.Refused, "statement"))
	}
	if r.Ignored == 0 {
		return
	}
	fprintf(a.out, "%s skipped:\n", count(r.Ignored, "file"))
	for _, k := range skips {
		fprintf(a.out, "  %s: %s\n", k.File, k.Reason)
	}
	if more := r.Ignored - len(skips); more > 0 {
		fprintf(a.out, "  and %d more; --verbose lists all\n", more)
	}
}

// count is "1 article", "2 articles", "3 entities".
func count(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ie"
		}
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// commandLine is how to type args in a shell, on this store.
func (a *app) commandLine(args []string) string {
	line := "newsgraph"
	if a.db != defaultDB() {
		line += " --db " + shellQuote(a.db)
	}
	for _, arg := range args {
		line += " " + shellQuote(arg)
	}
	return line
}

// shellQuote quotes s for a POSIX shell if it must be.
func shellQuote(s string) string {
	safe := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_./:@%+=,", r)
	}
	switch {
	case s != "" && strings.IndexFunc(s, func(r rune) bool { return !safe(r) }) < 0:
		return s
	case !strings.ContainsAny(s, "\"$`\\!"):
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
