package signin_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"thrivingfamilies.example/hub/auth/signin"
	"thrivingfamilies.example/hub/models"
)

// rogue is a provider that says whatever it is told to: real ones do not lie (for those see server).
type rogue struct {
	*httptest.Server
	key ed25519.PrivateKey

	mu     sync.Mutex                  // a look that was given up may still be answered
	answer func(w http.ResponseWriter) // of the token endpoint
	info   map[string]any
}

// says has the endpoints of tokens and of user info answer so from now on.
func (r *rogue) says(answer func(http.ResponseWriter), info map[string]any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer, r.info = answer, info
}

func (r *rogue) said() (func(http.ResponseWriter), map[string]any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.answer, r.info
}

func newRogue(t *testing.T) *rogue {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r := &rogue{key: key}
	reply := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, map[string]any{
			"issuer": r.URL, "authorization_endpoint": r.URL + "/authorize", "token_endpoint": r.URL + "/token", "jwks_uri": r.URL + "/keys",
			"userinfo_endpoint": r.URL + "/userinfo", "end_session_endpoint": "http://elsewhere.example/out",
			"id_token_signing_alg_values_supported": []string{"EdDSA", "none", "HS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, map[string]any{"keys": []any{map[string]any{
			"kty": "OKP", "crv": "Ed25519", "kid": "one", "x": base64.RawURLEncoding.EncodeToString(key.Public().(ed25519.PublicKey)),
		}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, _ *http.Request) {
		answer, _ := r.said()
		answer(w)
	})
	mux.HandleFunc("GET /userinfo", func(w http.ResponseWriter, _ *http.Request) {
		_, info := r.said()
		reply(w, info)
	})
	r.Server = httptest.NewServer(mux)
	t.Cleanup(r.Close)
	return r
}

// giving is the token endpoint's answer with an ID token.
func giving(token string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "secret-access", "token_type": "Bearer", "id_token": token})
	}
}

func TestWhatProvidersSay(t *testing.T) {
	r := newRogue(t)
	c, err := signin.Read(file(t, fmt.Sprintf("issuer: %s\nclient: hub\naddress: https://hub.example\npeople:\n"+
		"  - {claim: groups, value: secret-group, role: SCHOOL_OFFICER, org-claim: school}\n", r.URL)))
	if err != nil {
		t.Fatal(err)
	}
	p := signin.New(c, time.Now)
	_, other, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().Unix()
	type object = map[string]any
	for name, test := range map[string]struct {
		claims object
		method jwt.SigningMethod
		key    any
		info   object
		err    error
	}{
		"as it should be":              {},
		"another nonce":                {claims: object{"nonce": "another"}, err: signin.ErrProvider},
		"no nonce":                     {claims: object{"nonce": nil}, err: signin.ErrProvider},
		"another client's":             {claims: object{"aud": "another"}, err: signin.ErrProvider},
		"another issuer's":             {claims: object{"iss": "https://another.example"}, err: signin.ErrProvider},
		"expired":                      {claims: object{"exp": now - 60}, err: signin.ErrProvider},
		"alg none":                     {method: jwt.SigningMethodNone, key: jwt.UnsafeAllowNoneSignatureType, err: signin.ErrProvider},
		"HMAC":                         {method: jwt.SigningMethodHS256, key: []byte(r.key.Public().(ed25519.PublicKey)), err: signin.ErrProvider},
		"another key":                  {method: jwt.SigningMethodEdDSA, key: other, err: signin.ErrProvider},
		"no group":                     {claims: object{"groups": nil}, info: object{"sub": "secret-sub"}, err: signin.ErrNobody},
		"a group that is an object":    {claims: object{"groups": object{"secret-group": true}}, info: object{"sub": "secret-sub"}, err: signin.ErrNobody},
		"two schools":                  {claims: object{"school": []string{"1", "2"}}, info: object{"sub": "secret-sub"}, err: signin.ErrNobody},
		"a blank school":               {claims: object{"school": " "}, info: object{"sub": "secret-sub"}, err: signin.ErrNobody},
		"a school in the user info":    {claims: object{"school": nil}, info: object{"sub": "secret-sub", "school": "931001"}},
		"the user info of another":     {claims: object{"school": nil}, info: object{"sub": "another", "school": "931001"}, err: signin.ErrProvider},
		"a user info that contradicts": {claims: object{"groups": "none"}, info: object{"sub": "secret-sub", "groups": "secret-group"}, err: signin.ErrNobody},
		"a subject with a line end":    {claims: object{"sub": "secret-sub\n"}, info: object{"sub": "secret-sub\n"}, err: signin.ErrNobody},
	} {
		t.Run(name, func(t *testing.T) {
			address, secret, err := p.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			at, err := url.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			claims := jwt.MapClaims{
				"iss": r.URL, "aud": "hub", "sub": "secret-sub", "iat": now, "exp": now + 300, "nonce": at.Query().Get("nonce"),
				"groups": []string{"staff", "secret-group"}, "school": "931001",
			}
			maps.Copy(claims, test.claims)
			maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
			token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
			key := any(r.key)
			if test.method != nil {
				token, key = jwt.NewWithClaims(test.method, claims), test.key
			}
			token.Header["kid"] = "one"
			text, err := token.SignedString(key)
			if err != nil {
				t.Fatal(err)
			}
			r.says(giving(text), test.info)
			caller, said, err := p.Finish(t.Context(), secret, url.Values{"state": {at.Query().Get("state")}, "code": {"secret-code"}})
			if !errors.Is(err, test.err) || (err == nil) != (test.err == nil) {
				t.Fatalf("got %v, want %v", err, test.err)
			}
			if err == nil && (caller.Role != models.SchoolOfficer || caller.Org != "931001" || caller.Subject != "secret-sub" || !caller.SignedIn || said.Unix() != now) {
				t.Errorf("got %+v of %s", caller, said)
			}
			if err != nil && (caller.Subject != "" || strings.Contains(err.Error(), "secret-") || strings.Contains(err.Error(), text)) {
				t.Errorf("what the provider said is told: %v", err)
			}
		})
	}
	for name, answer := range map[string]func(http.ResponseWriter){
		"no ID token": func(w http.ResponseWriter) {
			_, _ = w.Write([]byte(`{"access_token":"secret-access","token_type":"Bearer"}`))
		},
		"an error":     func(w http.ResponseWriter) { http.Error(w, `{"error":"secret-error"}`, http.StatusBadRequest) },
		"no JSON":      func(w http.ResponseWriter) { _, _ = w.Write([]byte("secret-text")) },
		"nothing left": func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		address, secret, err := p.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		at, _ := url.Parse(address)
		r.says(answer, nil)
		_, _, err = p.Finish(t.Context(), secret, url.Values{"state": {at.Query().Get("state")}, "code": {"secret-code"}})
		if !errors.Is(err, signin.ErrProvider) || strings.Contains(err.Error(), "secret-") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if out := p.SignOut(t.Context()); out != "" {
		t.Errorf("people are sent to %s by plain http", out)
	}
}

// A provider that is away, or is another than it should be, keeps nobody from starting the hub; who signs in is told.
func TestProviderIsAway(t *testing.T) {
	r := newRogue(t)
	for name, issuer := range map[string]string{"nobody there": "http://127.0.0.1:1", "another": r.URL + "/", "no provider": r.URL + "/token"} {
		c, err := signin.Read(file(t, strings.Replace(good, "https://login.example", issuer, 1)))
		if err != nil {
			t.Fatal(err)
		}
		p := signin.New(c, time.Now)
		if _, _, err := p.Begin(t.Context()); !errors.Is(err, signin.ErrProvider) || strings.Contains(err.Error(), issuer) {
			t.Errorf("%s: %v", name, err)
		}
		if out := p.SignOut(t.Context()); out != "" {
			t.Errorf("%s: signing out leads to %s", name, out)
		}
	}
}

// Who takes more than ten minutes begins anew.
func TestSignInTakesTooLong(t *testing.T) {
	r := newRogue(t)
	c, err := signin.Read(file(t, strings.Replace(good, "https://login.example", r.URL, 1)))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	p := signin.New(c, func() time.Time { return now })
	address, secret, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at, _ := url.Parse(address)
	now = now.Add(10*time.Minute + time.Second)
	r.answer = func(http.ResponseWriter) { t.Error("the provider is asked") }
	brought := url.Values{"state": {at.Query().Get("state")}, "code": {"a"}}
	if _, _, err := p.Finish(t.Context(), secret, brought); !errors.Is(err, signin.ErrNotBegun) {
		t.Errorf("got %v", err)
	}
	if _, _, err := p.Finish(t.Context(), "", url.Values{"state": {""}, "code": {"a"}}); !errors.Is(err, signin.ErrNotBegun) {
		t.Errorf("without what was remembered: %v", err)
	}
}
