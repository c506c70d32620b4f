package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// townColumns are the columns of a town's records.
var townColumns = []Column{
	{Name: "given", Field: Given},
	{Name: "surname", Field: Surname},
	{Name: "dob", Field: Birth},
	{Name: "sex", Field: Sex},
	{Name: "line1", Field: Address},
	{Name: "town", Field: Town},
	{Name: "postcode", Field: Postcode},
	{Name: "nino", Field: Number},
}

// syllables are what the names of a made-up town are made of.
var syllables = strings.Fields("an be cor da el fi gra ho il jo ka lu mar no or pe qui ra sto tu un vi wen xa yo zel")

// townName is one of the town's names: the low numbers are the common ones.
func townName(n int) string {
	var b strings.Builder
	for range 3 {
		b.WriteString(syllables[n%len(syllables)])
		n = n/len(syllables) + 7*(n%5)
	}
	return b.String()
}

// townRows are n records of a made-up town, of three sources, and who each is. People live in households, of which most have
// one surname; each value is left out, or written with a slip, with the probability errors. The same arguments, the same rows.
func townRows(n int, seed uint64, errors float64) (rows [][]string, source, person []int) {
	random := rand.New(rand.NewPCG(seed, 1))
	written := func(s string) string {
		if random.Float64() >= errors || s == "" {
			return s
		}
		if random.IntN(3) == 0 {
			return ""
		}
		letters := []byte(s)
		if s[0] >= '0' && s[0] <= '9' {
			letters[random.IntN(len(s))] = byte('0' + random.IntN(10))
		} else {
			letters[random.IntN(len(s))] = byte('a' + random.IntN(26))
		}
		return string(letters)
	}
	rare := func(n int) int { return int(float64(n) * random.Float64() * random.Float64()) }
	for house, who := 0, 0; ; house++ {
		surname := townName(rare(900))
		line, code := fmt.Sprintf("%d %s Street", house%40+1, townName(house/40)), fmt.Sprintf("OX%d %dA%c", house/2600+1, house/260%10, 'A'+house/10%26)
		for range 1 + random.IntN(4) {
			who++
			given, born := townName(1000+rare(300)), fmt.Sprintf("%04d%02d%02d", 1940+random.IntN(75), 1+random.IntN(12), 1+random.IntN(28))
			sex, nino := []string{"F", "M"}[random.IntN(2)], fmt.Sprintf("QQ%06dC", random.IntN(1e6))
			if random.IntN(8) == 0 {
				surname = townName(rare(900))
			}
			for from := range 3 {
				if random.IntN(3) == 0 {
					continue
				}
				rows = append(rows, []string{
					written(given), written(surname), written(born), written(sex), written(line), "Oxford", written(code), written(nino),
				})
				source, person = append(source, from), append(person, who)
				if len(rows) == n {
					return rows, source, person
				}
			}
		}
	}
}

// townsfolk is a table of a made-up town, and who each record is.
func townsfolk(n int, seed uint64, errors float64) (*Table, []int) {
	rows, source, person := townRows(n, seed, errors)
	table, err := NewTable(townColumns...)
	if err != nil {
		panic(err)
	}
	for i, r := range rows {
		table.Append(source[i], r)
	}
	return table, person
}

// town is a table of a made-up town with some errors.
func town(n int, seed uint64) *Table {
	table, _ := townsfolk(n, seed, 0.05)
	return table
}
