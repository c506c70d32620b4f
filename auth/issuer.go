package auth

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/MicahParks/jwkset"
)

// DevelopmentIssuer is the `iss` of the tokens that an Issuer makes.
const DevelopmentIssuer = "thrive-development"

// Audience is the `aud` of every token for the hub, unless it is configured otherwise.
const Audience = "thrive"

const issuerFile = "issuer.jwk"

// Issuer makes short-lived tokens for development and demonstrations. Whoever can read its key can be anybody: the
// program uses it on loopback addresses only, and not at all where a real issuer is configured.
type Issuer struct {
	key  ed25519.PrivateKey
	kid  string // RFC 7638 thumbprint of the public key
	keys jwkset.Storage
}

// OpenIssuer is the issuer whose Ed25519 key lies in dataDir/issuer.jwk. The first use makes the folder and the key, for
// the owner alone; of several first uses at once, all get the same key. A key that others may read is refused.
func OpenIssuer(dataDir string) (*Issuer, error) {
	path := filepath.Join(dataDir, issuerFile)
	raw, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(dataDir, path); err != nil {
			return nil, fmt.Errorf("make the development issuer's key: %w", err)
		}
		raw, err = readPrivate(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the development issuer's key: %w", err)
	}
	var m jwkset.JWKMarshal
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("%s is not a JSON Web Key", path)
	}
	seed, err := base64.RawURLEncoding.Strict().DecodeString(m.D)
	if err != nil || m.KTY != jwkset.KtyOKP || m.CRV != jwkset.CrvEd25519 || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%s is not a private Ed25519 key", path)
	}
	return newIssuer(ed25519.NewKeyFromSeed(seed))
}

// KeySet is the set that holds the issuer's public key and nothing else.
func (i *Issuer) KeySet() KeySet { return i.keys }

// Signer is the issuer's private key and its name, for another who issues on the same machine.
func (i *Issuer) Signer() (kid string, key crypto.Signer) { return i.kid, i.key }

func newIssuer(key ed25519.PrivateKey) (*Issuer, error) {
	i := &Issuer{key: key, kid: thumbprint(key), keys: jwkset.NewMemoryStorage()}
	public, err := jwkset.NewJWKFromKey(key.Public(), keyOptions(i.kid, false))
	if err != nil {
		return nil, err
	}
	return i, i.keys.KeyWrite(context.Background(), public)
}

func keyOptions(kid string, private bool) jwkset.JWKOptions {
	return jwkset.JWKOptions{
		Marshal:  jwkset.JWKMarshalOptions{Private: private},
		Metadata: jwkset.JWKMetadataOptions{ALG: jwkset.AlgEdDSA, KID: kid, USE: jwkset.UseSig},
	}
}

// thumbprint is the RFC 7638 name of the public key: its required members in alphabetical order, hashed.
func thumbprint(key ed25519.PrivateKey) string {
	x := base64.RawURLEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	sum := sha256.Sum256([]byte(`{"crv":"Ed25519","kty":"OKP","x":"` + x + `"}`))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func readPrivate(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 { // Windows has no such bits
		return nil, fmt.Errorf("others may use %s, which must have mode 0600", path)
	}
	return io.ReadAll(f)
}

// makeKey writes a new key beside path and links it there: path never holds half a key, and the first to link wins.
func makeKey(dir, path string) error {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	jwk, err := jwkset.NewJWKFromKey(key, keyOptions(thumbprint(key), true))
	if err != nil {
		return err
	}
	raw, err := json.Marshal(jwk.Marshal())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, issuerFile+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(raw)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
