package main

import (
	"fmt"

	"thrivingfamilies.example/hub/linkage/match"
)

// oncePerFile is how several files are linked unless --dedupe is given.
const oncePerFile = "Each file is taken to hold a person once; --dedupe looks within files too."

// remark notes what went wrong with what was read: dates, and rows of one file that say the same.
func (p *peopleFiles) remark() {
	for n, f := range p.files {
		places := f.ordered(match.Birth)
		if len(places) > 0 {
			f.uses[places[0]].note = f.dates.says()
		}
		if len(places) > 0 && f.dates.bad() {
			p.remarks = append(p.remarks, fmt.Sprintf("MOST DATES OF %s, COLUMN %s, COULD NOT BE READ, and say nothing: write them as 1980-05-21, "+
				"or name another column with --columns dob=COLUMN.", f.name, shownHead(f.heads[places[0]])))
		}
		if !p.across {
			continue
		}
		if again := p.table.Repeats(n); again > 0 {
			p.remarks = append(p.remarks, fmt.Sprintf("%s: %s in every column that is compared what an earlier row says, and yet is taken for somebody else. "+
				"--dedupe looks within files too.", f.name, saying(again)))
		}
	}
}

func saying(rows int) string {
	if rows == 1 {
		return "1 row says"
	}
	return fmt.Sprintf("each of %d rows says", rows)
}
