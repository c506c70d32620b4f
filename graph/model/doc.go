// Package model holds the Go side of the GraphQL types: the family and the person as one reader sees them, already cut,
// and the scalars. What a value here holds, the reader may see; nothing here decides that.
package model
