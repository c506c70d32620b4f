package feeds

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// maxTold is how many different unknown codes of one column are told by name; the rest are only counted.
const maxTold = 20

// tally counts the good rows of one column by what is to be reported about them.
type tally struct {
	rows   int
	byNote map[string]int
}

func (t *tally) add(note string) {
	t.rows++
	if t.byNote == nil {
		t.byNote = make(map[string]int)
	}
	if _, known := t.byNote[note]; known || len(t.byNote) < maxTold {
		t.byNote[strings.Clone(note)]++
	}
}

// notice is what the column's tally says to a data officer, or "".
func (t *tally) notice(c Column) string {
	if t.rows == 0 {
		return ""
	}
	notes := slices.Collect(maps.Keys(t.byNote))
	slices.SortFunc(notes, func(a, b string) int {
		return cmp.Or(cmp.Compare(t.byNote[b], t.byNote[a]), strings.Compare(a, b))
	})
	told := 0
	for i, note := range notes {
		told += t.byNote[note]
		notes[i] = fmt.Sprintf("%s (%s)", visible(note, 40), rows(t.byNote[note]))
	}
	if others := t.rows - told; others > 0 {
		notes = append(notes, fmt.Sprintf("and others (%s)", rows(others)))
	}
	switch c.Kind {
	case YesNo: // these columns protect people: better one too many
		return fmt.Sprintf("%s is neither yes nor no, and is taken for yes until it is mended: %s", c.Name, rows(t.rows))
	case Code:
		return fmt.Sprintf("%s holds codes that the contract does not know, kept as they are: %s", c.Name, strings.Join(notes, ", "))
	}
	return fmt.Sprintf("%s fails its check, kept as written but not relied upon: %s", c.Name, strings.Join(notes, ", "))
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}
