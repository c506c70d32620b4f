package store_test

import (
	"slices"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/linkage"
)

// checkIDs compares who had an id before the last step with who has it now.
func (q *sequence) checkIDs(before, now picture) {
	if q.gave != nil {
		before = q.gave.before(before)
	}
	records, people := idRule{first: now.first}, idRule{first: now.first}
	founders := map[string]linkage.Key{}
	for k, has := range now.links {
		records.things = append(records.things, thing{k, before.links[k], has})
		if founder, ok := founders[has]; !ok || k.Less(founder) {
			founders[has] = k
		}
	}
	for id, founder := range founders {
		people.things = append(people.things, thing{founder, before.persons[id].family, now.persons[id].family})
	}
	heir := func(family string) string { return heirOf(family, before, now) }
	nobody := func(string) string { return "" }
	for _, breach := range slices.Concat(records.obeyed(before.persons, now.persons, nobody), people.obeyed(before.families, now.families, heir)) {
		q.t.Errorf("ids: %s", breach)
	}
	events := slices.Concat(records.told("person", before.persons, now.persons), people.told("family", before.families, now.families))
	for id, was := range before.families {
		if to := heir(id); !was.ended && to != "" && people.owner(id) == "" {
			events = append(events, "family merged | "+id+" | "+to)
		}
	}
	if q.gave != nil {
		events = q.gave.tell(events, now)
	}
	slices.Sort(events)
	got := q.lines("SELECT kind, person_id, other_id FROM link_events WHERE seq > " + strconv.Itoa(before.events))
	slices.Sort(got)
	if !slices.Equal(got, events) {
		q.t.Errorf("events:\ngot  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(events, "\n     "))
	}
	for _, event := range got {
		kind, _, _ := strings.Cut(event, " | ")
		q.count(kind)
	}
	q.checkRedirects("persons", now.persons)
	q.checkRedirects("families", now.families)
}

// heirOf is the family into whose people those of a family were merged, of several that of most; "" where none of them was.
func heirOf(family string, before, now picture) (heir string) {
	into := map[string]int{}
	for id, was := range before.persons {
		if was.family == family && now.persons[id].into != "" {
			into[now.persons[now.persons[id].into].family]++
		}
	}
	for id, n := range into {
		if n > into[heir] || n == into[heir] && id < heir {
			heir = id
		}
	}
	return heir
}

// checkRedirects follows every id that was merged.
func (q *sequence) checkRedirects(table string, ids map[string]standing) {
	for id, at := range ids {
		if at.into == "" {
			continue
		}
		to, hops := at.into, 0
		for ; ids[to].ended && ids[to].into != ""; hops++ {
			if to = ids[to].into; hops > len(ids) {
				q.t.Errorf("%s: %s is redirected in a circle", table, id)
				break
			}
		}
		if _, known := ids[to]; !known || !at.ended {
			q.t.Errorf("%s: %s, %+v, is redirected to %s", table, id, at, to)
		}
	}
}

// checkRows compares partners' rows with those before, and with what the partners sent.
func (q *sequence) checkRows(before, now picture) {
	for at, was := range before.rows {
		if is, kept := now.rows[at]; !kept || is.said != was.said || was.ended != notEnded && is.ended != was.ended {
			q.t.Errorf("%s said %q, ended %s: now it is %+v", at, was.said, was.ended, is)
		}
	}
	current := map[linkage.Key]string{}
	for _, line := range q.lines("SELECT partner, org, ref, raw FROM source_people WHERE ended_import_id IS NULL") {
		c := strings.SplitN(line, " | ", 4)
		current[keyOf(c)] = strings.Trim(c[3], `"`)
	}
	for k, line := range q.said {
		if current[k] != line {
			q.t.Errorf("%v sent %q, and %q is held", k, line, current[k])
		}
	}
	for k := range current {
		if _, sent := q.said[k]; !sent {
			q.t.Errorf("%v was withdrawn, and is held", k)
		}
	}
	if len(current) != len(now.links) {
		q.t.Errorf("%d records are held, %d are linked", len(current), len(now.links))
	}
}
