package match

import (
	"slices"
	"strings"
	"testing"
)

func TestParseRule(t *testing.T) {
	for on, want := range map[string][]written{
		"dob":                            {{"", Birth}},
		"given, surname":                 {{"", Given}, {"", Surname}},
		" Given ,SURNAME ":               {{"", Given}, {"", Surname}},
		"nickname given, sound surname":  {{"nickname", Given}, {"sound", Surname}},
		"start  surname, year dob":       {{"start", Surname}, {"year", Birth}},
		"sector postcode, sound address": {{"sector", Postcode}, {"sound", Address}},
		"number, number":                 {{"", Number}, {"", Number}},
	} {
		got, err := parse(on)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", on, got, err)
		}
	}
	for on, want := range map[string]string{
		"":                 `blocking rule "": "" is neither a field nor a way to look at one and the field`,
		"dob,":             `blocking rule "dob,": "" is neither a field nor a way to look at one and the field`,
		"sounds given":     `blocking rule "sounds given": "sounds given" is neither a field nor a way to look at one and the field`,
		"sound":            `blocking rule "sound": no field is called "sound": take one of given, middle,`,
		"shoe":             `blocking rule "shoe": no field is called "shoe": take one of given, middle,`,
		"dob, sound shoe":  `blocking rule "dob, sound shoe": no field is called "shoe": take one of`,
		"sound given name": `blocking rule "sound given name": "sound given name" is neither a field nor a way`,
		"sound dob":        `blocking rule "sound dob": only names have a sound`,
		"nickname town":    `blocking rule "nickname town": only names have a nickname`,
	} {
		if _, err := parse(on); !strings.HasPrefix(message(err), want) {
			t.Errorf("%q:\n got %v\nwant %s", on, err, want)
		}
	}
}

// What a rule says of two records: whether they share a key by it.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		on, a, b string
		want     bool
	}{
		{"dob", "dob=1980-05-02", "dob=2/5/1980", true},
		{"dob", "dob=1980-05-02", "dob=1980-05-03", false},
		{"dob", "given=Ann", "given=Ann", false}, // blanks are not equal
		{"year dob", "dob=1980-05-02", "dob=1980-12-31", true},
		{"year dob", "dob=1980-05-02", "dob=1981-05-02", false},
		{"given, surname", "given=Ann; surname=Lee", "given=ann; surname=LEE", true},
		{"given, surname", "given=Ann; surname=Lee", "given=Lee; surname=Ann", false},
		{"given, surname", "given=Ann", "given=Ann", false},
		{"given", "given=Ann", "known=Ann", true},
		{"given", "given=Robert; known=Bob", "given=Bob", true},
		{"given", "known=Bob", "known=Bob", true},
		{"surname", "surname=Lee; former=Smith", "surname=Smith", true},
		{"given, surname", "given=Robert; known=Bob; surname=Lee; former=Smith", "given=Bob; surname=Smith", true},
		{"known-as", "known=Bob", "given=Bob", false}, // stands for itself alone
		{"nickname given", "given=Bob", "given=Robert", true},
		{"nickname given", "given=Bob", "given=Rob", true},
		{"nickname given", "given=Bob", "given=Ann", false},
		{"nickname given", "given=Zzyzx", "given=Zzyzx", true}, // stands in no list: for itself
		{"sound surname", "surname=Smith", "surname=Smyth", true},
		{"sound surname", "surname=Smith", "surname=Jones", false},
		{"start surname", "surname=Smith", "surname=Smithson", true},
		{"start surname", "surname=Smith", "surname=Spyth", false},
		{"start surname", "surname=Li", "surname=Li", false}, // too short to have a start
		{"start surname", "surname=Ива", "surname=Иванов", true},
		{"start surname", "surname=Ивлева", "surname=Иванов", false},
		{"sector postcode", "postcode=OX1 1AA", "postcode=OX1 1ZZ", true},
		{"sector postcode", "postcode=OX1 1AA", "postcode=OX1 2AA", false},
		{"sector postcode", "postcode=OX", "postcode=OX", false},
		{"sector postcode", "postcode=2600", "postcode=2601", true},
		{"house, address", "line1=12 High St", "line1=12 High Street, Oxford; house=12", false},
		{"house, address", "line1=12 High St", "house=12; line1=High Street", true},
		{"uprn", "uprn=100", "uprn=100", true},
		{"town, sex", "town=Oxford; sex=F", "town=oxford; sex=female", true},
		{"middle", "middle=Jane", "middle=Jane", true},
		{"former", "former=Smith", "surname=Smith", false},
		{"number", "nino=QQ 12", "nino=qq12", true},
		{"email", "email=a@b.c", "email=A@B.C", true},
		{"other", "birthplace=Devon", "birthplace=devon", true},
	} {
		table := tableOf(t, c.a, c.b)
		rules, err := table.rules(Rule{On: c.on}, 7)
		if err != nil || len(rules) != 1 {
			t.Errorf("%q: %d rules, %v", c.on, len(rules), err)
			continue
		}
		a, b := rules[0].keys(table, table.row(0), nil), rules[0].keys(table, table.row(1), nil)
		if got := slices.ContainsFunc(a, func(k uint64) bool { return slices.Contains(b, k) }); got != c.want {
			t.Errorf("%q brings %q and %q together: %v, want %v", c.on, c.a, c.b, got, c.want)
		}
	}
}

func TestEachKeyOnce(t *testing.T) {
	table := tableOf(t, "given=Bob; known=Bob; surname=Lee; former=Lee", "given=Robert; known=Bob; surname=Lee; former=Smith", "given=Robert; known=Bob")
	rules, err := table.rules(Rule{On: "given, surname"}, 7)
	if err != nil {
		t.Fatal(err)
	}
	for record, want := range []int{1, 4, 0} {
		before := []uint64{1, 2}
		if keys := rules[0].keys(table, table.row(record), before); len(keys) != 2+want || keys[0] != 1 || keys[1] != 2 {
			t.Errorf("record %d has %d keys, want %d after those that were there", record, len(keys)-2, want)
		}
	}
}

func TestOneRuleForEachColumn(t *testing.T) {
	table := newTable(t, Column{Name: "nino", Field: Number}, Column{Name: "nhs", Field: Number}, Column{Name: "dob", Field: Birth})
	for on, want := range map[string][]string{
		"dob":            {"dob"},
		"number":         {"number (nino)", "number (nhs)"},
		"dob, number":    {"dob, number (nino)", "dob, number (nhs)"},
		"number, number": {"number, number (nino) (nino)", "number, number (nhs) (nino)", "number, number (nino) (nhs)", "number, number (nhs) (nhs)"},
		"email":          nil, // the table has none
		"dob, email":     nil,
	} {
		rules, err := table.rules(Rule{On: on, Most: 5}, 7)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		salts := map[uint64]bool{}
		for _, r := range rules {
			names = append(names, r.name)
			salts[r.salt] = true
			if r.most != 5 {
				t.Errorf("%s: a block of %d, not the rule's own 5", r.name, r.most)
			}
		}
		if !slices.Equal(names, want) || len(salts) != len(want) {
			t.Errorf("%q stands for %q with %d salts, want %q", on, names, len(salts), want)
		}
	}
	if _, err := table.rules(Rule{On: "shoe"}, 7); err == nil {
		t.Error("a rule on nothing is taken")
	}
	if rules, err := table.rules(Rule{On: "dob"}, 7); err != nil || rules[0].most != 7 {
		t.Errorf("the settings' largest block is not the rule's: %v", err)
	}
}

func TestKeyer(t *testing.T) {
	table := tableOf(t, "dob=1980-05-02; given=Robert; known=Bob", "dob=1980-05-02", "given=Bob")
	keyer, err := table.Keyer(Settings{LargestBlock: 9, Blocking: []Rule{{On: "dob"}, {On: "given", Most: 3}, {On: "email"}}})
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := keyer.Keys(0), keyer.Keys(1), keyer.Keys(2)
	if len(a) != 3 || len(b) != 1 || len(c) != 1 || a[0] != b[0] || !slices.Contains(a[1:], c[0]) || a[0].Rule != 0 || c[0].Rule != 1 {
		t.Errorf("keys %v, %v and %v", a, b, c)
	}
	if keyer.Most(0) != 9 || keyer.Most(1) != 3 {
		t.Errorf("blocks of %d and %d", keyer.Most(0), keyer.Most(1))
	}
	// The keys of a record are the same in every table, so that they can be kept.
	other, err := tableOf(t, "given=Ann; dob=1999-09-09", "dob=1980-05-02").Keyer(Settings{Blocking: []Rule{{On: "dob"}}})
	if err != nil || other.Keys(1)[0] != b[0] {
		t.Errorf("another table's key is another: %v", err)
	}
	if _, err := table.Keyer(Settings{Blocking: []Rule{{On: "shoe"}}}); err == nil {
		t.Error("a rule on nothing is taken")
	}
}
