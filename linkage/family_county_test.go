package linkage

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"thrivingfamilies.example/hub/synthetic"
)

// The marks for families, over source records. See docs on linkage.
const (
	pairMark   = 0.985
	bcubedMark = 0.990
)

// truePeople are the people in truth, but for the mistakes of a linker: of each record the chance that it is left alone,
// and of each person the chance to be mixed up with another. The same seed, the same mistakes.
func (c townsfolk) truePeople(alone, mixed float64, seed uint64) []Person {
	random := rand.New(rand.NewPCG(seed, 1))
	place := map[string]int{}
	var people []Person
	for i, r := range c.records {
		if random.Float64() < alone {
			people = append(people, Person{Records: []int{i}})
			continue
		}
		at, ok := place[c.person[r.Key]]
		switch {
		case ok:
		case len(people) > 0 && random.Float64() < mixed:
			at = random.IntN(len(people))
		default:
			at = len(people)
			people = append(people, Person{})
		}
		place[c.person[r.Key]] = at
		people[at].Records = append(people[at].Records, i)
	}
	return people
}

// familyScore is what families are worth over source records: pairwise, and B-cubed, both F1.
type familyScore struct{ precision, recall, f1, bcubed float64 }

func (s familyScore) String() string {
	return fmt.Sprintf("pairs: precision %.4f, recall %.4f, F1 %.4f; B-cubed F1 %.4f", s.precision, s.recall, s.f1, s.bcubed)
}

func (c townsfolk) score(people []Person) familyScore {
	members, ties, memberOf := c.members(people)
	familyOf := make([]int, len(members))
	for i, f := range Families(members, ties) {
		for _, m := range f.Members {
			familyOf[m] = i
		}
	}
	type cell struct {
		found int
		truth string
	}
	found, truth, both := map[int]float64{}, map[string]float64{}, map[cell]float64{}
	for i, r := range c.records {
		f, t := familyOf[memberOf[i]], c.family[r.Key]
		found[f]++
		truth[t]++
		both[cell{f, t}]++
	}
	pairs := func(n float64) float64 { return n * (n - 1) / 2 }
	var hit, said, meant, precise, complete float64
	for cell, n := range both {
		hit += pairs(n)
		precise += n * n / found[cell.found]
		complete += n * n / truth[cell.truth]
	}
	for _, n := range found {
		said += pairs(n)
	}
	for _, n := range truth {
		meant += pairs(n)
	}
	s := familyScore{precision: hit / said, recall: hit / meant, bcubed: 2 * precise * complete / (precise + complete) / float64(len(c.records))}
	s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall)
	return s
}

func (c townsfolk) check(t *testing.T, what string, people []Person) {
	t.Helper()
	s := c.score(people)
	t.Logf("%s: %v", what, s)
	if s.f1 < pairMark || s.bcubed < bcubedMark {
		t.Errorf("%s: below the marks of %v and %v", what, pairMark, bcubedMark)
	}
}

func TestFamiliesOfTheCounty(t *testing.T) {
	folder := filepath.Join(cmp.Or(os.Getenv("THRIVE_SHARED"), filepath.Join("..", "..", "shared")), "county")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("NO FAMILIES SCORED: there is no county in %s: set THRIVE_SHARED to the folder that holds it", folder)
	}
	c := readTownsfolk(t, folder)
	c.check(t, "true people", c.truePeople(0, 0, 0))
	c.check(t, "the linker's people", firstOf(linked(t, learnt(t, c.records), c.records)))
	for seed := range uint64(3) {
		c.check(t, fmt.Sprint("people with a linker's mistakes ", seed), c.truePeople(0.02, 0.002, seed))
	}
}

// The generator's counties have what that one lacks: movers, homes that others had before, parents who have left, step-families,
// shared houses.
func TestFamiliesOfGeneratedCounties(t *testing.T) {
	if testing.Short() {
		t.Skip("counties take seconds to make")
	}
	for _, county := range []synthetic.County{
		{Families: 300, Seed: 1}, {Families: 300, Seed: 2, Errors: 0.05}, {Families: 300, Seed: 3, Errors: 0.05}, {Families: 300, Seed: 4, Errors: 0.1},
	} {
		t.Run(fmt.Sprintf("seed %d, errors %v", county.Seed, county.Errors), func(t *testing.T) {
			folder := t.TempDir()
			if err := county.Write(folder); err != nil {
				t.Fatal(err)
			}
			c := readTownsfolk(t, folder)
			c.check(t, "true people", c.truePeople(0, 0, 0))
			c.check(t, "people with a linker's mistakes", c.truePeople(0.02, 0.002, county.Seed))
			c.check(t, "the linker's people", firstOf(linked(t, learnt(t, c.records), c.records)))
		})
	}
}

func firstOf(people []Person, _ []Doubt) []Person { return people }
