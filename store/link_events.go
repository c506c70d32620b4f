package store

import (
	"cmp"
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// change is what a record or a member was in, and what it is in now.
type change struct{ was, is string }

// personChanges are those of records between people.
func personChanges(records []linkage.Record, people []linkage.Person, ids []string) (changes []change) {
	for i, p := range people {
		for _, at := range p.Records {
			changes = append(changes, change{records[at].PersonID, ids[i]})
		}
	}
	return changes
}

// familyChanges are those of people between families.
func familyChanges(members []linkage.Member, families []linkage.Family, ids []string) (changes []change) {
	for i, family := range families {
		for _, at := range family.Members {
			changes = append(changes, change{members[at].FamilyID, ids[i]})
		}
	}
	return changes
}

// writeEvents writes down what became of people, or of families: that one was merged into another, that a new one was split
// off, or that some of one moved to another that was there before, and why. Each stands once, whatever number moved.
func (f *follower) writeEvents(of string, changes []change, redirects map[string]string, causes map[change]cause) error {
	type event struct{ kind, id, other string }
	known := map[string]bool{}
	for _, c := range changes {
		known[c.was] = true
	}
	var events []event
	for _, c := range changes {
		switch {
		case c.was == "" || c.was == c.is:
		case redirects[c.was] == c.is:
			events = append(events, event{"merged", c.was, c.is})
		case !known[c.is]:
			events = append(events, event{"split", c.was, c.is})
		default:
			events = append(events, event{"moved", c.was, c.is})
		}
	}
	slices.SortFunc(events, func(x, y event) int {
		return cmp.Or(cmp.Compare(x.id, y.id), cmp.Compare(x.other, y.other), cmp.Compare(x.kind, y.kind))
	})
	events = slices.Compact(events)
	rows := make([][]any, len(events))
	for i, e := range events {
		reason, c := f.reason, causes[change{e.id, e.other}]
		if c.words != "" {
			reason += ": " + c.words
		}
		rows[i] = []any{f.now, f.importID, of + " " + e.kind, e.id, e.other, reason, c.weight, f.linker.Version()}
	}
	return f.tx.insert("link_events", []string{"at", "import_id", "kind", "person_id", "other_id", "reason", "weight", "model"}, rows, "")
}
