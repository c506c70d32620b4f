package auth_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"

	"thrivingfamilies.example/hub/auth"
)

const issuer, audience = "https://issuer.example", auth.Audience

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// ring is one private key of each kind that the tests sign with, by kid.
var ring = sync.OnceValue(func() map[string]crypto.Signer {
	must := func(key crypto.Signer, err error) crypto.Signer {
		if err != nil {
			panic(err)
		}
		return key
	}
	rsaKey := func(bits int) crypto.Signer { key, err := rsa.GenerateKey(rand.Reader, bits); return must(key, err) }
	ecKey := func(c elliptic.Curve) crypto.Signer {
		key, err := ecdsa.GenerateKey(c, rand.Reader)
		return must(key, err)
	}
	return map[string]crypto.Signer{
		"rsa": rsaKey(2048), "rsa-1024": rsaKey(1024),
		"ec": ecKey(elliptic.P256()), "ec-384": ecKey(elliptic.P384()),
		"ed":      ed25519.NewKeyFromSeed([]byte("a seed that is only for the tests")[:32]),
		"enc":     ed25519.NewKeyFromSeed([]byte("a key that must only be encrypted")[:32]),
		"ops":     ed25519.NewKeyFromSeed([]byte("a key with operations of its own!")[:32]),
		"other":   ed25519.NewKeyFromSeed([]byte("a key that stands in no key set.")[:32]),
		"ec-as-r": ecKey(elliptic.P256()),
	}
})

// publicSet is the JSON Web Key Set of the ring's public keys but for "other", and a shared secret that no set should hold.
func publicSet(t testing.TB, kids ...string) []byte {
	t.Helper()
	set := jwkset.NewMemoryStorage()
	if len(kids) == 0 {
		kids = []string{"rsa", "rsa-1024", "ec", "ec-384", "ed", "enc", "ops", "ec-as-r"}
		secret := jwkset.JWKOptions{
			Marshal: jwkset.JWKMarshalOptions{Private: true}, Metadata: jwkset.JWKMetadataOptions{KID: "secret"},
		}
		write(t, set, []byte("a shared secret of some 32 bytes"), secret)
	}
	for _, kid := range kids {
		options := jwkset.JWKOptions{Metadata: jwkset.JWKMetadataOptions{KID: kid}}
		switch kid {
		case "enc":
			options.Metadata.USE = jwkset.UseEnc
		case "ops":
			options.Metadata.KEYOPS = []jwkset.KEYOPS{jwkset.KeyOpsWrapKey}
		case "ec-as-r":
			options.Metadata.ALG = jwkset.AlgRS256
		}
		write(t, set, ring()[kid].Public(), options)
	}
	// as it would be published: with the secret, which JSONPublic would leave out
	raw, err := set.JSONPrivate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func write(t testing.TB, set jwkset.Storage, key any, options jwkset.JWKOptions) {
	t.Helper()
	jwk, err := jwkset.NewJWKFromKey(key, options)
	if err != nil {
		t.Fatal(err)
	}
	if err := set.KeyWrite(t.Context(), jwk); err != nil {
		t.Fatal(err)
	}
}

// storage is the set as a KeySet without a file or an address.
func storage(t testing.TB, kids ...string) auth.KeySet {
	t.Helper()
	var set jwkset.JWKSMarshal
	if err := json.Unmarshal(publicSet(t, kids...), &set); err != nil {
		t.Fatal(err)
	}
	s, err := set.ToStorage()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func verifier(t testing.TB) *auth.Verifier {
	t.Helper()
	return auth.NewVerifier(storage(t), issuer, audience, clock)
}

type object map[string]any

// with is o after the changes; a value of nil takes the member away.
func (o object) with(changes object) object {
	o = maps.Clone(o)
	for name, value := range changes {
		if o[name] = value; value == nil {
			delete(o, name)
		}
	}
	return o
}

func goodHeader(alg, kid string) object { return object{"alg": alg, "kid": kid, "typ": "at+jwt"} }

func goodClaims() object {
	return object{
		"iss": issuer, "aud": audience, "sub": "the-subject", "jti": "the-token", "iat": now.Unix(), "exp": now.Unix() + 900,
		"role": "SCHOOL_OFFICER", "org": "100001", "purposes": []string{"family-support", "safeguarding"},
	}
}

// sign makes a token of the texts of its header and claims, with the algorithm and the ring's key, whatever they say.
func sign(t testing.TB, header, claims, alg, kid string) string {
	t.Helper()
	text := b64(header) + "." + b64(claims)
	sig, err := jwt.GetSigningMethod(alg).Sign(text, ring()[kid])
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(sig)
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func (o object) String() string {
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return string(raw)
}
