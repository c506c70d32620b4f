package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// send imports a feed, and into the database that is linked at the end only.
func (q *sequence) send(files sent, o store.ImportOptions) {
	o.Now = q.at
	imported(q.t, q.s, files, o)
	take(q.t, q.slow, folder(q.t, files), o)
	q.note(files["people"], o)
}

// note keeps what a partner said last of each person.
func (q *sequence) note(people string, o store.ImportOptions) {
	lines := strings.Split(strings.TrimSpace(people), "\n")[1:]
	came := map[linkage.Key]bool{}
	for _, line := range lines {
		ref, _, _ := strings.Cut(line, ",")
		k := linkage.Key{Partner: o.Partner, Org: o.Org, Ref: ref}
		if was, held := q.said[k]; held && was != line {
			q.count("record corrected")
		}
		came[k], q.said[k] = true, line
	}
	for k := range q.said {
		if o.Snapshot && k.Partner == o.Partner && k.Org == o.Org && !came[k] {
			delete(q.said, k)
			q.count("record withdrawn")
		}
	}
}

// resend sends a record that is held again, with columns of another.
func (q *sequence) resend(n int, other string, columns []int) {
	k, ok := pick(q.keys(), n)
	if !ok {
		return
	}
	cells, others := strings.Split(q.said[k], ","), strings.Split(other, ",")
	for _, c := range columns {
		cells[c] = others[c]
	}
	q.send(sent{"people": rows(townHeader, strings.Join(cells, ","))}, store.ImportOptions{Partner: k.Partner, Org: k.Org})
}

func (q *sequence) link(learn bool) {
	counts, err := q.s.Link(q.t.Context(), store.LinkOptions{Learn: learn, Now: q.at, By: audit.Actor{Subject: "test"}})
	if err != nil {
		q.t.Fatal(err)
	}
	if counts.Records != len(q.said) {
		q.t.Errorf("%d records were linked of %d", counts.Records, len(q.said))
	}
	if q.count("link"); counts.Learning.Learnt {
		q.count("link by a model learnt then")
	}
}

// remodel keeps a model that links more or less carefully, as if it had been learnt meanwhile.
func (q *sequence) remodel(floor int) {
	var model map[string]any
	if err := json.Unmarshal(linkage.Starter().Marshal(), &model); err != nil {
		q.t.Fatal(err)
	}
	model["version"] = fmt.Sprintf("floor %d at %s", floor, q.at)
	model["settings"].(map[string]any)["hub"].(map[string]any)["floor"] = floor
	body, err := json.Marshal(model)
	if err != nil {
		q.t.Fatal(err)
	}
	if _, err := q.db.Exec("INSERT INTO link_models (version, body, trained_at) VALUES ($1, $2, $3)", model["version"], string(body), q.at); err != nil {
		q.t.Fatal(err)
	}
}

// refused reports whether a change was refused, which then changed nothing. That it fails otherwise is an error.
func (q *sequence) refused(err error, kind models.RefusedKind) bool {
	q.t.Helper()
	var r *models.Refused
	switch {
	case err == nil:
		return false
	case !errors.As(err, &r) || r.Kind != kind:
		q.t.Fatal(err)
	}
	if now := q.look(); !now.equal(q.now) {
		q.t.Errorf("what was refused has changed something")
	}
	q.count("refused: " + r.Error())
	return true
}

func (q *sequence) by(subject string, role models.Role) audit.Entry {
	e := entryOf(subject, role)
	e.At = q.at
	return e
}

// pick is the n-th of a list, counting round it; false of an empty one.
func pick[T any](list []T, n int) (one T, ok bool) {
	if len(list) == 0 {
		return one, false
	}
	return list[n%len(list)], true
}
