package linkage

import (
	"slices"
	"strings"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/models"
)

// The kinds of identifier, best first: the order in which pairs are joined.
const (
	nino = iota
	nhs
	pnc
	upn
	uln
	kinds
)

// prefixes tell a match key's rule; each kind of identifier is the rule of its number.
var prefixes = [rules]string{"nino:", "nhs:", "pnc:", "upn:", "uln:", "who:", "at:"}

// face is what of a record the rules look at: folded, and with unsound values gone.
type face struct {
	forenames, surnames []string // alternatives, without blanks and without repeats
	birth               models.Date
	sex                 byte // 'f', 'm' or 0
	postcode            string
	homes               []string
	ids                 [kinds]string
}

func (r Record) face() face {
	f := face{birth: r.DateOfBirth, postcode: r.place(), homes: r.HomeKeys()}
	for _, name := range []string{r.Forename, r.KnownAs} {
		f.forenames = appendNew(f.forenames, Fold(name))
	}
	for _, name := range []string{r.Surname, r.FormerSurname} {
		f.surnames = appendNew(f.surnames, Fold(name))
	}
	if sex := Fold(r.Sex); sex != "" && (sex[0] == 'f' || sex[0] == 'm') {
		f.sex = sex[0]
	}
	for kind, given := range [kinds]string{r.NINO, r.NHSNumber, r.PNCID, r.UPN, r.ULN} {
		f.ids[kind] = sound(kind, given)
	}
	return f
}

var checks = [kinds]func(string) (string, error){
	identifier.NINO, identifier.NHSNumber, identifier.PNCID, identifier.UPN, identifier.ULN,
}

// sound is the canonical form of an identifier that passes its check, "" of any other.
func sound(kind int, given string) string {
	if given == "" {
		return ""
	}
	canonical, err := checks[kind](given)
	if err != nil {
		return ""
	}
	return canonical
}

// MatchKeys are the strings that two records of one person may share; whoever stores records indexes them, to fetch all
// that could link to a changed one. They are one for each sound identifier ("nino:QQ123456"), one for each way to say
// forename, surname, date of birth and postcode with the known-as name and the former surname
// ("who:ann|lee|1980-05-02|ox11aa"), and one for each forename, date of birth and home ("at:ann|1980-05-02|uprn:1"):
// twins have two forenames, so that there a surname misheard or changed by marriage is not needed. A birthday on
// 1 January is often a default, and serves with the full name only.
func (r Record) MatchKeys() []string { return r.face().keys() }

func (f face) keys() []string {
	var keys []string
	for kind, id := range f.ids {
		if id != "" {
			keys = append(keys, prefixes[kind]+id)
		}
	}
	if f.birth == "" {
		return keys
	}
	day := string(f.birth)
	for _, forename := range f.forenames {
		for _, surname := range f.surnames {
			if f.postcode != "" {
				keys = append(keys, prefixes[byName]+forename+"|"+surname+"|"+day+"|"+f.postcode)
			}
		}
		for _, home := range f.homes {
			if !strings.HasSuffix(day, "-01-01") {
				keys = append(keys, prefixes[byHome]+forename+"|"+day+"|"+home)
			}
		}
	}
	return keys
}

// HomeKeys are the strings that records of one household share: the UPRN, and the house and street with the postcode.
// An address that is blank, foreign, of no fixed abode or without a house gives none.
func (r Record) HomeKeys() []string {
	var keys []string
	if uprn := r.property(); uprn != "" {
		keys = append(keys, "uprn:"+uprn)
	}
	if house, code := r.home(), r.place(); house != "" && domestic(code) {
		keys = append(keys, "home:"+house+"|"+code)
	}
	return keys
}

// PlaceKeys are words that records at one place share, for whoever must be protected there: the property number, the whole
// address with its postcode or town, and where no house number tells doors apart the postcode alone. They are wider than
// HomeKeys: to protect a neighbour too many does no harm.
func (r Record) PlaceKeys() []string {
	var keys []string
	if property := r.property(); property != "" {
		keys = append(keys, "uprn:"+property)
	}
	lines, postcode := FoldAddress(r.AddressLine1+" "+r.AddressLine2), FoldPostcode(r.Postcode)
	switch {
	case lines != "" && postcode != "":
		keys = append(keys, "at:"+lines+"|"+postcode)
	case lines != "":
		keys = append(keys, "at:"+lines+"|"+FoldAddress(r.Town))
	}
	if postcode != "" && !strings.ContainsAny(lines, "0123456789") {
		keys = append(keys, "postcode:"+postcode)
	}
	return keys
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
