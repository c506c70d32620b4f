package store_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

const placedHeader = "person_ref,forename,surname,date_of_birth,address_line_1,town,postcode,uprn,restricted"

// The people of one street. Ann Lee, with her son, is known to every partner. The Orrs share her house, and the Stones her
// tenancy alone; the Walls, whose own address is a third, share a house with nobody. Each family is tied by its surname.
const (
	lees   = ",12 Millbrook,Witney,OX28 1AA,100120000001,"
	stones = ",7 Hostelgate,Witney,OX28 3CC,100120000003,no"
	walls  = ",9 Farfield,Bicester,OX26 9ZZ,100120000009,no"
)

// street are the feeds of all partners, in which one of them restricts Ann's address, or none ("").
func street(restricting models.Partner) map[models.Partner]sent {
	person := func(p models.Partner) string {
		restricted := "no"
		if p == restricting {
			restricted = "yes"
		}
		return "a,Ann,Lee,1980-05-02" + lees + restricted
	}
	const ben = "b,Ben,Lee,2001-04-03" + lees + "no"
	return map[models.Partner]sent{
		models.Council: {
			"people": rows(placedHeader, person(models.Council), ben, "c,Carl,Orr,1970-02-02"+lees+"no", "d,Dora,Orr,1972-03-03"+lees+"no",
				"e,Eve,Stone,1981-01-09"+stones, "f,Fay,Stone,2003-01-09"+stones, "w,Will,Wall,1960-01-09"+walls, "x,Xena,Wall,1961-01-09"+walls),
			"involvements": rows("involvement_ref,person_ref,kind,hub", "i1,b,early-help,Northhub"),
		},
		models.Police: {
			"people":        rows(placedHeader, person(models.Police)),
			"callouts":      rows("callout_ref,person_ref,uprn,postcode,occurred_on,reason", "k1,a,100120000077,OX28 7KK,2012-03-04,domestic"),
			"asb_incidents": rows("incident_ref,person_ref,part,category,uprn,postcode", "n1,a,victim,nuisance,100120000078,OX28 8KK"),
		},
		models.Schools: {
			"people":     rows(placedHeader, person(models.Schools), ben),
			"enrolments": rows("enrolment_ref,person_ref,school_urn,kind", "m1,b,931103,mainstream"),
			"attendance": rows("person_ref,school_urn,term,possible", "b,931103,2011/12-autumn,120"),
			"exclusions": rows("exclusion_ref,person_ref,school_urn,category", "x1,b,931103,FIXD"),
		},
		models.Housing: {
			"people":    rows(placedHeader, person(models.Housing), "e,Eve,Stone,1981-01-09"+stones),
			"tenancies": rows("tenancy_ref,landlord,uprn,address_line_1,postcode", "T77,Spireslet,100120000005,5 Letstreet,OX28 5EE"),
			"occupants": rows("tenancy_ref,person_ref", "T77,a", "T77,e"),
			"actions":   rows("action_ref,tenancy_ref,person_ref,kind", "h1,T77,a,warning"),
		},
		models.DWP: {
			"people":     rows(placedHeader, person(models.DWP)),
			"provisions": rows("provision_ref,person_ref,programme,provider", "p1,a,work-programme,Acmework"),
		},
	}
}

// senders are the organisations in whose name schools and housing send: they give a place away too.
var senders = map[models.Partner]string{models.Schools: "931103", models.Housing: "Spireslet"}

// places are the words of everything that tells where the Lees are to be found.
var places = []string{
	"Millbrook", "OX28 1AA", "100120000001", "Northhub", "OX28 7KK", "100120000077", "OX28 8KK", "100120000078",
	"931103", "Spireslet", "T77", "Letstreet", "OX28 5EE", "100120000005", "Acmework", "Witney",
}

func TestProtection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s, h := openHeld(t, dsn)
		send := func(feeds map[models.Partner]sent, partners ...models.Partner) {
			for _, p := range partners {
				if receipt := imported(t, s, feeds[p], store.ImportOptions{Partner: p, Org: senders[p]}); receipt.Total().Quarantined > 0 {
					t.Fatalf("%s: %+v", p, receipt.Quarantine)
				}
			}
		}
		send(street(""), models.Partners...)
		if n := len(h.lines("SELECT id FROM families WHERE NOT ended")); n != 4 {
			t.Fatalf("there are %d families, want the Lees, Orrs, Stones and Walls", n)
		}
		openly := h.derived()
		for _, at := range []string{"a", "c", "e", "w"} {
			h.open(at)
		}
		for _, partner := range models.Partners {
			send(street(partner), partner)
			for _, at := range []string{"a", "c", "e"} {
				h.protected(at)
			}
			h.leesHidden()
			h.open("w")
			send(street(""), partner)
			unchanged(t, "after "+string(partner)+" lifts it", openly, h.derived())
		}
	})
}

// A restriction goes with the row that bears it: withdrawn, the address is open again; the last of two counts.
func TestProtectionOfWithdrawnRow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s, h := openHeld(t, dsn)
		council := func(restricted string, more ...string) {
			people := append([]string{"b,Ben,Lee,2001-04-03" + lees + "no"}, more...)
			imported(t, s, sent{"people": rows(placedHeader, append(people, "a,Ann,Lee,1980-05-02"+lees+restricted)...)}, store.ImportOptions{Partner: models.Council, Snapshot: true})
		}
		other := func(lines ...string) {
			imported(t, s, sent{"people": rows(placedHeader, lines...)}, store.ImportOptions{Partner: models.Police, Snapshot: true})
		}
		council("no")
		h.open("a")
		other("z,Ann,Lee,1980-05-02" + lees + "yes")
		h.protected("a")
		h.protected("b")
		council("yes")
		other()
		h.protected("b")
		council("no")
		h.open("a")
		// A family of strangers, of whom one is restricted, moves into the house, and out again.
		const away = ",9 Farfield,Bicester,OX26 9ZZ,100120000009,"
		council("no", "s,Sam,Orr,1990-05-06"+lees+"yes", "t,Tom,Orr,1991-05-06"+lees+"no")
		if h.lines("SELECT " + fmt.Sprintf(familyOfRef, "a"))[0] == h.lines("SELECT " + fmt.Sprintf(familyOfRef, "s"))[0] {
			t.Error("the strangers became one family with the Lees")
		}
		h.protected("a")
		council("no", "s,Sam,Orr,1990-05-06"+away+"yes", "t,Tom,Orr,1991-05-06"+away+"no")
		h.open("a")
		h.protected("s")
	})
}

// held looks at what a database holds.
type held struct {
	t   testing.TB
	db  *sql.DB
	dsn string
}

// openHeld opens a migrated database and a second way into it, to look at what it holds.
func openHeld(t testing.TB, dsn string) (*store.Store, held) {
	t.Helper()
	return open(t, dsn), held{t, dbtest.Raw(t, dsn), dsn}
}

func (h held) lines(query string) []string {
	h.t.Helper()
	return dbtest.Rows(h.t, h.db, query)
}

// derived are the rows of what readers are answered from.
func (h held) derived() map[string][]string {
	h.t.Helper()
	contents := dbtest.Contents(h.t, h.db, h.dsn)
	return map[string][]string{"family_documents": contents["family_documents"], "holdings": contents["holdings"], "findable": contents["findable"]}
}

const familyOfRef = "(SELECT p.family_id FROM links l JOIN persons p ON p.id = l.person_id WHERE l.partner = 'council' AND l.ref = '%s')"

// copies are the kinds of copy that a family's document has, and whether its findable rows are protected.
func (h held) copies(ref string) (kinds, flags string) {
	family := fmt.Sprintf(familyOfRef, ref)
	return strings.Join(h.lines("SELECT DISTINCT places FROM family_documents WHERE family_id = "+family+" ORDER BY places"), " "),
		strings.Join(h.lines("SELECT DISTINCT protected FROM findable WHERE family_id = "+family), " ")
}

func (h held) open(ref string) {
	h.t.Helper()
	if kinds, flags := h.copies(ref); kinds != "open" || flags != "0" {
		h.t.Errorf("the family of %s has copies %q, found as %q: want it open", ref, kinds, flags)
	}
}

func (h held) protected(ref string) {
	h.t.Helper()
	if kinds, flags := h.copies(ref); kinds != "full hidden" || flags != "1" {
		h.t.Errorf("the family of %s has copies %q, found as %q: want it protected", ref, kinds, flags)
	}
	for _, place := range h.toldIn(ref, "hidden") {
		h.t.Errorf("the hidden copies of the family of %s tell of %s", ref, place)
	}
}

// leesHidden checks that what was hidden is there for those who may see it, and that everything else still is there.
func (h held) leesHidden() {
	h.t.Helper()
	if told := h.toldIn("a", "full"); len(told) != len(places) {
		h.t.Errorf("the full copies of the Lees tell only of %q", told)
	}
	hidden := strings.Join(h.lines("SELECT body FROM family_documents WHERE places = 'hidden' AND family_id = "+fmt.Sprintf(familyOfRef, "a")), "\n")
	for _, fact := range []string{"domestic", "nuisance", "early-help", "2011/12-autumn", "FIXD", "warning", "work-programme", "Ben", "1980-05-02"} {
		if !strings.Contains(hidden, fact) {
			h.t.Errorf("the hidden copies of the Lees have lost %s, which is no place", fact)
		}
	}
}

var sender = regexp.MustCompile(`"org":"[^"]*",?`)

// toldIn are the places of which the copies tell.
func (h held) toldIn(ref, kind string) (told []string) {
	h.t.Helper()
	bodies := strings.Join(h.lines("SELECT body FROM family_documents WHERE places = '"+kind+"' AND family_id = "+fmt.Sprintf(familyOfRef, ref)), "\n")
	if kind == "hidden" { // who sent a fact stays, for the decision whose word it is; no field shows it
		bodies = sender.ReplaceAllString(bodies, "")
	}
	for _, place := range places {
		if strings.Contains(bodies, place) {
			told = append(told, place)
		}
	}
	return told
}
