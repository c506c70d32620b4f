package linkage

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// generated are n records of about n/2.5 people in households of one to five, a tenth of the values missing. The same n,
// the same records.
func generated(n int) []Record {
	random := rand.New(rand.NewPCG(1, 2))
	some := func(s string) string {
		if random.IntN(10) == 0 {
			return ""
		}
		return s
	}
	var records []Record
	for house := 0; ; house++ {
		surname := fmt.Sprintf("Surname%d", random.IntN(2000))
		street, code := fmt.Sprintf("%d High St", house%90+1), fmt.Sprintf("OX%d %dAA", house/900+1, house/90%10)
		for range 1 + random.IntN(5) {
			forename := fmt.Sprintf("Forename%d", random.IntN(400))
			born := models.Date(fmt.Sprintf("%d-%02d-%02d", 1940+random.IntN(72), 1+random.IntN(12), 1+random.IntN(28)))
			nino := fmt.Sprintf("QQ%06dA", len(records))
			for _, p := range models.Partners {
				if random.IntN(2) == 0 {
					continue
				}
				r := Record{
					Key:      Key{Partner: p, Ref: fmt.Sprint(len(records))},
					Forename: forename, Surname: surname, DateOfBirth: models.Date(some(string(born))),
					AddressLine1: street, Postcode: some(code), UPRN: some(fmt.Sprint(house + 1)),
				}
				if p == models.Housing || p == models.DWP {
					r.NINO = some(nino)
				}
				if records = append(records, r); len(records) == n {
					return records
				}
			}
		}
	}
}

func BenchmarkLink(b *testing.B) {
	for _, n := range []int{100, 100_000} {
		records := generated(n)
		b.Run(fmt.Sprint(n, " records"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Rules{}.Link(records)
			}
		})
	}
}

func BenchmarkAssignIDs(b *testing.B) {
	records := generated(100_000)
	people := Rules{}.Link(records)
	b.ReportAllocs()
	for b.Loop() {
		plain.AssignPeople(records, people)
	}
}

func BenchmarkFamilies(b *testing.B) {
	c := county{records: generated(100_000)}
	members, ties, _ := c.grouped(Rules{}.Link(c.records))
	b.ReportAllocs()
	for b.Loop() {
		Families(members, ties)
	}
}
