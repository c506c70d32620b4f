// Package text holds the string functions that record linkage compares names with: how alike two names are written
// (Jaro, JaroWinkler), how many slips of the keyboard lie between them (OSA, DamerauLevenshtein, Within, OneTypo), how
// they sound (Metaphone), what they are short for (Nicknames), and a fingerprint that rules most pairs out before any of
// that is computed (Sign).
//
// What always holds:
//
//   - Every function is pure and safe for concurrent use: strings in, a number, a code or an answer out; nothing is
//     logged, and nothing is kept.
//   - A letter is a rune. A byte that is not UTF-8 is read as U+FFFD, like every other such byte.
//   - The functions take names as they come. None folds its input first, so that "Mary" and "mary" are one letter apart:
//     fold names first (Fold). Metaphone alone does not mind the case.
//   - The comparisons are symmetric: the order of the two names does not matter.
//   - Signature bounds are safe. They may let through a pair that is unlike; they never rule out one that is alike.
package text
