package match

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/linkage/text"
)

// nothing is what comparisons say where there is nothing to compare.
const nothing = "nothing to compare"

// level is what a comparison says of two records, as it is printed.
func level(t fataler, comparison, a, b string) string {
	t.Helper()
	table := tableOf(t, a, b)
	c := table.comparer()
	for _, one := range c.list {
		if one.Name == comparison {
			if at := one.compare(c, table.row(0), table.row(1)); at > 0 {
				return one.Levels[at-1]
			}
			return nothing
		}
	}
	t.Fatalf("no comparison is called %q", comparison)
	return ""
}

// compared is a table of two records each and what a comparison says of them, whichever comes first.
type compared []struct{ a, b, want string }

func (table compared) check(t *testing.T, comparison string) {
	t.Helper()
	for _, c := range table {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if got := level(t, comparison, pair[0], pair[1]); got != c.want {
				t.Errorf("%q and %q: %s, want %s", pair[0], pair[1], got, c.want)
			}
		}
	}
}

func TestNames(t *testing.T) {
	compared{
		{"given=Ann; surname=Lee", "given=ANN; surname=Lee", "both the same"},
		{"given=Ann; surname=Lee", "given=Lee; surname=Ann", "both the same, swapped"},
		{"given=Ann; surname=Ann", "given=Ann; surname=Ann", "both the same"}, // not swapped

		// Alternatives: the known-as name for the given name, the former surname for the surname.
		{"given=Robert; known=Bob; surname=Lee", "given=Bob; surname=Lee", "both the same"},
		{"known=Bob; surname=Lee", "given=Bob; surname=Lee", "both the same"},
		{"given=Ann; surname=Lee; former=Smith", "given=Ann; surname=Smith", "both the same"},
		{"given=Ann; surname=Lee; former=Smith", "given=Ann; surname=Jones; former=Smith", "both the same"},
		{"given=Robert; known=Bob; surname=Lee; former=Smith", "given=Zoe; known=Bob; surname=Smith", "both the same"},
		{"given=Ann; surname=Lee; former=Smith", "given=Ann; surname=Jones", "given name same, surname different"},
		{"known=Bob; former=Smith", "given=Bob; surname=Smith", "both the same"},
		{"known=Bob; former=Smith", "given=Bob; surname=Lee", nothing}, // who he is now is not known

		{"given=Robert; surname=Lee", "given=Bob; surname=Lee", "surname same, given name a short form"},
		{"given=Liz; surname=Lee", "given=Beth; surname=Lee", "surname same, given name a short form"}, // of one name
		{"given=R; surname=Lee", "given=Robert; surname=Lee", "surname same, given name a short form"},
		{"given=R; surname=Lee", "given=Ann; surname=Lee", "surname same, given name different"},
		{"given=Katharine; surname=Lee", "given=Katherina; surname=Lee", "surname same, given name close"},
		{"given=Maureen; surname=Lee", "given=Naureen; surname=Lee", "surname same, given name close"}, // one slip, at the start
		{"given=Ann; surname=Lee", "surname=Lee", "surname same, given name unknown"},
		{"surname=Lee", "surname=Lee", "surname same, given name unknown"},
		{"given=Ann; surname=Lee", "given=Bob; surname=Lee", "surname same, given name different"},
		{"given=Ann; surname=Lee", "given=Mr; surname=Lee", "surname same, given name unknown"}, // a title is no name

		{"given=Ann; surname=Smith", "given=Ann; surname=Smyth", "given name same, surname close"},
		{"given=Ann; surname=Smith", "given=Ann; surname=S", "given name same, surname close"}, // an initial of it
		{"given=Ann; surname=Lee", "given=Ann", "given name same, surname unknown"},
		{"given=Ann", "given=Ann", "given name same, surname unknown"},
		{"given=Ann; surname=Lee", "given=Ann; surname=Jones", "given name same, surname different"},

		{"given=Robert; surname=Smith", "given=Bob; surname=Smyth", "both close"},
		{"given=Smyth; surname=Robert", "given=Bob; surname=Smith", "both close, swapped"},
		{"given=Smith; surname=Robert", "given=Bob; surname=Smith", "both close, swapped"}, // one of them the same
		{"given=Ann; surname=Lee", "given=Lee; surname=Jones", "one stands in the other's place"},
		{"given=Ann; surname=Lee", "given=Lee", "one stands in the other's place"},
		{"given=Ann", "surname=Ann", "one stands in the other's place"},
		{"given=Ann; surname=Smith", "given=Bob; surname=Smyth", "surname close, given name different"},
		{"surname=Smith", "given=Bob; surname=Smyth", "surname close, given name different"}, // or unknown
		{"given=Robert; surname=Lee", "given=Bob; surname=Jones", "given name close, surname different"},
		{"given=Ann; surname=Lee", "given=Bob", "different, one unknown"},
		{"surname=Lee", "given=Bob; surname=Jones", "different, one unknown"},
		{"given=Ann; surname=Lee", "given=Bob; surname=Jones", "both different"},

		{"", "given=Ann; surname=Lee", nothing},
		{"given=Ann", "surname=Lee", nothing}, // two things that are not compared
		{"known=Ann", "given=Ann; surname=Lee", nothing},
		{"former=Lee", "former=Lee", nothing},
		{"given=unknown; surname=n/a", "given=Ann; surname=Lee", nothing},
	}.check(t, "name")
}

func TestBirths(t *testing.T) {
	compared{
		{"dob=1980-05-02", "dob=2/5/1980", "same"},
		{"dob=1980-01-01", "dob=1980-01-01", "same, on 1 January"},
		{"dob=1980-05-02", "dob=1980-05-03", "one digit apart"},
		{"dob=1980-05-02", "dob=1890-05-02", "two neighbouring digits turned"},
		{"dob=1908-05-02", "dob=1980-05-02", "two neighbouring digits turned"},
		{"dob=1980-05-12", "dob=1980-05-21", "two neighbouring digits turned"},
		{"dob=1981-02-03", "dob=1980-12-03", "two neighbouring digits turned"}, // across the parts
		{"dob=1980-05-02", "dob=1980-02-05", "day and month swapped"},
		{"dob=1980-12-11", "dob=1980-11-12", "day and month swapped"},
		{"dob=1980-01-02", "dob=1980-02-01", "day and month swapped"},
		{"dob=1980-05-02", "dob=1980-05-17", "two of day, month and year the same"},
		{"dob=1980-05-02", "dob=1980-11-02", "two of day, month and year the same"},
		{"dob=1980-05-02", "dob=1977-05-02", "two of day, month and year the same"},
		{"dob=1980-05-02", "dob=2013-05-02", "two of day, month and year the same"}, // a son of the same day
		{"dob=1980-05-02", "dob=1980-11-17", "same year"},
		{"dob=1980-05-02", "dob=1971-11-17", "different"},
		{"dob=1980-05-02", "dob=1992-12-31", "different"},
		{"dob=1980-05-02", "dob=1993-11-17", "different by a generation"},
		{"dob=1980-05-02", "dob=1967-11-17", "different by a generation"},
		{"dob=1980-01-01", "dob=1980-01-02", "one digit apart"}, // the first of January is a day like others
		{"dob=1980-05-02", "", nothing},
		{"dob=1980", "dob=1980-05-02", nothing},
	}.check(t, "date of birth")
}

func TestPlaces(t *testing.T) {
	compared{
		{"line1=12 High St; postcode=OX1 1AA", "line1=12 High Street; postcode=ox11aa", "same house and postcode"},
		{"line1=12 High St; postcode=OX1 1AA", "line1=12 High St; postcode=OX1 1AB", "same house and postcode"}, // a slip in it
		{"line1=12 High St", "line1=12 High St; postcode=OX1 1AB", "same house, postcode unknown"},
		{"line1=12 High St; postcode=OX1 1AA", "line1=12 High St; postcode=SW1A 2AA", "same house, another postcode"},
		{"uprn=100; line1=12 High St", "uprn=100; line1=1 Mill Lane", "same house, postcode unknown"},
		{"uprn=100; postcode=OX1 1AA", "uprn=100; postcode=OX1 1AA", "same house and postcode"},
		{"uprn=100; line1=12 High St", "uprn=200; line1=12 High St", "same house, postcode unknown"}, // what is written goes first
		{"line1=Flat 2, 14 High St", "line1=Flat 2; line2=14 High St", "same house, postcode unknown"},

		{"line1=12 High St; postcode=OX1 1AA", "line1=12a High St; postcode=OX1 1AA", "nearly the same house, same postcode"},
		{"line1=12 High St; postcode=OX1 1AA", "line1=12 Hihg St; postcode=OX1 1AA", "nearly the same house, same postcode"},
		{"line1=12 High St", "line1=High St", "nearly the same house, postcode unknown"},
		{"line1=Rose Cottage", "line1=Rose Cottage", "nearly the same house, postcode unknown"}, // without a number
		{"line1=12 High St; postcode=OX1 1AA", "line1=12a High St; postcode=SW1A 2AA", "nearly the same house, another postcode"},

		{"postcode=OX1 1AA", "postcode=OX1 1AA", "same postcode, house unknown"},
		{"postcode=OX1 1AA; line1=12 High St", "postcode=OX1 1AA", "same postcode, house unknown"},
		{"postcode=OX1 1AA; house=12", "postcode=OX1 1AA; house=14", "same postcode, house unknown"}, // of which street?
		{"postcode=OX1 1AA; line1=12 High St", "postcode=OX1 1AA; line1=14 High St", "same postcode and street, another house"},
		{"postcode=OX1 1AA; line1=12 High St", "postcode=OX1 1AA; line1=14 Hihg St", "same postcode and street, another house"},
		{"postcode=OX1 1AA; line1=12 High St", "postcode=OX1 1AA; line1=1 Mill Lane", "same postcode, another street"},
		{"postcode=OX1 1AA; uprn=100", "postcode=OX1 1AA; uprn=200", "same postcode, another street"},
		{"postcode=OX1 1AA", "postcode=OX1 1BA", "postcode one slip apart"},
		{"postcode=OX1 1AA; line1=12 High St", "postcode=XO1 1AA; line1=14 High St", "postcode one slip apart"},
		{"line1=12 High St", "line1=14 High St", "same street, another house"},
		{"line1=1 High St", "line1=11 High St", "same street, another house"}, // one letter is too little to be a slip of
		{"line1=12 High St; postcode=OX1 1AA", "line1=14 High St; postcode=SW1A 2AA", "same street, another house"},
		{"postcode=OX1 1AA", "postcode=OX1 1BC", "same sector"},
		{"postcode=OX1 1AA; line1=12 High St", "postcode=OX1 1BC; line1=1 Mill Lane", "same sector"},
		{"postcode=OX1 1AA", "postcode=OX1 2BC", "same district"},
		{"postcode=OX1 1AA", "postcode=OX2 1BC", "different"},
		{"postcode=OX1 1AA", "postcode=OX11 1BC", "different"}, // OX11 is another town
		{"postcode=12345", "postcode=12346", "postcode one slip apart"},
		{"postcode=2600", "postcode=2655", "same district"},
		{"postcode=12345", "postcode=12399", "same district"},
		{"postcode=12345", "postcode=54321", "different"},
		{"postcode=12345-6789", "postcode=12345-6780", "same sector"}, // too long to be packed
		{"postcode=12345-6789", "postcode=12345-6700", "same district"},
		{"postcode=12345-6789", "postcode=98765-4321", "different"},
		{"postcode=12345-6789", "postcode=12345", "different"},
		{"line1=12 High St", "line1=1 Mill Lane", "different"},
		{"uprn=100", "uprn=200", "different"},
		{"line1=12 High St; postcode=OX1 1AA", "postcode=SW1A 2AA", "different"},

		{"line1=12 High St", "postcode=OX1 1AA", nothing},
		{"house=12", "house=12", nothing},
		{"uprn=100", "line1=12 High St", nothing},
		{"line1=no fixed abode; postcode=ZZ99 3VZ", "line1=nfa; postcode=ZZ99 3VZ", nothing},
		{"", "line1=12 High St; postcode=OX1 1AA", nothing},
	}.check(t, "place")
}

func TestSexes(t *testing.T) {
	compared{
		{"sex=F", "sex=female", "same"},
		{"sex=F", "sex=M", "different"},
		{"sex=F", "sex=U", nothing},
		{"", "", nothing},
	}.check(t, "sex")
}

// Who shares a given name is of one sex anyhow.
func TestSexesOfNamesakes(t *testing.T) {
	for _, c := range []struct{ a, b, sex, namesakes string }{
		{"given=Ann; sex=F", "given=Eve; sex=F", "same", nothing},
		{"given=Ann; sex=F", "sex=M", "different", nothing},
		{"given=Ann; sex=F", "given=Ann; sex=F", nothing, "same"},
		{"given=Robert; known=Bob; sex=M", "given=Bob; sex=F", nothing, "different"},
		{"given=Ann", "given=Ann; sex=F", nothing, nothing},
	} {
		compared{{c.a, c.b, c.sex}}.check(t, "sex")
		compared{{c.a, c.b, c.namesakes}}.check(t, "sex of namesakes")
	}
}

// Who shares a postcode's district lives in one town anyhow.
func TestTownsWithinADistrict(t *testing.T) {
	for _, c := range []struct{ a, b, town, within string }{
		{"town=Oxford; postcode=OX1 1AA", "town=Oxford; postcode=OX1 2ZZ", nothing, "same"},
		{"town=Oxford; postcode=OX1 1AA", "town=Banbury; postcode=OX1 1AA", nothing, "different"},
		{"town=Oxford; postcode=OX1 1AA", "town=Oxford; postcode=SW1A 1AA", "same", nothing},
		{"town=Oxford", "town=Oxfrod; postcode=OX1 1AA", "nearly the same", nothing},
		{"postcode=OX1 1AA", "town=Oxford; postcode=OX1 1AA", nothing, nothing},
	} {
		compared{{c.a, c.b, c.town}}.check(t, "town")
		compared{{c.a, c.b, c.within}}.check(t, "town within a district")
	}
}

func TestNumbers(t *testing.T) {
	compared{
		{"nino=QQ 12 34 56 C", "nino=qq123456c", "same"},
		{"nino=QQ123456C", "nino=QQ123465C", "one slip apart"},
		{"nino=QQ123456C", "nino=QQ12345C", "one slip apart"},
		{"nino=QQ123456C", "nino=AB987654D", "different"},
		{"nino=QQ123456C", "nino=not known", nothing},
		{"nino=not known", "nino=not known", nothing},
	}.check(t, "nino")
}

func TestOtherValues(t *testing.T) {
	for comparison, column := range map[string]string{"town": "town", "birthplace": "birthplace", "middle names": "middle"} {
		for _, c := range []struct{ a, b, want string }{
			{"Devon", "DEVON", "same"},
			{"Devon", "Devno", "nearly the same"},
			{"Devon", "West Devon", "nearly the same"}, // one holds the other
			{"Plymouth", "Plymoth", "nearly the same"},
			{"Manchester", "Mancchestre", "nearly the same"}, // two slips apart, yet alike
			{"Devon", "Kent", "different"},
			{"Devon", "", nothing},
			{"not stated", "not stated", nothing},
		} {
			compared{{column + "=" + c.a, column + "=" + c.b, c.want}}.check(t, comparison)
		}
	}
}

func TestTelephones(t *testing.T) {
	compared{
		{"telephone=01865 722000", "telephone=+44 1865 722000", "same"},
		{"telephone=01865 722000", "telephone=01865 722001", "one slip apart"},
		{"telephone=01865 722000", "telephone=07700 900123", "different"},
		{"telephone=01865 722000", "telephone=none", nothing},
	}.check(t, "telephone")
}

func TestEmails(t *testing.T) {
	compared{
		{"email=Ann@example.org", "email=ann@example.org ", "same"},
		{"email=ann@example.org", "email=ann@elsewhere.net", "same user"},
		{"email=anna.lee@example.org", "email=ana.lee@example.org", "nearly the same"},
		{"email=ann.lee@a.uk", "email=ann.leee@wxyz-quux.museum", "nearly the same user"},
		{"email=ann@example.org", "email=bob@elsewhere.net", "different"},
		{"email=ann@example.org", "email=none", nothing},
		{"", "", nothing},
	}.check(t, "email")
}

func TestComparisonsFollowTheColumns(t *testing.T) {
	for fields, want := range map[string]string{
		"":                       "",
		"given":                  "name",
		"surname":                "name",
		"known-as former":        "", // stand in for names, are none alone
		"middle dob sex":         "middle names, date of birth, sex",
		"house":                  "place",
		"address address":        "place",
		"uprn":                   "place",
		"postcode":               "place",
		"other town number":      "town, 0, 2", // the fixed ones first, the others in the order of their columns
		"email other number sex": "sex, 0, 1, 2",
		"number telephone":       "0, 1",
	} {
		var columns []Column
		for i, field := range strings.Fields(fields) {
			columns = append(columns, Column{Name: string(rune('0' + i)), Field: Field(field)})
		}
		var names []string
		for _, one := range newTable(t, columns...).comparisons() {
			names = append(names, one.Name)
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%q make the comparisons %q, want %q", fields, got, want)
		}
	}
}

// The order of two records has no say, each pattern can be taken apart again, and what is blank on one side is no evidence.
func TestComparingProperties(t *testing.T) {
	oftener(t, 20, func(t *rapid.T) {
		columns := someColumns(t)
		table := newTable(t, columns...)
		for range 2 {
			table.Append(0, drawRow(t, columns))
		}
		table.Append(0, make([]string, len(columns)))
		c := table.comparer()
		a, b, blank := table.row(0), table.row(1), table.row(2)
		code := c.compare(a, b)
		if back := c.twin().compare(b, a); back != code {
			t.Fatalf("%s | %s: %v, the other way round %v", cleaned(table, 0), cleaned(table, 1), c.levels(code, nil), c.levels(back, nil))
		}
		for i, at := range c.levels(code, nil) {
			one := c.list[i]
			if want := one.compare(c, a, b); at != want || int(at) > len(one.Levels) {
				t.Fatalf("%s is at level %d, and by its pattern at %d of %d", one.Name, want, at, len(one.Levels))
			}
			if itself := one.compare(c, a, a); itself != 0 && one.compare(c, a, blank) != 0 {
				t.Fatalf("%s compares %s with nothing", one.Name, cleaned(table, 0))
			}
		}
	})
}

// Which values two records share hangs on both of them: on which of them is asked first only where two values are in each
// other's place.
func TestSharedValues(t *testing.T) {
	oftener(t, 10, func(t *rapid.T) {
		table := newTable(t, everything...)
		for range 2 {
			table.Append(0, drawRow(t, everything))
		}
		c := table.comparer()
		a, b := table.row(0), table.row(1)
		for _, one := range c.list {
			at := one.compare(c, a, b)
			if one.rare == nil || at == 0 {
				continue
			}
			for _, value := range one.rare(a, b, at) {
				text := table.slots[value.slot].words.list[value.code].text
				if value.code != 0 && (!strings.Contains(cleaned(table, 0), "="+text) || !strings.Contains(cleaned(table, 1), "="+text)) {
					t.Fatalf("%s: %q is shared by %s and %s", one.Name, text, cleaned(table, 0), cleaned(table, 1))
				}
			}
		}
	})
}

// What is remembered of two words is what would be found out again, when other words have been asked for in between too.
func TestMemoryRemembersRightly(t *testing.T) {
	table := town(600, 3)
	c := table.comparer()
	for i := range table.Len() {
		for j := range i {
			found := c.compare(table.row(i), table.row(j))
			if (i*j)%997 > 0 {
				continue
			}
			if anew := table.comparer().compare(table.row(i), table.row(j)); found != anew {
				t.Fatalf("%s | %s: %v, at first sight %v", cleaned(table, i), cleaned(table, j), c.levels(found, nil), c.levels(anew, nil))
			}
		}
	}
}

// Two slots may have the same codes for other words, and two pairs the same place in the memory.
func TestMemoryTellsPairsAndSlotsApart(t *testing.T) {
	const n = 400
	table := newTable(t, everything...)
	for i := range n {
		table.Append(0, row(t, everything, fmt.Sprintf("given=%s; town=%[1]s", townName(i))))
	}
	c := table.comparer()
	answers := []likeness{unlike, nigh, short}
	for _, slot := range []int{slotGiven, slotTown, slotGiven} {
		forgotten := 0
		for y := range uint32(n) {
			for x := uint32(1); x < y; x++ {
				want := answers[(int(x*y)+slot)%len(answers)]
				got := c.kept(slot, y, x, func(_, _ *word) likeness { forgotten++; return want })
				if again := c.kept(slot, x, y, func(_, _ *word) likeness { return blank }); got != want || again != want {
					t.Fatalf("words %d and %d of slot %d: %d and then %d, want %d", x, y, slot, got, again, want)
				}
			}
		}
		if forgotten < len(memory{}) {
			t.Errorf("%d pairs have each a place of their own", forgotten)
		}
	}
}

func FuzzNear(f *testing.F) {
	for _, pair := range [][2]string{{"smith", "smyth"}, {"lee", "leigh"}, {"an", "na"}, {"", "a"}, {"łoś", "łos"}, {"katharine", "katherina"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = name(strings.ToValidUTF8(a, "")), name(strings.ToValidUTF8(b, ""))
		if a == b || len(a)+len(b) > 200 || a == "" || b == "" {
			return
		}
		w := newWords()
		at, also := w.name(a), w.name(b)
		x, y := w.list[at], w.list[also]
		slow := text.JaroWinkler(a, b) >= closeName || len([]rune(a)) > 3 && len([]rune(b)) > 3 && text.OneTypo(a, b)
		if got := near(&x, &y); got != slow || got != near(&y, &x) {
			t.Fatalf("near(%q, %q) is %v, the other way round %v, by the book %v", a, b, got, near(&y, &x), slow)
		}
	})
}
