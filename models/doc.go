// Package models holds the nouns that every other package speaks of: partners, roles, purposes, data classes, and the
// records that partners send. Plain structs with tags; it imports nothing of ours and knows no database.
//
// Invariants: a Date is a day, never a time; an unknown value is the zero value, never a made-up one; every fact carries
// the Provenance that tells who said it, in which row of which import.
package models
