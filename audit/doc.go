// Package audit makes the log that a regulator can trust: who was shown what of whom and why, and what was done to the
// data (Data Protection Act 2018 s.62: collection, alteration, consultation, disclosure, combination, erasure). It is
// pure; package store keeps what it makes.
//
// Invariants: an entry is canonical text, the same for the same facts; each one's hash covers the text and the hash
// before it, so that a changed, dropped, swapped or added entry is found; an entry names people by the hub's ids and
// data by class, and never holds a value that was shown.
package audit
