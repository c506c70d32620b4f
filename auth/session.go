package auth

import "time"

// Session is somebody's being signed in. Its secret is the browser's alone.
type Session struct {
	Caller   Caller    // its TokenID names the session and is no secret; its ExpiresAt is when the session ends in any case
	IssuedAt time.Time // when the provider said who it is: a revocation of the subject since then ends the session
}

// RevokedBy reports whether a revocation of its subject, made then, ends the session.
func (s Session) RevokedBy(at time.Time) bool { return !s.IssuedAt.After(at.Add(leeway)) }
