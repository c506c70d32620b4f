package arch

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// table says what a tree of Go packages may import. Packages are named by their folder.
type table struct {
	module    string
	rows      [][]string
	only      map[string][]string
	never     map[string][]string
	free      []string
	testOnly  []string
	libraries map[string][]string // import path or the start of one -> packages
	maxLines  int
}

// check returns a sentence for each breach in the tree, in the order of its files; none when all is well.
func (t table) check(tree fs.FS) (breaches []string, err error) {
	err = fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if file != "." && foreign(tree, file) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(file) != ".go" {
			return nil
		}
		source, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		found, err := t.checkFile(file, source)
		breaches = append(breaches, found...)
		return err
	})
	return breaches, err
}

// foreign tells whether a folder is none of the module: hidden, test data, npm's, or a module of its own.
func foreign(tree fs.FS, folder string) bool {
	name := path.Base(folder)
	if name[0] == '.' || name[0] == '_' || name == "testdata" || name == "node_modules" || name == "vendor" {
		return true
	}
	_, err := fs.Stat(tree, path.Join(folder, "go.mod"))
	return err == nil
}

func (t table) checkFile(file string, source []byte) (breaches []string, err error) {
	if lines := bytes.Count(source, []byte("\n")); lines > t.maxLines && !generated(file) {
		breaches = append(breaches, fmt.Sprintf("%s has %d lines, over %d: give its second idea a file of its own", file, lines, t.maxLines))
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
	if err != nil {
		return breaches, err
	}
	folder := path.Dir(file)
	from := t.owner(folder)
	if from == "" {
		return append(breaches, fmt.Sprintf("%s: package %s stands in no row: add it to internal/arch/table_test.go, "+
			"in a row above all that it imports, and to the house in the design", file, folder)), nil
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return breaches, err
		}
		if reason := t.refuse(from, imported, strings.HasSuffix(file, "_test.go")); reason != "" {
			breaches = append(breaches, fmt.Sprintf("%s imports %s: %s", file, imported, reason))
		}
	}
	return breaches, nil
}

// refuse returns why a package may not import a path, or "" when it may.
func (t table) refuse(from, imported string, test bool) string {
	folder, ours := strings.CutPrefix(imported, t.module+"/")
	if !ours {
		return t.refuseLibrary(from, imported, test)
	}
	to := t.owner(folder)
	row := t.row(from)
	switch {
	case slices.Contains(t.free, from), from == to:
		return ""
	case to == "":
		return "it stands in no row of internal/arch/table_test.go"
	case slices.Contains(t.testOnly, to):
		if test {
			return ""
		}
		return to + " is for tests only"
	case slices.Contains(t.free, to):
		return "nothing is built on " + to
	case test && t.row(to) >= row: // tests are looser: beside or below
		return ""
	case test:
		return "it stands above; test the two together there"
	}
	if allowed, narrow := t.only[from]; narrow && !slices.Contains(allowed, to) {
		return fmt.Sprintf("%s imports nothing of ours but %q", from, allowed)
	}
	if slices.Contains(t.never[from], to) {
		return from + " declares the interface that it needs, and server joins the two"
	}
	if t.row(to) <= row {
		return to + " does not stand below " + from
	}
	return ""
}

func (t table) refuseLibrary(from, imported string, test bool) string {
	for library, knowers := range t.libraries {
		if imported != library && !strings.HasPrefix(imported, library+"/") {
			continue
		}
		if slices.Contains(knowers, from) || test && t.row(from) == 0 {
			return ""
		}
		return fmt.Sprintf("only %s may know %s", strings.Join(knowers, ", "), library)
	}
	return ""
}

// owner is the listed package that a folder is, or is part of; "" when there is none.
func (t table) owner(folder string) string {
	for ; folder != "."; folder = path.Dir(folder) {
		if t.row(folder) >= 0 || slices.Contains(t.free, folder) || slices.Contains(t.testOnly, folder) {
			return folder
		}
	}
	return ""
}

// row counts from the top; -1 for what is in no row.
func (t table) row(folder string) int {
	return slices.IndexFunc(t.rows, func(row []string) bool { return slices.Contains(row, folder) })
}

// generated tells whether a tool writes the file, by its name: a comment could be claimed by anybody.
func generated(file string) bool {
	return strings.HasPrefix(file, "graph/generated/") || strings.HasSuffix(file, "_gen.go") || strings.HasSuffix(file, ".gen.go")
}
