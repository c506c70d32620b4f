package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// A new key of the issuer is found while others flood the hub with kids that are none, and the flood does not reach the issuer.
func TestKeySetUnderAFloodOfKids(t *testing.T) {
	var fetches atomic.Int64
	var published atomic.Value
	keys := map[string]ed25519.PrivateKey{}
	for _, kid := range []string{"first", "second"} {
		_, keys[kid], _ = ed25519.GenerateKey(rand.Reader)
	}
	publish := func(kids ...string) {
		var set []object
		for _, kid := range kids {
			public := keys[kid].Public().(ed25519.PublicKey)
			set = append(set, object{"kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "alg": "EdDSA", "x": base64.RawURLEncoding.EncodeToString(public)})
		}
		text, err := json.Marshal(object{"keys": set})
		if err != nil {
			t.Fatal(err)
		}
		published.Store(text)
	}
	publish("first")
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fetches.Add(1)
		_, _ = w.Write(published.Load().([]byte))
	}))
	t.Cleanup(issuer.Close)
	token := func(kid string, key ed25519.PrivateKey) string {
		now := time.Now()
		made := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
			"iss": issuer.URL, "aud": "thrive", "sub": "s", "jti": "j", "iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(),
			"role": "INFORMATION_GOVERNANCE", "purposes": []string{"governance"},
		})
		made.Header["kid"], made.Header["typ"] = kid, "at+jwt"
		text, err := made.SignedString(key)
		if err != nil {
			t.Error(err)
		}
		return text
	}
	useDatabase(t, dbtest.SQLite(t))
	t.Setenv("THRIVE_ISSUER", issuer.URL)
	t.Setenv("THRIVE_AUDIENCE", "thrive")
	t.Setenv("THRIVE_JWKS", issuer.URL)
	h := serveHub(t)
	status := func(token string) int {
		return get(t, h.address+"/graphql?query=%7Bviewer%7Brole%7D%7D", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }).status
	}
	if got := status(token("first", keys["first"])); got != http.StatusOK || fetches.Load() != 1 {
		t.Fatalf("the first key: %d after %d fetches", got, fetches.Load())
	}
	begin := time.Now()
	stop := make(chan struct{})
	var flood sync.WaitGroup
	var sent atomic.Int64
	for worker := range 4 {
		flood.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if got := status(token(fmt.Sprintf("junk-%d-%d", worker, n), keys["second"])); got != http.StatusUnauthorized {
					t.Errorf("an invented kid is answered %d", got)
					return
				}
				sent.Add(1)
			}
		})
	}
	eventually(t, "the flood is on", func() bool { return sent.Load() > 50 })
	known := time.Now()
	if got := status(token("first", keys["first"])); got != http.StatusOK || time.Since(known) > 2*time.Second {
		t.Errorf("a known key meanwhile: %d after %s", got, time.Since(known))
	}
	publish("first", "second")
	eventually(t, "the new key is found", func() bool { return status(token("second", keys["second"])) == http.StatusOK })
	close(stop)
	flood.Wait()
	if most := 2 + 3 + int64(time.Since(begin)/(10*time.Second)); fetches.Load() > most {
		t.Errorf("the issuer was asked %d times in %s for %d invented kids, want %d at most", fetches.Load(), time.Since(begin), sent.Load(), most)
	}
	t.Logf("%d invented kids, %d fetches in %s", sent.Load(), fetches.Load(), time.Since(begin).Round(time.Second))
}
