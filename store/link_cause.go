package store

import (
	"thrivingfamilies.example/hub/linkage"
)

// cause is why some of what had an id has another: words without personal data, and the weight of the pair of records that
// told, where one did.
type cause struct {
	words  string
	weight *float64
}

// What a cause says. A mark says the same as any decision.
const (
	saidOne    = "people said that they are one"
	saidTwo    = "people said that they are two"
	recordGone = "a record was withdrawn"
	agreeing   = "their records agree"
	disagree   = "their records do not agree enough"
	ownIDs     = "whoever reports has other ids from then on"
	agreesMore = "a record agrees better with another person's"
	noneAgree  = "no record of the one agrees with one of the other any longer"
	byOthers   = "both agree with others of the one person"
)

// unlink takes away the links of the batch's records that are no longer held, and notes of whom they were.
func (f *follower) unlink() error {
	const ended = " WHERE (partner, org, ref) " + inBatch + ` AND NOT EXISTS (SELECT 1 FROM source_people p
		WHERE p.partner = links.partner AND p.org = links.org AND p.ref = links.ref AND p.ended_import_id IS NULL)`
	var people []string
	if err := f.tx.scan(&people, "SELECT DISTINCT person_id FROM links"+ended); err != nil {
		return err
	}
	f.gone = make(map[string]bool, len(people))
	for _, id := range people {
		f.gone[id] = true
		f.happened(id, recordGone)
	}
	return f.tx.exec("DELETE FROM links" + ended)
}

// whyPeople works out the causes of what became of people, from what was kept and said of pairs of their records: those that
// are now together and were of two, and those that were of one and are apart. gone are the people of whom a record is held
// no longer.
func whyPeople(records []linkage.Record, people []linkage.Person, ids []string, pairs []linkage.Pair, said []linkage.Constraint, gone map[string]bool) map[change]cause {
	now := make([]string, len(records))
	var moves []change
	for i, person := range people {
		for _, at := range person.Records {
			now[at] = ids[i]
			if was := records[at].PersonID; was != "" && was != ids[i] {
				moves = append(moves, change{was, ids[i]})
			}
		}
	}
	if len(moves) == 0 {
		return nil
	}
	w := why{records: records, now: now, joined: map[change]cause{}, parted: map[change]cause{}, went: map[string]map[string]bool{}}
	for i := range records {
		was := records[i].PersonID
		if w.went[was] == nil {
			w.went[was] = map[string]bool{}
		}
		w.went[was][now[i]] = true
	}
	for i := range pairs {
		p := &pairs[i]
		weight := float64(p.Weight)
		w.together(p.A, p.B, cause{agreeing, &weight})
		w.apart(p.A, p.B, cause{disagree, &weight})
	}
	at := make(map[linkage.Key]int, len(records))
	for i := range records {
		at[records[i].Key] = i
	}
	for _, c := range said {
		a, okA := at[c.A]
		b, okB := at[c.B]
		switch {
		case !okA || !okB:
		case c.Same:
			w.together(a, b, cause{words: saidOne})
		default:
			w.apart(a, b, cause{words: saidTwo})
		}
	}
	causes := map[change]cause{}
	for _, m := range moves {
		causes[m] = w.cause(m, gone[m.was])
	}
	return causes
}

// cause is that of one change: of a person who went over whole what brought the two together, of one of whom some went what took
// these away.
func (w *why) cause(m change, gone bool) cause {
	joined, together := w.joined[m]
	parted, apart := w.parted[m]
	switch {
	case w.whole(m) && together:
		return joined
	case w.whole(m):
		return cause{words: byOthers}
	case parted.words == saidTwo:
		return parted
	case together && joined.words == agreeing:
		return cause{agreesMore, joined.weight}
	case together:
		return joined
	case gone:
		return cause{words: recordGone}
	case apart:
		return parted
	}
	return cause{words: noneAgree}
}

// whole reports whether all records of a person that are still held made the change.
func (w *why) whole(m change) bool { return len(w.went[m.was]) == 1 }

// why gathers what speaks for changes.
type why struct {
	records        []linkage.Record
	now            []string // whose each record is now
	joined, parted map[change]cause
	went           map[string]map[string]bool // of each person before, who the records are now
}

// together takes what speaks for a pair: where the two are one person now and were not, it is why.
func (w *why) together(a, b int, c cause) {
	if w.now[a] != w.now[b] || w.records[a].PersonID == w.records[b].PersonID {
		return
	}
	for _, at := range []int{a, b} {
		better(w.joined, change{w.records[at].PersonID, w.now[at]}, c)
	}
}

// apart takes what did not speak for a pair enough: where the two were one person and are not now, it is why.
func (w *why) apart(a, b int, c cause) {
	if w.now[a] == w.now[b] || w.records[a].PersonID != w.records[b].PersonID {
		return
	}
	for _, at := range []int{a, b} {
		better(w.parted, change{w.records[at].PersonID, w.now[at]}, c)
	}
}

// better keeps of the causes of one change what people said before what records tell, and of that the best weight.
func better(causes map[change]cause, m change, c cause) {
	if was, ok := causes[m]; !ok || was.weight != nil && (c.weight == nil || *c.weight > *was.weight) {
		causes[m] = c
	}
}
