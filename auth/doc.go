// Package auth says who is calling: it checks the bearer tokens of CONTRACT section 2, holds the key sets that they are
// checked with, and is the development issuer that makes them on a machine without an identity provider.
//
// Invariants: nothing said means no, so every claim that a decision rests on must be present, of its one JSON type and
// within its bounds; the token never chooses how it is checked (three algorithms, keys from our own set alone, a key
// only with the algorithm of its type); an error never holds the token nor what a claim said, so every reason may be
// logged; the clock is a parameter. What the Caller may see is not decided here: see package sharing.
//
// Followed: RFC 7515 and 7519 (JWS, JWT), RFC 8725 (best current practice), RFC 9068 (at+jwt), RFC 6750 (bearer tokens).
package auth
