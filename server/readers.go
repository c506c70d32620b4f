package main

import (
	"context"
	"net"
	"net/netip"
	"net/url"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/auth/signin"
)

// readers is how those who read are known: whose tokens are believed.
type readers struct {
	verifier *auth.Verifier
	issuer   *auth.Issuer     // the development issuer; nil where a real one is set
	people   *signin.Provider // by which people sign in; nil where they do not
}

// readers checks the settings of who reads: whose tokens are believed, and by which provider people sign in.
func (s *serveCommand) readers(ctx context.Context, p *program) (readers, error) {
	r, err := s.tokens(ctx, p)
	if err != nil || s.SignIn == "" {
		return r, err
	}
	config, err := signin.Read(s.SignIn)
	if err != nil {
		return r, invalid{err}
	}
	r.people = signin.New(config, p.now)
	return r, nil
}

// tokens checks the settings of the issuer. A real one must be set whole: nothing falls back to the development issuer.
func (s *serveCommand) tokens(ctx context.Context, p *program) (readers, error) {
	if s.Issuer == "" {
		if s.Audience != "" || s.JWKS != "" {
			return readers{}, refuse("--audience and --jwks are of a real issuer: set --issuer too, or leave them out")
		}
		return developmentReaders(p)
	}
	if s.Audience == "" || s.JWKS == "" {
		return readers{}, refuse("with --issuer, --audience and --jwks are needed: for whom its tokens are, and the keys to check them")
	}
	if u, err := url.Parse(s.JWKS); err == nil && u.Scheme == "http" && !loopback(u.Host) {
		return readers{}, refuse("a key set from elsewhere must come by https: whoever changes it on its way can be anybody")
	}
	keys, err := auth.Keys(ctx, s.JWKS)
	if err != nil {
		return readers{}, err
	}
	return readers{verifier: auth.NewVerifier(keys, s.Issuer, s.Audience, p.now)}, nil
}

func developmentReaders(p *program) (readers, error) {
	issuer, err := auth.OpenIssuer(p.dataFolder())
	if err != nil {
		return readers{}, err
	}
	return readers{verifier: auth.NewVerifier(issuer.KeySet(), auth.DevelopmentIssuer, auth.Audience, p.now), issuer: issuer}, nil
}

// loopback reports whether a host, with or without its port, can only be this machine. Other names than localhost are not
// looked up: what they mean may change.
func loopback(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = hostPort
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
