package main

import (
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

//go:embed pages
var pageFiles embed.FS

var pageTemplates = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// signInPage is what the development sign-in page shows.
type signInPage struct {
	Path             string
	Roles            []models.Role
	Purposes         []models.Purpose
	Role, As         models.Role
	Org, Fault       string
	Chosen           map[models.Purpose]bool
	Token, Curl, TTL string
	Purpose          models.Purpose // one that the token may state
	Workbench        bool           // GraphiQL is offered
}

// pages are the plain pages for people, until the real ones stand.
func (h *hub) pages(mux *http.ServeMux) {
	mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		http.ServeFileFS(w, r, pageFiles, "pages/style.css")
	})
	mux.HandleFunc("GET /{$}", h.home)
	if h.people != nil {
		h.signInRoutes(mux)
	}
	if h.issuer == nil {
		return
	}
	mux.HandleFunc("GET "+h.tokenPage(), func(w http.ResponseWriter, _ *http.Request) {
		h.show(w, http.StatusOK, "sign_in.html", signInPage{Path: h.tokenPage(), Roles: models.Roles, Purposes: models.Purposes, Role: models.Coordinator})
	})
	mux.HandleFunc("POST "+h.tokenPage(), h.signIn)
}

// tokenPage is where the development issuer's page is: where people would sign in, if they did.
func (h *hub) tokenPage() string {
	if h.people != nil {
		return "/token"
	}
	return "/sign-in"
}

// homePage is what the first page shows.
type homePage struct {
	Token  string // where the development issuer's page is; "" where there is none
	People bool   // people sign in
	Bench  bool   // GraphiQL is offered
	Who    *auth.Caller
}

// home shows what the hub is, and who is signed in.
func (h *hub) home(w http.ResponseWriter, r *http.Request) {
	page := homePage{People: h.people != nil, Bench: h.workbench}
	if h.issuer != nil {
		page.Token = h.tokenPage()
	}
	if page.People {
		if caller, err := h.session(r); err == nil {
			page.Who = &caller
		}
		h.maySignOutElsewhere(w)
	}
	h.show(w, http.StatusOK, "home.html", page)
}

// signIn makes the token that was asked for and shows it once.
func (h *hub) signIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		answer(w, http.StatusBadRequest, "the form cannot be read")
		return
	}
	page := signInPage{
		Path: h.tokenPage(), Roles: models.Roles, Purposes: models.Purposes, Chosen: map[models.Purpose]bool{}, TTL: auth.DefaultTTL.String(),
		Role: models.Role(r.PostForm.Get("role")), As: models.Role(r.PostForm.Get("as")), Org: r.PostForm.Get("org"),
	}
	request := auth.TokenRequest{Role: page.Role, As: page.As, Org: page.Org}
	for _, purpose := range r.PostForm["purpose"] {
		page.Chosen[models.Purpose(purpose)] = true
		request.Purposes = append(request.Purposes, models.Purpose(purpose))
	}
	token, err := h.issuer.Token(request, h.now())
	status := http.StatusOK
	switch {
	case errors.Is(err, auth.ErrTokenRequest):
		status, page.Fault = http.StatusUnprocessableEntity, err.Error()
	case err != nil:
		h.log.Error("a development token could not be made", "error", err)
		status, page.Fault = http.StatusInternalServerError, "something went wrong"
	default:
		page.Token, page.Purpose, page.Workbench = token, purposesOf(request)[0], h.workbench
		page.Curl = curl(h.address, token, page.Purpose)
	}
	h.show(w, status, "sign_in.html", page)
}

func (h *hub) show(w http.ResponseWriter, status int, name string, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := pageTemplates.ExecuteTemplate(w, name, data); err != nil {
		h.log.Error("a page could not be written", "page", name, "error", err)
	}
}

// curl is a command to paste into a shell: the first families that the token's bearer may see.
func curl(address, token string, purpose models.Purpose) string {
	const query = `{"query":"{ families(first: 3) { totalCount nodes { id members { role person { forename surname dateOfBirth } } } } }"}`
	return fmt.Sprintf("curl -s %s/graphql -H 'Content-Type: application/json' -H '%s: %s' -H 'Authorization: Bearer %s' -d '%s'",
		address, auth.PurposeHeader, purpose, token, query)
}
