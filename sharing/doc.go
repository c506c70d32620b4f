// Package sharing decides what a reader may see, and says why. It is pure: no clock, database, context or log.
//
// An agreement grants data classes to roles: how much (the detail), of whom (the scope), and whose word (the
// contributors). A Set of agreements, asked for one Reader, gives an Access: every class either granted, by which
// agreements, or refused, with the reason. Invariants:
//
//   - silence is no: what no agreement in force grants for the stated purpose is refused;
//   - several agreements add up, each on its own terms: one's purpose never carries another's class;
//   - every refusal names a reason and, where there is one, the agreement and the law that decided;
//   - what is marked on a person (Marks) stands above every grant;
//   - nothing here looks at whether a fact exists, so no decision can tell that one does.
package sharing
