package feeds

import (
	"slices"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// The contract's tables hold together: keys and references name columns, and files come after those to which they refer.
func TestTheContractHoldsTogether(t *testing.T) {
	for _, p := range models.Partners {
		files := Files(p)
		if files[0].Name != "people" {
			t.Errorf("%s does not begin with people", p)
		}
		var before []string
		for _, f := range files {
			for _, name := range f.Key {
				if i := f.Column(name); i < 0 || !f.Columns[i].Required && name != "from" {
					t.Errorf("%s %s: the key's %s may be blank or is no column", p, f.Name, name)
				} else if k := f.Columns[i].Kind; k != Text && k != Code && k != Day {
					t.Errorf("%s %s: the key's %s is of a kind that keys cannot be made of", p, f.Name, name)
				}
			}
			for _, r := range f.Refs {
				i := f.Column(r.Column)
				if i < 0 || !slices.Contains(before, r.File) {
					t.Errorf("%s %s: %s refers to %s, which does not come before it", p, f.Name, r.Column, r.File)
				} else if !f.Columns[i].Required && f.Name != "actions" {
					t.Errorf("%s %s: %s may be blank", p, f.Name, r.Column)
				}
			}
			for i, c := range f.Columns {
				if f.Column(c.Name) != i {
					t.Errorf("%s %s: %s stands twice", p, f.Name, c.Name)
				}
				for _, known := range c.Codes {
					if c.normal(known) != known {
						t.Errorf("%s %s %s: the code %s is not in its own form", p, f.Name, c.Name, known)
					}
				}
			}
			before = append(before, f.Name)
		}
	}
	if Files("others") != nil {
		t.Error("a partner that does not exist has files")
	}
}
