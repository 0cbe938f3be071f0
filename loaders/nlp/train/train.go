// Package train makes a language's model files from treebanks, by the recipe
// in the language's folder (train.yaml).
//
// In: a language and the data folder. Out: the bytes of a model file, the same
// on every machine. Not here: the learners themselves (tokenize, tag, parse, ner).
package train

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lang"
)

// Recipe is train.yaml: which files of the data folder a language learns from.
type Recipe struct {
	Treebanks []string `yaml:"treebanks"` // CoNLL-U, paths below the data folder; ".gz" is unpacked
	Dev       []string `yaml:"dev"`       // the same, for scores only
	Clusters  string   `yaml:"clusters"`  // word cluster table, "" for none
	Tag       Passes   `yaml:"tag"`
	Parse     Passes   `yaml:"parse"`
	Cross     Passes   `yaml:"cross"` // of the taggers that tag the parser's training data
}

// Passes says how long a stage trains; zeros mean the stage's own numbers.
type Passes struct {
	Epochs     int `yaml:"epochs"`      // of one run
	Runs       int `yaml:"runs"`        // models that are averaged
	MinUpdates int `yaml:"min_updates"` // features updated less often are dropped (parse: by the judge)
	// MinWeight drops averaged weights nearer to zero; 0 means 0.05 (tag, cross).
	MinWeight float64 `yaml:"min_weight"`
	Features  int     `yaml:"features"` // most features that are kept (parse)
	Width     int     `yaml:"width"`    // of the beam in training (parse)
	Folds     int     `yaml:"folds"`    // parts of the data (cross)
	Judge     int     `yaml:"judge"`    // passes of the judge of trees (parse)
}

// ReadRecipe reads the language's train.yaml.
func ReadRecipe(l *lang.Language) (Recipe, error) {
	var r Recipe
	b, err := l.File("train.yaml")
	if err != nil {
		return r, err
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&r); err != nil {
		return r, fmt.Errorf("read train.yaml of language %q: %w", l.Code, err)
	}
	return r, nil
}

// ReadTreebanks reads CoNLL-U files below the data folder, in order.
func ReadTreebanks(data string, files ...string) ([]conllu.Sentence, error) {
	var all []conllu.Sentence
	for _, f := range files {
		r, err := open(filepath.Join(data, f))
		if err != nil {
			return nil, err
		}
		s, err := conllu.Read(r)
		r.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		all = append(all, s...)
	}
	return all, nil
}

type gzFile struct {
	*gzip.Reader
	f *os.File
}

func (g gzFile) Close() error { return g.f.Close() }

func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read training data: %w; give the folder with --data", err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return gzFile{z, f}, nil
}

// Clusters builds clusters.bin.
func Clusters(data string, r Recipe) ([]byte, error) {
	if r.Clusters == "" {
		return nil, fmt.Errorf("train clusters: train.yaml names no table")
	}
	f, err := open(filepath.Join(data, r.Clusters))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := lang.BuildClusters(f)
	if err != nil {
		return nil, err
	}
	return lang.Compress(b), nil
}
