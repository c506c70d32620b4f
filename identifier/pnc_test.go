package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestPNCID(t *testing.T) {
	check(t, identifier.PNCID, []example{
		{name: "published", in: "12/123456Y", want: "12/0123456Y"},
		{name: "padded", in: "12/0123456Y", want: "12/0123456Y"},
		{name: "year in full", in: "2012/123456y", want: "12/0123456Y"},
		{name: "of the county", in: "10/4480W", want: "10/0004480W"},
		{name: "wrong letter", in: "12/123456X", why: "the check letter does not fit"},
		{name: "wrong year", in: "13/123456Y", why: "the check letter does not fit"},
		{name: "no stroke", in: "120123456Y", why: "it is not written in the right form"},
		{name: "no serial", in: "12/Y", why: "it is not written in the right form"},
		{name: "serial too long", in: "12/12345678Y", why: "it is not written in the right form"},
		{name: "no letter", in: "12/0123456", why: "it is not written in the right form"},
		{name: "blank", in: "", why: "it is blank"},
	})
}
