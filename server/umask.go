//go:build unix

package main

import "syscall"

// What the program writes is people's data: for its own user alone, the files that SQLite makes beside its database too.
func init() { syscall.Umask(0o077) }
