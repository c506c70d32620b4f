package text

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// nicknames.txt has one group a line: the formal name, then what its bearers are called, spellings of it included. Names
// are folded. A name may stand in many groups; a group is named by its formal name, which heads no other.
//
//go:embed nicknames.txt
var nicknames string

// groups has, for each name, the groups that it stands in, in order.
var groups = sync.OnceValue(func() map[string][]string {
	in := make(map[string][]string)
	for line := range strings.Lines(nicknames) {
		names := strings.Fields(line)
		if len(names) == 0 || names[0] == "#" {
			continue
		}
		for _, name := range names {
			in[name] = append(in[name], names[0])
		}
	}
	for _, of := range in {
		slices.Sort(of)
	}
	return in
})

// Nicknames are the groups that a folded given name stands in, each under its formal name and in alphabetical order:
// "bob" is in "robert", "alex" in four. Two names may be one person's where they share a group. Nil where the list does not
// have the name.
func Nicknames(given string) []string { return slices.Clone(groups()[given]) }
