package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// town makes random feeds of a few people in a few houses, described in so few ways that they often seem to be one.
type town struct {
	*rand.Rand
	folk []string // rows of which most others are copies with slips; none: everybody is made up afresh
}

func (r town) one(of ...string) string { return of[r.IntN(len(of))] }

func (r town) person(ref int) string {
	cells := strings.Split(fmt.Sprintf("%d,%s,%s,%s,%s,%s,%s,%s", ref, r.one("Ann", "Bob", "Cat"), r.one("Lee", "Orr", "Wall", ""), r.one("1980-05-02", "2001-04-03", "2005-06-07", ""),
		r.one("12 Mill Lane,OX28 1AA,100120000001", "14 Mill Lane,OX28 1AA,100120000002", "3 High Street,OX26 2BB,", "9 Far End,OX26 9ZZ,100120000009", ",,"),
		r.one("no", "no", "no", "no", "no", "yes"), r.one("no", "no", "no", "yes"), r.one("", "", "", "QQ123456C", "QQ123457C", "QQ123458C")), ",")
	if len(r.folk) > 0 {
		like := strings.Split(r.one(r.folk...), ",")
		for _, columns := range townColumns {
			if r.IntN(5) > 0 {
				copy(cells[columns[0]:], like[columns[0]:columns[len(columns)-1]+1])
			}
		}
	}
	return strings.Join(cells, ",")
}

// townColumns are what is written of a person, each with its columns: given name, surname, date of birth, address, number.
var townColumns = [][]int{{1}, {2}, {3}, {4, 5, 6}, {9}}

const townHeader = "person_ref,forename,surname,date_of_birth,address_line_1,postcode,uprn,restricted,sensitive,nino"

// sender is one of those who send feeds.
func (r town) sender() store.ImportOptions {
	o := store.ImportOptions{Partner: models.Partner(r.one("council", "housing", "housing", "schools", "dwp"))}
	if o.Partner == models.Housing {
		o.Org = r.one("Spireslet", "Isislet")
	}
	return o
}

// step is a random import: one in so many of the partner's people, and some of its facts, changed as chance has it.
func (r town) step(oneIn int) (sent, store.ImportOptions) {
	o := r.sender()
	o.Snapshot = r.IntN(3) == 0
	var refs []string
	var people []string
	for ref := range 8 {
		if r.IntN(oneIn) == 0 {
			people, refs = append(people, r.person(ref)), append(refs, fmt.Sprint(ref))
		}
	}
	files := sent{"people": rows(townHeader, people...)}
	if len(refs) == 0 {
		return files, o
	}
	some := func(n int, line func(i int) string) []string {
		var lines []string
		for i := range n {
			if r.IntN(2) == 0 {
				lines = append(lines, line(i))
			}
		}
		return lines
	}
	switch o.Partner {
	case models.Council, models.Schools:
		files["relationships"] = rows("person_ref,other_ref,kind", some(4, func(int) string {
			return r.one(refs...) + "," + r.one(refs...) + "," + r.one("parent-of", "partner-of", "sibling-of")
		})...)
	case models.Housing:
		files["tenancies"] = rows("tenancy_ref,landlord,address_line_1,postcode", some(3, func(i int) string {
			return fmt.Sprintf("t%d,%s,%s", i, r.one("Spireslet", "Isislet"), r.one("12 Mill Lane,OX28 1AA", "5 Let Street,OX28 5EE"))
		})...)
		files["occupants"] = rows("tenancy_ref,person_ref", some(4, func(int) string { return fmt.Sprintf("t%d,%s", r.IntN(3), r.one(refs...)) })...)
	}
	if o.Partner == models.Schools {
		files["enrolments"] = rows("enrolment_ref,person_ref,school_urn,kind", some(4, func(i int) string {
			return fmt.Sprintf("e%d,%s,%s,mainstream", i, r.one(refs...), r.one("931101", "931102"))
		})...)
	}
	if o.Partner == models.DWP {
		files["provisions"] = rows("provision_ref,person_ref,programme,provider,ended_on", some(4, func(i int) string {
			return fmt.Sprintf("p%d,%s,work-programme,%s,%s", i, r.one(refs...), r.one("Acme", "Ace"), r.one("", "2012-01-01"))
		})...)
	}
	return files, o
}

// TestFollowing imports random feeds, each followed by what it changes, and holds the outcome against the slow and obvious
// way: the same feeds without following, and one link over all of it. THRIVE_TOWNS makes it more towns.
func TestFollowing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		towns := 12
		if strings.HasPrefix(dsn, "postgres") {
			towns = 3
		}
		if long, _ := strconv.Atoi(os.Getenv("THRIVE_TOWNS")); long > 0 {
			towns = long
		}
		for seed := range towns {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				follow(t, dbtest.Another(t, dsn), town{Rand: rand.New(rand.NewPCG(uint64(seed), 62))})
			})
		}
	})
}

func follow(t *testing.T, dsn string, r town) {
	s, h := openHeld(t, dsn)
	slow, plain := openHeld(t, dbtest.Another(t, dsn))
	people, families := map[string]bool{}, map[string]bool{}
	for step := range 8 {
		files, o := r.step(3)
		imported(t, s, files, o)
		o.Follow = false
		take(t, slow, folder(t, files), o)
		for _, id := range h.lines("SELECT id FROM persons") {
			people[id] = true
		}
		for _, id := range h.lines("SELECT id FROM families") {
			families[id] = true
		}
		h.sound(step)
	}
	link(t, slow)
	for _, of := range []struct{ what, column string }{{"people", "l.person_id"}, {"families", "p.family_id"}} {
		if got, want := h.groups(of.column), plain.groups(of.column); !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %s\nwant %s", of.what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
	for id := range people {
		person, family, err := s.FamilyOf(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		h.redirected("persons", id, person)
		if person != "" && len(h.lines("SELECT id FROM families WHERE NOT ended AND id = '"+family+"'")) != 1 {
			t.Errorf("%s leads to %s in family %q, which does not live", id, person, family)
		}
	}
	for id := range families {
		family, err := s.LiveFamily(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		h.redirected("families", id, family)
	}
	before := h.derived()
	link(t, s)
	unchanged(t, "after writing all of it anew", before, h.derived())
}

func link(t testing.TB, s *store.Store) {
	t.Helper()
	if _, err := s.Link(t.Context(), store.LinkOptions{Now: now, By: audit.Actor{Subject: "test"}}); err != nil {
		t.Fatal(err)
	}
}

// groups are the records of each person or family, in order, without the ids, which hang on history.
func (h held) groups(column string) []string {
	h.t.Helper()
	members := map[string][]string{}
	for _, line := range h.lines("SELECT " + column + ", l.partner, l.org, l.ref FROM links l JOIN persons p ON p.id = l.person_id ORDER BY 2, 3, 4") {
		id, record, _ := strings.Cut(line, " | ")
		members[id] = append(members[id], strings.ReplaceAll(record, " | ", "/"))
	}
	var groups []string
	for _, records := range members {
		groups = append(groups, strings.Join(records, " "))
	}
	slices.Sort(groups)
	return groups
}

// sound checks what must hold after every import, whatever it was.
func (h held) sound(step int) {
	h.t.Helper()
	for what, query := range map[string]string{
		"a current record without a link": `SELECT s.partner, s.ref FROM source_people s WHERE s.ended_import_id IS NULL AND NOT EXISTS
			(SELECT 1 FROM links l WHERE l.partner = s.partner AND l.org = s.org AND l.ref = s.ref)`,
		"a link without a current record": `SELECT l.partner, l.ref FROM links l WHERE NOT EXISTS
			(SELECT 1 FROM source_people s WHERE l.partner = s.partner AND l.org = s.org AND l.ref = s.ref AND s.ended_import_id IS NULL)`,
		"a link to nobody":                 "SELECT l.partner, l.ref FROM links l LEFT JOIN persons p ON p.id = l.person_id AND NOT p.ended WHERE p.id IS NULL",
		"a live person without a record":   "SELECT id FROM persons WHERE NOT ended AND id NOT IN (SELECT person_id FROM links)",
		"a live person in no live family":  "SELECT p.id FROM persons p LEFT JOIN families f ON f.id = p.family_id AND NOT f.ended WHERE NOT p.ended AND f.id IS NULL",
		"a live family of nobody":          "SELECT id FROM families WHERE NOT ended AND id NOT IN (SELECT family_id FROM persons WHERE NOT ended)",
		"an ended person in a family":      "SELECT id, family_id FROM persons WHERE ended AND family_id <> ''",
		"a document of no live family":     "SELECT DISTINCT family_id FROM family_documents WHERE family_id NOT IN (SELECT id FROM families WHERE NOT ended)",
		"a holding that names no person":   "SELECT h.person_id FROM holdings h LEFT JOIN persons p ON p.id = h.person_id AND p.family_id = h.family_id AND NOT p.ended WHERE p.id IS NULL",
		"a findable row of no such person": "SELECT f.person_id FROM findable f LEFT JOIN persons p ON p.id = f.person_id AND p.family_id = f.family_id AND NOT p.ended WHERE p.id IS NULL",
	} {
		for _, line := range h.lines(query) {
			h.t.Errorf("step %d: %s: %s", step, what, line)
		}
	}
}

// redirected checks that an id leads to itself while it lives, to a live one once it was merged, and else nowhere.
func (h held) redirected(table, id, to string) {
	h.t.Helper()
	row := h.lines("SELECT ended, coalesce(merged_into, '') FROM " + table + " WHERE id = '" + id + "'")[0]
	switch {
	case row == "0 | " && to != id, row == "1 | " && to != "":
		h.t.Errorf("%s %s (%s) leads to %q", table, id, row, to)
	case to != "" && len(h.lines("SELECT id FROM "+table+" WHERE NOT ended AND id = '"+to+"'")) != 1:
		h.t.Errorf("%s %s leads to %s, which does not live", table, id, to)
	}
}

// Two records of one woman have nothing in common until a third comes that has something of both; then it goes again.
func TestMergedIDsRedirect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s, h := openHeld(t, dsn)
		const first, second = "1,Ottoline,Lee,1980-05-02,12 Mill Lane,OX28 1AA,,no,no,QQ123456C", "2,Ottoline,Orr,1980-05-02,9 Far End,OX26 9ZZ,,no,no,"
		imported(t, s, sent{"people": rows(townHeader, first)}, store.ImportOptions{Partner: models.DWP})
		imported(t, s, sent{"people": rows(townHeader, second)}, store.ImportOptions{Partner: models.Council})
		ids := h.lines("SELECT person_id FROM links ORDER BY ref")
		families := h.lines("SELECT p.family_id FROM links l JOIN persons p ON p.id = l.person_id ORDER BY ref")
		if len(ids) != 2 || ids[0] == ids[1] {
			t.Fatalf("people: %q", ids)
		}
		err := s.InTx(t.Context(), func(tx *store.Tx) error { return tx.Assign(families[1], "assigned", "worker") })
		if err != nil {
			t.Fatal(err)
		}
		third := sent{"people": rows(townHeader, "3,Ottoline,Orr,1980-05-02,9 Far End,OX26 9ZZ,,no,no,QQ123456C")}
		imported(t, s, third, store.ImportOptions{Partner: models.Housing, Snapshot: true})
		merged := h.lines("SELECT DISTINCT person_id FROM links")
		if len(merged) != 1 || !slices.Contains(ids, merged[0]) {
			t.Fatalf("after the third record there are %q: %q", merged, h.lines("SELECT a_ref, b_ref, weight FROM link_pairs"))
		}
		for i := range ids {
			person, family, err := s.FamilyOf(t.Context(), ids[i])
			if err != nil || person != merged[0] {
				t.Errorf("%s leads to %s, %v", ids[i], person, err)
			}
			if live, err := s.LiveFamily(t.Context(), families[i]); err != nil || live != family || live == "" {
				t.Errorf("family %s leads to %q, %v; the person is in %q", families[i], live, err, family)
			}
			if merged[0] != ids[i] {
				expect(t, "events", h.lines("SELECT kind, person_id, other_id FROM link_events ORDER BY kind"),
					"family merged | "+families[i]+" | "+families[1-i], "person merged | "+ids[i]+" | "+merged[0])
			}
		}
		expect(t, "assigned", h.lines("SELECT a.holder FROM assignments a JOIN persons p ON p.family_id = a.family_id WHERE p.id = '"+merged[0]+"'"), "worker")
		imported(t, s, sent{"people": rows(townHeader)}, store.ImportOptions{Partner: models.Housing, Snapshot: true})
		if apart := h.lines("SELECT DISTINCT person_id FROM links"); len(apart) != 2 || !slices.Contains(apart, merged[0]) {
			t.Errorf("once the third record has gone there are %q", apart)
		}
		h.sound(3)
	})
}

// A record of Cat turns out to be Ann's. It is half of what was known as Cat, and goes to the older: so Cat's ids lead to Ann
// from now on, and the other half, though it founded Cat and her family, is given new ones.
func TestAnEndedIDIsGivenToNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s, h := openHeld(t, dsn)
		const ann, cat = ",Ann,Lee,1980-05-02,12 Mill Lane,OX28 1AA,,no,no,QQ123456C", ",Cat,Orr,2001-04-03,9 Far End,OX26 9ZZ,,no,no,QQ123457C"
		ids := func(ref string) string {
			return h.lines("SELECT l.person_id, p.family_id FROM links l JOIN persons p ON p.id = l.person_id WHERE ref = '" + ref + "'")[0]
		}
		imported(t, s, sent{"people": rows(townHeader, "a"+ann, "c"+cat)}, store.ImportOptions{Partner: models.Council})
		imported(t, s, sent{"people": rows(townHeader, "d"+cat)}, store.ImportOptions{Partner: models.DWP})
		was, its, _ := strings.Cut(ids("c"), " | ")
		if ids("d") != ids("c") || ids("a") == ids("c") {
			t.Fatalf("%q", h.lines("SELECT ref, person_id FROM links"))
		}
		imported(t, s, sent{"people": rows(townHeader, "d"+ann)}, store.ImportOptions{Partner: models.DWP})
		person, family, _ := strings.Cut(ids("c"), " | ")
		if ids("d") != ids("a") || person == was || family == its {
			t.Errorf("Cat was %s of %s; now there are %q", was, its, h.lines("SELECT l.ref, p.id, p.family_id FROM links l JOIN persons p ON p.id = l.person_id"))
		}
		to, of, err := s.FamilyOf(t.Context(), was)
		if live, found := s.LiveFamily(t.Context(), its); err != nil || found != nil || to+" | "+of != ids("a") || live != of {
			t.Errorf("Cat's ids lead to %s of %s, and to %s; %v, %v", to, of, live, err, found)
		}
		h.sound(3)
	})
}
