package auth_test

import (
	"crypto"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

func open(t testing.TB, dir string) *auth.Issuer {
	t.Helper()
	i, err := auth.OpenIssuer(dir)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestIssuerKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data") // made, too
	token, err := open(t, dir).Token(auth.TokenRequest{Role: models.Auditor}, now)
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	if _, err := development(again).Verify(token); err != nil {
		t.Errorf("another start with the folder: %v", err)
	}
	if _, err := development(open(t, t.TempDir())).Verify(token); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("another folder: %v", err)
	}

	path := filepath.Join(dir, "issuer.jwk")
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 {
		t.Fatalf("%v %v", info.Mode(), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left lying about: %v", left)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	jwk, err := jwkset.NewJWKFromRawJSON(raw, jwkset.JWKMarshalOptions{Private: true}, jwkset.JWKValidateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	oracle, err := thumbprintOf(jwk)
	if err != nil || jwk.Marshal().KID != oracle {
		t.Errorf("kid %s, thumbprint %s, %v", jwk.Marshal().KID, oracle, err)
	}
	public, err := again.KeySet().KeyRead(t.Context(), oracle)
	if err != nil || public.Marshal().D != "" {
		t.Errorf("the key set: %v, private part %q", err, public.Marshal().D)
	}
	if _, private := public.Key().(crypto.Signer); private {
		t.Error("the key set holds the private key")
	}
}

// thumbprintOf hashes what the file says, by hand, where the issuer hashes its key.
func thumbprintOf(jwk jwkset.JWK) (string, error) {
	h := crypto.SHA256.New()
	_, err := fmt.Fprintf(h, `{"crv":%q,"kty":%q,"x":%q}`, jwk.Marshal().CRV, jwk.Marshal().KTY, jwk.Marshal().X)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)), err
}

func TestIssuerKeyRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty":      "",
		"not JSON":   "key",
		"public":     `{"kty":"OKP","crv":"Ed25519","x":"` + strings.Repeat("A", 43) + `"}`,
		"short":      `{"kty":"OKP","crv":"Ed25519","d":"AAAA"}`,
		"of another": `{"kty":"OKP","crv":"X25519","d":"` + strings.Repeat("A", 43) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			replace(t, filepath.Join(dir, "issuer.jwk"), []byte(text))
			if _, err := auth.OpenIssuer(dir); err == nil {
				t.Error("taken")
			}
		})
	}
	t.Run("readable by others", func(t *testing.T) {
		dir := t.TempDir()
		open(t, dir)
		if err := os.Chmod(filepath.Join(dir, "issuer.jwk"), 0o640); err != nil {
			t.Fatal(err)
		}
		if _, err := auth.OpenIssuer(dir); err == nil || !strings.Contains(err.Error(), "0600") {
			t.Error(err)
		}
	})
}

func TestIssuersAtOnce(t *testing.T) {
	dir := t.TempDir()
	tokens := make([]string, 24)
	var wg sync.WaitGroup
	for n := range tokens {
		wg.Go(func() {
			i, err := auth.OpenIssuer(dir)
			if err == nil {
				tokens[n], err = i.Token(auth.TokenRequest{Role: models.KeyWorker}, now)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	shareOneKey(t, dir, tokens)
}

// TestIssuerProcessesAtOnce starts this test program several times over one folder, as `thrive token` and `thrive serve` do.
func TestIssuerProcessesAtOnce(t *testing.T) {
	if dir := os.Getenv("ISSUER_TEST_DIR"); dir != "" {
		token, err := open(t, dir).Token(auth.TokenRequest{Role: models.KeyWorker}, now)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("token:", token)
		return
	}
	dir := t.TempDir()
	tokens := make([]string, 6)
	var wg sync.WaitGroup
	for n := range tokens {
		wg.Go(func() {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestIssuerProcessesAtOnce$")
			cmd.Env = append(os.Environ(), "ISSUER_TEST_DIR="+dir)
			out, err := cmd.CombinedOutput()
			_, rest, _ := strings.Cut(string(out), "token: ")
			if tokens[n], _, _ = strings.Cut(rest, "\n"); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	shareOneKey(t, dir, tokens)
}

func shareOneKey(t *testing.T, dir string, tokens []string) {
	t.Helper()
	v := development(open(t, dir))
	for _, token := range tokens {
		if _, err := v.Verify(token); err != nil {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left lying about: %v", left)
	}
}

func development(i *auth.Issuer) *auth.Verifier {
	return auth.NewVerifier(i.KeySet(), auth.DevelopmentIssuer, auth.Audience, clock)
}

func TestToken(t *testing.T) {
	i := open(t, t.TempDir())
	v := development(i)
	seen := map[string]bool{}
	for _, role := range models.Roles {
		request := auth.TokenRequest{Role: role}
		want := auth.Caller{
			Subject: "dev-" + strings.ToLower(string(role)), Role: role, ActsAs: role, Issuer: auth.DevelopmentIssuer, ExpiresAt: now.Add(15 * time.Minute),
		}
		if role == models.Integration {
			request.As, want.ActsAs = models.PoliceOfficer, models.PoliceOfficer
		}
		want.Partner = want.ActsAs.Partner()
		token, err := i.Token(request, now.Add(300*time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		got, err := v.Verify(token)
		if err != nil {
			t.Fatal(err)
		}
		if got.TokenID == "" || seen[got.TokenID] || len(got.Purposes) != len(want.ActsAs.Purposes()) {
			t.Errorf("%+v", got)
		}
		seen[got.TokenID] = true
		got.TokenID, got.Purposes = "", nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	full := auth.TokenRequest{
		Role: models.SchoolOfficer, Org: "100001", Purposes: []models.Purpose{models.Safeguarding}, TTL: time.Hour, Subject: "Zoë",
	}
	token, err := i.Token(full, now)
	if err != nil {
		t.Fatal(err)
	}
	c, err := v.Verify(token)
	if err != nil || c.Org != "100001" || c.Subject != "Zoë" || len(c.Purposes) != 1 || !c.ExpiresAt.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v %v", c, err)
	}
}

func TestTokenRefused(t *testing.T) {
	i := open(t, t.TempDir())
	for name, request := range map[string]auth.TokenRequest{
		"no role":                {},
		"unknown role":           {Role: "ADMIN"},
		"as without integration": {Role: models.Auditor, As: models.Coordinator},
		"integration without as": {Role: models.Integration},
		"integration as itself":  {Role: models.Integration, As: models.Integration},
		"purpose of others":      {Role: models.KeyWorker, Purposes: []models.Purpose{models.FamilySupport, models.Evaluation}},
		"unknown purpose":        {Role: models.KeyWorker, Purposes: []models.Purpose{"curiosity"}},
		"more than an hour":      {Role: models.KeyWorker, TTL: time.Hour + time.Second},
		"less than a second":     {Role: models.KeyWorker, TTL: time.Millisecond},
		"before it begins":       {Role: models.KeyWorker, TTL: -time.Minute},
		"long subject":           {Role: models.KeyWorker, Subject: strings.Repeat("s", 201)},
		"broken subject":         {Role: models.KeyWorker, Subject: "\xff"},
		"org with a line end":    {Role: models.KeyWorker, Org: "a\nb"},
		"long org":               {Role: models.KeyWorker, Org: strings.Repeat("o", 101)},
	} {
		t.Run(name, func(t *testing.T) {
			if token, err := i.Token(request, now); !errors.Is(err, auth.ErrTokenRequest) || token != "" {
				t.Errorf("%q %v", token, err)
			}
		})
	}
}
