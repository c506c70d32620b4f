package store

import (
	"cmp"
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// writeEvents writes down what became of people: that one was merged into another, that a new one was split off, or that
// records moved between two. Each stands once, whatever number of records it is about.
func (f *follower) writeEvents(records []linkage.Record, people []linkage.Person, ids []string, redirects map[string]string) error {
	type event struct{ kind, person, other string }
	known := map[string]bool{}
	for _, r := range records {
		known[r.PersonID] = true
	}
	seen := map[event]bool{}
	for i, p := range people {
		for _, at := range p.Records {
			was := records[at].PersonID
			switch {
			case was == "" || was == ids[i]:
			case redirects[was] == ids[i]:
				seen[event{"merged", was, ids[i]}] = true
			case !known[ids[i]]:
				seen[event{"split", was, ids[i]}] = true
			default:
				seen[event{"moved", was, ids[i]}] = true
			}
		}
	}
	events := make([]event, 0, len(seen))
	for e := range seen {
		events = append(events, e)
	}
	slices.SortFunc(events, func(x, y event) int {
		return cmp.Or(cmp.Compare(x.person, y.person), cmp.Compare(x.other, y.other), cmp.Compare(x.kind, y.kind))
	})
	rows := make([][]any, len(events))
	for i, e := range events {
		rows[i] = []any{f.now, f.importID, e.kind, e.person, e.other, f.reason, f.linker.Version()}
	}
	return f.tx.insert("link_events", []string{"at", "import_id", "kind", "person_id", "other_id", "reason", "model"}, rows, "")
}
