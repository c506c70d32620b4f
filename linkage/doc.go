// Package linkage decides which partners' records are one person, and which people are one family. This is first light:
// deterministic rules, kept behind Linker so that the probabilistic engine can take their place.
//
// Invariants:
//   - pure: records in, people and reasons out; no database, clock, randomness or log;
//   - the order of the input never matters: records are taken in the order of their keys, and everything comes out so;
//   - local: what is decided about a closed neighbourhood is what would be decided about it among all records. For
//     people a set of records is closed when it holds, with each record, every record that shares one of its MatchKeys
//     and every record of the same PersonID. For families a set of members is closed when it holds, with each member,
//     everybody tied to it, everybody who shares one of its Homes, and everybody of the same FamilyID;
//   - an identifier that fails its check never links and never contradicts;
//   - nothing is dropped in silence: keys too common to use and merges refused are in the Report, homes too full in
//     CrowdedHomes.
//
// Match keys hold identifiers and names. They are for an index, not for a log.
package linkage
