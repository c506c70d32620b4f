package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// move is one change of a sequence, drawn before it is known what it will meet: what it is about it finds by number among
// what there is then, so that it still means something where those before it were left out.
type move struct {
	kind string
	says string // what was drawn
	do   func(*sequence)
	feed *feed // of a step that sends one as it was drawn
}

// feed is what a step sends.
type feed struct {
	files sent
	o     store.ImportOptions
}

// kinds are the kinds of step and how often each is drawn.
var kinds = []struct {
	kind   string
	weight int
	draw   func(town) move
}{
	{"import", 10, func(r town) move { return sending(r.step(3)) }},
	{"import of everybody", 4, func(r town) move { return sending(r.step(1)) }},
	{"withdrawal of all", 1, func(r town) move {
		o := r.sender()
		o.Snapshot = true
		return sending(sent{"people": rows(townHeader)}, o)
	}},
	{"correction", 6, correction},
	{"decision", 12, decision},
	{"decisions on all that is in doubt", 3, decisions},
	{"decision withdrawn", 3, func(r town) move {
		n := r.IntN(many)
		return move{says: fmt.Sprint(n), do: func(q *sequence) { q.withdraw(n) }}
	}},
	{"report", 4, report},
	{"report decided at once", 4, func(r town) move {
		made, words := report(r), r.words(4, append(review.Verdicts, review.Same, review.Same)[r.IntN(6)])
		return move{says: fmt.Sprintf("%s: %v", made.says, words), do: func(q *sequence) {
			made.do(q)
			q.check()
			q.decideTask(q.reported, words)
		}}
	}},
	{"mark", 5, mark},
	{"mark withdrawn", 2, func(r town) move {
		n := r.IntN(many)
		return move{says: fmt.Sprint(n), do: func(q *sequence) { q.unmark(n) }}
	}},
	{"families corrected", 5, familyCorrection},
	{"families corrected, withdrawn", 2, func(r town) move {
		n := r.IntN(many)
		return move{says: fmt.Sprint(n), do: func(q *sequence) { q.withdrawFamilies(n) }}
	}},
	{"link", 1, func(town) move { return move{do: func(q *sequence) { q.link(false) }} }},
	{"link, learning where it can", 1, func(town) move { return move{do: func(q *sequence) { q.link(true) }} }},
	{"link by another model", 1, func(r town) move {
		floor := r.IntN(8) - 2
		return move{says: fmt.Sprint("floor ", floor), do: func(q *sequence) { q.remodel(floor); q.link(false) }}
	}},
}

// many is more than there ever is of anything: a number below it, by the remainder, picks one of what there is.
const many = 2520

// sequence draws the steps of one.
func (r town) sequence() []move {
	var folk []string
	for range 1 + r.IntN(6) {
		folk = append(folk, r.person(0))
	}
	r.folk = folk
	total := 0
	for _, k := range kinds {
		total += k.weight
	}
	steps := make([]move, 12+r.IntN(20))
	for i := range steps {
		at := r.IntN(total)
		for _, k := range kinds {
			if at -= k.weight; at < 0 {
				steps[i] = k.draw(r)
				steps[i].kind = k.kind
				break
			}
		}
	}
	return steps
}

func sending(files sent, o store.ImportOptions) move {
	f := &feed{files, o}
	return move{says: f.String(), feed: f, do: func(q *sequence) { q.send(files, o) }}
}

func (f *feed) String() string {
	var b strings.Builder
	b.WriteString(string(f.o.Partner) + " " + f.o.Org)
	if f.o.Snapshot {
		b.WriteString(", a snapshot")
	}
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if text := strings.TrimSpace(f.files[name]); f.o.Snapshot || strings.Contains(text, "\n") {
			b.WriteString("\n     " + name + ".csv: " + strings.ReplaceAll(text, "\n", "\n       "))
		}
	}
	return b.String()
}

// smaller are the steps that send a row less.
func (s move) smaller() (all []move) {
	if s.feed == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.feed.files)) {
		lines := strings.Split(strings.TrimSpace(s.feed.files[name]), "\n")
		for i := 1; i < len(lines); i++ {
			files := maps.Clone(s.feed.files)
			files[name] = rows(lines[0], slices.Delete(slices.Clone(lines[1:]), i-1, i)...)
			less := sending(files, s.feed.o)
			less.kind = s.kind
			all = append(all, less)
		}
	}
	return all
}

// correction sends one of the records held again, of which something is written otherwise.
func correction(r town) move {
	n, other, columns := r.IntN(many), r.person(0), townColumns[r.IntN(len(townColumns))]
	return move{
		says: fmt.Sprintf("record %d, columns %d of %s", n, columns, other),
		do:   func(q *sequence) { q.resend(n, other, columns) },
	}
}

// decision is by one reader, or by several who are of one mind as a rule.
func decision(r town) move {
	n, words := r.IntN(many), r.words(1+r.IntN(3), append(review.Verdicts, review.Same)[r.IntN(5)])
	return move{says: fmt.Sprintf("task %d: %v", n, words), do: func(q *sequence) { q.decide(n, words) }}
}

// decisions are by enough readers to settle each task, most of one mind.
func decisions(r town) move {
	words := r.words(4, append(review.Verdicts, review.Same, review.Same)[r.IntN(6)])
	return move{says: fmt.Sprint(words), do: func(q *sequence) {
		for range 6 {
			q.decide(0, words)
		}
	}}
}

// words are what so many readers say of two records: the usual as a rule.
func (r town) words(readers int, usual review.Verdict) (words []word) {
	subjects := []string{"ann", "bob", "cat", "reporter"}
	r.Shuffle(len(subjects), func(i, j int) { subjects[i], subjects[j] = subjects[j], subjects[i] })
	for _, subject := range subjects[:readers] {
		verdict := usual
		if r.IntN(5) == 0 {
			verdict = review.Verdicts[r.IntN(4)]
		}
		words = append(words, word{subject, verdict})
	}
	return words
}

// word is what somebody says of two records.
type word struct {
	subject string
	verdict review.Verdict
}

// report is as a rule by somebody of whose organisation one of the person's records is; some say it twice.
func report(r town) move {
	n, source := r.IntN(many), -1
	by := review.Reporter{Subject: r.one("reporter", "ann")}
	switch r.IntN(8) {
	case 0, 1, 2:
		by.Role, source = models.Coordinator, r.IntN(many)
	case 3:
		by.Role = models.PoliceOfficer
	}
	later, again := r.IntN(2) == 0, r.IntN(4) == 0
	return move{says: fmt.Sprintf("record %d by %v, source %d, an hour later: %t, twice: %t", n, by, source, later, again), do: func(q *sequence) {
		if later {
			q.at = q.at.Add(review.SameReport)
		}
		if again && source < 0 {
			q.reportTwice(n, by)
			return
		}
		q.report(n, source, by)
	}}
}

// mark is of two records of one person, of two that people said to be one, though not in one word, or of any two, held or not.
func mark(r town) move {
	n, m := r.IntN(many), r.IntN(many)
	a, b := r.record(), r.record()
	switch r.IntN(4) {
	case 0:
		return move{says: fmt.Sprint(a, " and ", b), do: func(q *sequence) { q.mark(a, b, false) }}
	case 1:
		return move{says: fmt.Sprintf("records %d and %d of one person", n, m), do: func(q *sequence) { q.markTwoOf(n, m) }}
	}
	return move{says: fmt.Sprintf("pair %d of those said to be one through others", n), do: func(q *sequence) { q.markSaid(n, m) }}
}

// record is the key of a record that some step may send.
func (r town) record() linkage.Key {
	o := r.sender()
	return linkage.Key{Partner: o.Partner, Org: o.Org, Ref: fmt.Sprint(r.IntN(8))}
}
