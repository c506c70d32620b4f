package main

import (
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/store"
)

// threeJSON has a number for each of the three classes; null is infinite.
type threeJSON struct {
	Same      *float64 `json:"same"`
	Household *float64 `json:"household"`
	Unrelated *float64 `json:"unrelated"`
}

func three(b linkage.Bits) threeJSON {
	return threeJSON{finite(b.Same), finite(b.Household), finite(b.Unrelated)}
}

type stepJSON struct {
	Comparison string `json:"comparison"`
	Level      string `json:"level"` // "" where there is nothing to compare
	threeJSON
	Rarity float64 `json:"rarity"`
}

// pairJSON is what --explain prints with --json. All but probabilities is in bits.
type pairJSON struct {
	Model         string     `json:"model"`
	Weight        *float64   `json:"weight"`
	Probabilities threeJSON  `json:"probabilities"`
	Start         threeJSON  `json:"start"`
	Steps         []stepJSON `json:"steps"`
	Total         threeJSON  `json:"total"`
	Records       []nowJSON  `json:"records"`
	Linked        bool       `json:"linked"`
	Decided       string     `json:"decided"` // same, different, related, or "" where people decided nothing
	Held          bool       `json:"held"`
	Waiting       bool       `json:"waiting"` // for a reader
}

type nowJSON struct {
	Record string `json:"record"`
	Person string `json:"person"` // "" where it is not linked yet
	By     string `json:"by"`
}

func explanationJSON(keys [2]linkage.Key, found store.PairExplained) pairJSON {
	out := pairJSON{
		Model: found.Model, Weight: finite(found.Weight), Probabilities: three(linkage.Bits{Same: found.Same, Household: found.Household, Unrelated: found.Unrelated()}),
		Start: three(found.Start), Total: three(found.Total()), Linked: found.Together(), Decided: string(found.Decided),
		Held: found.Held, Waiting: found.Waiting,
	}
	for _, s := range found.Steps {
		out.Steps = append(out.Steps, stepJSON{s.Comparison, s.Level, three(s.Bits), s.Rarity})
	}
	for i, now := range found.Now {
		out.Records = append(out.Records, nowJSON{writtenKey(keys[i]), now.PersonID, now.Rule})
	}
	return out
}
