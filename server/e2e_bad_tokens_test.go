package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// issuerUnderTest publishes its keys, as a real issuer does.
type issuerUnderTest struct {
	address string
	rsa     *rsa.PrivateKey
	other   ed25519.PrivateKey // stands in no set
}

func newIssuer(t *testing.T) *issuerUnderTest {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, other, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	another, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	jwk := func(kid string, key *rsa.PrivateKey) object {
		return object{"kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256", "e": "AQAB", "n": base64.RawURLEncoding.EncodeToString(key.N.Bytes())}
	}
	set, err := json.Marshal(object{"keys": []object{jwk("one", key), jwk("two", another)}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(set) }))
	t.Cleanup(server.Close)
	return &issuerUnderTest{server.URL, key, other}
}

// token is signed with the key; changes to headers and claims are made before, nil takes one away.
func (i *issuerUnderTest) token(t *testing.T, method jwt.SigningMethod, key any, header, claims object) string {
	t.Helper()
	now := time.Now()
	made := jwt.NewWithClaims(method, jwt.MapClaims{
		"iss": i.address, "aud": "thrive", "sub": "secret-subject", "jti": "secret-jti", "iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(),
		"role": "INFORMATION_GOVERNANCE", "purposes": []string{"governance"},
	})
	made.Header["kid"], made.Header["typ"] = "one", "at+jwt"
	change := func(what map[string]any, by object) {
		for name, value := range by {
			if what[name] = value; value == nil {
				delete(what, name)
			}
		}
	}
	change(made.Header, header)
	change(made.Claims.(jwt.MapClaims), claims)
	text, err := made.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestBadTokensOverHTTP sends tokens that must be refused, each in its own way: with 401 and the same words for all, and in the log
// of the program the reason, without anything of the token.
func TestBadTokensOverHTTP(t *testing.T) {
	i := newIssuer(t)
	useDatabase(t, dbtest.SQLite(t))
	t.Setenv("THRIVE_ISSUER", i.address)
	t.Setenv("THRIVE_AUDIENCE", "thrive")
	t.Setenv("THRIVE_JWKS", i.address)
	h := serveHub(t)
	good := func(header, claims object) string {
		return i.token(t, jwt.SigningMethodRS256, i.rsa, header, claims)
	}
	parts := strings.Split(good(nil, nil), ".")
	public, err := x509.MarshalPKIXPublicKey(i.rsa.Public())
	if err != nil {
		t.Fatal(err)
	}
	asPEM := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	ask := func(token, path string) reply {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.address+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		return send(t, request)
	}
	for _, path := range []string{"/graphql?query={viewer{role}}", "/log/entries?limit=1"} {
		if got := ask(good(nil, nil), path); got.status != http.StatusOK {
			t.Fatalf("%s: a good token is answered %d %s", path, got.status, got.body)
		}
	}
	now := time.Now().Unix()
	text := func(part string) string {
		raw, err := base64.RawURLEncoding.DecodeString(part)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	header, claims := text(parts[0]), text(parts[1])
	// raw is signed well, whatever it says.
	raw := func(header, claims string) string {
		text := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(claims))
		signature, err := jwt.SigningMethodRS256.Sign(text, i.rsa)
		if err != nil {
			t.Fatal(err)
		}
		return text + "." + base64.RawURLEncoding.EncodeToString(signature)
	}
	also := func(object, more string) string { return strings.TrimSuffix(object, "}") + "," + more + "}" }
	if got := ask(raw(header, claims), "/log/entries?limit=1"); got.status != http.StatusOK {
		t.Fatalf("a token that is signed by hand is answered %d %s", got.status, got.body)
	}
	for name, c := range map[string]struct{ token, reason string }{
		"alg none":                     {i.token(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil, nil), "its algorithm is not"},
		"HMAC with the public key":     {i.token(t, jwt.SigningMethodHS256, asPEM, nil, nil), "its algorithm is not"},
		"HMAC with the key's bytes":    {i.token(t, jwt.SigningMethodHS256, public, object{"alg": "HS256"}, nil), "its algorithm is not"},
		"HMAC that says RS256":         {i.token(t, jwt.SigningMethodHS256, asPEM, object{"alg": "RS256"}, nil), "its signature is wrong"},
		"a key of its own":             {i.token(t, jwt.SigningMethodEdDSA, i.other, nil, nil), "its key is for another algorithm"},
		"a key that it brings":         {i.token(t, jwt.SigningMethodEdDSA, i.other, object{"jwk": object{"kty": "OKP"}}, nil), "its header jwk is not allowed"},
		"a key that it points to":      {good(object{"jku": "https://evil.example/keys"}, nil), "its header jku is not allowed"},
		"a kid that is a path":         {good(object{"kid": "../../../dev/null"}, nil), "its kid names no key"},
		"a kid that is a statement":    {good(object{"kid": "one' OR '1'='1"}, nil), "its kid names no key"},
		"no kid":                       {good(object{"kid": nil}, nil), "its header kid is missing"},
		"a kid that is empty":          {good(object{"kid": ""}, nil), "its header kid is empty"},
		"a kid that is a list":         {good(object{"kid": []string{"one"}}, nil), "its header kid is not text"},
		"a kid with a null byte":       {good(object{"kid": "one\x00"}, nil), "its header kid holds control characters"},
		"another key's kid":            {good(object{"kid": "two"}, nil), "its signature is wrong"},
		"a certificate's address":      {good(object{"x5u": "https://evil.example/cert"}, nil), "its header x5u is not allowed"},
		"a certificate that it brings": {good(object{"x5c": []string{"MIIB"}}, nil), "its header x5c is not allowed"},
		"a claim twice":                {raw(header, also(claims, `"role":"COUNCIL_COORDINATOR"`)), "a claim stands in it twice"},
		"a claim twice, once escaped":  {raw(header, also(claims, `"r\u006fle":"COUNCIL_COORDINATOR"`)), "a claim stands in it twice"},
		"a header twice":               {raw(also(header, `"alg":"none"`), claims), "a header stands in it twice"},
		"claims with more behind":      {raw(header, claims+" {}"), "its claims are not JSON"},
		"claims in a list":             {raw(header, "["+claims+"]"), "its claims are not a JSON object"},
		"a signed token within":        {raw(also(header, `"cty":"JWT"`), good(nil, nil)), "its claims are not JSON"},
		"padding":                      {good(nil, nil) + "==", "a part of it is not base64url"},
		"base64 of the other alphabet": {parts[0] + "." + parts[1] + ".+/" + parts[2][2:], "a part of it is not base64url"},
		"purposes in one text":         {good(nil, object{"purposes": "governance"}), "its claim purposes is not a list"},
		"times in text":                {good(nil, object{"exp": "9999999999"}), "its claim exp is not a time"},
		"an unknown crit":              {good(object{"crit": []string{"b64"}}, nil), "its header crit is not allowed"},
		"another typ":                  {good(object{"typ": "logout+jwt"}, nil), "its header typ is neither"},
		"an id token's typ and aud":    {good(object{"typ": "JWT"}, object{"aud": "the-pages"}), "another audience"},
		"another aud":                  {good(nil, object{"aud": []string{"thrive2"}}), "another audience"},
		"another iss":                  {good(nil, object{"iss": i.address + "/"}), "another issuer"},
		"no exp":                       {good(nil, object{"exp": nil}), "its claim exp is missing"},
		"an exp that is over":          {good(nil, object{"iat": now - 600, "exp": now - 60}), "it has expired"},
		"ten years":                    {good(nil, object{"exp": now + 10*365*86400}), "its life is longer"},
		"an iat to come":               {good(nil, object{"iat": now + 300, "exp": now + 600}), "it was issued in the future"},
		"an nbf to come":               {good(nil, object{"nbf": now + 300}), "it is not valid yet"},
		"an nbf that is text":          {good(nil, object{"nbf": "soon"}), "its claim nbf is not a time"},
		"a token within a token":       {parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(good(nil, nil))) + "." + parts[2], "its signature is wrong"},
		"claims of another":            {parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"role":"COUNCIL_COORDINATOR"}`)) + "." + parts[2], "its signature is wrong"},
		"no signature":                 {parts[0] + "." + parts[1] + ".", "its signature is wrong"},
		"a signature cut short":        {parts[0] + "." + parts[1] + "." + parts[2][:100], "its signature is wrong"},
		"five parts":                   {strings.Join(parts, ".") + "..", "it has not three parts"},
		"more than 8 KiB":              {good(nil, object{"padding": strings.Repeat("x", 8<<10)}), "it is longer than 8 KiB"},
		"a role that is none":          {good(nil, object{"role": "ROOT"}), "its role is not one of the contract's"},
		"a claim that is another type": {good(nil, object{"sub": object{"sub": "secret-subject"}}), "its claim sub is not text"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range []string{"/graphql?query={viewer{role}}", "/log/entries?limit=1"} {
				before := len(h.log.String())
				got := ask(c.token, path)
				if got.status != http.StatusUnauthorized || !strings.Contains(got.body, `"UNAUTHENTICATED"`) || !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") {
					t.Errorf("%s is answered %d %s", path, got.status, got.body)
				}
				logged := h.log.String()[before:]
				if !strings.Contains(logged, c.reason) {
					t.Errorf("%s: the log says %s, want %q", path, logged, c.reason)
				}
				for _, part := range append(strings.Split(c.token, "."), "secret-subject", "secret-jti", "evil.example", "dev/null") {
					if len(part) > 3 && strings.Contains(logged+got.body, part) {
						t.Errorf("%s: %.20s… of the token is told: %s %s", path, part, logged, got.body)
					}
				}
			}
		})
	}
}
