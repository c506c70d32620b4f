package sharing

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Parse reads one agreement strictly: an unknown key, class, role, scope or purpose, a key without a value and an empty list
// are Faults, each with its line.
func Parse(name string, text []byte) (*Agreement, error) {
	a, empty, err := read(text)
	switch {
	case errors.Is(err, io.EOF):
		return nil, Faults{{File: name, Text: "the file is empty: write the agreement or take the file away"}}
	case errors.Is(err, errMore):
		return nil, Faults{{File: name, Text: "something follows the agreement: give each agreement a file of its own"}}
	case err != nil:
		return nil, Faults{unreadable(name, err)}
	}
	sum := sha256.Sum256(text)
	a.SHA256, a.File = hex.EncodeToString(sum[:]), name
	if len(empty) > 0 {
		f := &faulty{file: name, lines: a.lines}
		for _, key := range empty {
			f.say(key, "%s has no value: give it one or take it out", key)
		}
		return nil, f.sorted()
	}
	if faults := a.faults(); len(faults) > 0 {
		return nil, faults
	}
	return a, nil
}

var errMore = errors.New("more than one document")

// read decodes the one document of a file, and lists the keys that have no value. The library panics on some broken files;
// to whoever wrote them that is one more error.
func read(text []byte) (a *Agreement, empty []string, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			a, empty, err = nil, nil, fmt.Errorf("%v", broken)
		}
	}()
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, nil, err
	}
	documents := slices.DeleteFunc(file.Docs, func(d *ast.DocumentNode) bool { return d.Body == nil })
	switch len(documents) {
	case 0:
		return nil, nil, io.EOF
	case 1:
	default:
		return nil, nil, errMore
	}
	a = &Agreement{lines: lines{}}
	if err := yaml.NewDecoder(strings.NewReader(""), yaml.Strict()).DecodeFromNode(documents[0].Body, a); err != nil {
		return nil, nil, err
	}
	return a, a.lines.note("", documents[0].Body), nil
}

// unreadable says where the file stops being an agreement, and what to do about it.
func unreadable(name string, err error) Fault {
	what, mend := "the value is not of the kind that belongs there", "compare it with another agreement"
	var (
		unknown *yaml.UnknownFieldError
		kind    *yaml.UnexpectedNodeTypeError
		syntax  *yaml.SyntaxError
		at      yaml.Error
	)
	switch {
	case errors.As(err, &unknown):
		what, mend = unknown.GetMessage(), "correct its spelling or take it out"
	case errors.As(err, &kind):
		what = kind.GetMessage()
	case errors.As(err, &syntax):
		what = syntax.GetMessage()
		if strings.Contains(what, "already defined") {
			mend = "take one of the two out"
		}
	}
	line := 0
	if errors.As(err, &at) && at.GetToken() != nil {
		line = at.GetToken().Position.Line
	}
	return Fault{name, line, strings.Join(strings.Fields(what), " ") + ": " + mend}
}

// Load reads every .yaml file of a folder, each one agreement, and refuses two of one id, and a name that nearly ends so: an
// agreement that is not read would end silently. It lists the Faults of all files.
func Load(folder fs.FS) (*Set, error) {
	names, _ := fs.Glob(folder, "*.yaml") // in order; a folder that cannot be read has none
	if len(names) == 0 {
		return nil, errors.New("the agreements folder holds no .yaml file: without an agreement nothing is shared")
	}
	agreements := make([]*Agreement, 0, len(names))
	fileOf := map[string]string{}
	var faults Faults
	for _, pattern := range []string{"*.yml", "*.YAML", "*.YML"} {
		misnamed, _ := fs.Glob(folder, pattern)
		for _, name := range misnamed {
			faults = append(faults, Fault{File: name, Text: "only names that end in .yaml are read: rename it, or take it away"})
		}
	}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("reading the agreements: %w", err)
		}
		a, err := Parse(name, text)
		var found Faults
		if errors.As(err, &found) {
			faults = append(faults, found...)
			continue
		}
		if first, taken := fileOf[a.ID]; taken {
			faults = append(faults, Fault{name, a.lines.of("id"), fmt.Sprintf("the id %q is that of %s: give each its own", a.ID, first)})
			continue
		}
		fileOf[a.ID] = name
		agreements = append(agreements, a)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return NewSet(agreements...)
}
