package auth_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

func TestPurpose(t *testing.T) {
	one := []models.Purpose{models.ClaimAudit}
	two := []models.Purpose{models.FamilySupport, models.Safeguarding}
	for _, test := range []struct {
		name     string
		purposes []models.Purpose
		stated   string
		want     models.Purpose
		err      error
		says     string
	}{
		{name: "left out, one possible", purposes: one, want: models.ClaimAudit},
		{name: "stated, one possible", purposes: one, stated: "claim-audit", want: models.ClaimAudit},
		{name: "stated, one of two", purposes: two, stated: "safeguarding", want: models.Safeguarding},
		{name: "left out, two possible", purposes: two, err: auth.ErrPurpose, says: "Thrive-Purpose must be family-support or safeguarding"},
		{name: "not allowed", purposes: two, stated: "evaluation", err: auth.ErrPurposeRefused, says: "Thrive-Purpose may be family-support or safeguarding"},
		{name: "unknown", purposes: one, stated: "curiosity", err: auth.ErrPurposeRefused, says: "Thrive-Purpose may be claim-audit"},
		{name: "in another case", purposes: one, stated: "Claim-Audit", err: auth.ErrPurposeRefused},
		{name: "two at once", purposes: two, stated: "family-support, safeguarding", err: auth.ErrPurposeRefused},
		{name: "nobody, left out", err: auth.ErrPurposeRefused},
		{name: "nobody, stated", stated: "safeguarding", err: auth.ErrPurposeRefused},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := auth.Caller{Purposes: test.purposes}.Purpose(test.stated)
			if got != test.want || !errors.Is(err, test.err) {
				t.Fatalf("got %q, %v", got, err)
			}
			if err != nil && !strings.HasSuffix(err.Error(), test.says) {
				t.Errorf("got %s", err)
			}
			if err != nil && strings.Contains(err.Error(), "curiosity") {
				t.Errorf("what was stated is echoed: %s", err)
			}
		})
	}
}

func TestContext(t *testing.T) {
	if c, p, ok := auth.From(t.Context()); ok || p != "" || c.Role != "" {
		t.Errorf("somebody in an empty context: %+v %q", c, p)
	}
	want := auth.Caller{Subject: "s", Role: models.Auditor, Purposes: []models.Purpose{models.ClaimAudit}}
	ctx, cancel := context.WithCancel(auth.WithCaller(t.Context(), want, models.ClaimAudit))
	defer cancel()
	got, purpose, ok := auth.From(ctx)
	if diff := cmp.Diff(want, got); diff != "" || purpose != models.ClaimAudit || !ok {
		t.Error(diff, purpose, ok)
	}
}

func TestBearer(t *testing.T) {
	for _, test := range []struct {
		name   string
		header []string
		want   string
	}{
		{"as usual", []string{"Bearer a.b.c"}, "a.b.c"},
		{"scheme in lower case", []string{"bearer a.b.c"}, "a.b.c"},
		{"several spaces", []string{"Bearer   a.b.c"}, "a.b.c"},
		{"none", nil, ""},
		{"empty", []string{""}, ""},
		{"only the scheme", []string{"Bearer"}, ""},
		{"scheme and space", []string{"Bearer "}, ""},
		{"another scheme", []string{"Basic a.b.c"}, ""},
		{"no scheme", []string{"a.b.c"}, ""},
		{"two tokens", []string{"Bearer a.b.c d.e.f"}, ""},
		{"two in a list", []string{"Bearer a.b.c,d.e.f"}, ""},
		{"two headers", []string{"Bearer a.b.c", "Bearer a.b.c"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &http.Request{Header: http.Header{"Authorization": test.header}}
			got, err := auth.Bearer(r)
			if got != test.want || (test.want == "") != errors.Is(err, auth.ErrUnauthenticated) {
				t.Fatalf("got %q, %v", got, err)
			}
			if err != nil && strings.Contains(err.Error(), "a.b.c") {
				t.Errorf("the token is echoed: %s", err)
			}
		})
	}
}
