// Package quality says how good a linkage is, against what is known to be true. What people said of a sample: package review.
//
// Invariants:
//   - pure: pairs, clusters and labels in, numbers out;
//   - recall is over all true pairs, those that no rule brought together included;
//   - a share of nothing is not a number, neither 0 nor 1: nothing found has no precision;
//   - a record of which the truth is not known takes no part, in no denominator either;
//   - records are known by their place; nothing here sees a name or an identifier.
package quality
