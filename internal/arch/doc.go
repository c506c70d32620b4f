// Package arch holds the test that keeps the house in order: which package may import which, who may know a library, and
// how long a file may be. The rules stand in table_test.go; it parses the imports of every Go file of the module.
package arch
