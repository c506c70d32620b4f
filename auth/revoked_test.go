package auth_test

import (
	"errors"
	"testing"
	"time"

	"thrivingfamilies.example/hub/auth"
)

// A revocation refuses the token that it names, or those that the subject had then by either clock, and nothing else; when it ends
// every token that it could refuse has ended itself.
func TestRevoked(t *testing.T) {
	at := func(seconds int) int64 { return now.Unix() + int64(seconds) }
	for name, c := range map[string]struct {
		revoked []auth.Revocation
		claims  object
		refused bool
	}{
		"nothing":                             {nil, nil, false},
		"the token":                           {[]auth.Revocation{{TokenID: "the-token", At: now}}, nil, true},
		"another token":                       {[]auth.Revocation{{TokenID: "the-token", At: now}}, object{"jti": "another"}, false},
		"a token whose id is the subject's":   {[]auth.Revocation{{TokenID: "the-subject", At: now}}, nil, false},
		"the subject":                         {[]auth.Revocation{{Subject: "the-subject", At: now}}, object{"iat": at(0)}, true},
		"another subject":                     {[]auth.Revocation{{Subject: "the-subject", At: now}}, object{"sub": "another"}, false},
		"by a clock that is ahead":            {[]auth.Revocation{{Subject: "the-subject", At: now.Add(-10 * time.Second)}}, object{"iat": at(20)}, true},
		"a token of later on":                 {[]auth.Revocation{{Subject: "the-subject", At: now.Add(-time.Minute)}}, object{"iat": at(-29)}, false},
		"revoked twice, the newest counts":    {[]auth.Revocation{{Subject: "the-subject", At: now}, {Subject: "the-subject", At: now.Add(-time.Hour)}}, object{"iat": at(0)}, true},
		"revoked twice, in the other order":   {[]auth.Revocation{{Subject: "the-subject", At: now.Add(-time.Hour)}, {Subject: "the-subject", At: now}}, object{"iat": at(0)}, true},
		"an empty id is nobody's, and no one": {[]auth.Revocation{{At: now}}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := verifier(t)
			v.Revoke([]auth.Revocation{{TokenID: "the-token", At: now}}) // is forgotten by the next
			v.Revoke(c.revoked)
			_, err := v.Verify(sign(t, goodHeader("EdDSA", "ed").String(), goodClaims().with(c.claims).String(), "EdDSA", "ed"))
			if errors.Is(err, auth.ErrUnauthenticated) != c.refused || c.refused && err.Error() != refused+"it was revoked" {
				t.Errorf("got %v, want it refused: %t", err, c.refused)
			}
		})
	}
	r := auth.Revocation{Subject: "the-subject", At: now}
	last := goodClaims().with(object{"iat": at(30), "exp": at(30 + 3600)}) // the longest that it could refuse
	v := auth.NewVerifier(storage(t), issuer, audience, r.Ends)
	if _, err := v.Verify(sign(t, goodHeader("EdDSA", "ed").String(), last.String(), "EdDSA", "ed")); err == nil || err.Error() != refused+"it has expired" {
		t.Errorf("when it ends, %v", err)
	}
}
