package main

import (
	"math"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/match"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/store"
)

func TestWhatALinkSays(t *testing.T) {
	base := store.LinkCounts{Records: 3, People: 2, Families: 1, Reviews: 1, Model: "b", Became: store.Became{Merged: 1, Split: 2, Moved: 3}}
	const head = "3 records, 2 people, 1 family, 1 pair to review\nsince the last link 1 merged, 2 split, 3 moved\n"
	for name, c := range map[string]struct {
		change func(*store.LinkCounts)
		want   string
	}{
		"kept": {func(c *store.LinkCounts) { c.Pairs.Reached = quality.Share(math.NaN()) }, "model b, kept\nthe pairs weighed hold 0 matches by their probabilities\n"},
		"in vain": {
			func(c *store.LinkCounts) {
				c.Learning.Why = "there are too few"
				c.Pairs = store.PairCounts{Expected: 1.6, Reached: 0.998, Unlinkable: 1}
			},
			"model b: nothing was learnt, as there are too few\nthe pairs weighed hold 2 matches by their probabilities, an estimated 99.80 % of all there are\n" +
				"1 record says too little to be linked to anything\n",
		},
		"the first": {
			func(c *store.LinkCounts) {
				c.Learning = linkage.Learning{Learnt: true, Steps: 7}
				c.Pairs = store.PairCounts{Expected: 5, Reached: 1, LeftOut: 4, Largest: match.Cap{Rule: "surname", Records: 99}, Unlinkable: 2}
			},
			"model b, learnt from these records in 7 steps\nthe pairs weighed hold 5 matches by their probabilities, an estimated 100.00 % of all there are\n" +
				"values that brought nobody together, as too many records share them: 4; the commonest, of rule \"surname\", has 99\n2 records say too little to be linked to anything\n",
		},
		"the same": {
			func(c *store.LinkCounts) {
				c.Learning = linkage.Learning{Learnt: true, Steps: 1}
				c.Drift = &linkage.Drift{From: "b", To: "b"}
			},
			"model b, learnt from these records in 1 step\nit is the same as the model before\nthe pairs weighed hold 0 matches by their probabilities\n",
		},
		"another": {
			func(c *store.LinkCounts) {
				c.Learning = linkage.Learning{Learnt: true, Steps: 2}
				c.Drift = &linkage.Drift{From: "a", To: "b", Comparison: "sex", Level: "different", Bits: -0.25}
			},
			"model b, learnt from these records in 2 steps\nof the model before, a, \"different\" in sex has changed most: -0.2 bits\n" +
				"the pairs weighed hold 0 matches by their probabilities\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			counts := base
			c.change(&counts)
			var out strings.Builder
			printLinked(&out, counts)
			if got := out.String(); got != head+c.want {
				t.Errorf("got\n%s\nwant\n%s", got, head+c.want)
			}
		})
	}
}
