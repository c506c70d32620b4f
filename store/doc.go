// Package store keeps the hub's data in SQLite or Postgres; it alone imports gorm and the drivers.
//
// Invariants:
//
//   - what a partner wrote is never overwritten: a row that changes or is withdrawn is ended, and the new one added;
//   - a feed goes in whole or not at all, and everything that follows from it (links, families, documents) in the same
//     transaction;
//   - the normalised tables are the truth; family documents, holdings and findable rows can be made anew from them;
//   - row scope is part of every query that answers a reader: what is out of reach is not read.
package store
