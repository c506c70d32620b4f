package auth

import (
	"errors"
	"slices"
	"time"

	"thrivingfamilies.example/hub/models"
)

const (
	maxLife = time.Hour        // of a token, from `iat` to `exp` (the contract)
	leeway  = 30 * time.Second // by which the issuer's clock and ours may differ
	maxText = 200              // characters of `iss`, `sub`, `jti`, `kid` and each `aud`
	maxOrg  = 100              // characters of `org`
)

// claims are what a token says, each well-formed by itself; not yet whether we believe it.
type claims struct {
	issuer, subject, id, org    string
	audience                    []string
	issuedAt, notBefore, expiry time.Time
	role, as                    models.Role
	purposes                    []models.Purpose
}

func readClaims(payload []byte) (claims, error) {
	f, err := parse("claim", payload)
	if err != nil {
		return claims{}, err
	}
	c := claims{
		issuer:   f.text("iss"),
		audience: f.stringOrList("aud"),
		subject:  f.text("sub"),
		id:       f.text("jti"),
		issuedAt: f.time("iat"),
		expiry:   f.time("exp"),
		role:     models.Role(f.text("role")),
		org:      f.optional("org", maxOrg),
	}
	if f.has("nbf") {
		c.notBefore = f.time("nbf")
	}
	if f.has("as") {
		c.as = models.Role(f.text("as"))
	}
	for _, p := range f.list("purposes") {
		c.purposes = append(c.purposes, models.Purpose(p))
	}
	return c, f.err
}

// check says why the token is not for us, or not for now.
func (c claims) check(issuers []string, audience string, now time.Time) error {
	switch life := c.expiry.Sub(c.issuedAt); {
	case !slices.Contains(issuers, c.issuer):
		return errors.New("it comes from another issuer")
	case !slices.Contains(c.audience, audience):
		return errors.New("it is meant for another audience")
	case life <= 0:
		return errors.New("it ends before it begins")
	case life > maxLife:
		return errors.New("its life is longer than an hour")
	case !now.Before(c.expiry.Add(leeway)):
		return errors.New("it has expired")
	case c.issuedAt.After(now.Add(leeway)):
		return errors.New("it was issued in the future")
	case c.notBefore.After(now.Add(leeway)):
		return errors.New("it is not valid yet")
	}
	return nil
}

// caller is the caller that the claims describe, or why the contract knows no such caller.
func (c claims) caller() (Caller, error) {
	actsAs, err := grantee(c.role, c.as)
	if err != nil {
		return Caller{}, err
	}
	purposes, err := statable(actsAs, c.purposes)
	if err != nil {
		return Caller{}, err
	}
	return Caller{
		Subject: c.subject, TokenID: c.id, Role: c.role, ActsAs: actsAs, Partner: actsAs.Partner(), Org: c.org,
		Purposes: purposes, Issuer: c.issuer, ExpiresAt: c.expiry,
	}, nil
}

// grantee is the role whose grants are used: role itself or, for INTEGRATION, as. An integration may stand for any role
// that works for a partner: which of them sends feeds is the hub's to decide, and the agreements, not the token, say what
// each may see; INTEGRATION itself has no partner, so a chain of them cannot begin.
func grantee(role, as models.Role) (models.Role, error) {
	switch {
	case !role.Valid():
		return "", errors.New("its role is not one of the contract's")
	case role != models.Integration && as != "":
		return "", errors.New("it names a role to act as, which only INTEGRATION may do")
	case role != models.Integration:
		return role, nil
	case as == "":
		return "", errors.New("it is for INTEGRATION and names no role to act as")
	case as.Partner() == "":
		return "", errors.New("the role that it acts as works for no partner")
	}
	return as, nil
}

// statable are those of the purposes that the role may state, each once, in the contract's order; never none.
func statable(role models.Role, purposes []models.Purpose) (may []models.Purpose, err error) {
	for _, p := range purposes {
		if !p.Valid() {
			return nil, errors.New("one of its purposes is not one of the contract's")
		}
	}
	for _, p := range models.Purposes {
		if slices.Contains(purposes, p) && slices.Contains(role.Purposes(), p) {
			may = append(may, p)
		}
	}
	if len(may) == 0 {
		return nil, errors.New("its role may state none of its purposes")
	}
	return may, nil
}
