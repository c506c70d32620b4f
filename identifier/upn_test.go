package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestUPN(t *testing.T) {
	check(t, identifier.UPN, []example{
		{name: "published", in: "B801200005001", want: "B801200005001"},
		{name: "spaced and small", in: " b801 2000 05001 ", want: "B801200005001"},
		{name: "of the county", in: "N931400502113", want: "N931400502113"},
		{name: "temporary", in: "M80120000500A", want: "M80120000500A"},
		{name: "temporary, wrong check letter", in: "B80120000500A", why: "the check letter does not fit"},
		{name: "wrong check letter", in: "C801200005001", why: "the check letter does not fit"},
		{name: "two digits swapped", in: "B801200050001", why: "the check letter does not fit"},
		{name: "temporary with a letter that is not used", in: "B80120000500S", why: "it is not written in the right form"},
		{name: "check letter that is not used", in: "I801200005001", why: "the check letter does not fit"},
		{name: "short", in: "B80120000500", why: "it is not written in the right form"},
		{name: "letter inside", in: "B80120000A001", why: "it is not written in the right form"},
		{name: "blank", in: " ", why: "it is blank"},
	})
}
