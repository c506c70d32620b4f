package main

import (
	"database/sql"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/models"
)

// caseParts are the programme's own records of a family, of every class; mark stands in each text.
func caseParts(mark string) map[models.Class]models.Case {
	yes := true
	return map[models.Class]models.Case{
		models.ClassCriteria: {
			Status: "ADMITTED",
			Criteria: &models.CriteriaOutcome{
				RuleSet: "rules " + mark, AsOf: "2012-12-31", Outcome: "AUTOMATIC",
				Results: []models.CriterionResult{{Criterion: "work", Met: "MET", Evidence: []string{"evidence " + mark}}},
			},
		},
		models.ClassCaseWork: {
			KeyWorker: "worker " + mark, Plan: "plan " + mark,
			Notes:    []models.Note{{WrittenAt: time.Date(2012, 12, 1, 9, 0, 0, 0, time.UTC), Author: "author " + mark, Text: "note " + mark}},
			Actions:  []models.Action{{What: "action " + mark, Owner: "owner " + mark, DueOn: "2013-02-01"}},
			Consents: []models.Consent{{Kind: "consent " + mark, GivenOn: "2012-12-02"}},
		},
		models.ClassSupport: {
			SupportedByProgramme: &yes,
			WhoToCall:            &models.Contact{Name: "name " + mark, Team: "team " + mark, Phone: "phone " + mark, OutOfHours: "night " + mark},
		},
		models.ClassInterventions: {Interventions: []models.Intervention{{Kind: "intervention " + mark, Started: "2012-12-03"}}},
		models.ClassClaims:        {Claims: []models.ResultClaim{{ID: "claim " + mark, Status: "DRAFT", Pence: 400000}}},
	}
}

// addCases writes parts of a family's document that no feed brings and, as yet, no command.
func addCases(t *testing.T, dsn, family string, parts map[models.Class]models.Case) {
	t.Helper()
	for class, held := range parts {
		body, err := json.Marshal(models.Part{Case: &held})
		if err != nil {
			t.Fatal(err)
		}
		inDatabase(t, dsn, "INSERT INTO family_documents (family_id, class, partner, places, body) VALUES ($1, $2, 'council', 'open', $3)",
			family, string(class), string(body))
	}
}

// inDatabase runs a statement of ours, behind the hub's back.
func inDatabase(t *testing.T, dsn, statement string, args ...any) {
	t.Helper()
	driver, address := "pgx", dsn
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, address = "sqlite3", "file:"+path+"?_pragma=busy_timeout(60000)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
