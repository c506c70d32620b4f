package auth_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/MicahParks/jwkset"

	"thrivingfamilies.example/hub/auth"
)

func edToken(t testing.TB, kid string) string {
	return sign(t, goodHeader("EdDSA", kid).String(), goodClaims().String(), "EdDSA", kid)
}

func TestKeysFromAddress(t *testing.T) {
	var set atomic.Value
	var asked atomic.Int32
	set.Store(publicSet(t, "ed"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = w.Write(set.Load().([]byte))
	}))
	defer server.Close()
	keys, err := auth.Keys(t.Context(), server.URL+"/keys")
	if err != nil {
		t.Fatal(err)
	}
	v := auth.NewVerifier(keys, issuer, audience, clock)
	if _, err := v.Verify(edToken(t, "ed")); err != nil {
		t.Fatal(err)
	}
	if got := asked.Load(); got != 1 {
		t.Fatalf("asked %d times for a key that was known", got)
	}

	// a junk kid comes first and must not keep the new key out
	if _, err := v.Verify(edToken(t, "other")); err == nil || err.Error() != refused+"its kid names no key of the set" {
		t.Fatal(err)
	}
	set.Store(publicSet(t, "ec"))
	token := sign(t, goodHeader("ES256", "ec").String(), goodClaims().String(), "ES256", "ec")
	if _, err := v.Verify(token); err != nil {
		t.Fatalf("new key: %v", err)
	}
	if _, err := v.Verify(edToken(t, "ed")); err == nil || err.Error() != refused+"its kid names no key of the set" {
		t.Fatalf("withdrawn key: %v", err)
	}

	// the burst is spent: further junk is refused at once, without a look, and known keys still work
	begin := time.Now()
	for range 50 {
		if _, err := v.Verify(edToken(t, "other")); err == nil {
			t.Fatal("accepted")
		}
	}
	if _, err := v.Verify(token); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > 4*time.Second {
		t.Errorf("took %s", took)
	}
	if got := asked.Load(); got != 4 {
		t.Errorf("asked %d times, want 4", got)
	}
}

func TestKeysFromAddressOutage(t *testing.T) {
	var down atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = w.Write(publicSet(t, "ed"))
	}))
	defer server.Close()
	keys, err := auth.Keys(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	down.Store(true)
	v := auth.NewVerifier(keys, issuer, audience, clock)
	if _, err := v.Verify(edToken(t, "other")); err == nil {
		t.Error("a key that nobody published")
	}
	if _, err := v.Verify(edToken(t, "ed")); err != nil {
		t.Errorf("the last good set is gone: %v", err)
	}
}

func TestKeysOddKeyDoesNotSpoilTheSet(t *testing.T) {
	odd := `{"keys":[{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA","kid":"k1"},` +
		`{"kty":"OKP","crv":"Ed25519","x":"` + strings.Repeat("A", 43) + `","kid":"k2","use":"odd","x5u":"http://127.0.0.1:1/"},`
	set := strings.Replace(string(publicSet(t, "ed")), `{"keys":[`, odd, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(set)) }))
	defer server.Close()
	for _, source := range []string{server.URL, file(t, set)} {
		keys, err := auth.Keys(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := auth.NewVerifier(keys, issuer, audience, clock).Verify(edToken(t, "ed")); err != nil {
			t.Error(err)
		}
	}
}

// A set ought to hold public keys only; one that was published whole still checks signatures with the public part.
func TestKeysOfPrivateKey(t *testing.T) {
	set := jwkset.NewMemoryStorage()
	write(t, set, ring()["ed"], jwkset.JWKOptions{
		Marshal: jwkset.JWKMarshalOptions{Private: true}, Metadata: jwkset.JWKMetadataOptions{KID: "ed"},
	})
	raw, err := set.JSONPrivate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	keys, err := auth.Keys(t.Context(), file(t, string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := auth.NewVerifier(keys, issuer, audience, clock).Verify(edToken(t, "ed")); err != nil {
		t.Error(err)
	}
}

func TestKeysFromFile(t *testing.T) {
	path := file(t, string(publicSet(t, "ed")))
	ring() // made outside the bubble
	synctest.Test(t, func(t *testing.T) {
		keys, err := auth.Keys(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		v := auth.NewVerifier(keys, issuer, audience, clock)
		known := func(kid string, want bool) {
			t.Helper()
			if _, err := v.Verify(edToken(t, kid)); (err == nil) != want {
				t.Errorf("%s: %v", kid, err)
			}
		}
		known("ed", true)
		known("other", false)

		replace(t, path, publicSet(t, "other"))
		time.Sleep(9 * time.Second)
		known("other", false)
		time.Sleep(time.Second)
		known("other", true)
		known("ed", false)

		replace(t, path, []byte(`{"keys":[]}`))
		known("other", true)
		replace(t, path, []byte("{"))
		time.Sleep(10 * time.Second)
		known("other", true)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		known("other", true)
		replace(t, path, []byte(`{"keys":[]}`))
		time.Sleep(10 * time.Second)
		known("other", false)
	})
}

func TestKeysRefused(t *testing.T) {
	serve := func(h http.HandlerFunc) string {
		server := httptest.NewServer(h)
		t.Cleanup(server.Close)
		return server.URL
	}
	good := serve(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(publicSet(t, "ed")) })
	for name, source := range map[string]string{
		"nothing":            "",
		"no such file":       filepath.Join(t.TempDir(), "none"),
		"folder":             t.TempDir(),
		"not JSON":           file(t, "keys"),
		"no keys":            file(t, `{"keys":[]}`),
		"no usable key":      file(t, string(publicSet(t, "rsa-1024", "ec-384", "enc", "ops"))),
		"broken key":         file(t, `{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"k"}]}`),
		"another scheme":     "file:///etc/passwd",
		"user name":          "http://user:word@127.0.0.1/",
		"nobody there":       "http://127.0.0.1:1/keys",
		"not found":          serve(http.NotFound),
		"redirect":           serve(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, good, http.StatusFound) }),
		"discovery document": serve(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"jwks_uri":"x"}`)) }),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := auth.Keys(t.Context(), source); err == nil {
				t.Error("taken")
			} else if strings.Contains(err.Error(), "word@") {
				t.Errorf("the password is in %s", err)
			}
		})
	}
}

func file(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys.json")
	replace(t, path, []byte(text))
	return path
}

func replace(t testing.TB, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
