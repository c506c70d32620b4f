// Package match finds the records that are one person, in any table of people, by the method of Fellegi and Sunter (Journal
// of the American Statistical Association 64, 1969) with a third class: beside one person (M) and strangers (U), two
// different people of one household (H). Relatives share surname, address and often more; a model without them takes
// brothers for one.
//
// It is read in the order of its work: value.go and clean.go turn what partners wrote into codes, words.go and table.go keep
// them; rule.go and block.go find the pairs worth looking at; compare*.go say how well two records agree in each thing, by
// ordered levels; pattern.go counts and estimate.go learns how common each level is in each class, by EM; model.go writes
// that down; score.go weighs a pair and explain.go takes its weight apart; component.go and cluster.go make persons of
// pairs; link.go does all of it, and report.go says how it went. index.go does it for one record.
//
// What always holds:
//
//   - nothing is drawn but from the settings' seed, nothing hangs on the clock, on a file's name or on how many CPUs there
//     are: the same table and settings give the same result, byte for byte;
//   - missing is no evidence: a comparison with nothing on one side changes no weight;
//   - each candidate pair is looked at once, whatever number of rules finds it, and a block that is left out is reported;
//   - with a model at hand, the score of a pair hangs on its two records alone, and a cluster on the records that edges
//     connect: so a part of a table is linked as it would be in the whole, but for blocks that only the whole is too large for.
package match
