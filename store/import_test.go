package store_test

import (
	"context"
	"errors"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

const (
	peopleHeader   = "person_ref,forename,surname,date_of_birth"
	ann, bob       = "1,Ann,Lee,1980-05-02", "2,Bob,Lee,1979-01-09"
	offencesHeader = "offence_ref,person_ref,disposal"
	occupantHeader = "tenancy_ref,person_ref,from"
	tenancyHeader  = "tenancy_ref,landlord"
)

// step is one import and what its receipt says.
type step struct {
	files    sent
	org      string
	snapshot bool
	want     string
}

// look is a query of what is held after the last step, and what it finds.
type look struct {
	query string
	want  []string
}

// imports are the cases of TestImport: what becomes of one partner's feeds, one after the other.
var imports = []struct {
	name    string
	partner models.Partner
	steps   []step
	looks   []look
}{
	{
		name: "the same bytes again", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann, bob), "offences": rows(offencesHeader, "o1,1,caution")}, want: "people: 2 new; offences: 1 new"},
			{files: sent{"people": rows(peopleHeader, ann, bob), "offences": rows(offencesHeader, "o1,1,caution")}, want: "people: 2 same; offences: 1 same"},
			{files: sent{"people": rows(peopleHeader, ann, bob), "offences": rows(offencesHeader, "o1,1,caution")}, snapshot: true, want: "people: 2 same; offences: 1 same"},
		},
		looks: []look{
			{"SELECT ref, import_id, ended_as FROM source_people ORDER BY ref", []string{"1 | 1 | NULL", "2 | 1 | NULL"}},
			{"SELECT count(*) FROM imports", []string{"3"}},
			{"SELECT count(*) FROM audit_entries WHERE body LIKE '%\"collection\"%'", []string{"3"}},
		},
	},
	{
		name: "the same said otherwise", partner: models.Police, // columns in another order, padding, quotation marks, the other form of a day
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann)}, want: "people: 1 new"},
			{files: sent{"people": rows("Surname,Forename,Person_Ref,date_of_birth,town", `Lee," Ann ",1,1980-05-02,`)}, want: "people: 1 same"},
		},
		looks: []look{{"SELECT raw FROM source_people", []string{`"` + ann + `"`}}},
	},
	{
		name: "a changed row keeps its old version, as sent", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, `1,"Ann ""Nan""",  Lee ,02/05/1980`, bob)}, want: "people: 2 new"},
			{files: sent{"people": rows(peopleHeader, "1,Ann,Brown,1980-05-02")}, want: "people: 1 changed"},
			{files: sent{"people": rows(peopleHeader, ann)}, want: "people: 1 changed"},
		},
		looks: []look{
			{"SELECT ref, surname, import_id, ended_import_id, ended_as FROM source_people ORDER BY id", []string{
				"1 | Lee | 1 | 2 | changed", "2 | Lee | 1 | NULL | NULL", "1 | Brown | 2 | 3 | changed", "1 | Lee | 3 | NULL | NULL",
			}},
			{"SELECT raw FROM source_people WHERE ref = '1' ORDER BY id", []string{
				`"1,\"Ann \"\"Nan\"\"\",  Lee ,02/05/1980"`, `"1,Ann,Brown,1980-05-02"`, `"1,Ann,Lee,1980-05-02"`,
			}},
			{"SELECT forename FROM source_people WHERE ref = '1' ORDER BY id", []string{`Ann "Nan"`, "Ann", "Ann"}},
		},
	},
	{
		name: "without a snapshot nothing is withdrawn", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann, bob)}, want: "people: 2 new"},
			{files: sent{"people": rows(peopleHeader, bob)}, want: "people: 1 same"},
		},
		looks: []look{{"SELECT ref, ended_as FROM source_people ORDER BY ref", []string{"1 | NULL", "2 | NULL"}}},
	},
	{
		name: "a snapshot withdraws, keeps, and takes back what comes again", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann, bob)}, snapshot: true, want: "people: 2 new"},
			{files: sent{"people": rows(peopleHeader, bob, "3,Cat,Orr,1990-01-02")}, snapshot: true, want: "people: 1 new, 1 same, 1 withdrawn"},
			{files: sent{"people": rows(peopleHeader, ann, bob)}, want: "people: 1 new, 1 same"},
			{files: sent{"people": rows(peopleHeader)}, snapshot: true, want: "people: 3 withdrawn"},
		},
		looks: []look{{"SELECT ref, import_id, ended_import_id, ended_as FROM source_people ORDER BY id", []string{
			"1 | 1 | 2 | withdrawn", "2 | 1 | 4 | withdrawn", "3 | 2 | 4 | withdrawn", "1 | 3 | 4 | withdrawn",
		}}, {"SELECT count(*) FROM links", []string{"0"}}, {"SELECT count(*) FROM family_documents", []string{"0"}}},
	},
	{
		name: "a snapshot does not withdraw what came badly", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann, bob)}, want: "people: 2 new"},
			{files: sent{"people": rows(peopleHeader, "1,Ann,Lee,31/31/1980")}, snapshot: true, want: "people: 1 withdrawn, 1 bad"},
		},
		looks: []look{
			{"SELECT ref, ended_as FROM source_people ORDER BY ref", []string{"1 | NULL", "2 | withdrawn"}},
			{"SELECT file, line, column_name, value, ref, raw, cleared_by FROM quarantine", []string{`people | 2 | date_of_birth | 31/31/1980 | 1 | "1,Ann,Lee,31/31/1980" | NULL`}},
		},
	},
	{
		name: "a snapshot leaves a file that was not sent", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann), "offences": rows(offencesHeader, "o1,1,caution", "o2,1,charge")}, want: "people: 1 new; offences: 2 new"},
			{files: sent{"people": rows(peopleHeader, ann)}, snapshot: true, want: "people: 1 same"},
			{files: sent{"offences": rows(offencesHeader, "o2,1,charge")}, snapshot: true, want: "offences: 1 same, 1 withdrawn"},
		},
		looks: []look{
			{"SELECT ref, ended_as FROM source_offences ORDER BY ref", []string{"o1 | withdrawn", "o2 | NULL"}},
			{"SELECT ref, ended_as FROM source_people", []string{"1 | NULL"}},
		},
	},
	{
		name: "a reference twice in one file", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann, bob, ann, "1,Ann,Brown,1980-05-02", bob, bob)}, want: "people: 2 new, 3 same, 1 bad"},
			{files: sent{"people": rows(peopleHeader, bob, "2,Bob,Lee,", ann)}, snapshot: true, want: "people: 2 same, 1 bad"},
		},
		looks: []look{
			{"SELECT ref, surname, ended_as FROM source_people ORDER BY ref", []string{"1 | Lee | NULL", "2 | Lee | NULL"}},
			{"SELECT line, ref, raw, cleared_by FROM quarantine ORDER BY id", []string{`5 | 1 | "1,Ann,Brown,1980-05-02" | 2`, `3 | 2 | "2,Bob,Lee," | NULL`}},
		},
	},
	{
		name: "a stranger's rows wait until the stranger comes", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann), "offences": rows(offencesHeader, "o1,2,caution", "o2,1,charge")}, want: "people: 1 new; offences: 1 new, 1 bad"},
			{files: sent{"people": rows(peopleHeader, bob)}, want: "people: 1 new"},
			{files: sent{"offences": rows(offencesHeader, "o1,2,caution")}, want: "offences: 1 new"},
		},
		looks: []look{
			{"SELECT column_name, value, ref, cleared_by FROM quarantine", []string{"person_ref | 2 | o1 | 3"}},
			{"SELECT ref FROM source_offences WHERE ended_import_id IS NULL ORDER BY ref", []string{"o1", "o2"}},
		},
	},
	{
		name: "an unknown tenancy, and a person who was withdrawn", partner: models.Housing,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, ann), "occupants": rows(occupantHeader, "t1,1,2010-01-01")}, want: "people: 1 new; occupants: 1 bad"},
			{
				files: sent{"people": rows(peopleHeader, bob), "tenancies": rows(tenancyHeader, "t1,SPIRES"), "occupants": rows(occupantHeader, "t1,1,2010-01-01", "t1,2,2010-01-01")}, snapshot: true,
				want: "people: 1 new, 1 withdrawn; tenancies: 1 new; occupants: 1 new, 1 bad",
			},
		},
		looks: []look{
			{"SELECT import_id, column_name, value, ref, cleared_by FROM quarantine ORDER BY id", []string{
				"1 | tenancy_ref | t1 | t1|1|2010-01-01 | 2", "2 | person_ref | 1 | t1|1|2010-01-01 | NULL",
			}},
			{"SELECT count(*) FROM source_occupants", []string{"1"}},
		},
	},
	{
		name: "quarantine is not doubled by the same bytes", partner: models.Police,
		steps: []step{
			{files: sent{"people": rows(peopleHeader, "1,Ann,Lee,soon", ",Bob,Lee,", bob)}, want: "people: 1 new, 2 bad"},
			{files: sent{"people": rows(peopleHeader, "1,Ann,Lee,soon", ",Bob,Lee,", bob)}, want: "people: 1 same, 2 bad"},
			{files: sent{"people": rows(peopleHeader, "1,Ann,Lee,later")}, want: "people: 1 bad"},
			{files: sent{"people": rows(peopleHeader, ann)}, want: "people: 1 new"},
		},
		looks: []look{{"SELECT import_id, ref, value, cleared_by FROM quarantine ORDER BY id", []string{"1 | 1 | soon | 3", "1 |  |  | NULL", "3 | 1 | later | 4"}}},
	},
	{
		name: "two organisations with the same references", partner: models.Housing,
		steps: []step{
			{org: "SPIRES", files: sent{"people": rows(peopleHeader, ann, bob), "tenancies": rows(tenancyHeader, "t1,SPIRES")}, want: "people: 2 new; tenancies: 1 new"},
			{org: "ISIS", files: sent{"people": rows(peopleHeader, "1,Cat,Orr,1990-01-02", "2,Dan,Orr,1991-03-04"), "occupants": rows(occupantHeader, "t1,1,2010-01-01")}, want: "people: 2 new; occupants: 1 bad"},
			{org: "SPIRES", files: sent{"people": rows(peopleHeader, bob), "occupants": rows(occupantHeader, "t1,2,2010-01-01")}, snapshot: true, want: "people: 1 same, 1 withdrawn; occupants: 1 new"},
		},
		looks: []look{
			{"SELECT org, ref, surname, ended_as FROM source_people ORDER BY org, ref", []string{
				"ISIS | 1 | Orr | NULL", "ISIS | 2 | Orr | NULL", "SPIRES | 1 | Lee | withdrawn", "SPIRES | 2 | Lee | NULL",
			}},
			{"SELECT org, ref, cleared_by FROM quarantine", []string{"ISIS | t1|1|2010-01-01 | NULL"}},
			{"SELECT org, ref FROM links ORDER BY org, ref", []string{"ISIS | 1", "ISIS | 2", "SPIRES | 2"}},
		},
	},
	{
		name: "the manifest's organisation", partner: models.Housing,
		steps: []step{
			{files: sent{"manifest": rows("org,covers_until", "SPIRES,2012-12-31"), "people": rows(peopleHeader, ann)}, want: "people: 1 new"},
			{org: "SPIRES", files: sent{"manifest": rows("org", "SPIRES"), "people": rows(peopleHeader, ann)}, want: "people: 1 same"},
			{org: "SPIRES", files: sent{"people": rows(peopleHeader, ann)}, want: "people: 1 same"},
			{files: sent{"people": rows(peopleHeader, ann)}, want: "people: 1 new"}, // of the partner as a whole
		},
		looks: []look{{"SELECT org, covers_until FROM imports ORDER BY id", []string{"SPIRES | 2012-12-31", "SPIRES | NULL", "SPIRES | NULL", " | NULL"}}},
	},
}

func TestImport(t *testing.T) {
	for _, c := range imports {
		t.Run(c.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				s := open(t, dsn)
				for i, st := range c.steps {
					receipt := imported(t, s, st.files, store.ImportOptions{Partner: c.partner, Org: st.org, Snapshot: st.snapshot})
					if got := counts(receipt); got != st.want {
						t.Errorf("step %d: got %q, want %q", i+1, got, st.want)
					}
				}
				db := dbtest.Raw(t, dsn)
				for _, l := range c.looks {
					expect(t, l.query, dbtest.Rows(t, db, l.query), l.want...)
				}
			})
		})
	}
}

// What follows from a feed stays as it is, too, when the same bytes come again.
func TestImportAgainChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s, db := open(t, dsn), dbtest.Raw(t, dsn)
		files := sent{
			"people":   rows(peopleHeader, ann, bob, "3,Cat,Lee,soon"),
			"offences": rows(offencesHeader, "o1,1,caution", "o2,9,charge"),
		}
		imported(t, s, files, store.ImportOptions{Partner: models.Police})
		before := dbtest.Contents(t, db, dsn)
		for _, snapshot := range []bool{false, true} {
			imported(t, s, files, store.ImportOptions{Partner: models.Police, Snapshot: snapshot})
			unchanged(t, "the same bytes again", before, dbtest.Contents(t, db, dsn))
		}
	})
}

func TestImportRefusesTwoOrganisations(t *testing.T) {
	s := open(t, dbtest.SQLite(t))
	files := sent{"manifest": rows("org", "SPIRES"), "people": rows(peopleHeader, ann)}
	if err := tryImport(t.Context(), t, s, files, store.ImportOptions{Partner: models.Housing, Org: "ISIS"}); !errors.Is(err, store.ErrOrg) {
		t.Errorf("the manifest says one and --org another: %v", err)
	}
}

// A feed that fails in the middle, in its first file or a later one, leaves nothing, and the next goes in as if it had
// never been.
func TestImportFailsWhole(t *testing.T) {
	files := sent{
		"people":   rows(peopleHeader, ann, bob, "3,Cat,Lee,soon"),
		"offences": rows(offencesHeader, "o1,1,caution", "o2,9,charge"),
	}
	dbtest.Each(t, func(t *testing.T, dsn string) {
		s, db := open(t, dsn), dbtest.Raw(t, dsn)
		imported(t, s, sent{"people": rows(peopleHeader, "1,Ann,Brown,1980-05-02")}, store.ImportOptions{Partner: models.Police})
		before := dbtest.Contents(t, db, dsn)
		for _, at := range []int{1, len(files["people"]) + 1} {
			ctx, cancel := context.WithCancel(t.Context())
			read := 0
			err := tryImport(ctx, t, s, files, store.ImportOptions{Partner: models.Police, Snapshot: true, Progress: func(n int) {
				if read += n; read >= at {
					cancel()
				}
			}})
			cancel()
			if err == nil {
				t.Errorf("cancelled after %d bytes it went in", at)
			}
			unchanged(t, "after a failure", before, dbtest.Contents(t, db, dsn))
			expect(t, "receipts and log", dbtest.Rows(t, db, "SELECT (SELECT count(*) FROM imports), (SELECT count(*) FROM audit_entries WHERE body LIKE '%\"collection\"%')"), "1 | 1")
		}
		wrong := sent{"people": files["people"], "offences": "no,header\n1,2\n"}
		if err := tryImport(t.Context(), t, s, wrong, store.ImportOptions{Partner: models.Police}); err == nil {
			t.Error("a file without its columns went in")
		}
		unchanged(t, "after a refusal", before, dbtest.Contents(t, db, dsn))
		if got := counts(imported(t, s, files, store.ImportOptions{Partner: models.Police})); got != "people: 1 new, 1 changed, 1 bad; offences: 1 new, 1 bad" {
			t.Errorf("after failures: %s", got)
		}
	})
}
