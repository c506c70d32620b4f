package identifier_test

import (
	"testing"

	"thrivingfamilies.example/hub/identifier"
)

func TestNINO(t *testing.T) {
	check(t, identifier.NINO, []example{
		{name: "published", in: "QQ123456C", want: "QQ123456"},
		{name: "without its suffix", in: "QQ123456", want: "QQ123456"},
		{name: "in pairs", in: "qq 12 34 56 c", want: "QQ123456"},
		{name: "with hyphens", in: "QQ-12-34-56-C", want: "QQ123456"},
		{name: "an ordinary prefix", in: "AB123456D", want: "AB123456"},
		{name: "suffix beyond D", in: "QQ123456E", why: "the last letter is none of A, B, C, D"},
		{name: "first letter never given", in: "DA123456A", why: "it begins with letters that are never given out"},
		{name: "second letter O", in: "AO123456A", why: "it begins with letters that are never given out"},
		{name: "a single Q", in: "QA123456A", why: "it begins with letters that are never given out"},
		{name: "prefix BG", in: "BG123456A", why: "it begins with letters that are never given out"},
		{name: "prefix ZZ", in: "ZZ123456A", why: "it begins with letters that are never given out"},
		{name: "five digits", in: "QQ12345C", why: "it is not written in the right form"},
		{name: "blank", in: "", why: "it is blank"},
	})
}
