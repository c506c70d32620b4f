package auth

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"thrivingfamilies.example/hub/models"
)

// DefaultTTL is how long a development token lives where nothing else is asked for.
const DefaultTTL = 15 * time.Minute

// ErrTokenRequest is a development token that cannot be made as asked; the text goes on with what is wrong.
var ErrTokenRequest = errors.New("no such token can be made")

// TokenRequest says for whom a development token is. Only Role is needed.
type TokenRequest struct {
	Role     models.Role
	As       models.Role      // for INTEGRATION, and only then: the role whose grants it has
	Org      string           // school URN, landlord, provider, force or council; "" is the partner as a whole
	Purposes []models.Purpose // default: all that the role may state; one that it may not state is an error
	TTL      time.Duration    // default DefaultTTL, whole seconds, an hour at most
	Subject  string           // default "dev-" and the role in lower case
}

// Token is a signed token as asked for, valid from now. Errors that the request is to blame for are of kind
// ErrTokenRequest. What Token makes, Verify accepts.
func (i *Issuer) Token(t TokenRequest, now time.Time) (string, error) {
	if err := t.complete(); err != nil {
		return "", fmt.Errorf("%w: %w", ErrTokenRequest, err)
	}
	payload := jwt.MapClaims{
		"iss": DevelopmentIssuer, "aud": Audience, "sub": t.Subject, "jti": rand.Text(),
		"iat": now.Unix(), "exp": now.Unix() + int64(t.TTL/time.Second),
		"role": t.Role, "purposes": t.Purposes,
	}
	if t.As != "" {
		payload["as"] = t.As
	}
	if t.Org != "" {
		payload["org"] = t.Org
	}
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, payload)
	token.Header["typ"], token.Header["kid"] = "at+jwt", i.kid
	signed, err := token.SignedString(i.key)
	if err != nil {
		return "", fmt.Errorf("sign a development token: %w", err)
	}
	return signed, nil
}

// complete fills in what was left out and says what is wrong with the rest.
func (t *TokenRequest) complete() error {
	actsAs, err := grantee(t.Role, t.As)
	if err != nil {
		return err
	}
	if len(t.Purposes) == 0 {
		t.Purposes = actsAs.Purposes()
	}
	for _, p := range t.Purposes { // one by one: asked for here, a purpose that would be dropped is a mistake
		if _, err := statable(actsAs, []models.Purpose{p}); err != nil {
			return fmt.Errorf("%s may state %s", actsAs, alternatives(actsAs.Purposes()))
		}
	}
	if t.TTL == 0 {
		t.TTL = DefaultTTL
	}
	if t.TTL < time.Second || t.TTL > maxLife {
		return errors.New("its life must be between a second and an hour")
	}
	if t.Subject == "" {
		t.Subject = "dev-" + strings.ToLower(string(t.Role))
	}
	if err := plain(t.Subject, maxText); err != nil {
		return fmt.Errorf("its subject %w", err)
	}
	if err := plain(t.Org, maxOrg); err != nil {
		return fmt.Errorf("its org %w", err)
	}
	return nil
}
