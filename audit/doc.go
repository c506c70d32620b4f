// Package audit makes the log that a regulator can trust: who was shown what of whom and why, and what was done to the
// data (Data Protection Act 2018 s.62: collection, alteration, consultation, disclosure, combination, erasure). It is
// pure; package store keeps what it makes.
//
// An Entry is what happened. The entries are the leaves of a Tree, the Merkle tree of RFC 6962; a Checkpoint is the tree's
// size and root, signed. Invariants:
//
//   - an entry is canonical text, the same for the same facts, and its leaf is the hash of that text: one changed byte of it,
//     or an entry that was dropped, swapped or added, is found and named;
//   - who rewrites entries and hashes alike is found by the next checkpoint, as the keys do not lie in the database;
//   - who cuts the log short is found by the last checkpoint, or by one that was noted elsewhere;
//   - an entry names people by the hub's ids and data by class, and never holds a value that was shown.
package audit
