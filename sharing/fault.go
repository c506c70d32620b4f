package sharing

import (
	"fmt"
	"sort"
	"strings"
)

// Fault is one thing that keeps a file from being an agreement, and how to mend it.
type Fault struct {
	File string
	Line int // 0: of the whole file
	Text string
}

// String is the fault in a sentence.
func (f Fault) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("agreement %s: %s", f.File, f.Text)
	}
	return fmt.Sprintf("agreement %s, line %d: %s", f.File, f.Line, f.Text)
}

// Faults are all that keep a folder from being a set of agreements, by file and line.
type Faults []Fault

// Error implements error: all of them in one line.
func (f Faults) Error() string {
	texts := make([]string, len(f))
	for i, fault := range f {
		texts[i] = fault.String()
	}
	return strings.Join(texts, "; ")
}

// faulty gathers the faults of one file as they are found, each by the path of the part that is at fault.
type faulty struct {
	file   string
	lines  lines
	faults Faults
}

func (f *faulty) say(path, format string, args ...any) {
	f.faults = append(f.faults, Fault{f.file, f.lines.of(path), fmt.Sprintf(format, args...)})
}

// sorted are the faults by line, and on one line by their words.
func (f *faulty) sorted() Faults {
	sort.Slice(f.faults, func(i, j int) bool {
		a, b := f.faults[i], f.faults[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Text < b.Text
	})
	return f.faults
}
