package audit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
)

func TestFindUnusual(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	rules := audit.UnusualRules{Families: 5, Times: 3, Opens: 7, Closes: 20, Place: london, Shifts: []string{"POLICE_OFFICER"}, Follow: 28, Now: time.Date(2013, 9, 1, 9, 0, 0, 0, time.UTC)}
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, london)
		if err != nil {
			t.Fatal(err)
		}
		return when.UTC()
	}
	families := func(n int) (ids []string) {
		for i := range n {
			ids = append(ids, fmt.Sprint("F", i))
		}
		return ids
	}
	const tuesday = "2013-07-02"
	desk := func(change func(*audit.Read)) audit.Read {
		r := audit.Read{At: at(tuesday + " 10:00"), Subject: "a", Role: "SCHOOL_OFFICER", Org: "x", Families: []string{"F1"}}
		change(&r)
		return r
	}
	others := []audit.Read{
		desk(func(r *audit.Read) { r.Subject = "b" }), desk(func(r *audit.Read) { r.Subject, r.Families = "c", families(2) }), desk(func(r *audit.Read) { r.Subject = "d" }),
	}
	for name, c := range map[string]struct {
		reads []audit.Read
		want  string // kind, reader, count of entries; one a line
	}{
		"a day at a desk": {[]audit.Read{desk(func(*audit.Read) {})}, ""},
		"many families":   {append(others, desk(func(r *audit.Read) { r.Families = families(3) }), desk(func(r *audit.Read) { r.Families = families(6) })), "many-families a 2"},
		"many, as all of the role have": {
			[]audit.Read{desk(func(r *audit.Read) { r.Families = families(6) }), desk(func(r *audit.Read) { r.Subject, r.Families = "b", families(6) })}, "",
		},
		"many, in another role": {append(others, desk(func(r *audit.Read) { r.Role, r.Families = "COUNCIL_COORDINATOR", families(60) })), ""},
		"many, over two days": {append(others, desk(func(r *audit.Read) { r.Families = families(4) }), desk(func(r *audit.Read) {
			r.At, r.Families = at("2013-07-03 10:00"), []string{"F8", "F9"}
		})), ""},
		"one's own surname":           {[]audit.Read{desk(func(r *audit.Read) { r.Surname = true }), desk(func(r *audit.Read) { r.Surname = true })}, "own-surname a 2"},
		"one's own postcode":          {[]audit.Read{desk(func(r *audit.Read) { r.Postcode = true })}, "own-postcode a 1"},
		"at night":                    {[]audit.Read{desk(func(r *audit.Read) { r.At = at(tuesday + " 20:00") }), desk(func(r *audit.Read) { r.At = at(tuesday + " 06:59") })}, "out-of-hours a 2"},
		"at the last minute":          {[]audit.Read{desk(func(r *audit.Read) { r.At = at(tuesday + " 19:59") }), desk(func(r *audit.Read) { r.At = at(tuesday + " 07:00") })}, ""},
		"by the summer's clock":       {[]audit.Read{desk(func(r *audit.Read) { r.At = time.Date(2013, 7, 2, 6, 30, 0, 0, time.UTC) })}, ""},
		"by the winter's clock":       {[]audit.Read{desk(func(r *audit.Read) { r.At = time.Date(2013, 1, 8, 6, 30, 0, 0, time.UTC) })}, "out-of-hours a 1"},
		"on a Sunday":                 {[]audit.Read{desk(func(r *audit.Read) { r.At = at("2013-07-07 11:00") })}, "out-of-hours a 1"},
		"on a shift":                  {[]audit.Read{desk(func(r *audit.Read) { r.At, r.Role = at("2013-07-07 03:00"), "POLICE_OFFICER" })}, ""},
		"in an emergency":             {[]audit.Read{desk(func(r *audit.Read) { r.At, r.Glass = at("2013-08-31 03:00"), true })}, ""},
		"an emergency, and no more":   {[]audit.Read{desk(func(r *audit.Read) { r.Glass = true })}, "never-followed a 1"},
		"an emergency, and the week":  {[]audit.Read{desk(func(r *audit.Read) { r.Glass = true }), desk(func(r *audit.Read) { r.At = at("2013-07-05 10:00") })}, ""},
		"an emergency, and another's": {[]audit.Read{desk(func(r *audit.Read) { r.Glass = true }), desk(func(r *audit.Read) { r.At, r.Subject = at("2013-07-05 10:00"), "b" })}, "never-followed a 1"},
		"an emergency of last week":   {[]audit.Read{desk(func(r *audit.Read) { r.At, r.Glass = at("2013-08-27 10:00"), true })}, ""},
		"governance":                  {[]audit.Read{desk(func(r *audit.Read) { r.Role, r.Surname = "INFORMATION_GOVERNANCE", true })}, ""},
		"a command":                   {[]audit.Read{desk(func(r *audit.Read) { r.Role, r.At = "", at("2013-07-07 03:00") })}, ""},
		"two readers": {
			[]audit.Read{desk(func(r *audit.Read) { r.Subject, r.Surname = "z", true }), desk(func(r *audit.Read) { r.Surname, r.Postcode = true, true })},
			"own-postcode a 1\nown-surname a 1\nown-surname z 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range c.reads {
				c.reads[i].Seq = int64(i + 1)
			}
			var lines []string
			for _, u := range audit.FindUnusual(c.reads, rules) {
				lines = append(lines, fmt.Sprintf("%s %s %d", u.Kind, u.Subject, u.Count))
				if u.Says == "" || len(u.Entries) != u.Count {
					t.Errorf("it says %q of %v", u.Says, u.Entries)
				}
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func BenchmarkFindUnusual(b *testing.B) {
	var reads []audit.Read
	for i := range 100_000 {
		reads = append(reads, audit.Read{
			Seq: int64(i), At: time.Date(2013, 7, 1, 0, 0, i, 0, time.UTC), Subject: fmt.Sprint("s", i%500), Role: "SCHOOL_OFFICER", Families: []string{fmt.Sprint("F", i%4000)}, Surname: i%97 == 0,
		})
	}
	rules := audit.UnusualRules{Families: 30, Times: 4, Opens: 7, Closes: 20, Place: time.UTC, Follow: 28, Now: time.Date(2013, 9, 1, 0, 0, 0, 0, time.UTC)}
	for b.Loop() {
		audit.FindUnusual(reads, rules)
	}
}
