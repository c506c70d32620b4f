package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/MicahParks/jwkset"
)

// fileKeys is a key set in a file, read again when it is asked for a key and the last look is rereadEvery old.
type fileKeys struct {
	jwkset.Storage
	path string

	mu     sync.Mutex
	looked time.Time
}

func openFileKeys(ctx context.Context, path string) (*fileKeys, error) {
	f := &fileKeys{Storage: jwkset.NewMemoryStorage(), path: path, looked: time.Now()}
	return f, f.read(ctx)
}

// KeyRead is the key whose kid is given, from the file as it was at most rereadEvery ago.
func (f *fileKeys) KeyRead(ctx context.Context, kid string) (jwkset.JWK, error) {
	f.refresh(ctx)
	return f.Storage.KeyRead(ctx, kid)
}

func (f *fileKeys) refresh(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if time.Since(f.looked) < rereadEvery {
		return
	}
	f.looked = time.Now()
	if err := f.read(ctx); err != nil {
		slog.WarnContext(ctx, "the key set could not be read again, its last keys stay in force", "error", err)
	}
}

// read replaces the keys by the file's, all or none. Kinds of key that nobody here knows are left out.
func (f *fileKeys) read(ctx context.Context) error {
	raw, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	var set jwkset.JWKSMarshal
	if err := json.Unmarshal(raw, &set); err != nil {
		return fmt.Errorf("%s is not a JSON Web Key Set: %w", f.path, err)
	}
	var keys []jwkset.JWK
	for i, m := range set.Keys {
		key, err := jwkset.NewJWKFromMarshal(m, jwkset.JWKMarshalOptions{Private: true}, jwkset.JWKValidateOptions{SkipAll: true})
		if errors.Is(err, jwkset.ErrUnsupportedKey) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s, key %d: %w", f.path, i+1, err)
		}
		keys = append(keys, key)
	}
	return f.KeyReplaceAll(ctx, keys)
}
