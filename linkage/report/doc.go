// Package report writes what there is to know of one linkage: for a terminal or a file as plain text, and as one HTML page
// that needs nothing besides itself, neither script nor network.
//
// Invariants:
//   - a Page has no place for anybody's data: it holds counts, estimates, and the names of files, columns and comparisons;
//   - the same Page, the same bytes;
//   - what a chart shows stands beside it in numbers, for those who cannot see it;
//   - the HTML is well-formed XML too, so that any tool can read it.
package report
