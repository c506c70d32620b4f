package store

import (
	"thrivingfamilies.example/hub/linkage"
)

// What happened to somebody by which a family became another: what comes first here is told before the rest.
const (
	becameOne  = "two of its people became one"
	becameTwo  = "one of its people became two"
	wasOthers  = "a record of one of its people proved to be another's"
	tieChanged = "a tie was added or withdrawn"
	movedHome  = "somebody moved home"
	tenancy    = "a tenancy began, changed or ended"
	saysOther  = "a record says something else"
	unbound    = "nothing binds them any longer"
)

var happenings = []string{becameOne, becameTwo, wasOthers, recordGone, tieChanged, movedHome, tenancy, saysOther}

// happened notes what happened to somebody.
func (f *follower) happened(person, what string) {
	if f.events == nil {
		f.events = map[string]map[string]bool{}
	}
	if f.events[person] == nil {
		f.events[person] = map[string]bool{}
	}
	f.events[person][what] = true
}

// becamePeople notes of whom people became one or two, or lost a record to somebody who was there before.
func (f *follower) becamePeople(changes []change, redirects map[string]string) {
	known := map[string]bool{}
	for _, c := range changes {
		known[c.was] = true
	}
	for _, c := range changes {
		switch {
		case c.was == "" || c.was == c.is:
		case redirects[c.was] == c.is:
			f.happened(c.is, becameOne)
		case known[c.is]:
			f.happened(c.was, wasOthers)
			f.happened(c.is, wasOthers)
		default:
			f.happened(c.was, becameTwo)
			f.happened(c.is, becameTwo)
		}
	}
}

// brought are the ways by which an import changed what is known of people, besides who they are.
var brought = []struct{ what, query string }{
	{tieChanged, "source_relationships s JOIN links l ON l.partner = s.partner AND l.org = s.org AND l.ref = s.person_ref WHERE " + byImport},
	{tieChanged, "source_relationships s JOIN links l ON l.partner = s.partner AND l.org = s.org AND l.ref = s.other_ref WHERE " + byImport},
	{movedHome, wasChanged + " AND (s.address_line_1 <> p.address_line_1 OR s.address_line_2 <> p.address_line_2 OR s.postcode <> p.postcode OR s.uprn <> p.uprn)"},
	{tenancy, "source_occupants s JOIN links l ON l.partner = s.partner AND l.org = s.org AND l.ref = s.person_ref WHERE " + byImport},
	{tenancy, `source_tenancies s JOIN source_occupants o ON o.partner = s.partner AND o.org = s.org AND o.tenancy_ref = s.ref
		JOIN links l ON l.partner = o.partner AND l.org = o.org AND l.ref = o.person_ref WHERE ` + byImport},
	{saysOther, wasChanged},
}

const (
	byImport   = "? IN (s.import_id, s.ended_import_id)"
	wasChanged = `source_people s JOIN source_people p ON p.partner = s.partner AND p.org = s.org AND p.ref = s.ref AND p.ended_import_id IS NULL
		JOIN links l ON l.partner = p.partner AND l.org = p.org AND l.ref = p.ref WHERE s.ended_as = 'changed' AND s.ended_import_id = ?`
)

// hearImport notes what the import brought of whom, once.
func (f *follower) hearImport() error {
	if f.importID == 0 || f.heard {
		return nil
	}
	f.heard = true
	for _, b := range brought {
		var people []string
		if err := f.tx.scan(&people, "SELECT DISTINCT l.person_id FROM "+b.query, f.importID); err != nil {
			return err
		}
		for _, p := range people {
			f.happened(p, b.what)
		}
	}
	return nil
}

// whyFamilies works out the causes of what became of families: the first rule that holds somebody who came with those to whom
// they came, or that would have held somebody who went with those from whom they went, and why it did not; or else what
// happened to the people of the two.
func (f *follower) whyFamilies(members []linkage.Member, families []linkage.Family, ids []string, redirects map[string]string) (map[change]cause, error) {
	w := whyFamilies{members: members, causes: map[change]cause{}, known: map[string]bool{}, of: map[string][]string{}}
	for i, family := range families {
		for _, at := range family.Members {
			m := members[at]
			w.known[m.FamilyID] = true
			w.of[m.FamilyID] = appendNew(w.of[m.FamilyID], m.PersonID)
			w.of[ids[i]] = appendNew(w.of[ids[i]], m.PersonID)
		}
	}
	for i, family := range families {
		for _, at := range family.Members {
			m := change{members[at].FamilyID, ids[i]}
			if _, told := w.causes[m]; !told && m.was != "" && m.was != m.is {
				w.causes[m] = cause{words: w.rule(m, &family)}
			}
		}
	}
	for from, to := range redirects { // of a family whose people were all taken for others', nobody is a member
		if _, told := w.causes[change{from, to}]; !told {
			w.causes[change{from, to}] = cause{words: becameOne}
		}
	}
	for m, c := range w.causes {
		if c.words != "" {
			continue
		}
		if err := f.hearImport(); err != nil {
			return nil, err
		}
		w.causes[m] = cause{words: f.whatHappened(append(w.of[m.was], w.of[m.is]...))}
	}
	return w.causes, nil
}

// whatHappened is the first of what happened to any of the people; that nothing is known of it says that nothing is left.
func (f *follower) whatHappened(people []string) string {
	for _, what := range happenings {
		for _, p := range people {
			if f.events[p][what] {
				return what
			}
		}
	}
	return unbound
}

// whyFamilies gathers what is known of families' changes.
type whyFamilies struct {
	members []linkage.Member
	causes  map[change]cause
	known   map[string]bool     // the families that were there before
	of      map[string][]string // who is or was of each
}

// rule is the rule that tells of a change: of a family that was there before why some came, of a new one why they went.
func (w *whyFamilies) rule(m change, family *linkage.Family) string {
	first := func(links []linkage.Link, others func(other string) bool) string {
		for _, l := range links {
			x, y := w.members[l.A].FamilyID, w.members[l.B].FamilyID
			if x == m.was && others(y) || y == m.was && others(x) {
				return l.Rule
			}
		}
		return ""
	}
	came := ""
	if w.known[m.is] {
		came = first(family.Reasons, func(other string) bool { return other != m.was })
	}
	if came != "" {
		return came
	}
	return first(family.Refused, func(other string) bool { return other == m.was })
}
