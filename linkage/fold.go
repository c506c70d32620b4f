package linkage

import "thrivingfamilies.example/hub/linkage/text"

// Fold is text.Fold.
func Fold(s string) string { return text.Fold(s) }

// FoldPostcode is a postcode as it is compared: "OX1 1AA" is "ox11aa". It does not check the postcode's form.
func FoldPostcode(s string) string { return text.Fold(s) }

// FoldAddress is text.FoldAddress.
func FoldAddress(s string) string { return text.FoldAddress(s) }
