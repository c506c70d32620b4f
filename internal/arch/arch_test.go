package arch

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestHouse(t *testing.T) {
	breaches, err := house.check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, breach := range breaches {
		t.Error(breach)
	}
}

// A checker that never fails would prove nothing: this tree breaks each rule once, and keeps each rule once.
func TestCheckerSeesEachBreach(t *testing.T) {
	village := table{
		module:    "example.org/village",
		rows:      [][]string{{"server"}, {"graph", "web"}, {"store"}, {"linkage", "feeds"}, {"sharing", "auth"}, {"models", "identifier"}},
		only:      map[string][]string{"sharing": {"models"}},
		never:     map[string][]string{"graph": {"store"}},
		free:      []string{"bench", "internal/dbtest"},
		testOnly:  []string{"internal/dbtest"},
		libraries: map[string][]string{"gorm.io": {"store"}},
		maxLines:  20,
	}
	got, err := village.check(os.DirFS("testdata/village"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"attic/attic.go: package attic stands in no row",
		"feeds/feeds.go imports example.org/village/linkage: linkage does not stand below feeds",
		"graph/graph.go imports example.org/village/store: graph declares the interface",
		"graph/graph.go imports example.org/village/web: web does not stand below graph",
		"linkage/linkage.go imports gorm.io/gorm: only store may know gorm.io",
		"linkage/linkage_test.go imports example.org/village/store: it stands above",
		"linkage/linkage_test.go imports gorm.io/gorm: only store may know gorm.io",
		"models/long.go has 21 lines, over 20",
		"models/models.go imports example.org/village/identifier: identifier does not stand below models",
		"sharing/sharing.go imports example.org/village/identifier: sharing imports nothing of ours but",
		"store/store.go imports example.org/village/attic: it stands in no row",
		"store/store.go imports example.org/village/bench: nothing is built on bench",
		"store/store.go imports example.org/village/internal/dbtest: internal/dbtest is for tests only",
	}
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(want):
			t.Errorf("one too many: %s", got[i])
		case i >= len(got):
			t.Errorf("not seen: %s", want[i])
		case !strings.HasPrefix(got[i], want[i]):
			t.Errorf("got  %s\nwant %s …", got[i], want[i])
		}
	}
}

// A misspelt name in an exception would be an exception for nobody, or a rule that nobody keeps.
func TestTableNamesKnownPackages(t *testing.T) {
	known := slices.Concat(slices.Concat(house.rows...), house.free, house.testOnly)
	for _, lists := range []map[string][]string{house.only, house.never, house.libraries} {
		for key, names := range lists {
			for _, name := range names {
				if !slices.Contains(known, name) {
					t.Errorf("%s: %s is not a package of the house", key, name)
				}
			}
		}
	}
}
