package synthetic_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/synthetic"
)

// write makes a county in a folder of its own.
func write(t testing.TB, c synthetic.County) string {
	t.Helper()
	dir := t.TempDir()
	if err := c.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// contents are a county's files by name.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "*.csv"))
	for _, path := range append(paths, filepath.Join(dir, "truth.csv")) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = b
	}
	return files
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	c := synthetic.County{Families: 150, Seed: 5, Errors: 0.1}
	first := contents(t, write(t, c))
	before := runtime.GOMAXPROCS(1)
	second := contents(t, write(t, c))
	runtime.GOMAXPROCS(before)
	c.Seed++
	other := contents(t, write(t, c))
	if len(first) != 27 {
		t.Errorf("%d files", len(first))
	}
	for name := range first {
		if !bytes.Equal(first[name], second[name]) {
			t.Errorf("%s differs from one run to the next", name)
		}
		if bytes.Equal(first[name], other[name]) && !strings.HasSuffix(name, "manifest.csv") {
			t.Errorf("%s is the same for another seed", name)
		}
	}
}

func TestErrorsTouchPeopleAlone(t *testing.T) {
	clean := contents(t, write(t, synthetic.County{Families: 100, Seed: 3}))
	for _, rate := range []float64{0.05, 0.2, 1} {
		wrong := contents(t, write(t, synthetic.County{Families: 100, Seed: 3, Errors: rate}))
		for name := range clean {
			if same := bytes.Equal(clean[name], wrong[name]); same == strings.HasSuffix(name, "/people.csv") {
				t.Errorf("at %v, %s the same: %v", rate, name, same)
			}
		}
	}
}

func TestTheRateOfErrors(t *testing.T) {
	clean := readCounty(t, write(t, synthetic.County{Families: 100, Seed: 3}), "2012-12-31")
	wrong := readCounty(t, write(t, synthetic.County{Families: 100, Seed: 3, Errors: 0.2}), "2012-12-31")
	for _, cell := range []string{"forename", "surname", "date_of_birth", "postcode", "address_line_1"} {
		differ, all := 0, 0
		for _, partner := range partnerNames {
			right := map[string]string{}
			for _, r := range clean.files[partner+"/people"] {
				right[r["person_ref"]] = r[cell]
			}
			for _, r := range wrong.files[partner+"/people"] {
				all++
				if !strings.EqualFold(right[r["person_ref"]], r[cell]) {
					differ++
				}
			}
		}
		if share := float64(differ) / float64(all); share < 0.14 || share > 0.36 {
			t.Errorf("%.3f of %s differ at a rate of 0.2", share, cell)
		}
	}
}

func TestWithoutErrorsPartnersAgree(t *testing.T) {
	c := readCounty(t, write(t, synthetic.County{Families: 100, Seed: 8}), "2012-12-31")
	own := "person_ref restricted sensitive role"
	said := map[string]string{}
	for _, partner := range partnerNames {
		for _, r := range c.files[partner+"/people"] {
			person := c.person[partner+" "+r["person_ref"]]
			for cell, value := range r {
				if value == "" || oneOf(cell, own) {
					continue
				}
				key := person + " " + cell
				if before, ok := said[key]; ok && before != value {
					t.Errorf("%s: %s and %s", key, before, value)
				}
				said[key] = value
			}
		}
	}
}

func TestCountiesThatCannotBe(t *testing.T) {
	for _, c := range []synthetic.County{
		{Families: -1},
		{Families: 100_001},
		{Errors: -0.1},
		{Errors: 1.1},
		{AsOf: "2012-02-30"},
		{AsOf: "2009-12-31"},
	} {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "county")
			if err := c.Write(dir); err == nil {
				t.Error("was written")
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("left a folder behind")
			}
		})
	}
	if err := (synthetic.County{Families: 1}).Write("/dev/null/county"); err == nil {
		t.Error("no error from a folder that cannot be made")
	}
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		write(b, synthetic.County{Seed: 1, Errors: synthetic.DefaultErrors})
	}
}
