package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestNHSNumber(t *testing.T) {
	check(t, identifier.NHSNumber, []example{
		{name: "published", in: "9434765919", want: "9434765919"},
		{name: "in three groups", in: "943 476 5919", want: "9434765919"},
		{name: "with hyphens", in: "943-476-5919", want: "9434765919"},
		{name: "with a non-breaking space", in: "943\u00a0476 5919", want: "9434765919"},
		{name: "wrong digit", in: "9434765918", why: "the check digit does not fit"},
		{name: "two digits swapped", in: "9437465919", why: "the check digit does not fit"},
		{name: "check digit would be 10", in: "1000000010", why: "the check digit does not fit"},
		{name: "filler", in: "1111111111", why: "it is a filler, not a real number"},
		{name: "letters", in: "943476591A", why: "it is not written in the right form"},
		{name: "other digits", in: "९४३४७६५९१९", why: "it is not written in the right form"},
		{name: "blank", in: "", why: "it is blank"},
	})
}
