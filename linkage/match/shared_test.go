package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage/quality"
)

// familyRows are records of made-up families, and who each is: of some all have one telephone, of some one email, and everybody
// else's email is made of the name. One name in ten is written with a slip, and everything may be missing.
func familyRows(families int, seed uint64) (rows []string, person []int32) {
	random := rand.New(rand.NewPCG(seed, 7))
	slip := func(s string) string {
		if random.IntN(10) > 0 {
			return s
		}
		letters := []byte(s)
		letters[1+random.IntN(len(s)-1)] = byte('a' + random.IntN(26))
		return string(letters)
	}
	some := func(share float64, column, value string) string {
		if random.Float64() >= share {
			return ""
		}
		return "; " + column + "=" + value
	}
	who := int32(0)
	for range families {
		surname, code := townName(int(400*random.Float64()*random.Float64())), fmt.Sprintf("OX%d %dA%c", 1+random.IntN(49), random.IntN(10), 'A'+random.IntN(26))
		home := fmt.Sprintf("%d %s Street", 1+random.IntN(150), townName(random.IntN(400)))
		familyPhone, familyEmail := "", ""
		if random.IntN(2) == 0 {
			familyPhone = fmt.Sprintf("01%09d", random.IntN(1e9))
		}
		if random.IntN(3) == 0 {
			familyEmail = fmt.Sprintf("%sfamily%d@example.org", surname, random.IntN(999))
		}
		for member := range 1 + random.IntN(5) {
			given, year := townName(1000+random.IntN(60)), 1995+random.IntN(18)
			if member < 2 {
				year = 1940 + random.IntN(45)
			}
			born := fmt.Sprintf("%04d%02d%02d", year, 1+random.IntN(12), 1+random.IntN(28))
			phone, email := familyPhone, familyEmail
			if phone == "" {
				phone = fmt.Sprintf("07%09d", random.IntN(1e9))
			}
			if email == "" {
				email = fmt.Sprintf("%s.%s%d@example.net", given, surname, random.IntN(99))
			}
			for range 1 + random.IntN(3) {
				rows = append(rows, "given="+slip(given)+"; surname="+slip(surname)+some(0.95, "dob", born)+some(0.6, "telephone", phone)+
					some(0.6, "email", email)+some(0.8, "line1", home)+some(0.9, "postcode", code))
				person = append(person, who)
			}
			who++
		}
	}
	return rows, person
}

// A telephone or an email may be a whole family's. Whatever else is known of people, nobody becomes one with a brother for it.
func TestFamiliesShareATelephone(t *testing.T) {
	records, person := familyRows(900, 3)
	for _, columns := range []string{"telephone", "email", "telephone email", "telephone email postcode", "telephone email line1 postcode", ""} {
		t.Run(columns, func(t *testing.T) {
			var list []Column
			for _, c := range everything {
				if strings.Contains("given surname dob "+columns, c.Name) {
					list = append(list, c)
				}
			}
			table := newTable(t, list...)
			for _, r := range records {
				table.Append(0, only(list, row(t, everything, r)))
			}
			r := link(t, Job{Settings: quick()}, table)
			truth := quality.Truth{Person: person}
			pairs := make([]quality.Pair, len(r.Pairs))
			for i, p := range r.Pairs {
				pairs[i] = quality.Pair{A: p.A, B: p.B, Weight: float64(p.Weight), Probability: float64(p.Same)}
			}
			clusters := make([]int32, len(r.Clusters))
			for i, c := range r.Clusters {
				clusters[i] = int32(c)
			}
			sure, people := quality.Pairwise(pairs, truth), quality.Clusters(clusters, truth)
			expected := float64(quality.ExpectedOverTrue(r.Report.Expected, truth))
			t.Logf("precision of sure pairs %.4f, recall %.4f; F1 of people %.4f; expected over true %.3f", float64(sure.Precision), float64(sure.Recall), float64(people.F1), expected)
			if sure.Precision < 0.99 || people.F1 < 0.94 || expected < 0.9 || expected > 1.1 {
				t.Error("that is too little")
			}
		})
	}
}

// only are the values of some of the columns of everything.
func only(columns []Column, values []string) (out []string) {
	for i, c := range everything {
		for _, one := range columns {
			if one.Name == c.Name {
				out = append(out, values[i])
			}
		}
	}
	return out
}
