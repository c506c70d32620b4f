package signin_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/auth/signin"
)

// The example of the README is a configuration that is taken.
func TestExampleOfTheReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, example, found := strings.Cut(string(readme), "```yaml\nissuer:")
	example, _, _ = strings.Cut("issuer:"+example, "```")
	if !found {
		t.Fatal("the README has no example of how people sign in")
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("a secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := signin.Read(file(t, strings.Replace(example, "/run/secrets/sign-in", secret, 1)))
	if err != nil || len(c.People) != 3 || c.Subject != "staff_number" {
		t.Errorf("got %+v, %v", c.People, err)
	}
}
