package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"thrivingfamilies.example/hub/auth"
)

// attemptLasts is how long somebody may take at the provider.
const attemptLasts = 10 * time.Minute

// The kinds of error of a sign-in beside ErrNobody. Their texts are fit for the user and hold nothing that the provider said.
var (
	ErrNotBegun = errors.New("the sign-in was not begun in this browser, or too long ago")
	ErrDeclined = errors.New("the provider did not sign you in")
	ErrProvider = errors.New("the provider could not be asked")
)

// Provider is the organisation's provider, as the hub is a client of it.
type Provider struct {
	Config
	now    func() time.Time
	client *http.Client

	mu    sync.Mutex
	found *oidc.Provider // nil until it was asked about itself
}

// New is the provider of a configuration that was checked. It is asked about itself by the first who signs in.
func New(c Config, now func() time.Time) *Provider {
	return &Provider{Config: c, now: now, client: &http.Client{Timeout: 10 * time.Second}}
}

// discover asks the provider about itself, once.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.Issuer)
		if err != nil {
			return nil, fmt.Errorf("%w about itself", ErrProvider)
		}
		p.found = found
	}
	return p.found, nil
}

func (p *Provider) oauth(found *oidc.Provider) *oauth2.Config {
	endpoint := found.Endpoint()
	endpoint.AuthStyle = p.style(found)
	return &oauth2.Config{
		ClientID: p.Client, ClientSecret: p.secret, Endpoint: endpoint, RedirectURL: p.Address + "/callback",
		Scopes: append([]string{oidc.ScopeOpenID}, p.Scopes...),
	}
}

// style is how the hub says at the provider who it is. To try one after the other would use up the code.
func (p *Provider) style(found *oidc.Provider) oauth2.AuthStyle {
	var about struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"` // left out: client_secret_basic
	}
	if p.secret == "" || found.Claims(&about) == nil && len(about.Methods) > 0 && !slices.Contains(about.Methods, "client_secret_basic") {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}

// attempt is what must be remembered of a sign-in under way, by the browser alone and sealed.
type attempt struct {
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"`
	Begun    time.Time `json:"begun"`
}

// Begin is where to send the browser, and what it must bring to Finish: a secret.
func (p *Provider) Begin(ctx context.Context) (address, secret string, err error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", "", err
	}
	a := attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Begun: p.now()}
	text, err := json.Marshal(a)
	if err != nil {
		return "", "", err
	}
	return p.oauth(found).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), string(text), nil
}

// Finish is who came back from the provider, with what Begin gave the browser and what the provider had it bring. IssuedAt of the
// provider's word is returned beside, as a revocation may have come after it.
func (p *Provider) Finish(ctx context.Context, secret string, brought url.Values) (auth.Caller, time.Time, error) {
	var a attempt
	if json.Unmarshal([]byte(secret), &a) != nil || a.State == "" || p.now().Sub(a.Begun) > attemptLasts ||
		subtle.ConstantTimeCompare([]byte(a.State), []byte(brought.Get("state"))) != 1 {
		return auth.Caller{}, time.Time{}, ErrNotBegun
	}
	if brought.Get("error") != "" || brought.Get("code") == "" {
		return auth.Caller{}, time.Time{}, ErrDeclined
	}
	found, err := p.discover(ctx)
	if err != nil {
		return auth.Caller{}, time.Time{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := p.oauth(found).Exchange(ctx, brought.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil { // not wrapped: the library's text holds the provider's reply
		return auth.Caller{}, time.Time{}, fmt.Errorf("%w for a token in exchange of its code", ErrProvider)
	}
	id, claims, err := p.identity(ctx, found, token, a.Nonce)
	if err != nil {
		return auth.Caller{}, time.Time{}, err
	}
	caller, err := p.person(claims)
	if err != nil && found.UserInfoEndpoint() != "" {
		caller, err = p.personOf(ctx, found, token, id.Subject, claims)
	}
	if errors.Is(err, ErrProvider) {
		return auth.Caller{}, time.Time{}, err
	}
	if err != nil {
		return auth.Caller{}, time.Time{}, fmt.Errorf("%w: %w", ErrNobody, err)
	}
	caller.Issuer = p.Issuer
	return caller, id.IssuedAt, nil
}

// identity reads the provider's word of who it is.
func (p *Provider) identity(ctx context.Context, found *oidc.Provider, token *oauth2.Token, nonce string) (*oidc.IDToken, map[string]any, error) {
	raw, _ := token.Extra("id_token").(string)
	algorithms := []string{oidc.RS256, oidc.ES256, oidc.EdDSA}
	id, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.Client, SupportedSigningAlgs: algorithms, Now: p.now}).Verify(ctx, raw)
	if err != nil { // not wrapped: the library's text holds claims
		return nil, nil, fmt.Errorf("%w: its token is not valid", ErrProvider)
	}
	var claims map[string]any
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 || id.Claims(&claims) != nil {
		return nil, nil, fmt.Errorf("%w: its token is of another sign-in", ErrProvider)
	}
	return id, claims, nil
}

// personOf asks the provider for more claims, where those of its token do not say who it is here.
func (p *Provider) personOf(ctx context.Context, found *oidc.Provider, token *oauth2.Token, subject string, claims map[string]any) (auth.Caller, error) {
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
	more := map[string]any{}
	if err != nil || info.Subject != subject || info.Claims(&more) != nil {
		return auth.Caller{}, fmt.Errorf("%w for more about the account", ErrProvider)
	}
	maps.Copy(more, claims) // what was signed goes before
	return p.person(more)
}

// SignOut is where the browser signs out at the provider too; "" where the provider has no such page.
func (p *Provider) SignOut(ctx context.Context) string {
	found, err := p.discover(ctx)
	var about struct {
		End string `json:"end_session_endpoint"`
	}
	if err != nil || found.Claims(&about) != nil || about.End == "" || safe(about.End) != nil {
		return ""
	}
	u, err := url.Parse(about.End)
	if err != nil {
		return ""
	}
	query := u.Query()
	query.Set("client_id", p.Client)
	query.Set("post_logout_redirect_uri", p.Address+"/")
	u.RawQuery = query.Encode()
	return u.String()
}
