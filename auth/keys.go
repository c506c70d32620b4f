package auth

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/MicahParks/keyfunc/v3"
	"golang.org/x/time/rate"
)

const (
	refreshEvery   = time.Minute      // how old a set from an address may be
	unknownEvery   = 10 * time.Second // how often an unknown kid may have the address asked, after a burst of
	unknownBurst   = 3                //
	fetchTimeout   = 5 * time.Second  // for one look at the address
	rereadEvery    = 10 * time.Second // how old a set from a file may be
	minModulusBits = 2048             // of an RSA key (RFC 7518, section 3.3)
)

// KeySet finds a key by its kid. Every jwkset.Storage is one.
type KeySet interface {
	// KeyRead is the key whose kid is given, or an error where there is none.
	KeyRead(ctx context.Context, kid string) (jwkset.JWK, error)
}

// Keys is the JSON Web Key Set in a file or at an http or https address. It must hold a usable key now; later it is read
// again, a file at most every 10 seconds, an address every minute and, for a kid that it does not know, at once (three
// times, then every 10 seconds: many invented kids neither flood the address nor keep a new key out). A set that cannot
// be read again leaves the last good one in force and is logged; to withdraw a key, publish a set without it.
//
// Whoever can change the set can be anybody: use https outside loopback. The refreshing ends with ctx.
func Keys(ctx context.Context, fileOrURL string) (KeySet, error) {
	var set jwkset.Storage
	var err error
	if strings.Contains(fileOrURL, "://") {
		set, err = urlKeys(ctx, fileOrURL)
	} else {
		set, err = openFileKeys(ctx, fileOrURL)
	}
	if err != nil {
		return nil, fmt.Errorf("key set: %w", err)
	}
	all, err := set.KeyReadAll(ctx)
	if err != nil {
		return nil, fmt.Errorf("key set: %w", err)
	}
	if !slices.ContainsFunc(all, usable) {
		return nil, errors.New("key set: it holds no key with a kid that can check RS256, ES256 or EdDSA")
	}
	return set, nil
}

func urlKeys(ctx context.Context, address string) (jwkset.Storage, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return nil, errors.New("its address must be http or https, without a user name")
	}
	failFirst := false
	k, err := keyfunc.NewDefaultOverrideCtx(ctx, []string{address}, keyfunc.Override{
		Client:                    &http.Client{CheckRedirect: noRedirect},
		HTTPTimeout:               fetchTimeout,
		NoErrorReturnFirstHTTPReq: &failFirst,
		RateLimitWaitMax:          fetchTimeout, // for the fetch too
		RefreshInterval:           refreshEvery,
		RefreshUnknownKID:         rate.NewLimiter(rate.Inf, 1), // floored decides
		ValidationSkipAll:         true,                         // one key with an odd `use` would spoil the set; publicKey checks the one that is used
	})
	if err != nil {
		return nil, err
	}
	return &floored{k.Storage(), rate.NewLimiter(rate.Every(unknownEvery), unknownBurst)}, nil
}

// floored has a set's address asked for an unknown kid no more often than floor allows. The library's own limit makes the next look
// wait, and takes the wait from the time that the look may take: under a flood of invented kids no look would ever succeed.
type floored struct {
	jwkset.Storage
	floor *rate.Limiter
}

// KeyRead is the key whose kid is given, of the set as it was last read, or of a new look.
func (f *floored) KeyRead(ctx context.Context, kid string) (jwkset.JWK, error) {
	held, err := f.KeyReadAll(ctx)
	if err != nil {
		return jwkset.JWK{}, err
	}
	for _, key := range held {
		if key.Marshal().KID == kid {
			return key, nil
		}
	}
	if !f.floor.Allow() {
		return jwkset.JWK{}, jwkset.ErrKeyNotFound
	}
	return f.Storage.KeyRead(ctx, kid)
}

// noRedirect makes a redirect an unexpected status: https must not become http, nor the issuer another host.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func usable(jwk jwkset.JWK) bool {
	for alg := range methods {
		if _, err := publicKey(jwk, alg); err == nil && jwk.Marshal().KID != "" {
			return true
		}
	}
	return false
}

// publicKey is the key of jwk as the algorithm takes it, or why that key must not be used with it: the type of the key
// decides, not the token.
func publicKey(jwk jwkset.JWK, alg string) (any, error) {
	m := jwk.Marshal()
	switch {
	case m.USE != "" && m.USE != jwkset.UseSig, len(m.KEYOPS) > 0 && !slices.Contains(m.KEYOPS, jwkset.KeyOpsVerify):
		return nil, errors.New("its key is not one for signatures")
	case m.ALG != "" && m.ALG.String() != alg:
		return nil, errors.New("its key is for another algorithm")
	}
	key := jwk.Key()
	if private, ok := key.(interface{ Public() crypto.PublicKey }); ok {
		key = private.Public()
	}
	fits := false
	switch k := key.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() < minModulusBits {
			return nil, errors.New("its key is an RSA key of fewer than 2048 bits")
		}
		fits = alg == "RS256"
	case *ecdsa.PublicKey:
		fits = alg == "ES256" && k.Curve == elliptic.P256()
	case ed25519.PublicKey:
		fits = alg == "EdDSA"
	}
	if !fits {
		return nil, errors.New("its key does not fit its algorithm")
	}
	return key, nil
}
