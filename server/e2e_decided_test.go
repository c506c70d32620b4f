package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// decideSame has people say that records are one person, so that it does not hang on what a linker makes of words which no
// two records share.
func decideSame(t *testing.T, dsn string, records ...linkage.Key) {
	t.Helper()
	slices.SortFunc(records, func(a, b linkage.Key) int {
		if a.Less(b) {
			return -1
		}
		return 1
	})
	db := dbtest.Raw(t, dsn)
	defer db.Close()
	for i := 1; i < len(records); i++ {
		a, b := records[i-1], records[i]
		if _, err := db.Exec(`INSERT INTO link_constraints (a_partner, a_org, a_ref, b_partner, b_org, b_ref, kind, same, related, at)
			VALUES ($1, $2, $3, $4, $5, $6, 'decision', true, false, '2012-04-01')`,
			string(a.Partner), a.Org, a.Ref, string(b.Partner), b.Org, b.Ref); err != nil {
			t.Fatal(err)
		}
	}
}

// importSmall imports a folder of the five partners, has people say that namesakes of one birthday are one, and links.
func importSmall(t *testing.T, dsn, county string) {
	t.Helper()
	namesakes := map[string][]linkage.Key{}
	for _, partner := range models.Partners {
		must(t, "import", string(partner), filepath.Join(county, string(partner)), "--no-progress", "--defer-link")
		f, err := os.Open(filepath.Join(county, string(partner), "people.csv"))
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(f).ReadAll()
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, name := range lines[0] {
			at[name] = i
		}
		for _, line := range lines[1:] {
			who := strings.Join([]string{line[at["forename"]], line[at["surname"]], line[at["date_of_birth"]]}, "|")
			namesakes[who] = append(namesakes[who], linkage.Key{Partner: partner, Ref: line[at["person_ref"]]})
		}
	}
	for _, records := range namesakes {
		decideSame(t, dsn, records...)
	}
	must(t, "link")
}
