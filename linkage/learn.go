package linkage

import (
	"slices"

	"thrivingfamilies.example/hub/linkage/match"
)

// least is how many records a model is learnt from at the least, and leastMatches how many matches must be among them:
// fewer would make a model of chance.
const (
	least        = 2000
	leastMatches = 500
)

// Learning is what came of trying to learn a model.
type Learning struct {
	Learnt bool   `json:"learnt"`
	Why    string `json:"why,omitempty"` // why nothing was learnt, where that was tried
	Steps  int    `json:"steps"`         // of the estimation, in all its rounds
}

// oneRegister reports whether all records are of one register, among which nobody is to be found twice.
func oneRegister(records []Record) bool {
	return !slices.ContainsFunc(records, func(r Record) bool {
		return r.Partner != records[0].Partner || r.Org != records[0].Org
	})
}

// Learn makes a linker of what the records themselves show. Where they are too few, too few of them belong together, or the
// estimation did not settle, Learning says so, and the linker is of no use.
func Learn(records []Record) (Linker, Learning, error) {
	if len(records) < least {
		return Linker{}, Learning{Why: "there are fewer than 2,000 records"}, nil
	}
	if oneRegister(records) {
		return Linker{}, Learning{Why: "all records are of one register"}, nil
	}
	model, fit, err := match.Job{Settings: match.DefaultSettings(), Across: true}.Learn(table(records))
	if err != nil {
		return Linker{}, Learning{}, err
	}
	n := float64(len(records))
	switch {
	case !fit.Converged:
		return Linker{}, Learning{Why: "the estimation did not settle", Steps: fit.Steps}, nil
	case model.Prior.Same*n*(n-1)/2 < leastMatches:
		return Linker{}, Learning{Why: "fewer than 500 pairs of records belong together", Steps: fit.Steps}, nil
	}
	return Linker{model}, Learning{Learnt: true, Steps: fit.Steps}, nil
}
