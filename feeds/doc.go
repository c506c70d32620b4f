// Package feeds reads what partners send: a folder or zip of CSV files, cut into rows of typed cells by the contract.
//
// Invariants:
//   - every line of a file is part of exactly one Row or one Bad, or it is blank: nothing is lost and nothing made up;
//   - a row is good as a whole or quarantined as a whole, and one bad row never costs another;
//   - the same feed gives the same rows, hashes and sum, whether it comes as a folder or a zip, with whatever column
//     order, header case, quoting, padding or line endings;
//   - memory is bounded by the longest line that is kept, not by the file;
//   - a reason or notice is a sentence for the data officer who must mend the file, and a reason never holds the cell.
//
// It knows no database and no clock: the day is a parameter.
package feeds
