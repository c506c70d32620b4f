package identifier

// OffenceCode checks an offence code of the criminal justice system: act and year (TH68), `COML` for common law or XX00,
// then three digits, and A, B, C or I where the offence was attempted, aided and the like. Canonical: seven or eight
// characters in capitals; the eighth is kept, for it is part of what the person did.
func OffenceCode(s string) (string, error) {
	s = compact(s, "-.")
	switch {
	case s == "":
		return "", errBlank
	case len(s) != 7 && len(s) != 8, !letter(s[0]), !letter(s[1]), !digits(s[4:7]):
		return "", errForm
	case !digits(s[2:4]) && s[:4] != "COML":
		return "", errForm
	case len(s) == 8 && s[7] != 'A' && s[7] != 'B' && s[7] != 'C' && s[7] != 'I':
		return "", errForm
	}
	return s, nil
}
