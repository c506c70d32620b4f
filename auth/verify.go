package auth

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// maxToken is the most bytes of a token: checked before anything is decoded.
const maxToken = 8 << 10

// methods are the only algorithms: `none` and the HMACs, whose key would be a public one, are not looked up anywhere.
var methods = map[string]jwt.SigningMethod{
	"RS256": jwt.SigningMethodRS256,
	"ES256": jwt.SigningMethodES256,
	"EdDSA": jwt.SigningMethodEdDSA,
}

// unwanted are the headers that change how a token is checked, or bring or point to a key of the token's own choice.
var unwanted = []string{"crit", "b64", "zip", "jwk", "jku", "x5u", "x5c"}

// Verifier checks tokens of one issuer for one audience. It may be used by many at once.
type Verifier struct {
	keys     KeySet
	issuers  []string
	audience string
	now      func() time.Time
	revoked  atomic.Pointer[revoked]
}

// NewVerifier checks with keys that a token is by issuer, for audience, and valid now; 30 seconds of difference between
// clocks are allowed. An empty issuer or audience lets nothing pass.
func NewVerifier(keys KeySet, issuer, audience string, now func() time.Time) *Verifier {
	return &Verifier{keys: keys, issuers: []string{issuer}, audience: audience, now: now}
}

// AlsoFrom believes tokens of another issuer as well, which signs with the same keys. Call it before the verifier is used.
func (v *Verifier) AlsoFrom(issuer string) { v.issuers = append(v.issuers, issuer) }

// Verify is the caller whom the token names. Errors are of kind ErrUnauthenticated and go on with one reason, which is
// safe to log: it holds neither the token nor the value of a claim. A key that is not in the set may cost a look at its
// address, for which Verify waits at most five seconds.
func (v *Verifier) Verify(token string) (Caller, error) {
	c, err := v.verify(token)
	if err != nil {
		return Caller{}, fmt.Errorf("%w: the token is refused: %w", ErrUnauthenticated, err)
	}
	return c, nil
}

func (v *Verifier) verify(token string) (Caller, error) {
	payload, err := v.open(token)
	if err != nil {
		return Caller{}, err
	}
	c, err := readClaims(payload)
	if err != nil {
		return Caller{}, err
	}
	if err := c.check(v.issuers, v.audience, v.now()); err != nil {
		return Caller{}, err
	}
	if err := v.revoked.Load().check(c); err != nil {
		return Caller{}, err
	}
	return c.caller()
}

// open is the payload of a token whose signature is good; no claim is looked at before that is known.
func (v *Verifier) open(token string) ([]byte, error) {
	if len(token) > maxToken {
		return nil, errors.New("it is longer than 8 KiB")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, errors.New("it has not three parts")
	}
	var decoded [3][]byte
	for i, part := range parts {
		var err error
		if decoded[i], err = decode(part); err != nil {
			return nil, err
		}
	}
	h, err := readHeader(decoded[0])
	if err != nil {
		return nil, err
	}
	jwk, err := v.keys.KeyRead(context.Background(), h.kid)
	if err != nil { // not wrapped: the library's text holds the kid
		return nil, errors.New("its kid names no key of the set")
	}
	key, err := publicKey(jwk, h.alg)
	if err != nil {
		return nil, err
	}
	if methods[h.alg].Verify(parts[0]+"."+parts[1], decoded[2], key) != nil {
		return nil, errors.New("its signature is wrong")
	}
	return decoded[1], nil
}

// decode is one part of a token. Each has exactly one spelling: encoding/base64 would skip line ends, so they are refused.
func decode(part string) ([]byte, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil || strings.ContainsAny(part, "\r\n") {
		return nil, errors.New("a part of it is not base64url")
	}
	return raw, nil
}

type header struct{ alg, kid string }

func readHeader(raw []byte) (header, error) {
	f, err := parse("header", raw)
	if err != nil {
		return header{}, err
	}
	for _, name := range unwanted {
		if f.has(name) {
			f.refuse(name, "is not allowed")
		}
	}
	typ := strings.TrimPrefix(strings.ToLower(f.text("typ")), "application/")
	h := header{alg: f.text("alg"), kid: f.text("kid")}
	switch {
	case f.err != nil:
		return header{}, f.err
	case typ != "at+jwt" && typ != "jwt":
		return header{}, errors.New("its header typ is neither at+jwt nor JWT")
	case methods[h.alg] == nil:
		return header{}, errors.New("its algorithm is not RS256, ES256 or EdDSA")
	}
	return h, nil
}
