package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

func TestTheServingRoleAddsToTheLogAndCannotChangeIt(t *testing.T) {
	server := dbtest.Cluster(t)
	s := open(t, server.DSN)
	feed, err := feeds.Open(folder(t, map[string]string{"people.csv": "person_ref,forename,surname\nC1,Ada,Example\n"}))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = feed.Close() }()
	if _, err := s.Import(t.Context(), feed, store.ImportOptions{Partner: models.Council, Now: now, Follow: true}); err != nil {
		t.Fatalf("the serving role cannot import: %v", err)
	}
	if err := s.Log(t.Context(), audit.Entry{At: now, Kind: audit.Consultation, Operation: "test"}); err != nil {
		t.Fatalf("the serving role cannot add to the log: %v", err)
	}
	mark := review.Mark{Key: "k", A: linkage.Key{Partner: models.Council, Ref: "C1"}, B: linkage.Key{Partner: models.DWP, Ref: "D1"}}
	if err := s.MarkLinks(t.Context(), audit.Entry{At: now}, mark); err != nil {
		t.Fatalf("the serving role cannot keep what people decide: %v", err)
	}
	took := func(partner models.Partner) {
		if err := tryImport(t.Context(), t, s, sent{"people": "person_ref,forename,surname\nN1,Ada,Example\n"}, store.ImportOptions{Partner: partner}); err != nil {
			t.Fatalf("the serving role cannot import: %v", err)
		}
	}
	took(models.Police)
	found, err := s.PersonOfRecord(t.Context(), linkage.Key{Partner: models.Police, Ref: "N1"})
	if err != nil {
		t.Fatal(err)
	}
	report := review.Wrong{Key: "r", Live: found.PersonID, Reason: "a test", By: review.Reporter{Subject: "officer", Role: models.PoliceOfficer}}
	if _, err := s.ReportWrongLink(t.Context(), audit.Entry{At: now, Actor: audit.Actor{Subject: "officer"}}, report); err != nil {
		t.Fatalf("the serving role cannot keep a report: %v", err)
	}
	took(models.DWP) // once ids were parted
	app, err := pgx.Connect(t.Context(), dbtest.Serving(server.DSN))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = app.Close(context.Background()) }()
	for _, statement := range []string{
		"UPDATE audit_entries SET body = ''", "DELETE FROM audit_entries", "TRUNCATE audit_entries", "DROP TABLE audit_entries",
		"ALTER TABLE audit_entries DISABLE TRIGGER ALL", "DELETE FROM review_decisions", "UPDATE review_decisions SET verdict = 'same'",
		"UPDATE parted_ids SET n = 0", "DELETE FROM parted_ids",
	} {
		if _, err := app.Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "permission denied") && !strings.Contains(err.Error(), "must be owner") {
			t.Errorf("%s: the serving role was not refused (%v)", statement, err)
		}
	}
}
