package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// keptHeader heads people of whom each word stands in one row and nowhere else, so that it is found wherever it is held.
const keptHeader = "person_ref,forename,surname,date_of_birth,town,pnc_id,sensitive"

// What is past its period is in no table any more, and nothing else is gone; a dry run says the same and changes nothing; the log
// says how much of what went, without a word of it.
func TestRetention(t *testing.T) {
	police := func(town, pnc, disposal string) sent {
		return sent{"people": rows(keptHeader, "1,Ann,Leehart,1980-05-02,"+town+","+pnc+",no"), "offences": rows(offencesHeader, "o1,1,"+disposal)}
	}
	type takes map[models.Partner][]models.Class
	for name, c := range map[string]struct {
		erases     takes
		days       int // after the second import, before which all is past
		gone, left string
		tells      string
	}{
		"nothing is past": {takes{models.Police: {models.ClassOffences}}, -400, "", "Oldtown Newtown OLDPNC NEWPNC olddisposal newdisposal quarantined Leehart Secretsurname", ""},
		"what was said before, of who still sends": {
			takes{models.Police: {models.ClassOffences}}, 30, "olddisposal", "newdisposal Oldtown OLDPNC NEWPNC Leehart", "police offences 1 0 0",
		},
		"all that was said": {
			takes{models.Police: {models.ClassOffences}}, 100, "olddisposal newdisposal", "Oldtown Newtown NEWPNC Leehart councillor", "police offences 2 0 0",
		},
		"an identifier of people": {
			takes{models.Police: {models.ClassPNCID}}, 100, "OLDPNC NEWPNC", "Oldtown Newtown newdisposal Leehart", "police pnc-id 2 0 1",
		},
		"places of people": {
			takes{models.Police: {models.ClassAddress}}, 100, "Oldtown Newtown", "OLDPNC NEWPNC newdisposal Leehart Secrettown", "police address 2 0 1",
		},
		"all of a partner": {
			takes{models.Police: {models.ClassIdentity, models.ClassAddress, models.ClassPNCID, models.ClassOffences}},
			100,
			"Oldtown Newtown OLDPNC NEWPNC olddisposal newdisposal Leehart quarantined", "Secretsurname Secrettown councillor",
			"police identity 2 1 1; police address 2 0 1; police pnc-id 2 0 1; police offences 2 0 0",
		},
		"another partner's": {takes{models.Council: {models.ClassIdentity}}, 100, "councillor", "Oldtown Leehart olddisposal", "council identity 1 0 0"},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				s := open(t, dsn)
				send := func(partner models.Partner, files sent, days int) {
					o := importOf(partner)
					o.Now, o.Follow = now.AddDate(0, 0, days), true
					take(t, s, folder(t, files), o)
				}
				send(models.Council, sent{"people": rows("person_ref,forename,surname,date_of_birth", "9,Carl,councillor,1970-01-09")}, -300)
				first := police("Oldtown", "OLDPNC", "olddisposal")
				first["people"] += "2,Sec,Secretsurname,1981-01-02,Secrettown,SECPNC,yes\n,quarantined,Leehart2,1980-05-02,,,no\n"
				send(models.Police, first, -300)
				send(models.Police, police("Newtown", "NEWPNC", "newdisposal"), 0)
				if strings.HasSuffix(name, "who still sends") {
					send(models.Police, police("Newtown", "NEWPNC", "newdisposal"), 60)
				}
				before := func(partner models.Partner, class models.Class) models.Date {
					if !slices.Contains(c.erases[partner], class) {
						return ""
					}
					return models.NewDate(now.AddDate(0, 0, c.days))
				}
				db := dbtest.Raw(t, dsn)
				held := dbtest.Contents(t, db, dsn)
				o := store.LinkOptions{Now: now, By: audit.Actor{Subject: "test"}}
				dry, err := s.Erase(t.Context(), before, o, true)
				if err != nil {
					t.Fatal(err)
				}
				unchanged(t, "a dry run", held, dbtest.Contents(t, db, dsn))
				erased, err := s.Erase(t.Context(), before, o, false)
				if err != nil {
					t.Fatal(err)
				}
				if fmt.Sprint(dry) != fmt.Sprint(erased) {
					t.Errorf("a dry run says %v, and %v is erased", dry, erased)
				}
				var tells []string
				for _, e := range erased {
					tells = append(tells, fmt.Sprintf("%s %s %d %d %d", e.Partner, e.Class, e.Rows, e.Quarantined, e.Sheltered))
				}
				if got := strings.Join(tells, "; "); got != c.tells {
					t.Errorf("it tells %q, want %q", got, c.tells)
				}
				var everything strings.Builder
				contents := dbtest.Contents(t, db, dsn)
				for _, table := range slices.Sorted(maps.Keys(contents)) {
					everything.WriteString(strings.Join(contents[table], "\n"))
				}
				for _, word := range strings.Fields(c.gone) {
					if strings.Contains(everything.String(), word) {
						t.Errorf("%s is held", word)
					}
				}
				for _, word := range strings.Fields(c.left) {
					if !strings.Contains(everything.String(), word) {
						t.Errorf("%s is gone", word)
					}
				}
				entries := 0
				for _, e := range wholeLog(t, s) {
					if e.Kind == audit.Erasure {
						entries++
						if len(e.Detail["hash"].(string)) != 64 || e.Detail["class"] == "" || e.Operation != "retention" {
							t.Errorf("an entry is %v", e)
						}
					}
				}
				if entries != len(erased) {
					t.Errorf("the log has %d erasures of %v", entries, erased)
				}
				if again, err := s.Erase(t.Context(), before, o, false); err != nil || slices.ContainsFunc(again, func(e store.Erased) bool { return e.Rows+e.Quarantined > 0 }) {
					t.Errorf("erased again, there is %v, %v", again, err)
				}
				send(models.Police, police("Newtown", "NEWPNC", "newdisposal"), 1)
				if text := fmt.Sprint(dbtest.Rows(t, db, "SELECT town, pnc_id FROM source_people WHERE partner = 'police' AND ref = '1' AND ended_import_id IS NULL"),
					dbtest.Rows(t, db, "SELECT disposal FROM source_offences WHERE ended_import_id IS NULL")); text != "[Newtown | NEWPNC] [newdisposal]" {
					t.Errorf("sent again, it is %s", text)
				}
			})
		})
	}
}
