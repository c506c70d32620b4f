package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestULN(t *testing.T) {
	check(t, identifier.ULN, []example{
		{name: "published", in: "9276308686", want: "9276308686"},
		{name: "spaced", in: "9276 308 686", want: "9276308686"},
		{name: "wrong digit", in: "9276308687", why: "the check digit does not fit"},
		{name: "the filler of nines", in: "9999999999", why: "the check digit does not fit"},
		{name: "begins with 0", in: "0276308686", why: "it is not written in the right form"},
		{name: "short", in: "927630868", why: "it is not written in the right form"},
		{name: "blank", in: "", why: "it is blank"},
	})
}
