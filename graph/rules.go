package graph

import (
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// maxFaults is how many things are said to be wrong with one operation.
const maxFaults = 50

// validation is the library's rules, each of which finds no more than maxFaults: fields of one name that contradict one another
// would be found pair by pair, and a short text can have a million pairs.
func validation() *rules.Rules {
	bounded := rules.NewDefaultRules()
	for name, rule := range bounded.GetInner() {
		bounded.ReplaceRule(name, func(observers *core.Events, add core.AddErrFunc) {
			found := 0
			rule(observers, func(options ...core.ErrorOption) {
				if found++; found <= maxFaults {
					add(options...)
				}
			})
		})
	}
	return bounded
}
