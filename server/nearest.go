package main

import (
	"strings"

	"thrivingfamilies.example/hub/linkage/text"
)

// slipEvery is how many letters there must be for each slip that a word is forgiven.
const slipEvery = 3

// meant asks whether a word was meant that is written nearly so: ": is it \"surname\"?", or "" where none is near. Capitals,
// spaces and strokes do not matter. Of several as near, it is the first.
func meant(written string, words []string) string {
	squashed := strings.Join(headingWords(written), "")
	best, least := "", len([]rune(squashed))/slipEvery+1
	for _, word := range words {
		if n := text.DamerauLevenshtein(squashed, strings.Join(headingWords(word), "")); n < least {
			best, least = word, n
		}
	}
	if best == "" {
		return ""
	}
	return ": is it \"" + best + "\"?"
}

// headingsAll are the headings of all files.
func headingsAll(plans []*filePlan) (all []string) {
	for _, plan := range plans {
		all = append(all, plan.heads...)
	}
	return all
}
