package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
)

// partedIDs is what a report by an outsider did before records were linked anew: its side was given ids of its own, whatever the
// others are.
type partedIDs struct {
	wasPerson, person, wasFamily, family string
	side                                 []linkage.Key
	alone                                bool // the side is all of the person
}

// partedBy reads the ids that the last report gave. Nobody may have had them.
func (q *sequence) partedBy(person string, side []linkage.Key, alone bool) *partedIDs {
	p := &partedIDs{wasPerson: person, wasFamily: q.now.persons[person].family, side: side, alone: alone}
	given := q.lines("SELECT id FROM parted_ids WHERE n = (SELECT max(n) FROM parted_ids) ORDER BY id DESC")
	if len(given) != 2 {
		q.t.Fatalf("the report gave the ids %q", given)
	}
	p.person, p.family = given[0], given[1]
	if _, used := q.now.persons[p.person]; used {
		q.t.Errorf("the report gave %s, which was somebody's", p.person)
	}
	if _, used := q.now.families[p.family]; used {
		q.t.Errorf("the report gave %s, which was a family's", p.family)
	}
	q.count("ids parted by a report")
	return p
}

// before is the picture as the linker found it.
func (p *partedIDs) before(was picture) picture {
	was.links, was.persons, was.families = maps.Clone(was.links), maps.Clone(was.persons), maps.Clone(was.families)
	for _, k := range p.side {
		was.links[k] = p.person
	}
	was.persons[p.person], was.families[p.family] = standing{family: p.family}, standing{}
	if p.alone {
		was.persons[p.wasPerson] = standing{ended: true, into: p.person, family: p.wasFamily}
	}
	return was
}

// tell adds the events of the side's ids, unless linking has told of them: they were taken out of those of before, or followed
// by them where nothing else of these is left.
func (p *partedIDs) tell(events []string, now picture) []string {
	for _, id := range []struct {
		of, was, is string
		at          standing
	}{{"person", p.wasPerson, p.person, now.persons[p.wasPerson]}, {"family", p.wasFamily, p.family, now.families[p.wasFamily]}} {
		both := " | " + id.was + " | " + id.is
		switch {
		case slices.ContainsFunc(events, func(e string) bool { return strings.HasSuffix(e, both) }):
		case !id.at.ended:
			events = append(events, id.of+" split"+both)
		case id.at.into == id.is:
			events = append(events, id.of+" merged"+both)
		}
	}
	return events
}

// reportedSide is the last report of an organisation's of some records.
type reportedSide struct {
	task string
	at   time.Time
}

// sideOf names the records that an organisation reported.
func sideOf(by review.Reporter, side []linkage.Key) string {
	return fmt.Sprint(by.Role.Partner(), " ", by.Org, side)
}

// reportedAgain is a report of what was just reported: it is the same one, and only the log knows of another.
func (q *sequence) reportedAgain(first string, done review.Reported) {
	if done.Task != first {
		q.t.Errorf("reported again, it is %s and not %s", done.Task, first)
	}
	now := q.look()
	if now.log == q.now.log+1 {
		now.log--
	}
	if !now.equal(q.now) {
		q.t.Errorf("what was reported again has changed something")
	}
	q.count("reported again")
}
