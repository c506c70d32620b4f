package provider

import (
	"context"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// What follows the library asks for, and the provider does without or does simply.

type key struct{ *storage }

func (k key) ID() string                                  { return k.KeyID }
func (k key) Algorithm() jose.SignatureAlgorithm          { return jose.EdDSA }
func (k key) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.EdDSA }
func (k key) Use() string                                 { return "sig" }
func (k key) Key() any                                    { return k.storage.Key.Public() }

type signingKey struct{ key }

func (k signingKey) Key() any { return k.storage.Key }

func (s *storage) SigningKey(context.Context) (op.SigningKey, error) { return signingKey{key{s}}, nil }

func (s *storage) KeySet(context.Context) ([]op.Key, error) { return []op.Key{key{s}}, nil }

func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.EdDSA}, nil
}

func (s *storage) Health(context.Context) error { return nil }

func (s *storage) TerminateSession(context.Context, string, string) error { return nil }

func (s *storage) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, _, subject, _ string) error {
	p, _ := s.person(subject)
	for name, value := range p.More {
		info.AppendClaims(name, value)
	}
	return s.SetUserinfoFromScopes(ctx, info, subject, "", nil)
}

func (s *storage) SetIntrospectionFromToken(context.Context, *oidc.IntrospectionResponse, string, string, string) error {
	return errUnknown
}

func (s *storage) CreateAccessAndRefreshTokens(context.Context, op.TokenRequest, string) (string, string, time.Time, error) {
	return "", "", time.Time{}, errUnknown
}

func (s *storage) TokenRequestByRefreshToken(context.Context, string) (op.RefreshTokenRequest, error) {
	return nil, errUnknown
}

func (s *storage) GetRefreshTokenInfo(context.Context, string, string) (string, string, error) {
	return "", "", op.ErrInvalidRefreshToken
}

func (s *storage) RevokeToken(context.Context, string, string, string) *oidc.Error {
	return oidc.ErrInvalidRequest()
}

func (s *storage) GetKeyByIDAndClientID(context.Context, string, string) (*jose.JSONWebKey, error) {
	return nil, errUnknown
}

func (s *storage) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, errUnknown
}
