package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestOffenceCode(t *testing.T) {
	check(t, identifier.OffenceCode, []example{
		{name: "theft", in: "TH68010", want: "TH68010"},
		{name: "attempted", in: "th68010a", want: "TH68010A"},
		{name: "common law", in: "COML025", want: "COML025"},
		{name: "without an act", in: "XX00001", want: "XX00001"},
		{name: "eighth letter not used", in: "TH68010D", why: "it is not written in the right form"},
		{name: "letters for the year", in: "THAA010", why: "it is not written in the right form"},
		{name: "short", in: "TH6801", why: "it is not written in the right form"},
		{name: "blank", in: "", why: "it is blank"},
	})
}
