package match

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// readings are tables of what a function makes of what people write.
func readings(t *testing.T, read func(string) string, table map[string]string) {
	t.Helper()
	for given, want := range table {
		if got := read(given); got != want {
			t.Errorf("%q is read as %q, want %q", given, got, want)
		}
	}
}

func TestName(t *testing.T) {
	readings(t, name, map[string]string{
		"":             "",
		"Ann":          "ann",
		" O’Brien-Łoś": "obrienlos",
		"Mary Ann":     "maryann",
		"Mr":           "", "MRS.": "", "Dr": "", "Rev'd": "", "Professor": "", "Lady": "", "Esq.": "", "Jr": "", "baby": "", "3rd": "", "of": "",
		"unknown": "", "Not Known": "", "N/K": "", "n/a": "", "None": "", "NULL": "", "not stated": "", "Unnamed": "", "TBC": "", "XXX": "",
		"Drew":    "drew", // has a title, is none
		"Unk":     "unk",  // nobody's list of words is complete
		"Masters": "masters",
		"-":       "",
	})
}

func TestDay(t *testing.T) {
	readings(t, Day, map[string]string{
		"":                        "",
		"1980-05-02":              "19800502",
		"1980-5-2":                "19800502",
		"1980/05/02":              "19800502",
		"1980.05.02":              "19800502",
		"1980 05 02":              "19800502",
		"19800502":                "19800502",
		" 19800502 ":              "19800502",
		"02/05/1980":              "19800502", // the day first
		"2/5/1980":                "19800502",
		"2.5.1980":                "19800502",
		"02-05-1980":              "19800502",
		"1980-05-02T10:11:12Z":    "19800502",
		"1980-05-02 00:00:00.000": "19800502",
		"02/05/1980 00:00":        "19800502",
		"19800502 0000":           "19800502",
		"born 1980-05-02":         "19800502",
		"1980-13-45":              "19801345", // a mistyped month is still evidence
		"1980-00-00":              "19800000",
		"2/5/80":                  "", // of which century?
		"1980":                    "",
		"1980-05":                 "",
		"May 1980":                "",
		"2 May 1980":              "19800502",
		"02-MAY-1980":             "19800502",
		"02may1980":               "19800502",
		"May 2, 1980":             "19800502",
		"1980 May 2":              "19800502",
		"2 September 1980 00:00":  "19800902",
		"2 Maz 1980":              "",
		"2-May-80":                "",
		"1980-123-1":              "",
		"1-2-3":                   "",
		"198005021":               "",
		"1980 1980 1980":          "",
		"１９８０-05-02":              "",
		"unknown":                 "",
	})
}

func TestSex(t *testing.T) {
	readings(t, sex, map[string]string{
		"F": "f", "female": "f", "Female ": "f", "W": "f", "woman": "f", "girl": "f", "2": "f",
		"m": "m", "MALE": "m", "Man": "m", "boy": "m", "1": "m",
		"": "", "0": "", "9": "", "U": "", "X": "", "not known": "", "f/m": "",
	})
}

func TestPostcode(t *testing.T) {
	readings(t, postcode, map[string]string{
		"OX1 1AA": "ox11aa", " ox11aa ": "ox11aa", "OX1": "ox1", "12345-6789": "123456789",
		"ZZ99 3VZ": "", "zz993wz": "", "zz9 1aa": "zz91aa", "unknown": "", "N/A": "", "": "",
	})
}

func TestNumberOrCode(t *testing.T) {
	readings(t, value, map[string]string{"QQ 12-34": "qq1234", "n/a": "", "Not Known": "", "": "", "0": "0"})
}

func TestTelephone(t *testing.T) {
	readings(t, telephone, map[string]string{
		"01865 722000": "01865722000", "+44 (0)1865 722 000": "01865722000", "0044 1865 722000": "01865722000", "+44 1865 722000": "01865722000",
		"(212) 555-0123": "2125550123", "4400": "", "none": "", "": "", "44 1865": "441865", "07700 900 123 ": "07700900123",
	})
}

func TestEmail(t *testing.T) {
	readings(t, email, map[string]string{
		" Ann.Lee@Example.ORG ": "ann.lee@example.org", "none": "", "N/A": "", "": "", " ": "", "no at sign": "no at sign",
	})
}

func TestLine(t *testing.T) {
	readings(t, line, map[string]string{
		"Oxford": "oxford", "St. Ives": "st ives", "Not Known": "", "n/a": "", "NFA": "", "": "", "12 High St": "12 high street",
	})
}

func TestHouseAndStreet(t *testing.T) {
	for lines, want := range map[string]struct{ house, street string }{
		"":                                      {"", ""},
		"12 High St":                            {"12", "high street"},
		"12a, High Street":                      {"12a", "high street"},
		"14a-16 High Street":                    {"14a 16", "high street"},
		"High Street":                           {"", "high street"},
		"Rose Cottage|Mill Lane":                {"", "rose cottage mill lane"},
		"Rose Cottage|1 Mill Lane":              {"1", "rose cottage mill lane"},
		"Flat 2, 14 High St":                    {"flat 2 14", "high street"},
		"Apartment B, 14 High St":               {"flat b 14", "high street"},
		"Flat 2|14 High St":                     {"flat 2 14", "high street"},
		"Flat 2":                                {"flat 2", ""},
		"Flat":                                  {"", "flat"},
		"12|High Street":                        {"12", "high street"},
		"12 High Street|Flat 3":                 {"12", "high street"}, // both are known: the rest is not looked at
		"12 High Street|Oxford":                 {"12", "high street"},
		"|12 High Street":                       {"12", "high street"},
		"No Fixed Abode":                        {"", ""},
		"N/A|12 High Street":                    {"12", "high street"},
		"Unknown|Not known|withheld":            {"", ""},
		"12":                                    {"12", ""},
		"12 14 High Street":                     {"12 14", "high street"},
		"The Old Mill, 3 Mill Lane, Wolvercote": {"", "the old mill 3 mill lane wolvercote"}, // a number in the middle is left where it is
	} {
		house, street := houseAndStreet(strings.Split(lines, "|"))
		if house != want.house || street != want.street {
			t.Errorf("%q: house %q, street %q, want %q", lines, house, street, want)
		}
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{
		"", "Mr", "Not Known", "O’Brien", "1980-05-02", "2/5/1980", "19800502", "F", "OX1 1AA", "ZZ99 3VZ", "Ann@example.org",
		"Flat 2, 14 High St", "flat", "12", "nfa", "\xff\xf5é", "İ", "1 \x00 2", "St", "８ ８",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkValues(t, strings.ToValidUTF8(s, "\uFFFD")) })
}

// checkValues checks what is said of all readings on one string: reading twice changes nothing, and a house and a street
// are all of the line.
func checkValues(t fataler, s string) {
	for what, read := range map[string]func(string) string{
		"name": name, "day": Day, "sex": sex, "postcode": postcode, "value": value, "email": email, "telephone": telephone,
	} {
		once := read(s)
		if twice := read(once); twice != once {
			t.Fatalf("%s(%q) = %q, then %q", what, s, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Fatalf("%s(%q) = %q, which is no UTF-8", what, s, once)
		}
	}
	if d := Day(s); d != "" && (len(d) != 8 || strings.Trim(d, "0123456789") != "") {
		t.Fatalf("Day(%q) = %q, not eight digits", s, d)
	}
	folded := line(s)
	house, street := houseAndStreet([]string{s})
	if strings.TrimSpace(house+" "+street) != folded {
		t.Fatalf("house and street of %q are %q and %q, not all of %q", s, house, street, folded)
	}
}
