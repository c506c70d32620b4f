package provider

import (
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// request is a sign-in under way.
type request struct {
	*oidc.AuthRequest
	id     string
	person string // who was chosen; "" until then
	begun  time.Time
}

func (r *request) GetID() string                      { return r.id }
func (r *request) GetACR() string                     { return "" }
func (r *request) GetAMR() []string                   { return nil }
func (r *request) GetAudience() []string              { return []string{r.ClientID} }
func (r *request) GetAuthTime() time.Time             { return r.begun }
func (r *request) GetClientID() string                { return r.ClientID }
func (r *request) GetNonce() string                   { return r.Nonce }
func (r *request) GetRedirectURI() string             { return r.RedirectURI }
func (r *request) GetResponseType() oidc.ResponseType { return r.ResponseType }
func (r *request) GetResponseMode() oidc.ResponseMode { return r.ResponseMode }
func (r *request) GetScopes() []string                { return r.Scopes }
func (r *request) GetState() string                   { return r.State }
func (r *request) GetSubject() string                 { return r.person }
func (r *request) Done() bool                         { return r.person != "" }
func (r *request) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: r.CodeChallenge, Method: r.CodeChallengeMethod}
}

// program is a client that asks for a token for itself.
type program struct {
	*client
	scopes []string
}

func (p program) GetSubject() string    { return p.ID }
func (p program) GetAudience() []string { return []string{p.Audience} }
func (p program) GetScopes() []string   { return p.scopes }
