// Package provider is a small OpenID provider for demonstrations and tests, made with a kept library: whoever opens it may be any of
// the people that it was given, without a password. The hub meets in it what it meets in an organisation's own provider.
//
// Invariants: it is for this machine only, and the program serves it in a demonstration alone; its people are invented; a sign-in
// under way is forgotten after ten minutes, a code after its first use; codes are exchanged with PKCE only.
package provider

import (
	"context"
	"crypto"
	"crypto/rand"
	_ "embed"
	"html/template"
	"log/slog"
	"net/http"
	"strings"

	"github.com/zitadel/oidc/v3/pkg/op"
)

// Person is somebody who may sign in.
type Person struct {
	Subject string
	Name    string // as the page shows it
	Claims  map[string]any
	More    map[string]any // claims that are told only to who asks about the account
}

// Client is a program that the provider knows. One with redirects has people sign in; one without gets tokens for itself.
type Client struct {
	ID, Secret          string
	Redirects, SignOuts []string
	Audience            string         // of a program's own tokens
	Claims              map[string]any // of a program's own tokens
}

// Config is what a provider is made of.
type Config struct {
	Issuer  string // its address
	KeyID   string
	Key     crypto.Signer // Ed25519
	Style   string        // the address of the page's stylesheet; "" for none
	People  []Person
	Clients []Client
}

//go:embed sign_in.html
var signInText string

var signInPage = template.Must(template.New("sign in").Parse(signInText))

// New is the provider as a handler of everything below its address.
func New(c Config) (http.Handler, error) {
	s := newStorage(c)
	config := &op.Config{CodeMethodS256: true, AuthMethodPost: true, DefaultLogoutRedirectURI: "/signed-out", SupportedScopes: []string{"openid", "profile"}}
	_, _ = rand.Read(config.CryptoKey[:]) // never fails
	provider, err := op.NewProvider(config, s, op.StaticIssuer(c.Issuer), op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, err
	}
	prefix := ""
	if rest, ok := strings.CutPrefix(c.Issuer, "http://"); ok {
		if at := strings.IndexByte(rest, '/'); at >= 0 {
			prefix = rest[at:]
		}
	}
	back := op.AuthCallbackURL(provider)
	mux := http.NewServeMux()
	mux.Handle("/", provider)
	mux.HandleFunc("GET /people", func(w http.ResponseWriter, r *http.Request) { show(w, s, r.URL.Query().Get("request")) })
	mux.HandleFunc("POST /people", func(w http.ResponseWriter, r *http.Request) {
		id := r.PostFormValue("request")
		if !s.choose(id, r.PostFormValue("person")) {
			http.Error(w, "there is no such person, or the sign-in took too long", http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, back(op.ContextWithIssuer(context.WithoutCancel(r.Context()), c.Issuer), id), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /signed-out", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("signed out\n")) })
	return http.StripPrefix(prefix, mux), nil
}

func show(w http.ResponseWriter, s *storage, request string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = signInPage.Execute(w, map[string]any{"Request": request, "People": s.People, "Path": s.loginPath(), "Style": s.Style})
}
