package main

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

// caller is the caller whom a token of the data folder's issuer names.
func caller(t *testing.T, data, token string) auth.Caller {
	t.Helper()
	issuer, err := auth.OpenIssuer(data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := auth.NewVerifier(issuer.KeySet(), auth.DevelopmentIssuer, auth.Audience, time.Now).Verify(token)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestToken(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	r := must(t, "token", "--data", data, "--role", "school-officer", "--org", "123456", "--purpose", "safeguarding")
	if r.out != lastLine(r.out)+"\n" {
		t.Errorf("standard output is %q", r.out)
	}
	c := caller(t, data, lastLine(r.out))
	if c.Role != models.SchoolOfficer || c.Org != "123456" || c.Subject != "dev-school_officer" ||
		!slices.Equal(c.Purposes, []models.Purpose{models.Safeguarding}) {
		t.Errorf("the token is for %+v", c)
	}
	if life := time.Until(c.ExpiresAt); life > auth.DefaultTTL || life < auth.DefaultTTL-time.Minute {
		t.Errorf("it lives for %v", life)
	}
}

func TestTokenFromEnvironment(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("THRIVE_DATA", data)
	t.Setenv("THRIVE_ROLE", "INTEGRATION")
	t.Setenv("THRIVE_PURPOSE", "family-support,safeguarding")
	c := caller(t, data, lastLine(must(t, "token", "--as", "POLICE_OFFICER", "--subject", "force").out))
	if c.ActsAs != models.PoliceOfficer || c.Subject != "force" || len(c.Purposes) != 2 {
		t.Errorf("the token is for %+v", c)
	}
	t.Setenv("THRIVE_ISSUER", "https://id.example")
	if r := thrive(t, "token"); r.code != misused {
		t.Errorf("beside a real issuer it ended with %d", r.code)
	}
}
