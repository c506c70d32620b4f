package sharing

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
)

// Parse reads one agreement strictly: an unknown key, class, role, scope or purpose is an error that names the file.
func Parse(name string, text []byte) (*Agreement, error) {
	a, err := read(text)
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("agreement %s: the file is empty: write the agreement or take the file away", name)
	case errors.Is(err, errMore):
		return nil, fmt.Errorf("agreement %s: something follows the agreement: give each agreement a file of its own", name)
	case err != nil:
		return nil, unreadable(name, err)
	}
	sum := sha256.Sum256(text)
	a.SHA256 = hex.EncodeToString(sum[:])
	if faults := a.faults(); len(faults) > 0 {
		return nil, fmt.Errorf("agreement %s: %s", name, strings.Join(faults, "; "))
	}
	return a, nil
}

var errMore = errors.New("more than one document")

// read decodes the one document of a file. The library panics on some broken files; to whoever wrote them that is one
// more error.
func read(text []byte) (a *Agreement, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			a, err = nil, fmt.Errorf("%v", broken)
		}
	}()
	file := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	a = new(Agreement)
	if err := file.Decode(a); err != nil {
		return nil, err
	}
	var more any
	if err := file.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, errMore
	}
	return a, nil
}

// unreadable says where the file stops being an agreement, and what to do about it.
func unreadable(name string, err error) error {
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
	}
	place := ""
	if errors.As(err, &at) && at.GetToken() != nil {
		place = fmt.Sprintf(", line %d", at.GetToken().Position.Line)
	}
	return fmt.Errorf("agreement %s%s: %s: %s", name, place, strings.Join(strings.Fields(what), " "), mend)
}

// Load reads every .yaml file of a folder, each one agreement, and refuses two of one id.
func Load(folder fs.FS) (*Set, error) {
	names, _ := fs.Glob(folder, "*.yaml") // in order; a folder that cannot be read has none
	if len(names) == 0 {
		return nil, errors.New("the agreements folder holds no .yaml file: without an agreement nothing is shared")
	}
	agreements := make([]*Agreement, 0, len(names))
	fileOf := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("reading the agreements: %w", err)
		}
		a, err := Parse(name, text)
		if err != nil {
			return nil, err
		}
		if first, taken := fileOf[a.ID]; taken {
			return nil, fmt.Errorf("agreement %s: the id %q is that of %s: give each its own", name, a.ID, first)
		}
		fileOf[a.ID] = name
		agreements = append(agreements, a)
	}
	return NewSet(agreements...)
}
