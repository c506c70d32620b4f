package auth_test

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

func TestGoodTokens(t *testing.T) {
	want := auth.Caller{
		Subject: "the-subject", TokenID: "the-token", Role: models.SchoolOfficer, ActsAs: models.SchoolOfficer, Partner: models.Schools,
		Org: "100001", Purposes: []models.Purpose{models.FamilySupport, models.Safeguarding},
		Issuer: issuer, ExpiresAt: now.Add(15 * time.Minute),
	}
	with := func(change func(*auth.Caller)) auth.Caller { c := want; change(&c); return c }
	integration := with(func(c *auth.Caller) {
		c.Role, c.ActsAs, c.Partner = models.Integration, models.HousingOfficer, models.Housing
	})
	one := with(func(c *auth.Caller) { c.Purposes = []models.Purpose{models.Safeguarding} })
	for _, test := range []struct {
		name           string
		alg, kid       string
		header, claims object
		want           auth.Caller
	}{
		{"RS256", "RS256", "rsa", nil, nil, want},
		{"ES256", "ES256", "ec", nil, nil, want},
		{"EdDSA", "EdDSA", "ed", nil, nil, want},
		{"typ JWT", "EdDSA", "ed", object{"typ": "JWT"}, nil, want},
		{"typ At+JWT", "EdDSA", "ed", object{"typ": "At+JWT"}, nil, want},
		{"typ application/at+jwt", "EdDSA", "ed", object{"typ": "application/at+jwt"}, nil, want},
		{"harmless header", "EdDSA", "ed", object{"x5t": "abc"}, nil, want},
		{"audience in a list", "EdDSA", "ed", nil, object{"aud": []string{"another", audience}}, want},
		{"whole partner", "EdDSA", "ed", nil, object{"org": nil}, with(func(c *auth.Caller) { c.Org = "" })},
		{"integration", "EdDSA", "ed", nil, object{"role": "INTEGRATION", "as": "HOUSING_OFFICER"}, integration},
		{"purposes beyond the role dropped", "EdDSA", "ed", nil, object{"purposes": []string{"evaluation", "safeguarding"}}, one},
		{"a purpose twice", "EdDSA", "ed", nil, object{"purposes": []string{"safeguarding", "safeguarding"}}, one},
		{"purposes in the contract's order", "EdDSA", "ed", nil, object{"purposes": []string{"safeguarding", "family-support"}}, want},
		{"unknown claims of any shape", "EdDSA", "ed", nil, object{"realm_access": object{"roles": []string{"x"}}, "SUB": 1}, want},
		{"issued by a clock 30 s ahead", "EdDSA", "ed", nil, object{"iat": now.Unix() + 30, "nbf": now.Unix() + 30}, want},
		{
			"expired by a clock 29 s ago", "EdDSA", "ed", nil,
			object{"iat": now.Unix() - 600, "exp": now.Unix() - 29},
			with(func(c *auth.Caller) { c.ExpiresAt = now.Add(-29 * time.Second) }),
		},
		{
			"a life of an hour", "EdDSA", "ed", nil,
			object{"exp": now.Unix() + 3600},
			with(func(c *auth.Caller) { c.ExpiresAt = now.Add(time.Hour) }),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			header := goodHeader(test.alg, test.kid).with(test.header)
			token := sign(t, header.String(), goodClaims().with(test.claims).String(), test.alg, test.kid)
			got, err := verifier(t).Verify(token)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryRole(t *testing.T) {
	for _, role := range models.Roles {
		for _, as := range append(models.Roles, "") {
			claims := goodClaims().with(object{"role": string(role), "purposes": models.Purposes})
			if as != "" {
				claims["as"] = string(as)
			}
			c, err := verifier(t).Verify(sign(t, goodHeader("EdDSA", "ed").String(), claims.String(), "EdDSA", "ed"))
			if allowed := (role == models.Integration) == (as != "") && as != models.Integration; allowed != (err == nil) {
				t.Errorf("%s as %q: %v", role, as, err)
			} else if allowed && (c.Partner == "" || len(c.Purposes) != len(c.ActsAs.Purposes())) {
				t.Errorf("%s as %q: %+v", role, as, c)
			}
		}
	}
}

// bad is a corpus of tokens that must be refused, each signed well unless it says otherwise, each for its own reason.
var bad = []struct {
	name           string
	header, claims object
	alg, kid       string // with which it is signed; EdDSA and ed when empty
	reason         string
}{
	{name: "alg none", header: object{"alg": "none"}, reason: "its algorithm is not RS256, ES256 or EdDSA"},
	{name: "alg in lower case", header: object{"alg": "eddsa"}, reason: "its algorithm is not RS256, ES256 or EdDSA"},
	{name: "alg PS256", header: object{"alg": "PS256", "kid": "rsa"}, alg: "PS256", kid: "rsa", reason: "its algorithm is not RS256, ES256 or EdDSA"},
	{name: "alg missing", header: object{"alg": nil}, reason: "its header alg is missing"},
	{name: "alg a list", header: object{"alg": []string{"EdDSA"}}, reason: "its header alg is not text"},
	{name: "ES256 key with alg RS256", header: object{"alg": "RS256", "kid": "ec"}, alg: "ES256", kid: "ec", reason: "its key does not fit its algorithm"},
	{name: "RSA key with alg ES256", header: object{"alg": "ES256", "kid": "rsa"}, alg: "RS256", kid: "rsa", reason: "its key does not fit its algorithm"},
	{name: "RSA key with alg EdDSA", header: object{"kid": "rsa"}, alg: "RS256", kid: "rsa", reason: "its key does not fit its algorithm"},
	{name: "P-384 key with alg ES256", header: object{"alg": "ES256", "kid": "ec-384"}, alg: "ES384", kid: "ec-384", reason: "its key does not fit its algorithm"},
	{name: "RSA key of 1024 bits", header: object{"alg": "RS256", "kid": "rsa-1024"}, alg: "RS256", kid: "rsa-1024", reason: "its key is an RSA key of fewer than 2048 bits"},
	{name: "key of the set for another alg", header: object{"alg": "ES256", "kid": "ec-as-r"}, alg: "ES256", kid: "ec-as-r", reason: "its key is for another algorithm"},
	{name: "key for encryption", header: object{"kid": "enc"}, kid: "enc", reason: "its key is not one for signatures"},
	{name: "key for other operations", header: object{"kid": "ops"}, kid: "ops", reason: "its key is not one for signatures"},
	{name: "shared secret in the set", header: object{"kid": "secret"}, reason: "its key does not fit its algorithm"},

	{name: "kid missing", header: object{"kid": nil}, reason: "its header kid is missing"},
	{name: "kid empty", header: object{"kid": ""}, reason: "its header kid is empty"},
	{name: "kid a number", header: object{"kid": 1}, reason: "its header kid is not text"},
	{name: "kid null", header: object{"kid": json.RawMessage("null")}, reason: "its header kid is not text"},
	{name: "kid a path", header: object{"kid": "../../../../dev/null"}, reason: "its kid names no key of the set"},
	{name: "kid a statement", header: object{"kid": "x' UNION SELECT 'AA"}, reason: "its kid names no key of the set"},
	{name: "kid with a null byte", header: object{"kid": "ed\x00"}, reason: "its header kid holds control characters"},
	{name: "kid very long", header: object{"kid": strings.Repeat("k", 201)}, reason: "its header kid is longer than 200 characters"},
	{name: "kid in other case", header: object{"kid": "ED"}, reason: "its kid names no key of the set"},
	{name: "another key under the kid", kid: "other", reason: "its signature is wrong"},

	{name: "crit", header: object{"crit": []string{"exp"}}, reason: "its header crit is not allowed"},
	{name: "crit empty", header: object{"crit": []string{}}, reason: "its header crit is not allowed"},
	{name: "b64", header: object{"b64": false}, reason: "its header b64 is not allowed"},
	{name: "zip", header: object{"zip": "DEF"}, reason: "its header zip is not allowed"},
	{name: "jku", header: object{"jku": "https://evil.example/keys"}, reason: "its header jku is not allowed"},
	{name: "x5u", header: object{"x5u": "https://evil.example/cert"}, reason: "its header x5u is not allowed"},
	{name: "x5c", header: object{"x5c": []string{"MII"}}, reason: "its header x5c is not allowed"},
	{name: "typ missing", header: object{"typ": nil}, reason: "its header typ is missing"},
	{name: "typ of another use", header: object{"typ": "dpop+jwt"}, reason: "its header typ is neither at+jwt nor JWT"},
	{name: "typ an object", header: object{"typ": object{"a": 1}}, reason: "its header typ is not text"},

	{name: "iss missing", claims: object{"iss": nil}, reason: "its claim iss is missing"},
	{name: "iss another", claims: object{"iss": issuer + "/"}, reason: "it comes from another issuer"},
	{name: "aud missing", claims: object{"aud": nil}, reason: "its claim aud is missing"},
	{name: "aud another", claims: object{"aud": "thrive2"}, reason: "it is meant for another audience"},
	{name: "aud empty list", claims: object{"aud": []string{}}, reason: "its claim aud is empty"},
	{name: "aud nested", claims: object{"aud": [][]string{{audience}}}, reason: "its claim aud is not text"},
	{name: "aud an object", claims: object{"aud": object{audience: true}}, reason: "its claim aud is not a list"},
	{name: "sub missing", claims: object{"sub": nil}, reason: "its claim sub is missing"},
	{name: "sub empty", claims: object{"sub": ""}, reason: "its claim sub is empty"},
	{name: "sub null", claims: object{"sub": json.RawMessage("null")}, reason: "its claim sub is not text"},
	{name: "sub nested", claims: object{"sub": object{"sub": "x"}}, reason: "its claim sub is not text"},
	{name: "sub in another case", claims: object{"sub": nil, "Sub": "x"}, reason: "its claim sub is missing"},
	{name: "sub too long", claims: object{"sub": strings.Repeat("é", 201)}, reason: "its claim sub is longer than 200 characters"},
	{name: "sub forges a log line", claims: object{"sub": "x\nlevel=INFO"}, reason: "its claim sub holds control characters"},
	{name: "sub changes direction", claims: object{"sub": "x\u202eabc"}, reason: "its claim sub holds control characters"},
	{name: "sub half a letter", claims: object{"sub": json.RawMessage(`"\ud800"`)}, reason: "its claim sub holds control characters"},
	{name: "jti missing", claims: object{"jti": nil}, reason: "its claim jti is missing"},
	{name: "jti empty", claims: object{"jti": ""}, reason: "its claim jti is empty"},

	{name: "exp missing", claims: object{"exp": nil}, reason: "its claim exp is missing"},
	{name: "exp with a fraction", claims: object{"exp": float64(now.Unix()) + 60.5}, reason: "its claim exp is not a time in whole seconds"},
	{name: "exp as text", claims: object{"exp": "1795255500"}, reason: "its claim exp is not a time in whole seconds"},
	{name: "exp null", claims: object{"exp": json.RawMessage("null")}, reason: "its claim exp is not a time in whole seconds"},
	{name: "exp with an exponent", claims: object{"exp": json.RawMessage("1e300")}, reason: "its claim exp is not a time in whole seconds"},
	{name: "exp negative", claims: object{"exp": -1}, reason: "its claim exp is not a time in whole seconds"},
	{name: "exp beyond every calendar", claims: object{"exp": int64(1) << 62}, reason: "its claim exp is not a time in whole seconds"},
	{name: "iat missing", claims: object{"iat": nil}, reason: "its claim iat is missing"},
	{name: "iat with a fraction", claims: object{"iat": json.RawMessage("1795255200.0")}, reason: "its claim iat is not a time in whole seconds"},
	{name: "iat in the future", claims: object{"iat": now.Unix() + 31}, reason: "it was issued in the future"},
	{name: "nbf in the future", claims: object{"nbf": now.Unix() + 31}, reason: "it is not valid yet"},
	{name: "nbf as text", claims: object{"nbf": "now"}, reason: "its claim nbf is not a time in whole seconds"},
	{name: "expired", claims: object{"iat": now.Unix() - 600, "exp": now.Unix() - 30}, reason: "it has expired"},
	{name: "ten years of life", claims: object{"exp": now.Unix() + 315360000}, reason: "its life is longer than an hour"},
	{name: "a second more than an hour", claims: object{"exp": now.Unix() + 3601}, reason: "its life is longer than an hour"},
	{name: "ends before it begins", claims: object{"iat": now.Unix(), "exp": now.Unix() - 1}, reason: "it ends before it begins"},

	{name: "role missing", claims: object{"role": nil}, reason: "its claim role is missing"},
	{name: "role unknown", claims: object{"role": "ADMIN"}, reason: "its role is not one of the contract's"},
	{name: "role in lower case", claims: object{"role": "school_officer"}, reason: "its role is not one of the contract's"},
	{name: "roles in a list", claims: object{"role": []string{"SCHOOL_OFFICER"}}, reason: "its claim role is not text"},
	{name: "as for another role", claims: object{"as": "COUNCIL_COORDINATOR"}, reason: "it names a role to act as, which only INTEGRATION may do"},
	{name: "as empty", claims: object{"as": ""}, reason: "its claim as is empty"},
	{name: "integration without as", claims: object{"role": "INTEGRATION"}, reason: "it is for INTEGRATION and names no role to act as"},
	{name: "integration as itself", claims: object{"role": "INTEGRATION", "as": "INTEGRATION"}, reason: "the role that it acts as works for no partner"},
	{name: "integration as nobody", claims: object{"role": "INTEGRATION", "as": "ROOT"}, reason: "the role that it acts as works for no partner"},
	{name: "purposes missing", claims: object{"purposes": nil}, reason: "its claim purposes is missing"},
	{name: "purposes empty", claims: object{"purposes": []string{}}, reason: "its claim purposes is empty"},
	{name: "purposes one text", claims: object{"purposes": "safeguarding"}, reason: "its claim purposes is not a list"},
	{name: "purposes null", claims: object{"purposes": json.RawMessage("null")}, reason: "its claim purposes is not a list"},
	{name: "purposes of numbers", claims: object{"purposes": []int{1}}, reason: "its claim purposes is not text"},
	{name: "purpose unknown", claims: object{"purposes": []string{"safeguarding", "curiosity"}}, reason: "one of its purposes is not one of the contract's"},
	{name: "purposes of other roles", claims: object{"purposes": []string{"evaluation"}}, reason: "its role may state none of its purposes"},
	{name: "org too long", claims: object{"org": strings.Repeat("o", 101)}, reason: "its claim org is longer than 100 characters"},
	{name: "org with a line end", claims: object{"org": "100001\r\n"}, reason: "its claim org holds control characters"},
	{name: "org a number", claims: object{"org": 100001}, reason: "its claim org is not text"},
	{name: "org null", claims: object{"org": json.RawMessage("null")}, reason: "its claim org is not text"},
	{name: "oversized", claims: object{"padding": strings.Repeat("x", 8<<10)}, reason: "it is longer than 8 KiB"},
}

const refused = "the request is not authenticated: the token is refused: "

func TestBadTokens(t *testing.T) {
	for _, test := range bad {
		t.Run(test.name, func(t *testing.T) {
			if test.alg == "" {
				test.alg = "EdDSA"
			}
			if test.kid == "" {
				test.kid = "ed"
			}
			header := goodHeader("EdDSA", "ed").with(test.header)
			token := sign(t, header.String(), goodClaims().with(test.claims).String(), test.alg, test.kid)
			refuse(t, token, test.reason)
		})
	}
}

// TestBadTexts is the part of the corpus that is no mere change of a header or a claim.
func TestBadTexts(t *testing.T) {
	header, claims := goodHeader("EdDSA", "ed").String(), goodClaims().String()
	good := sign(t, header, claims, "EdDSA", "ed")
	parts := strings.Split(good, ".")
	signed := func(header, claims string) string { return sign(t, header, claims, "EdDSA", "ed") }
	own := ring()["other"].Public().(ed25519.PublicKey)
	embedded := goodHeader("EdDSA", "ed").with(object{
		"jwk": object{"kty": "OKP", "crv": "Ed25519", "x": base64.RawURLEncoding.EncodeToString(own)},
	}).String()
	for _, test := range []struct{ name, token, reason string }{
		{"empty", "", "it has not three parts"},
		{"two parts", parts[0] + "." + parts[1], "it has not three parts"},
		{"five parts, an encrypted token", good + "..", "it has not three parts"},
		{"no signature", parts[0] + "." + parts[1] + ".", "its signature is wrong"},
		{"alg none without signature", b64(`{"alg":"none","kid":"ed","typ":"JWT"}`) + "." + parts[1] + ".", "its algorithm is not RS256, ES256 or EdDSA"},
		{"HS256 with the public RSA key as PEM", hmacWithPublicKey(t), "its algorithm is not RS256, ES256 or EdDSA"},
		{"HS256 with a secret of the set", hmac(t, "secret", []byte("a shared secret of some 32 bytes")), "its algorithm is not RS256, ES256 or EdDSA"},
		{"claims of another token", parts[0] + "." + b64(goodClaims().with(object{"org": "2"}).String()) + "." + parts[2], "its signature is wrong"},
		{"jwk of its own key", sign(t, embedded, claims, "EdDSA", "other"), "its header jwk is not allowed"},
		{"padding", good + "==", "a part of it is not base64url"},
		{"line end within", parts[0] + "." + parts[1] + ".\r\n" + parts[2], "a part of it is not base64url"},
		{"line end behind", good + "\n", "a part of it is not base64url"},
		{"plain base64", parts[0] + "." + parts[1] + ".+/" + parts[2][2:], "a part of it is not base64url"},
		{"another spelling of the signature", parts[0] + "." + parts[1] + "." + respell(parts[2]), "a part of it is not base64url"},
		{"claim twice", signed(header, claims[:len(claims)-1]+`,"role":"COUNCIL_COORDINATOR"}`), "a claim stands in it twice"},
		{"claim twice, once escaped", signed(header, claims[:len(claims)-1]+`,"r\u006fle":"COUNCIL_COORDINATOR"}`), "a claim stands in it twice"},
		{"header twice", signed(header[:len(header)-1]+`,"alg":"none"}`, claims), "a header stands in it twice"},
		{"claims in a list", signed(header, "["+claims+"]"), "its claims are not a JSON object"},
		{"claims null", signed(header, "null"), "its claims are not a JSON object"},
		{"claims twice over", signed(header, claims+claims), "its claims are not JSON"},
		{"claims with a comma too many", signed(header, claims[:len(claims)-1]+",}"), "its claims are not JSON"},
		{"claims empty", signed(header, ""), "its claims are not JSON"},
		{"claims not UTF-8", signed(header, claims[:len(claims)-1]+",\"x\":\"\xff\"}"), "its claims are not JSON"},
		{"a token within a token", signed(goodHeader("EdDSA", "ed").with(object{"cty": "JWT"}).String(), good), "its claims are not JSON"},
		{"header not JSON", signed("alg", claims), "its headers are not JSON"},
		{"header null", signed("null", claims), "its headers are not a JSON object"},
	} {
		t.Run(test.name, func(t *testing.T) { refuse(t, test.token, test.reason) })
	}
}

func refuse(t *testing.T, token, reason string) {
	t.Helper()
	c, err := verifier(t).Verify(token)
	if !errors.Is(err, auth.ErrUnauthenticated) {
		t.Fatalf("got %+v, %v", c, err)
	}
	if err.Error() != refused+reason { // the whole text, and so nothing of the token
		t.Errorf("got  %s\nwant %s%s", err, refused, reason)
	}
	if diff := cmp.Diff(auth.Caller{}, c); diff != "" {
		t.Errorf("a refused token gave a caller: %s", diff)
	}
}

func TestEmptyConfigurationLetsNothingPass(t *testing.T) {
	for _, claims := range []object{{"iss": "", "aud": ""}, {"iss": nil, "aud": nil}, {"aud": []string{""}, "iss": ""}} {
		token := sign(t, goodHeader("EdDSA", "ed").String(), goodClaims().with(claims).String(), "EdDSA", "ed")
		if _, err := auth.NewVerifier(storage(t), "", "", clock).Verify(token); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("%v: %v", claims, err)
		}
	}
}

func hmacWithPublicKey(t *testing.T) string {
	der, err := x509.MarshalPKIXPublicKey(ring()["rsa"].Public())
	if err != nil {
		t.Fatal(err)
	}
	return hmac(t, "rsa", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

func hmac(t *testing.T, kid string, secret []byte) string {
	text := b64(goodHeader("HS256", kid).String()) + "." + b64(goodClaims().String())
	sig, err := jwt.SigningMethodHS256.Sign(text, secret)
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(sig)
}

// respell sets the bits of the last letter that stand for nothing, so that a lax decoder reads the same bytes.
func respell(part string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := strings.IndexByte(letters, part[len(part)-1])
	return part[:len(part)-1] + string(letters[last|1])
}
