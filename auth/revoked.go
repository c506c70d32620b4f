package auth

import (
	"errors"
	"time"
)

// Revocation takes tokens back before they end: one by its id, or all that a subject had at a moment.
type Revocation struct {
	Subject string // of the tokens; "" where one is named by its id
	TokenID string
	At      time.Time // tokens of the subject that were issued up to now are refused
}

// Ends is when no token lives any more that it could refuse, by whichever clock.
func (r Revocation) Ends() time.Time { return r.At.Add(maxLife + 2*leeway) }

type revoked struct {
	ids      map[string]bool
	subjects map[string]time.Time // the last token that is refused was issued then
}

// Revoke refuses from now on what these say, and nothing else: it takes the place of what was revoked before.
func (v *Verifier) Revoke(all []Revocation) {
	r := &revoked{map[string]bool{}, map[string]time.Time{}}
	for _, one := range all {
		if one.TokenID != "" {
			r.ids[one.TokenID] = true
		}
		if last := one.At.Add(leeway); one.Subject != "" && last.After(r.subjects[one.Subject]) {
			r.subjects[one.Subject] = last // the issuer's clock may be ahead
		}
	}
	v.revoked.Store(r)
}

func (r *revoked) check(c claims) error {
	if r == nil {
		return nil
	}
	last, all := r.subjects[c.subject]
	if r.ids[c.id] || all && !c.issuedAt.After(last) {
		return errors.New("it was revoked")
	}
	return nil
}
