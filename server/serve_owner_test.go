package main

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

func TestServeSaysThatItOwnsTheTables(t *testing.T) {
	const warning = "row scopes do not bind it"
	dsn := dbtest.Postgres(t)
	useDatabase(t, dsn)
	if log := serveHub(t).log.String(); strings.Contains(log, warning) {
		t.Errorf("as the serving role it warns: %s", log)
	}
	t.Setenv("THRIVE_DATABASE", dsn)
	if log := serveHub(t).log.String(); !strings.Contains(log, warning) {
		t.Errorf("as the owner it does not warn: %s", log)
	}
}
