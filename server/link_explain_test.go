package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// thrive link --explain prints what each comparison adds, and says how a record is written where it cannot read one.
func TestLinkExplain(t *testing.T) {
	useDatabase(t, "sqlite:"+filepath.Join(t.TempDir(), "hub.db"))
	importFeeds(t, filepath.Join("testdata", "small"))
	out := must(t, "link", "--explain", "council/C1", "housing/H1").out
	for _, want := range []string{"same household", "date of birth", "both the same", "weight ", "model "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	for _, pair := range [][]string{{"council/C1"}, {"council/C1", "nobody/H1"}, {"council/C1", "housing/"}, {"council", "housing/H1"}} {
		if r := thrive(t, append([]string{"link", "--explain"}, pair...)...); r.code != misused || !strings.Contains(r.err, "council/C1") {
			t.Errorf("%s: %d %s", pair, r.code, r.err)
		}
	}
}
