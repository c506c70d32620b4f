package audit_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

// root is RFC 6962's Merkle Tree Hash, as section 2.1 defines it.
func root(leaves []string) audit.Hash {
	switch n := len(leaves); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256([]byte("\x00" + leaves[0]))
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		left, right := root(leaves[:k]), root(leaves[k:])
		return sha256.Sum256(slices.Concat([]byte{1}, left[:], right[:]))
	}
}

// A tree that grows, or is taken up again anywhere from what was stored, has the root that the RFC defines, and stores the hashes
// from which package tlog proves that an entry is in it and that it goes on from an earlier one.
func TestTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leaves := rapid.SliceOfN(rapid.String(), 1, 70).Draw(t, "entries")
		var stored []audit.Hash
		reader := tlog.HashReaderFunc(func(numbers []int64) ([]audit.Hash, error) {
			var out []audit.Hash
			for _, n := range numbers {
				out = append(out, stored[n])
			}
			return out, nil
		})
		tree := &audit.Tree{}
		for i, leaf := range leaves {
			if rapid.Bool().Draw(t, "taken up") {
				edge, _ := reader(audit.Edge(int64(i)))
				var err error
				if tree, err = audit.Resume(int64(i), edge); err != nil {
					t.Fatal(err)
				}
			}
			if first := audit.First(int64(i + 1)); first != int64(len(stored)) {
				t.Fatalf("entry %d begins at hash %d, and %d are stored", i+1, first, len(stored))
			}
			stored = append(stored, tree.Add(leaf)...)
			if tree.Size() != int64(i+1) || tree.Root() != root(leaves[:i+1]) {
				t.Fatalf("of %d entries the root is %v", i+1, tree.Root())
			}
		}
		size := int64(len(leaves))
		n := rapid.Int64Range(1, size).Draw(t, "entry")
		proof, err := tlog.ProveRecord(size, n-1, reader)
		if err != nil || tlog.CheckRecord(proof, size, tree.Root(), n-1, tlog.RecordHash([]byte(leaves[n-1]))) != nil {
			t.Fatalf("entry %d of %d is not proved: %v", n, size, err)
		}
		earlier, err := tlog.ProveTree(size, n, reader)
		if err != nil || tlog.CheckTree(earlier, size, tree.Root(), n, root(leaves[:n])) != nil {
			t.Fatalf("that %d entries begin with %d is not proved: %v", size, n, err)
		}
	})
}

// The root of no entries is that of the RFC; a tree is not taken up from too few hashes.
func TestTreeOfNothing(t *testing.T) {
	if got := new(audit.Tree).Root(); got != root(nil) {
		t.Errorf("the root of nothing is %v", got)
	}
	if _, err := audit.Resume(3, make([]audit.Hash, 1)); err == nil || err.Error() != "of a tree of 3 entries 1 hashes are kept where 2 belong" {
		t.Error(err)
	}
}

// The hashes are a promise to whoever keeps an export: they must not change between versions.
func TestHashes(t *testing.T) {
	tree := &audit.Tree{}
	for i, want := range []string{
		"[xyYUY+vXdvRlC20P6ULZzDjJJdkPd9RAq2341d0ljF8=]",
		"[xyYUY+vXdvRlC20P6ULZzDjJJdkPd9RAq2341d0ljF8= VKBQEbihNRBoozPse4zUyWL0t3o6ZlaeiNL7EUm5bz0=]",
	} {
		if got := fmt.Sprint(tree.Add(`{"a":1}`)); got != want {
			t.Errorf("entry %d: %s", i+1, got)
		}
	}
}
