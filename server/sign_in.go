package main

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/auth/keyring"
	"thrivingfamilies.example/hub/auth/signin"
	"thrivingfamilies.example/hub/store"
)

// attemptLasts is how long the browser remembers a sign-in under way.
const attemptLasts = 10 * time.Minute

// notice is a page that says one thing.
type notice struct{ Title, Text string }

// signInRoutes are where people come and go with a browser.
func (h *hub) signInRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /sign-in", h.beginSignIn)
	mux.HandleFunc("GET /callback", h.finishSignIn)
	mux.HandleFunc("POST /sign-out", h.signOut)
}

// beginSignIn sends the browser to the provider. It does so from the address to which the provider sends it back: the cookie that
// remembers the sign-in is that host's alone.
func (h *hub) beginSignIn(w http.ResponseWriter, r *http.Request) {
	if here := r.URL.Query().Has("here"); !here && r.Host != h.people.Host() { // once: a proxy may give another name to the host
		http.Redirect(w, r, h.people.Address+"/sign-in?here", http.StatusSeeOther)
		return
	}
	address, secret, err := h.people.Begin(r.Context())
	if err != nil {
		h.notSignedIn(w, r, err)
		return
	}
	setCookie(w, attemptCookie, h.rings.Sealer(keyring.Sessions).Seal(secret, "sign-in"), attemptLasts)
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// finishSignIn begins a session for who comes back from the provider. An earlier one of the browser ends.
func (h *hub) finishSignIn(w http.ResponseWriter, r *http.Request) {
	setCookie(w, attemptCookie, "", 0) // once only, whatever comes of it
	secret := ""
	if cookies := r.CookiesNamed(attemptCookie); len(cookies) == 1 {
		secret, _ = h.rings.Sealer(keyring.Sessions).Open(cookies[0].Value, "sign-in")
	}
	caller, said, err := h.people.Finish(r.Context(), secret, r.URL.Query())
	if err == nil {
		err = h.beginSession(w, r, caller, said)
	}
	if err != nil {
		h.notSignedIn(w, r, err)
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (h *hub) beginSession(w http.ResponseWriter, r *http.Request, caller auth.Caller, said time.Time) error {
	if hashes, ok := h.sessionHashes(r); ok {
		if err := h.store.EndSession(r.Context(), hashes); err != nil {
			return err
		}
	}
	idle, lasts := h.people.Spans()
	now, secret := h.now(), rand.Text()+rand.Text()
	caller.TokenID, caller.ExpiresAt = rand.Text(), now.Add(lasts)
	session := auth.Session{Caller: caller, IssuedAt: said}
	if err := h.store.BeginSession(r.Context(), h.rings.Hash(keyring.Sessions, secret), session, now, idle); err != nil {
		return err
	}
	setCookie(w, sessionCookie, secret, lasts)
	return nil
}

// signOut ends the session here, and sends the browser to the provider's own page for it where there is one.
func (h *hub) signOut(w http.ResponseWriter, r *http.Request) {
	if hashes, ok := h.sessionHashes(r); ok {
		if err := h.store.EndSession(r.Context(), hashes); err != nil {
			h.notSignedIn(w, r, err)
			return
		}
	}
	setCookie(w, sessionCookie, "", 0)
	address := h.people.SignOut(r.Context())
	if address == "" {
		address = "/"
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// maySignOutElsewhere lets the page's form lead on to the provider, as browsers hold a form to its first page's policy.
func (h *hub) maySignOutElsewhere(w http.ResponseWriter) {
	if u, err := url.Parse(h.people.Issuer); err == nil {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self' "+u.Scheme+"://"+u.Host+
			"; base-uri 'none'; frame-ancestors 'none'")
	}
}

// notSignedIn says plainly why nobody was signed in. What the provider said is neither shown nor logged.
func (h *hub) notSignedIn(w http.ResponseWriter, r *http.Request, err error) {
	page, status := notice{Title: "You are not signed in"}, http.StatusForbidden
	switch {
	case errors.Is(err, signin.ErrNobody):
		page.Text = "Your provider knows you, and your account has no role in this hub. Ask whoever looks after the hub for your organisation to give it one."
	case errors.Is(err, store.ErrRevoked):
		page.Text = "Your access was taken back a moment ago. Ask whoever looks after the hub; if it was a mistake, sign in again in a minute."
	case errors.Is(err, signin.ErrDeclined):
		page.Text = "Your provider did not sign you in. Try again, or ask whoever looks after your account."
	case errors.Is(err, signin.ErrNotBegun):
		page.Text, status = "This sign-in was not begun in this browser, or more than ten minutes ago. Begin it again from the first page.", http.StatusBadRequest
	case errors.Is(err, signin.ErrProvider):
		page.Text, status = "Your provider could not be asked who you are. Try again in a while.", http.StatusBadGateway
	default:
		page.Text, status = "The hub did not get to an answer. Try again.", http.StatusServiceUnavailable
	}
	h.log.InfoContext(r.Context(), "a sign-in was refused", "reason", err.Error())
	h.show(w, status, "notice.html", page)
}
