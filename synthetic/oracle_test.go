package synthetic_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/synthetic"
)

// row is one line of a file, by column.
type row map[string]string

// county is what was written, read back with nothing but encoding/csv.
type county struct {
	asOf   time.Time
	files  map[string][]row  // "police/offences"
	person map[string]string // partner and ref -> person
	family map[string]string // partner and ref -> family
}

func readCounty(t testing.TB, dir, asOf string) county {
	t.Helper()
	c := county{asOf: date(asOf), files: map[string][]row{}, person: map[string]string{}, family: map[string]string{}}
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "*.csv"))
	for _, path := range append(paths, filepath.Join(dir, "truth.csv")) {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		name, _ := filepath.Rel(dir, strings.TrimSuffix(path, ".csv"))
		for _, line := range lines[1:] {
			r := row{}
			for i, cell := range line {
				r[lines[0][i]] = cell
			}
			c.files[filepath.ToSlash(name)] = append(c.files[filepath.ToSlash(name)], r)
		}
	}
	for _, r := range c.files["truth"] {
		key := r["partner"] + " " + r["person_ref"]
		c.person[key], c.family[key] = r["person"], r["family"]
	}
	return c
}

func date(s string) time.Time {
	t, _ := time.Parse(time.DateOnly, s)
	return t
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func oneOf(s, list string) bool { return strings.Contains(" "+list+" ", " "+s+" ") }

// opens is the first day of the earliest of the last three terms, found by walking back day by day.
func opens(day time.Time) time.Time {
	for begun := 0; ; day = day.AddDate(0, 0, -1) {
		autumn := day.Month() == time.September && day.Day() == 1
		spring := day.Month() == time.January && day.Day() == 1
		if autumn || spring || day.Equal(easterSunday(day.Year()).AddDate(0, 0, 1)) {
			begun++
		}
		if begun == 3 {
			return day
		}
	}
}

// easterSunday is from a table: a formula would only repeat the package's.
func easterSunday(year int) time.Time {
	return date(map[int]string{
		2009: "2009-04-12", 2010: "2010-04-04", 2011: "2011-04-24", 2012: "2012-04-08", 2013: "2013-03-31",
		2014: "2014-04-20", 2015: "2015-04-05", 2016: "2016-03-27",
	}[year])
}

// births are the dates of birth of a county without errors.
func (c county) births() map[string]time.Time {
	births := map[string]time.Time{}
	for _, partner := range []string{"council", "police", "schools", "housing", "dwp"} {
		for _, r := range c.files[partner+"/people"] {
			births[c.person[partner+" "+r["person_ref"]]] = date(r["date_of_birth"])
		}
	}
	return births
}

// criteria are those that each family meets: "crime", "education", "work", "high-cost". Plain, slow, from the rows alone.
func (c county) criteria() map[string]map[string]bool {
	met := map[string]map[string]bool{}
	for _, f := range c.family {
		met[f] = map[string]bool{}
	}
	births := c.births()
	adult := func(person string) bool { return !births[person].AddDate(18, 0, 0).After(c.asOf) }
	year := func(s string) bool { d := date(s); return d.After(c.asOf.AddDate(-1, 0, 0)) && !d.After(c.asOf) }
	holds := func(from, until string) bool {
		return !date(from).After(c.asOf) && (until == "" || !date(until).Before(c.asOf))
	}
	each := func(file string, visit func(r row, family, person string)) {
		partner, _, _ := strings.Cut(file, "/")
		for _, r := range c.files[file] {
			key := partner + " " + r["person_ref"]
			visit(r, c.family[key], c.person[key])
		}
	}
	each("police/offences", func(r row, f, p string) {
		proven := "conviction caution youth-caution conditional-caution reprimand final-warning"
		if !adult(p) && oneOf(r["disposal"], proven) && year(r["disposed_on"]) {
			met[f]["crime"] = true
		}
	})
	each("police/asb_orders", func(r row, f, _ string) {
		if oneOf(r["kind"], "asbo crasbo asbi abc parenting-order cbo cpn civil-injunction") && year(r["made_on"]) {
			met[f]["crime"] = true
		}
	})
	each("housing/actions", func(r row, f, _ string) {
		if oneOf(r["kind"], "nosp-asb injunction demotion eviction-asb") && year(r["taken_on"]) {
			met[f]["crime"] = true
		}
	})
	window, fixed := opens(c.asOf), map[string]int{}
	each("schools/exclusions", func(r row, f, p string) {
		started := date(r["started_on"])
		if adult(p) || started.Before(window) || started.After(c.asOf) {
			return
		}
		if r["category"] == "FIXD" {
			fixed[p]++
		}
		if r["category"] == "PERM" || fixed[p] > 3 {
			met[f]["education"] = true
		}
	})
	each("schools/enrolments", func(r row, f, p string) {
		if !adult(p) && oneOf(r["kind"], "pupil-referral-unit alternative off-roll") && holds(r["from"], r["until"]) {
			met[f]["education"] = true
		}
	})
	possible, unauthorised := map[string]int{}, map[string]int{}
	each("schools/attendance", func(r row, _, p string) {
		years, name, _ := strings.Cut(r["term"], "-")
		first, _ := strconv.Atoi(years[:4])
		begins := map[string]time.Time{
			"autumn": date(fmt.Sprintf("%d-09-01", first)), "spring": date(fmt.Sprintf("%d-01-01", first+1)),
			"summer": easterSunday(first+1).AddDate(0, 0, 1),
		}[name]
		if begins.Before(window) || begins.After(c.asOf) {
			return
		}
		possible[p] += number(r["possible"])
		unauthorised[p] += number(r["unauthorised"])
	})
	each("schools/people", func(_ row, f, p string) {
		if possible[p] > 0 && unauthorised[p]*100 >= possible[p]*15 {
			met[f]["education"] = true
		}
	})
	each("dwp/claims", func(r row, f, p string) {
		if adult(p) && oneOf(r["benefit"], "JSA ESA IS IB SDA CA") && holds(r["started"], r["ended"]) {
			met[f]["work"] = true
		}
	})
	calls := map[string]int{}
	each("police/callouts", func(r row, f, _ string) {
		if year(r["occurred_on"]) {
			if calls[f]++; calls[f] >= 3 {
				met[f]["high-cost"] = true
			}
		}
	})
	each("council/involvements", func(r row, f, _ string) {
		if r["kind"] == "child-protection" && (year(r["started"]) || holds(r["started"], r["ended"])) {
			met[f]["high-cost"] = true
		}
	})
	return met
}

// outcomes counts the families that are identified automatically, and the candidates.
func outcomes(met map[string]map[string]bool) (automatic, candidates int) {
	for _, m := range met {
		n := 0
		for _, criterion := range []string{"crime", "education", "work"} {
			if m[criterion] {
				n++
			}
		}
		switch {
		case n == 3:
			automatic++
		case n == 2 && m["high-cost"]:
			candidates++
		}
	}
	return automatic, candidates
}

func TestExactlyTheFamiliesMeantAreIdentified(t *testing.T) {
	for _, c := range []synthetic.County{
		{Families: 1, Seed: 9},
		{Families: 10, Seed: 1},
		{Families: 10, Seed: 2},
		{Families: 100, Seed: 1},
		{Families: 100, Seed: 77},
		{Families: 810, Seed: 1},
		{Families: 400, Seed: 4},
		{Families: 120, Seed: 1, AsOf: "2013-02-15"},
		{Families: 120, Seed: 1, AsOf: "2013-09-01"},
		{Families: 120, Seed: 2, AsOf: "2014-04-22"},
		{Families: 120, Seed: 3, AsOf: "2012-02-29"},
		{Families: 120, Seed: 4, AsOf: "2015-01-03"},
	} {
		t.Run(fmt.Sprintf("%d families, seed %d, %s", c.Families, c.Seed, c.AsOf), func(t *testing.T) {
			dir := t.TempDir()
			if err := c.Write(dir); err != nil {
				t.Fatal(err)
			}
			if c.AsOf == "" {
				c.AsOf = synthetic.DefaultAsOf
			}
			automatic, candidates := outcomes(readCounty(t, dir, string(c.AsOf)).criteria())
			if automatic != c.Families {
				t.Errorf("%d families are identified, not %d", automatic, c.Families)
			}
			if want := synthetic.CandidateFamilies(c.Families); candidates != want {
				t.Errorf("%d families are candidates, not %d", candidates, want)
			}
		})
	}
}
