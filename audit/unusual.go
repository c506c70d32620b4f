package audit

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Read is an entry in which somebody was shown something, as far as it is looked at for what is unusual.
type Read struct {
	Seq               int64
	At                time.Time
	Subject           string
	Role, Org         string
	Families          []string // that somebody is of whom it shows, by their ids of now
	Glass             bool     // it shows something by a broken glass
	Surname, Postcode bool     // it shows somebody of the reader's own surname, or at the reader's own postcode
}

// UnusualKind is in what way reading is unusual.
type UnusualKind string

// The kinds. Each is a reason to ask, not a finding that something was wrong.
const (
	ManyFamilies  UnusualKind = "many-families"
	OwnSurname    UnusualKind = "own-surname"
	OwnPostcode   UnusualKind = "own-postcode"
	OutOfHours    UnusualKind = "out-of-hours"
	NeverFollowed UnusualKind = "never-followed"
)

// Unusual is unusual reading of one reader.
type Unusual struct {
	Kind    UnusualKind `json:"kind"`
	Subject string      `json:"reader"`
	Role    string      `json:"role"`
	Org     string      `json:"org,omitempty"`
	Says    string      `json:"says"`
	Count   int         `json:"count"`   // of entries
	Entries []int64     `json:"entries"` // the first of them, by their numbers
	first   int64
}

// UnusualRules are what counts as unusual.
type UnusualRules struct {
	// Families is how many on one day are many at least, and Times how often as many as others of the role have on a day like any
	// other (the median of all their days).
	Families, Times int
	Opens, Closes   int            // the hours of the day within which offices read, on working days
	Place           *time.Location // by whose clock
	Shifts          []string       // roles that work at all hours
	// Follow is within how many days a family that was read by a broken glass is read again by the same reader, if it was for work.
	Follow int
	Now    time.Time // what is later than Follow allows is not known yet
}

// mostEntries is how many entries are named of one thing.
const mostEntries = 50

// FindUnusual looks through reads, in order, for what is unusual. Information governance's own and those of no role are left out.
func FindUnusual(reads []Read, rules UnusualRules) []Unusual {
	reads = slices.DeleteFunc(slices.Clone(reads), func(r Read) bool { return r.Role == "" || r.Role == "INFORMATION_GOVERNANCE" })
	found := slices.Concat(manyFamilies(reads, rules), own(reads), outOfHours(reads, rules), neverFollowed(reads, rules))
	slices.SortFunc(found, func(a, b Unusual) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.first, b.first), cmp.Compare(a.Role, b.Role))
	})
	return found
}

// who is one reader in one role.
type who struct{ subject, role, org string }

func (r Read) who() who { return who{r.Subject, r.Role, r.Org} }

// tally gathers entries of one reader.
type tally struct {
	who
	entries []int64
	days    map[string]bool
}

func (t *tally) add(r Read) {
	t.who, t.entries = r.who(), append(t.entries, r.Seq)
	if t.days == nil {
		t.days = map[string]bool{}
	}
	t.days[r.At.UTC().Format(time.DateOnly)] = true
}

func (t *tally) unusual(kind UnusualKind, says string) Unusual {
	return Unusual{
		Kind: kind, Subject: t.subject, Role: t.role, Org: t.org, Says: says, Count: len(t.entries),
		Entries: t.entries[:min(len(t.entries), mostEntries)], first: t.entries[0],
	}
}

// manyFamilies finds days on which somebody was shown many more families than others of the role on a day like any other.
func manyFamilies(reads []Read, rules UnusualRules) (found []Unusual) {
	type day struct {
		who
		on string
	}
	tallies, families := map[day]*tally{}, map[day]map[string]bool{}
	for _, r := range reads {
		d := day{r.who(), r.At.In(rules.Place).Format(time.DateOnly)}
		if tallies[d] == nil {
			tallies[d], families[d] = &tally{}, map[string]bool{}
		}
		tallies[d].add(r)
		for _, family := range r.Families {
			families[d][family] = true
		}
	}
	of := map[string][]int{} // of each role, how many each of its readers was shown on each day
	for d, f := range families {
		of[d.role] = append(of[d.role], len(f))
	}
	for role := range of {
		slices.Sort(of[role])
	}
	for d, f := range families {
		usual := of[d.role][(len(of[d.role])-1)/2]
		if len(f) >= rules.Families && len(f) >= rules.Times*usual {
			found = append(found, tallies[d].unusual(ManyFamilies,
				fmt.Sprintf("on %s was shown %d families; others of the role are shown %d on a day like any other", d.on, len(f), usual)))
		}
	}
	return found
}

// own finds readers who were shown somebody of their own name or place.
func own(reads []Read) (found []Unusual) {
	for _, c := range []struct {
		kind UnusualKind
		is   func(Read) bool
		what string
	}{
		{OwnSurname, func(r Read) bool { return r.Surname }, "somebody of the reader's own surname"},
		{OwnPostcode, func(r Read) bool { return r.Postcode }, "somebody at the reader's own postcode"},
	} {
		for _, t := range tallied(reads, c.is) {
			found = append(found, t.unusual(c.kind, fmt.Sprintf("was shown %s, %s on %s", c.what, times(len(t.entries)), days(len(t.days)))))
		}
	}
	return found
}

// outOfHours finds readers of offices who read at night or on days off.
func outOfHours(reads []Read, rules UnusualRules) (found []Unusual) {
	for _, t := range tallied(reads, func(r Read) bool {
		at := r.At.In(rules.Place)
		off := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || at.Hour() < rules.Opens || at.Hour() >= rules.Closes
		return off && !r.Glass && !slices.Contains(rules.Shifts, r.Role)
	}) {
		found = append(found, t.unusual(OutOfHours,
			fmt.Sprintf("read %s on %s before %d:00, from %d:00 on, or at a weekend", times(len(t.entries)), days(len(t.days)), rules.Opens, rules.Closes)))
	}
	return found
}

// neverFollowed finds readers who broke the glass before a family and have never looked at it since: neither by another break nor
// in their ordinary work.
func neverFollowed(reads []Read, rules UnusualRules) (found []Unusual) {
	type looked struct {
		who
		family string
	}
	last := map[looked]time.Time{}
	for _, r := range reads {
		for _, family := range r.Families {
			last[looked{r.who(), family}] = r.At
		}
	}
	for _, t := range tallied(reads, func(r Read) bool {
		if !r.Glass || r.At.AddDate(0, 0, rules.Follow).After(rules.Now) {
			return false
		}
		return !slices.ContainsFunc(r.Families, func(family string) bool { // a day later is another look
			return last[looked{r.who(), family}].After(r.At.Add(24 * time.Hour))
		})
	}) {
		found = append(found, t.unusual(NeverFollowed,
			fmt.Sprintf("read %s by a broken glass, and never looked at the family again within %s", times(len(t.entries)), days(rules.Follow))))
	}
	return found
}

// tallied gathers by reader the reads that are so, in the order of the first.
func tallied(reads []Read, so func(Read) bool) []*tally {
	by := map[who]*tally{}
	var order []*tally
	for _, r := range reads {
		if !so(r) {
			continue
		}
		if by[r.who()] == nil {
			by[r.who()] = &tally{}
			order = append(order, by[r.who()])
		}
		by[r.who()].add(r)
	}
	return order
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprint(n, " times")
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprint(n, " days")
}
