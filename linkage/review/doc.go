// Package review holds the rules by which people decide doubtful links: when a task is decided, which tasks a second reader
// sees, how well readers agree, and who was shown a link that proved wrong; and what they ask for, who correct families. Package
// store keeps what it is told of.
//
// Invariants:
//   - pure: no database, clock, randomness or log;
//   - a reader decides blind: neither the score nor another's decision is shown before the own one is given;
//   - nobody decides a task twice, and nobody decides alone what they reported;
//   - a decision holds until it is withdrawn, and both stay written down.
package review
