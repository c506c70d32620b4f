package linkage

import "strings"

const (
	uprnPrefix = "uprn:"
	homePrefix = "home:"
	kinPrefix  = "kin:"
)

// FamilyKeys are the strings that records of one family may share: the HomeKeys, and for each surname the house and street
// without the postcode ("kin:lee|14 high street"), so that a postcode left out or mistyped does not part a family. Whoever
// stores records indexes them, to fetch all that could belong to the family of a changed one.
func (r Record) FamilyKeys() []string {
	keys := r.HomeKeys()
	house := r.home()
	if house == "" {
		return keys
	}
	for _, surname := range []string{r.Surname, r.FormerSurname} {
		if name := Fold(surname); name != "" {
			keys = appendNew(keys, kinPrefix+name+"|"+house)
		}
	}
	return keys
}

// codeOf is the postcode in a key of an address.
func codeOf(key string) string {
	if !strings.HasPrefix(key, homePrefix) {
		return ""
	}
	return key[strings.LastIndexByte(key, '|')+1:]
}
