// Package graph is the GraphQL adapter: it decodes, asks, cuts and encodes. It holds no rule of sharing and no SQL.
//
// Invariants, for every reply that leaves:
//
//   - each field's class was decided before anything was loaded; a class that is refused is not read, and its field is
//     null and named in extensions.withheld, which never tells more than null does;
//   - who is there for the reader was decided by holdings alone, never by facts that the reader may not see;
//   - the disclosure was written to the log before the reply; if it could not be, the reply holds no data;
//   - an error says what the caller can mend and nothing else.
package graph
