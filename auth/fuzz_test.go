package auth_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"thrivingfamilies.example/hub/auth"
)

// FuzzVerify sends any text: nothing that the fuzzer writes can carry our signature but the seed itself.
func FuzzVerify(f *testing.F) {
	good := edToken(f, "ed")
	f.Add(good)
	for _, s := range []string{"", "..", "a.b.c", good + ".", good + "\n", strings.ToLower(good), strings.Repeat(".", 9000)} {
		f.Add(s)
	}
	v := auth.NewVerifier(storage(f, "ed", "rsa-1024", "ec-384"), issuer, audience, clock)
	f.Fuzz(func(t *testing.T, token string) {
		c, err := v.Verify(token)
		if err == nil && token != good {
			t.Errorf("accepted as %+v", c)
		}
		if err != nil && !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("another kind: %v", err)
		}
	})
}

// FuzzSigned signs whatever headers and claims it is given, so that the fuzzer gets past the signature. What is accepted
// must keep the Caller's promises and be accepted by the library's own, laxer, reader; reasons come from a short list.
func FuzzSigned(f *testing.F) {
	for _, test := range bad {
		f.Add(goodHeader("EdDSA", "ed").with(test.header).String(), goodClaims().with(test.claims).String())
	}
	f.Add(goodHeader("EdDSA", "ed").String(), goodClaims().String())
	f.Add(goodHeader("EdDSA", "ed").String(), goodClaims().with(object{"role": "INTEGRATION", "as": "POLICE_OFFICER"}).String())
	f.Add(`{"alg":"EdDSA","alg":"none","kid":"ed","typ":"JWT"}`, `{"iss":null}`)
	v := auth.NewVerifier(storage(f, "ed"), issuer, audience, clock)
	lax := jwt.NewParser(
		jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithIssuer(issuer), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(31*time.Second), jwt.WithTimeFunc(clock),
	)
	f.Fuzz(func(t *testing.T, header, claims string) {
		token := sign(t, header, claims, "EdDSA", "ed")
		c, err := v.Verify(token)
		if err != nil {
			if reason, ok := strings.CutPrefix(err.Error(), refused); !ok || len(reason) > 70 || strings.ContainsAny(reason, "\"\n{") {
				t.Errorf("a reason beyond the list: %v", err)
			}
			return
		}
		if _, err := lax.Parse(token, func(*jwt.Token) (any, error) { return ring()["ed"].Public(), nil }); err != nil {
			t.Errorf("the library refuses it: %v", err)
		}
		known := c.Role.Valid() && c.ActsAs.Valid() && c.Partner.Valid() && c.Partner == c.ActsAs.Partner()
		if !known || c.Subject == "" || c.TokenID == "" || c.Issuer != issuer || len(c.Purposes) == 0 {
			t.Errorf("%+v", c)
		}
		if c.ExpiresAt.Before(now.Add(-30*time.Second)) || c.ExpiresAt.After(now.Add(time.Hour+30*time.Second)) {
			t.Errorf("lives until %s", c.ExpiresAt)
		}
		for _, p := range c.Purposes {
			if !slices.Contains(c.ActsAs.Purposes(), p) {
				t.Errorf("%s may not state %s", c.ActsAs, p)
			}
		}
	})
}
