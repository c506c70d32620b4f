// Package signin signs people in by OpenID Connect: the code flow with PKCE, against any provider, and says which of the hub's
// roles they have by the claims that the provider makes of them.
//
// Invariants: nothing said means no, so who fits no rule has no role, and who fits one that takes the organisation from a claim
// and brings no such claim has none either; the provider's tokens are read once and kept nowhere; no error holds anything of
// them. Sessions, cookies and pages are made by those who use the package.
package signin

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

// The bounds of how long a session lasts: keys that hash the secrets of sessions are kept for a day after another is used.
const (
	mostLasts    = 24 * time.Hour
	usualLasts   = 10 * time.Hour
	usualIdle    = 30 * time.Minute
	leastSession = time.Second
)

// Config says by which provider people sign in, and who they are then.
type Config struct {
	Issuer     string   `yaml:"issuer"`      // the provider's address: its description is at /.well-known/openid-configuration below it
	Client     string   `yaml:"client"`      // the hub's client id there
	SecretFile string   `yaml:"secret-file"` // holds the client's secret; left out, the hub is a public client
	Address    string   `yaml:"address"`     // where browsers reach the hub; the provider sends them back to /callback below it
	Scopes     []string `yaml:"scopes"`      // beside openid
	Subject    string   `yaml:"subject"`     // the claim that is the reader's subject in the log and in assignments; default sub
	Idle       string   `yaml:"idle"`        // a session ends when it was not used for so long; default 30m
	Lasts      string   `yaml:"lasts"`       // and in any case after so long, 24h at most; default 10h
	People     []Rule   `yaml:"people"`      // the first that fits somebody says who they are

	secret      string
	idle, lasts time.Duration
}

// Rule gives a role to those of whom a claim has a value, alone or in a list.
type Rule struct {
	Claim    string           `yaml:"claim"` // groups, or within an object realm_access.roles
	Value    string           `yaml:"value"`
	Role     models.Role      `yaml:"role"`
	Org      string           `yaml:"org"`       // the organisation; with neither it nor org-claim, the partner as a whole
	OrgClaim string           `yaml:"org-claim"` // the claim that names it
	Purposes []models.Purpose `yaml:"purposes"`  // default: all of the role's
}

// Read is the configuration in a YAML file, checked. Unknown names are refused.
func Read(path string) (Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("reading how people sign in: %w", err)
	}
	c, err := parse(text)
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	if err := c.Check(); err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// parse reads the text. The library panics on some broken ones, which is an error here.
func parse(text []byte) (c Config, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = errors.New("it is no YAML that can be read")
		}
	}()
	if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
		return c, errors.New(strings.Join(strings.Fields(yaml.FormatError(err, false, false)), " "))
	}
	return c, nil
}

// Check fills in what was left out and says what is wrong with the rest.
func (c *Config) Check() (err error) {
	for name, address := range map[string]string{"issuer": c.Issuer, "address": c.Address} {
		if err := safe(address); err != nil {
			return fmt.Errorf("%s %w", name, err)
		}
	}
	if u, _ := url.Parse(c.Address); strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("address must have no path: sessions are the whole host's")
	}
	c.Address = strings.TrimRight(c.Address, "/")
	if c.Client == "" {
		return errors.New("client is missing: the id that the provider gave the hub")
	}
	if c.SecretFile != "" {
		secret, err := os.ReadFile(c.SecretFile)
		if c.secret = strings.TrimSpace(string(secret)); err != nil || c.secret == "" {
			return errors.New("secret-file cannot be read or is empty")
		}
	}
	if c.Subject == "" {
		c.Subject = "sub"
	}
	if c.idle, err = span("idle", c.Idle, usualIdle); err != nil {
		return err
	}
	if c.lasts, err = span("lasts", c.Lasts, usualLasts); err != nil {
		return err
	}
	if len(c.People) == 0 {
		return errors.New("people is empty: without a rule nobody has a role")
	}
	for i, r := range c.People {
		if err := r.check(); err != nil {
			return fmt.Errorf("people, rule %d: %w", i+1, err)
		}
	}
	return nil
}

func span(name, text string, usual time.Duration) (time.Duration, error) {
	if text == "" {
		return usual, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < leastSession || d > mostLasts {
		return 0, fmt.Errorf("%s must be from 1s to 24h", name)
	}
	return d, nil
}

func (r Rule) check() error {
	switch {
	case r.Claim == "" || r.Value == "":
		return errors.New("it needs a claim and the value that the claim must have")
	case r.Org != "" && r.OrgClaim != "":
		return errors.New("org and org-claim exclude each other")
	}
	_, err := auth.Person("somebody", r.Org, r.Role, r.Purposes)
	return err
}

// safe refuses addresses that others on the way could change: plain http beyond this machine.
func safe(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http":
		return errors.New("must be an https address")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return errors.New("must be an https address: http is for this machine only")
	}
	return nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Host is the hub's host and port, as browsers name them.
func (c Config) Host() string {
	u, err := url.Parse(c.Address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Spans are when a session ends: not used for so long, and in any case.
func (c Config) Spans() (idle, lasts time.Duration) { return c.idle, c.lasts }
