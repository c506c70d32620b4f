package linkage

import (
	"testing"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/synthetic"
)

// In a county of one town, of whom nobody has ever moved or written another town, a model has never seen one person at two
// addresses. The first who moves is still found; and that two live in the same town, or not, tells next to nothing.
func TestTheFirstWhoMoves(t *testing.T) {
	folder := t.TempDir()
	if err := (synthetic.County{Families: 120, Seed: 7}).Write(folder); err != nil {
		t.Fatal(err)
	}
	c := readTownsfolk(t, folder)
	home := map[string]Record{}
	for i := range c.records {
		r := &c.records[i]
		first, ok := home[c.person[r.Key]]
		if !ok {
			first = *r
			home[c.person[r.Key]] = first
		}
		r.AddressLine1, r.AddressLine2, r.Postcode, r.UPRN, r.Town = first.AddressLine1, first.AddressLine2, first.Postcode, first.UPRN, "Oxford"
	}
	l := learnt(t, c.records)
	at := func(ref, house, postcode, town, upn string, born models.Date) Record {
		return Record{
			Key: Key{Partner: models.Schools, Ref: ref}, Forename: "Ottoline", Surname: "Quartermain", DateOfBirth: born, Sex: "F",
			AddressLine1: house, Postcode: postcode, Town: town, UPN: upn,
		}
	}
	const upn = "B801200005001"
	was := at("1", "12 Mill Lane", "OX28 1AA", "Oxford", upn, "2001-04-03")
	for name, other := range map[string]struct {
		record Record
		same   bool
	}{
		"moved within the town":               {at("2", "9 Far End", "LS1 4AB", "Oxford", "", "2001-04-03"), true},
		"moved to another town":               {at("2", "9 Far End", "LS1 4AB", "Leeds", "", "2001-04-03"), true},
		"moved, with the same number":         {at("2", "9 Far End", "LS1 4AB", "Leeds", upn, "2001-04-03"), true},
		"a namesake elsewhere":                {at("2", "9 Far End", "LS1 4AB", "Oxford", "", "1966-11-30"), false},
		"a namesake in another town":          {at("2", "9 Far End", "LS1 4AB", "Leeds", "", "1966-11-30"), false},
		"at home, of a birthday another year": {at("2", "12 Mill Lane", "OX28 1AA", "Oxford", "", "1966-11-30"), false},
	} {
		t.Run(name, func(t *testing.T) {
			e := l.Explain(was, other.record)
			if got := e.Same >= 0.95; got != other.same {
				t.Errorf("one person with probability %.4f: %+v", e.Same, e.Steps)
			}
			for _, s := range e.Steps {
				if bits := s.Same - s.Unrelated; s.Comparison == "town" && bits > 0.5 {
					t.Errorf("that the town is %s speaks for one person by %.1f bits", s.Level, bits)
				}
			}
		})
	}
}
