package provider

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"maps"
	"net/url"
	"sync"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// requestLasts is how long a sign-in under way is remembered.
const requestLasts = 10 * time.Minute

var errUnknown = errors.New("there is none such")

// storage holds, in memory, what the library asks for.
type storage struct {
	Config
	clients map[string]*client

	mu       sync.Mutex
	requests map[string]*request
	codes    map[string]string // to requests
}

func newStorage(c Config) *storage {
	s := &storage{Config: c, clients: map[string]*client{}, requests: map[string]*request{}, codes: map[string]string{}}
	for _, one := range c.Clients {
		s.clients[one.ID] = &client{Client: one, login: s.loginPath()}
	}
	return s
}

// loginPath is where people say who they are.
func (s *storage) loginPath() string {
	u, err := url.Parse(s.Issuer)
	if err != nil {
		return "/people"
	}
	return u.Path + "/people"
}

func (s *storage) person(subject string) (Person, bool) {
	for _, p := range s.People {
		if p.Subject == subject {
			return p, true
		}
	}
	return Person{}, false
}

// choose says who signs in; false where there is no such person or sign-in.
func (s *storage) choose(id, subject string) bool {
	_, known := s.person(subject)
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.requests[id]
	if r == nil || !known || r.Done() {
		return false
	}
	r.person = subject
	return true
}

// CreateAuthRequest begins a sign-in.
func (s *storage) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	if asked.CodeChallenge == "" || asked.CodeChallengeMethod != oidc.CodeChallengeMethodS256 {
		return nil, oidc.ErrInvalidRequest().WithDescription("a code challenge by S256 is needed")
	}
	r := &request{AuthRequest: asked, id: rand.Text(), begun: time.Now()}
	s.mu.Lock()
	defer s.mu.Unlock()
	old := func(_ string, r *request) bool { return time.Since(r.begun) > requestLasts }
	maps.DeleteFunc(s.requests, old)
	maps.DeleteFunc(s.codes, func(_, id string) bool { return s.requests[id] == nil })
	s.requests[r.id] = r
	return r, nil
}

// AuthRequestByID is a sign-in under way.
func (s *storage) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.requests[id]
	if r == nil {
		return nil, errUnknown
	}
	kept := *r
	return &kept, nil
}

// AuthRequestByCode is that of a code, which is worth nothing from now on.
func (s *storage) AuthRequestByCode(_ context.Context, code string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.requests[s.codes[code]]
	delete(s.codes, code)
	if r == nil {
		return nil, errUnknown
	}
	return r, nil
}

// SaveAuthCode keeps a code.
func (s *storage) SaveAuthCode(_ context.Context, id, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = id
	return nil
}

// DeleteAuthRequest ends a sign-in.
func (s *storage) DeleteAuthRequest(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.requests, id)
	return nil
}

// CreateAccessToken names a token.
func (s *storage) CreateAccessToken(context.Context, op.TokenRequest) (string, time.Time, error) {
	return rand.Text(), time.Now().Add(tokenLasts), nil
}

// GetClientByClientID is a client.
func (s *storage) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if c := s.clients[id]; c != nil {
		return c, nil
	}
	return nil, errUnknown
}

// AuthorizeClientIDSecret checks a client's secret.
func (s *storage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if c := s.clients[id]; c != nil && c.Secret != "" && subtle.ConstantTimeCompare([]byte(c.Secret), []byte(secret)) == 1 {
		return nil
	}
	return errUnknown
}

// ClientCredentials is the client that asks for a token for itself.
func (s *storage) ClientCredentials(ctx context.Context, id, secret string) (op.Client, error) {
	if err := s.AuthorizeClientIDSecret(ctx, id, secret); err != nil {
		return nil, err
	}
	return s.clients[id], nil
}

// ClientCredentialsTokenRequest is for what it asks.
func (s *storage) ClientCredentialsTokenRequest(_ context.Context, id string, scopes []string) (op.TokenRequest, error) {
	if c := s.clients[id]; c != nil {
		return program{c, scopes}, nil
	}
	return nil, errUnknown
}

// SetUserinfoFromScopes puts a person's claims into what is said of them.
func (s *storage) SetUserinfoFromScopes(_ context.Context, info *oidc.UserInfo, subject, _ string, _ []string) error {
	p, known := s.person(subject)
	if !known {
		return errUnknown
	}
	info.Subject = p.Subject
	for name, value := range p.Claims {
		info.AppendClaims(name, value)
	}
	return nil
}

// GetPrivateClaimsFromScopes are those of a program's own tokens.
func (s *storage) GetPrivateClaimsFromScopes(_ context.Context, subject, id string, _ []string) (map[string]any, error) {
	if c := s.clients[id]; c != nil && subject == id {
		return c.Claims, nil
	}
	return nil, nil
}
