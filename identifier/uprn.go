package identifier

import "strings"

// UPRN checks a unique property reference number: one to twelve digits, no check digit. Canonical: without leading zeros,
// because some systems pad it. Source: GeoPlace, Data entry conventions.
func UPRN(s string) (string, error) {
	s = compact(s, "")
	switch {
	case s == "":
		return "", errBlank
	case len(s) > 12 || !digits(s):
		return "", errForm
	}
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "", errFiller
	}
	return s, nil
}
