package main

import (
	"fmt"
	"io"
	"testing"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// deciding measures what it costs to decide an operation: the reader's access and reach, and every class of a family of five, person
// by person, beside looking the same up in a table that somebody filled beforehand.
func deciding(w io.Writer) error {
	set, err := sharing.Load(agreements.Files)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n### The decision\n\nAccess, reach, and each of the %d classes of five people, by the agreements that the program brings; the table is a map of maps "+
		"of the answers, filled beforehand for one purpose, and says neither by what law nor why not.\n\n", len(models.Classes))
	fmt.Fprintf(w, "| reader | purpose | µs an operation | allocations | the table, µs |\n|---|---|---:|---:|---:|\n")
	for _, r := range []sharing.Reader{
		{Role: models.Coordinator, Purpose: models.FamilySupport, On: "2014-06-02"},
		{Role: models.PoliceOfficer, Org: "TVP", Purpose: models.CrimePrevention, On: "2014-06-02"},
		{Role: models.Provider, Org: "THAMES-SKILLS", Purpose: models.EmploymentSupport, On: "2014-06-02"},
	} {
		relations := set.Access(r).RelationsFrom(nil)
		ours := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				access := set.Access(r)
				_ = access.Reach()
				for range 5 {
					for _, class := range models.Classes {
						_, _ = access.Of(relations, class, models.DetailValue)
					}
				}
			}
		})
		table := map[models.Role]map[models.Class]bool{r.Role: {}}
		for _, class := range models.Classes {
			_, table[r.Role][class] = set.Access(r).Of(relations, class, models.DetailValue)
		}
		yes := 0
		plain := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				for range 5 {
					for _, class := range models.Classes {
						if table[r.Role][class] {
							yes++
						}
					}
				}
			}
		})
		fmt.Fprintf(w, "| %s | %s | %.1f | %d | %.1f |\n", r.Role, r.Purpose, float64(ours.NsPerOp())/1e3, ours.AllocsPerOp(), float64(plain.NsPerOp())/1e3)
	}
	return nil
}
