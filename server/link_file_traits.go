package main

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"thrivingfamilies.example/hub/linkage/match"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/report"
)

// trait is what a row is like, by which error is compared between groups of rows.
type trait struct {
	sex     byte   // f, m or 0
	year    int16  // of birth; 0 is not known
	letters uint8  // of given name and surname
	surname uint64 // its hash; 0 is none
	blanks  uint8  // columns that say nothing
}

var traitSeed = maphash.MakeSeed() // only equality matters

// traitOf looks at a row's values, in the order of the columns.
func traitOf(columns []tableColumn, values []string) (t trait) {
	letters := 0
	for i, c := range columns {
		value := values[i]
		if blankCell(value) {
			t.blanks++
			continue
		}
		switch c.Field {
		case match.Sex:
			t.sex = sexOf(value)
		case match.Birth:
			t.year = yearOf(value)
		case match.Surname:
			t.surname = maphash.String(traitSeed, strings.ToLower(value)) | 1
			letters += utf8.RuneCountInString(value)
		case match.Given:
			letters += utf8.RuneCountInString(value)
		}
	}
	t.letters = uint8(min(letters, 255))
	return t
}

func sexOf(value string) byte {
	switch strings.ToLower(value) {
	case "f", "female", "w", "woman", "girl", "2":
		return 'f'
	case "m", "male", "man", "boy", "1":
		return 'm'
	}
	return 0
}

// yearOf is the first four digits in a row of a date; 0 where that is no year in which anybody is born whom files tell of.
func yearOf(date string) int16 {
	year, run := 0, 0
	for i := range len(date) {
		if date[i] < '0' || date[i] > '9' {
			year, run = 0, 0
			continue
		}
		year, run = year*10+int(date[i]-'0'), run+1
		if run == 4 {
			if year < 1000 || year >= 2200 { // 0080 and 9999 are slips, or stand for nothing
				return 0
			}
			return int16(year)
		}
	}
	return 0
}

const notKnown = "not known"

// traitGroups scores the pairs for groups of rows.
func (p *peopleFiles) traitGroups(found []quality.Pair) []report.Groups {
	shares := map[uint64]int{}
	for _, t := range p.traits {
		shares[t.surname]++
	}
	var out []report.Groups
	for _, division := range []struct {
		by string
		of func(trait) (order int, name string)
	}{
		{"sex", func(t trait) (int, string) {
			return int(t.sex), map[byte]string{'f': "female", 'm': "male", 0: notKnown}[t.sex]
		}},
		{"year of birth", yearBands(p.traits)},
		{"length of given name and surname together", func(t trait) (int, string) {
			return band(int(t.letters), []int{1, 10, 14}, []string{notKnown, "up to 9 letters", "10 to 13", "14 and more"})
		}},
		{"rarity of the surname", func(t trait) (int, string) {
			if t.surname == 0 {
				return 0, notKnown
			}
			return band(shares[t.surname], []int{1, 6, 51}, []string{"", "in up to 5 rows", "in 6 to 50", "in more than 50"})
		}},
		{"columns that say nothing", func(t trait) (int, string) {
			return band(int(t.blanks), []int{1, 2, 3}, []string{"none", "one", "two", "three and more"})
		}},
	} {
		orders, groups := map[string]int{}, make([]string, len(p.traits))
		for i, t := range p.traits {
			order, name := division.of(t)
			groups[i], orders[name] = name, order
		}
		if len(orders) < 2 { // nothing to compare
			continue
		}
		scores := quality.ByGroup(found, *p.truth, groups)
		slices.SortStableFunc(scores, func(a, b quality.GroupScore) int { return cmp.Compare(orders[a.Group], orders[b.Group]) })
		out = append(out, report.Groups{By: division.by, Scores: scores})
	}
	return out
}

// yearBands are bands of equal width, ten of them or so, which hold nearly all of the years; the rest are before or after.
func yearBands(traits []trait) func(trait) (int, string) {
	var years []int
	for _, t := range traits {
		if t.year != 0 {
			years = append(years, int(t.year))
		}
	}
	if len(years) == 0 {
		return func(trait) (int, string) { return 0, notKnown }
	}
	slices.Sort(years)
	first, last := years[len(years)/100], years[len(years)-1-len(years)/100]
	width := 100
	for _, w := range []int{50, 25, 10} {
		if last-first <= 10*w {
			width = w
		}
	}
	first, last = first/width*width, last/width*width
	return func(t trait) (int, string) {
		switch from := int(t.year) / width * width; {
		case t.year == 0:
			return 0, notKnown
		case from < first:
			return first - 1, fmt.Sprintf("before %d", first)
		case from > last:
			return last + width, fmt.Sprintf("%d and later", last+width)
		default:
			return from, fmt.Sprintf("%d to %d", from, from+width-1)
		}
	}
}

// band is which of the bands that begin at those numbers holds n, and its name.
func band(n int, begins []int, names []string) (int, string) {
	i := 0
	for i < len(begins) && n >= begins[i] {
		i++
	}
	return i, names[i]
}
