package main

import (
	"fmt"
	"net/http"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/auth/keyring"
)

// The cookies. Browsers take such names only from the host itself, by https (or from this machine), for the whole host.
const (
	sessionCookie = "__Host-thrive-session" // the secret of a session
	attemptCookie = "__Host-thrive-sign-in" // what a sign-in under way must remember, sealed
)

// identify says who makes a request: whose token it bears, or without one, who signed in with the browser that it comes from.
func (h *hub) identify(r *http.Request) (auth.Caller, error) {
	if h.people != nil && len(r.Header.Values("Authorization")) == 0 && len(r.CookiesNamed(sessionCookie)) > 0 {
		return h.session(r)
	}
	token, err := auth.Bearer(r)
	if err != nil {
		return auth.Caller{}, err
	}
	return h.verifier.Verify(token)
}

// session is who signed in with the browser that the request comes from.
func (h *hub) session(r *http.Request) (auth.Caller, error) {
	hashes, ok := h.sessionHashes(r)
	if !ok {
		return auth.Caller{}, fmt.Errorf("%w: it bears no session", auth.ErrUnauthenticated)
	}
	idle, _ := h.people.Spans()
	caller, found, err := h.store.Session(r.Context(), hashes, h.now(), idle)
	if err == nil && !found {
		err = fmt.Errorf("%w: its session has ended or never was", auth.ErrUnauthenticated)
	}
	return caller, err
}

// sessionHashes are the hashes under which the request's session may be kept, one for each key that is accepted.
func (h *hub) sessionHashes(r *http.Request) ([]string, bool) {
	cookies := r.CookiesNamed(sessionCookie)
	if len(cookies) != 1 || cookies[0].Value == "" {
		return nil, false
	}
	return h.rings.Hashes(keyring.Sessions, cookies[0].Value), true
}

// setCookie gives the browser a cookie that no script reads and no other site's request but a plain link brings along; without a
// value it is taken away.
func setCookie(w http.ResponseWriter, name, value string, lasts time.Duration) {
	cookie := &http.Cookie{
		Name: name, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: int(lasts / time.Second),
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}
