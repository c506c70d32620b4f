package main

import (
	"cmp"
	"slices"

	"thrivingfamilies.example/hub/linkage/match"
)

// settle makes one column of each field that can be only one, and leaves out what has no place.
func (f *filePlan) settle() {
	free := func(field match.Field, part string) []int {
		var list []int
		for i, u := range f.uses {
			if u.field == field && u.part == part && !u.named {
				list = append(list, i)
			}
		}
		slices.SortStableFunc(list, func(i, j int) int { return cmp.Compare(f.uses[i].rank, f.uses[j].rank) })
		return list
	}
	drop := func(list []int, why string) {
		for _, i := range list {
			f.uses[i].field, f.uses[i].why = "", why
		}
	}
	first := func(field match.Field, part string) {
		if list := free(field, part); len(list) > 1 {
			drop(list[1:], whyTaken)
		}
	}
	for _, field := range match.Fields {
		named := slices.ContainsFunc(f.uses, func(u columnUse) bool { return u.named && u.field == field })
		switch {
		case named, field == match.House && f.housed():
			for _, part := range []string{"", "1", "2", "3", "4", "5", "6", "7", "8", "9", "year", "month", "day"} {
				drop(free(field, part), whyTaken)
			}
		case field == match.Birth:
			f.settleBirth(free, drop)
		case field == match.Address:
			for line := '1'; line <= '9'; line++ {
				first(field, string(line))
				if line > '1' && f.has(match.House) {
					drop(free(field, string(line)), whyHouse)
				}
			}
		case !many(field):
			first(field, "")
		}
	}
}

// settleBirth takes a whole date, or else its three parts, or else the year alone.
func (f *filePlan) settleBirth(free func(match.Field, string) []int, drop func([]int, string)) {
	years, months, days := free(match.Birth, "year"), free(match.Birth, "month"), free(match.Birth, "day")
	whole := free(match.Birth, "")
	if len(whole) == 0 && len(years) == 0 && len(days) > 0 { // "birthday" may be either
		f.uses[days[0]].part = ""
		whole, days = days[:1], days[1:]
	}
	switch {
	case len(whole) > 0:
		drop(whole[1:], whyTaken)
		drop(slices.Concat(years, months, days), whyTaken)
	case len(years) > 0 && (len(months) == 0 || len(days) == 0):
		drop(years[1:], whyTaken)
		drop(slices.Concat(months, days), whyUnstable)
	case len(years) == 0:
		drop(slices.Concat(months, days), whyUnstable)
	default:
		for _, list := range [][]int{years, months, days} {
			drop(list[1:], whyTaken)
		}
	}
}

// housed reports whether a column of house numbers was named as a line of the address.
func (f *filePlan) housed() bool {
	for i, u := range f.uses {
		if u.named && u.field == match.Address && headingMeaning(f.heads[i]).field == match.House {
			return true
		}
	}
	return false
}

func (f *filePlan) has(field match.Field) bool {
	return slices.ContainsFunc(f.uses, func(u columnUse) bool { return u.field == field })
}
