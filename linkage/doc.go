// Package linkage decides which partners' records are one person, and which people are one family: by a learnt model (see
// package match) for people, by evidence taken best first for families.
//
// Invariants:
//   - pure: records in, people and reasons out; no database, clock, randomness or log;
//   - the order of the input never matters: records are taken in the order of their keys, and everything comes out so;
//   - local: what is decided about a closed neighbourhood is what would be decided about it among all records. People and
//     Families say when a set is closed;
//   - what people decided holds, whatever a model says;
//   - an identifier that fails its check never links and never contradicts;
//   - a model holds no value of any record.
//
// Keys for an index hold names and places as hashes (Keys) or in the clear (HomeKeys, PlaceKeys). None is for a log.
package linkage
