package linkage

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// The county's feeds and truth, beside the repository on the project's machines.
const countyDir = "../../shared/county"

type tieOfRecords struct {
	a, b Key
	kind string
}

// county is the synthetic county's people, its declared ties by key, and who is who.
type county struct {
	records        []Record
	ties           []tieOfRecords
	person, family map[Key]string
}

func readCounty(tb testing.TB) county {
	tb.Helper()
	if _, err := os.Stat(countyDir); err != nil {
		tb.Skip("the county's data is not on this machine")
	}
	c := county{person: map[Key]string{}, family: map[Key]string{}}
	for _, p := range models.Partners {
		for _, row := range rows(tb, string(p), "people.csv") {
			c.records = append(c.records, Record{
				Key: Key{Partner: p, Ref: row["person_ref"]}, Forename: row["forename"], MiddleNames: row["middle_names"],
				Surname: row["surname"], FormerSurname: row["former_surname"], KnownAs: row["known_as"],
				DateOfBirth: models.Date(row["date_of_birth"]), Sex: row["sex"], AddressLine1: row["address_line_1"],
				AddressLine2: row["address_line_2"], Town: row["town"], Postcode: row["postcode"], UPRN: row["uprn"],
				NINO: row["nino"], UPN: row["upn"], ULN: row["uln"], NHSNumber: row["nhs_number"], PNCID: row["pnc_id"],
			})
		}
	}
	for _, p := range []models.Partner{models.Council, models.Schools} {
		for _, row := range rows(tb, string(p), "relationships.csv") {
			c.ties = append(c.ties, tieOfRecords{
				Key{Partner: p, Ref: row["person_ref"]}, Key{Partner: p, Ref: row["other_ref"]}, row["kind"],
			})
		}
	}
	for _, row := range rows(tb, "truth.csv") {
		k := Key{Partner: models.Partner(row["partner"]), Ref: row["person_ref"]}
		c.person[k], c.family[k] = row["person"], row["family"]
	}
	return c
}

func rows(tb testing.TB, path ...string) []map[string]string {
	tb.Helper()
	f, err := os.Open(filepath.Join(append([]string{countyDir}, path...)...))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		out = append(out, row)
	}
	return out
}

// score is pairwise: found says each record's group, truth what it should be. Recall is over all true pairs.
func score(found []int, truth []string) (precision, recall, f1 float64) {
	type cell struct {
		found int
		truth string
	}
	f, t, b := map[int]int{}, map[string]int{}, map[cell]int{}
	for i := range found {
		f[found[i]]++
		t[truth[i]]++
		b[cell{found[i], truth[i]}]++
	}
	hit := float64(pairsIn(b))
	precision, recall = hit/float64(pairsIn(f)), hit/float64(pairsIn(t))
	return precision, recall, 2 * precision * recall / (precision + recall)
}

func pairsIn[K comparable](sizes map[K]int) (n int) {
	for _, size := range sizes {
		n += size * (size - 1) / 2
	}
	return n
}

// linked is what a linker makes of records, all at once.
func linked(tb testing.TB, l Linker, records []Record) ([]Person, []Doubt) {
	tb.Helper()
	pairs, _, err := l.Pairs(records)
	if err != nil {
		tb.Fatal(err)
	}
	return l.People(records, pairs, nil)
}

func learnt(tb testing.TB, records []Record) Linker {
	tb.Helper()
	l, learning, err := Learn(records)
	if err != nil || !learning.Learnt {
		tb.Fatalf("nothing was learnt from %d records: %+v, %v", len(records), learning, err)
	}
	return l
}

// The marks of the method: a link that is wrong shows one person's facts on another's record.
func TestCounty(t *testing.T) {
	c := readCounty(t)
	for name, of := range map[string]struct {
		linker        Linker
		precision, f1 float64
	}{
		"learnt":      {learnt(t, c.records), 0.999, 0.985},
		"the starter": {Starter(), 0.995, 0.97}, // of a county that it has never seen
	} {
		t.Run(name, func(t *testing.T) {
			people, doubts := linked(t, of.linker, c.records)
			found, persons := make([]int, len(c.records)), make([]string, len(c.records))
			for i, p := range people {
				for _, r := range p.Records {
					found[r] = i
				}
			}
			for i, r := range c.records {
				persons[i] = c.person[r.Key]
			}
			joined := 0
			for _, d := range doubts {
				if d.Joined {
					joined++
				}
			}
			p, r, f1 := score(found, persons)
			t.Logf("%d records, %d people of %d: precision %.4f, recall %.4f, F1 %.4f; %d doubts, %d of them joined",
				len(found), len(people), distinct(persons), p, r, f1, len(doubts), joined)
			if p < of.precision || f1 < of.f1 {
				t.Error("people are linked worse than they must be")
			}
		})
	}
}

func distinct(list []string) int {
	seen := map[string]bool{}
	for _, s := range list {
		seen[s] = true
	}
	return len(seen)
}
