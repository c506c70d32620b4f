package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestUPRN(t *testing.T) {
	check(t, identifier.UPRN, []example{
		{name: "twelve digits", in: "100357508074", want: "100357508074"},
		{name: "padded", in: "000012345678", want: "12345678"},
		{name: "spaced", in: " 12 345 ", want: "12345"},
		{name: "thirteen digits", in: "1003575080740", why: "it is not written in the right form"},
		{name: "letters", in: "10035750807X", why: "it is not written in the right form"},
		{name: "only zeros", in: "000", why: "it is a filler, not a real number"},
		{name: "blank", in: "", why: "it is blank"},
	})
}
