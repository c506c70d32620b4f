// Package synthetic is the county generator: it makes up a county, of which every fact is known, and writes the feeds
// that its five partners would send, with the truth beside them.
//
// Invariants:
//   - The same County gives the same bytes, on any machine and any number of processors.
//   - Exactly Families families meet criteria 1, 2 and 3 of the rule set oxfordshire-2012 on AsOf, and
//     CandidateFamilies(Families) meet two of them and the fourth. No other family meets all three, or two and the fourth.
//   - Facts are never wrong. Errors touches the cells of people.csv alone, each partner's apart from the others', and
//     changes neither who lives in the county nor any other file: two counties that differ in Errors differ there only.
//   - Everything stands at the partner who would hold it, under that partner's own refs. Neither refs nor the order of
//     rows tell which records are of one person or one family.
//   - Families are made one at a time and streamed, so memory does not grow with the county.
//   - Nobody in it exists: names are drawn from lists, streets are invented, National Insurance numbers begin with QQ.
//
// In truth.csv a family is the people who live together as one, and a parent of its children who lives elsewhere alone.
// People who merely share a house are a family each. A parent elsewhere never has a fact on which a criterion hangs, so
// that a family's outcome is the same whether or not that parent is found to belong to it.
package synthetic

import (
	"fmt"
	"math"
	"math/rand/v2"

	"thrivingfamilies.example/hub/models"
)

// The defaults of `thrive generate`.
const (
	DefaultFamilies             = 810          // Oxfordshire's agreed number
	DefaultErrors               = 0.05         // half of the records then have something wrong or missing, often only the UPRN
	DefaultAsOf     models.Date = "2012-12-31" // the end of the programme's third quarter
)

const (
	maxFamilies   = 100_000 // about 1.6 million people; beyond it postcodes and QQ numbers run out
	earliestAsOf  = models.Date("2010-01-01")
	coversFrom    = models.Date("2008-01-01")
	householdsPer = 4 // households for each identified family
)

// County says which county to make. Its zero value is the default county without errors.
type County struct {
	Families int         // families to be identified automatically; 0 is DefaultFamilies
	Seed     uint64      // the same seed, the same bytes
	Errors   float64     // the chance, 0 to 1, that a cell of people.csv is wrong; see corrupter
	AsOf     models.Date // the day on which the county is looked at; "" is DefaultAsOf
}

// CandidateFamilies is how many families of a county are candidates for discretion: two of criteria 1 to 3, and the fourth.
func CandidateFamilies(families int) int { return int(math.Round(0.35 * float64(families))) }

// Write makes dir and in it a folder of CSV files for each partner, and truth.csv (partner person_ref person family).
// Files of those names are replaced. When it fails, what was written so far stays.
func (c County) Write(dir string) error {
	c, err := c.withDefaults()
	if err != nil {
		return err
	}
	out, err := create(dir, c.Seed)
	if err != nil {
		return fmt.Errorf("making the county's folders: %w", err)
	}
	w := newWorld(c, out)
	for i := range w.dwellings {
		w.settle(i)
	}
	w.manifests()
	if err := out.close(); err != nil {
		return fmt.Errorf("writing the county: %w", err)
	}
	return nil
}

func (c County) withDefaults() (County, error) {
	if c.Families == 0 {
		c.Families = DefaultFamilies
	}
	if c.AsOf == "" {
		c.AsOf = DefaultAsOf
	}
	if c.Families < 0 || c.Families > maxFamilies {
		return c, fmt.Errorf("families must be 1 to %d, not %d", maxFamilies, c.Families)
	}
	if !(c.Errors >= 0 && c.Errors <= 1) {
		return c, fmt.Errorf("the rate of errors must be 0 to 1, not %v", c.Errors)
	}
	if _, err := models.ParseDate(string(c.AsOf)); err != nil {
		return c, err
	}
	if c.AsOf < earliestAsOf {
		return c, fmt.Errorf("a county can be looked at from %s on, not on %s", earliestAsOf, c.AsOf)
	}
	return c, nil
}

// world is what all households of one county share.
type world struct {
	county    County
	dwellings int
	asOf      day
	terms     []term // the last five, latest first; the first is current or, in the last days of December, just ending
	schoolDay day    // the first of September on or before asOf
	ranks     permutation
	places    gazetteer
	numbers   numbering
	families  serial
	out       *output
}

func newWorld(c County, out *output) *world {
	asOf := dayOf(c.AsOf)
	dwellings := householdsPer * c.Families
	return &world{
		county: c, dwellings: dwellings, asOf: asOf, terms: lastTerms(asOf, 5), schoolDay: lastSeptember(asOf),
		ranks:    newPermutation(uint64(dwellings), c.Seed, "ranks"),
		places:   newGazetteer(dwellings, c.Seed),
		numbers:  newNumbering(c.Seed),
		families: newSerial("F", c.Seed),
		out:      out,
	}
}

// settle makes the people of one dwelling and writes all that is known of them.
func (w *world) settle(i int) {
	rng := rand.New(rand.NewPCG(w.county.Seed, mix(uint64(i)+1)))
	h := &household{world: w, rng: rng, index: i}
	h.plan = w.planOf(i, rng)
	h.home, h.elsewhere = w.places.at(i), w.places.at(w.dwellings+i)
	if h.chance(0.35) {
		old := w.places.at(rng.IntN(2 * w.dwellings))
		h.old, h.moved = &old, w.asOf-day(20+rng.IntN(1400))
	}
	h.populate()
	for _, group := range h.households() {
		group.live()
	}
}

// live gives one family its facts, and then its records: a fact at a partner makes a record there.
func (h *household) live() {
	h.number()
	h.house()
	h.crimeFacts()
	h.schooling()
	h.workFacts()
	h.highCostFacts()
	h.becomeKnown()
	h.relate()
	h.mark()
	h.record()
}
