package identifier

// ULN checks a unique learner number: ten digits, the first not 0, whose sum with the weights 10 to 1 leaves 10 when
// divided by 11. Canonical: the ten digits. Source: Learning Records Service.
func ULN(s string) (string, error) {
	s = compact(s, "-")
	switch {
	case s == "":
		return "", errBlank
	case len(s) != 10 || !digits(s) || s[0] == '0':
		return "", errForm
	case weighted(s, 10)%11 != 10:
		return "", errDigit
	}
	return s, nil
}
