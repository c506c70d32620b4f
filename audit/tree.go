package audit

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256 of RFC 6962: of an entry, or of two other hashes.
type Hash = tlog.Hash

// Tree is the Merkle tree over the entries so far. It keeps its right edge and no more, so that its memory does not grow with
// the log. The zero Tree is that of no entries. Hashes are numbered as package tlog stores them: those that an entry makes
// complete follow those of the entry before.
type Tree struct {
	size int64
	edge map[int64]Hash // of the complete subtrees that are no part of a larger one, by number
}

// Size is how many entries it has.
func (t *Tree) Size() int64 { return t.size }

// Add adds an entry's text, and returns the hashes that it makes complete: its own, and those of the subtrees that end with it.
func (t *Tree) Add(body string) []Hash {
	n := t.size
	hashes, err := tlog.StoredHashes(n, []byte(body), tlog.HashReaderFunc(t.read))
	if err != nil {
		panic(err) // the edge holds all that it asks for
	}
	top := len(hashes) - 1
	for level := range top {
		delete(t.edge, tlog.StoredHashIndex(level, n>>level-1))
	}
	if t.edge == nil {
		t.edge = map[int64]Hash{}
	}
	t.edge[tlog.StoredHashIndex(top, n>>top)] = hashes[top]
	t.size++
	return hashes
}

// Root is the hash of the whole.
func (t *Tree) Root() Hash {
	root, err := tlog.TreeHash(t.size, tlog.HashReaderFunc(t.read))
	if err != nil {
		panic(err) // it asks for the edge alone
	}
	return root
}

func (t *Tree) read(numbers []int64) ([]Hash, error) {
	hashes := make([]Hash, len(numbers))
	for i, n := range numbers {
		hash, ok := t.edge[n]
		if !ok {
			return nil, fmt.Errorf("hash %d is not of the edge", n)
		}
		hashes[i] = hash
	}
	return hashes, nil
}

// Edge are the numbers of the hashes from which Resume takes up a tree of so many entries.
func Edge(size int64) []int64 {
	var numbers []int64
	start := int64(0)
	for level := 62; level >= 0; level-- {
		if size>>level&1 == 1 {
			numbers = append(numbers, tlog.StoredHashIndex(level, start>>level))
			start += 1 << level
		}
	}
	return numbers
}

// Resume takes up a tree of so many entries from the hashes of its Edge, in the order of their numbers there.
func Resume(size int64, edge []Hash) (*Tree, error) {
	numbers := Edge(size)
	if len(edge) != len(numbers) {
		return nil, fmt.Errorf("of a tree of %d entries %d hashes are kept where %d belong", size, len(edge), len(numbers))
	}
	t := &Tree{size: size, edge: map[int64]Hash{}}
	for i, n := range numbers {
		t.edge[n] = edge[i]
	}
	return t, nil
}

// First is the number of the first hash that an entry makes complete, its own; entries are counted from 1. It is also how many
// hashes the entries before it have.
func First(seq int64) int64 { return tlog.StoredHashIndex(0, seq-1) }
