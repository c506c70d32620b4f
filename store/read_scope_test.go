package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// threeFamilies are one whom police and DWP hold, one whom DWP alone holds, and one whose place is protected, whom police hold.
func threeFamilies(t *testing.T, s *store.Store) (both, dwp, hidden string) {
	t.Helper()
	const people = "person_ref,forename,surname,date_of_birth,nino,restricted,address_line_1,postcode"
	imported(t, s, sent{
		"people":   "person_ref,forename,surname,date_of_birth,pnc_id,restricted,address_line_1,postcode\nP1,Ada,Example,1980-02-03,,,1 High Street,OX1 1AA\nP3,Cyd,Shelter,1982-05-06,,true,9 Refuge Lane,OX3 3CC\n",
		"offences": "offence_ref,person_ref,offence_code,committed_on,disposal,disposed_on\nO1,P1,1,2012-06-01,caution,2012-07-01\nO3,P3,1,2012-06-01,caution,2012-07-01\n",
	}, store.ImportOptions{Partner: models.Police, Now: now})
	imported(t, s, sent{
		"people": rows(people, "D1,Ada,Example,1980-02-03,QQ123456A,,1 High Street,OX1 1AA", "D2,Bel,Other,1981-03-04,QQ123457B,,2 Low Street,OX2 2BB"),
		"claims": "claim_ref,person_ref,benefit,started,ended\nB1,D1,JSA,2012-01-01,\nB2,D2,JSA,2012-01-01,\n",
	}, store.ImportOptions{Partner: models.DWP, Now: now})
	return familyOf(t, s, models.Police, "P1"), familyOf(t, s, models.DWP, "D2"), familyOf(t, s, models.Police, "P3")
}

func familyOf(t *testing.T, s *store.Store, partner models.Partner, ref string) string {
	t.Helper()
	found, err := s.PersonOfRecord(t.Context(), linkage.Key{Partner: partner, Ref: ref})
	if err != nil || found.FamilyID == "" {
		t.Fatalf("%s %s is of no family: %v", partner, ref, err)
	}
	return found.FamilyID
}

// TestARowScopeHoldsAgainstMistakes asks for every class of every partner of every family, as a resolver might by mistake. The
// database answers with what the reader's row scope has.
func TestARowScopeHoldsAgainstMistakes(t *testing.T) {
	s := open(t, dbtest.Postgres(t))
	both, dwp, hidden := threeFamilies(t, s)
	set, err := sharing.Load(agreements.Files)
	if err != nil {
		t.Fatal(err)
	}
	everything := models.Wanted{}
	for _, class := range models.Classes {
		everything[class] = models.Partners
	}
	police := sharing.Reader{Role: models.PoliceOfficer, Purpose: models.CrimePrevention, On: models.NewDate(now)}
	coordinator := sharing.Reader{Role: models.Coordinator, Purpose: models.FamilySupport, On: models.NewDate(now)}
	for name, c := range map[string]struct {
		scope  sharing.RowScope
		shown  []string // "FAMILY class partner" that must be there
		hidden []string // texts that no part may begin with
		none   bool
	}{
		"police": {
			scope:  set.Access(police).Rows(),
			shown:  []string{both + " identity police", both + " offences police", hidden + " offences police"},
			hidden: []string{dwp, both + " benefits", both + " nino", both + " identity dwp", both + " links"},
		},
		"police of no force that sent anything": {
			scope: set.Access(sharing.Reader{Role: models.SchoolOfficer, Org: "931000", Purpose: models.FamilySupport, On: police.On}).Rows(),
			none:  true,
		},
		"the coordinator": {
			scope: set.Access(coordinator).Rows(),
			shown: []string{both + " benefits dwp", dwp + " benefits dwp", hidden + " offences police", both + " nino dwp"},
		},
		"nobody": {scope: sharing.RowScope{}, none: true},
	} {
		documents, err := s.Documents(t.Context(), c.scope, everything, []string{both, dwp, hidden})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for family, parts := range documents {
			for _, part := range parts {
				got[family+" "+string(part.Class)+" "+string(part.Partner)] = true
			}
		}
		for _, part := range c.shown {
			if !got[part] {
				t.Errorf("%s: %s is not shown: %v", name, part, got)
			}
		}
		for part := range got {
			for _, start := range c.hidden {
				if strings.HasPrefix(part, start) {
					t.Errorf("%s is shown %s", name, part)
				}
			}
		}
		if c.none && len(got) > 0 {
			t.Errorf("%s is shown %v", name, got)
		}
	}
}

// TestTheServingRoleReadsNoDocumentWithoutAScope is of who is connected as the role that serves and asks the database itself.
func TestTheServingRoleReadsNoDocumentWithoutAScope(t *testing.T) {
	dsn := dbtest.Postgres(t)
	s := open(t, dsn)
	both, _, hidden := threeFamilies(t, s)
	app, err := pgx.Connect(t.Context(), dbtest.Serving(dsn))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = app.Close(context.Background()) }()
	count := func(settings ...string) (n int) {
		t.Helper()
		tx, err := app.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = tx.Rollback(context.Background()) }()
		for i := 0; i < len(settings); i += 2 {
			if _, err := tx.Exec(t.Context(), "SELECT set_config($1, $2, true)", settings[i], settings[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.QueryRow(t.Context(), "SELECT count(*) FROM family_documents").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	police := []string{
		"thrive.scopes", "{known}", "thrive.relations", "{holds}", "thrive.partners", "{police}", "thrive.holders", `{""}`,
		"thrive.parts", "{known/offences/police}", "thrive.day", "2013-01-07", "thrive.sensitive", "shown", "thrive.places", "{open,hidden}",
	}
	families := func(ids ...string) []string {
		return append([]string{"thrive.families", "{" + strings.Join(ids, ",") + "}"}, police...)
	}
	for what, c := range map[string]struct{ got, want int }{
		"no scope":                 {count(), 0},
		"a scope without families": {count(police...), 0},
		"one family":               {count(families(both)...), 1},
		"two families, one of them without its places": {count(families(both, hidden)...), 2},
		"without a copy":              {count(append(families(both, hidden), "thrive.places", "{}")...), 0},
		"on a day, when nothing held": {count(append(families(both), "thrive.relations", "{lets}")...), 0},
		"once more no scope":          {count(), 0},
	} {
		if c.got != c.want {
			t.Errorf("%s: the serving role reads %d parts, want %d", what, c.got, c.want)
		}
	}
	for _, statement := range []string{
		"INSERT INTO family_documents (family_id, class, partner, places, body) VALUES ('F', 'identity', 'police', 'open', '{}')",
		"ALTER TABLE family_documents DISABLE ROW LEVEL SECURITY", "DROP POLICY reading ON family_documents", "SELECT set_config('row_security', 'off', false); SELECT * FROM family_documents",
	} {
		if _, err := app.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: the serving role was not refused", statement)
		}
	}
	for _, statement := range []string{"UPDATE family_documents SET body = '{}'", "DELETE FROM family_documents"} {
		if tag, err := app.Exec(t.Context(), statement); err == nil && tag.RowsAffected() > 0 {
			t.Errorf("%s changed %d parts", statement, tag.RowsAffected())
		}
	}
}
