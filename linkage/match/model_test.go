package match

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/linkage/text"
)

// again is a model written down and read back.
func again(t fataler, m *Model) *Model {
	t.Helper()
	written, err := json.Marshal(m)
	if err != nil {
		t.Fatalf("writing the model: %v", err)
	}
	var back Model
	if err := json.Unmarshal(written, &back); err != nil {
		t.Fatalf("reading the model: %v", err)
	}
	rewritten, err := json.Marshal(back)
	if err != nil || !bytes.Equal(rewritten, written) {
		t.Fatalf("the model, read and written again, is another: %v", err)
	}
	return &back
}

func TestAModelReadBackScoresTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawTable(t, 12, someColumns(t)...)
		m := anyModel(table, drawSeed(t))
		back := again(t, m)
		if read := back.Version; read != m.Version || back.named().Version != read {
			t.Fatalf("version %q became %q, and of what was read %q", m.Version, read, back.Version)
		}
		first, second := on(t, m, table), on(t, back, table)
		for x := range table.Len() {
			for y := range x + 1 {
				if a, b := first.Score(x, y), second.Score(x, y); a != b {
					t.Fatalf("%s | %s: %+v became %+v", cleaned(table, x), cleaned(table, y), a, b)
				}
			}
		}
	})
}

func TestTheVersionChangesWithEveryParameter(t *testing.T) {
	table := tableOf(t, "given=Ann; surname=Lee", "given=Ann; surname=Ray", "given=Bob; surname=Lee; birthplace=kent", "birthplace=kent", "birthplace=devon")
	base := anyModel(table, rand.New(rand.NewPCG(1, 1)))
	seen := map[string]string{base.Version: "nothing"}
	change := func(what string, do func(m *Model)) {
		t.Helper()
		m := again(t, base) // shares nothing with the first
		do(m)
		version := m.named().Version
		if before, ok := seen[version]; ok {
			t.Errorf("with another %s the version is that of another %s", what, before)
		}
		seen[version] = what
		if len(version) != 12 {
			t.Errorf("version %q", version)
		}
	}
	for i, c := range base.Comparisons {
		for k, l := range c.Levels {
			what := c.Name + ", " + l.Name
			change("m of "+what, func(m *Model) { m.Comparisons[i].Levels[k].Same *= 1 + 1e-9 })
			change("h of "+what, func(m *Model) { m.Comparisons[i].Levels[k].Household *= 1 + 1e-9 })
			change("u of "+what, func(m *Model) { m.Comparisons[i].Levels[k].Unrelated *= 1 + 1e-9 })
			change("name of "+what, func(m *Model) { m.Comparisons[i].Levels[k].Name += "x" })
		}
	}
	for i, r := range base.Rarity {
		change("other of "+r.Column, func(m *Model) { m.Rarity[i].Other++ })
		for hash := range r.Bits {
			change("rarity in "+r.Column, func(m *Model) { m.Rarity[i].Bits[hash]++ })
			break
		}
	}
	change("prior of same", func(m *Model) { m.Prior.Same *= 1 + 1e-9 })
	change("prior of household", func(m *Model) { m.Prior.Household *= 1 + 1e-9 })
	change("prior of unrelated", func(m *Model) { m.Prior.Unrelated *= 1 + 1e-9 })
	change("number of records", func(m *Model) { m.Records++ })
	change("seed", func(m *Model) { m.Settings.Seed++ })
	change("rule", func(m *Model) { m.Settings.Blocking[0].Most++ })
	change("floor", func(m *Model) { m.Settings.Cluster.Floor++ })
	change("doubt", func(m *Model) { m.Settings.Hub.Doubt.From++ })
	if again(t, base).named().Version != base.Version {
		t.Error("the version of the same model is another")
	}
}

// No value that somebody wrote is in a model: neither as it was written nor as it is compared.
func TestAModelNamesNobody(t *testing.T) {
	canaries := map[string]string{
		"given": "Canarygiven", "known": "Canaryknown", "middle": "Canarymiddle", "surname": "Canarysurname", "former": "Canaryformer",
		"dob": "1987-06-05", "house": "87654321", "line1": "87654321 Canary Street", "line2": "Canary Corner", "town": "Canarytown",
		"postcode": "CA9 9RY", "uprn": "987654321", "nino": "CN987654Y", "email": "canary@example.org", "birthplace": "Canary Islands",
	}
	table := newTable(t, everything...)
	for range 8 {
		values := make([]string, len(everything))
		for i, c := range everything {
			values[i] = canaries[c.Name]
		}
		table.Append(0, values)
	}
	for i := range 300 {
		table.Append(i%3, drawRowFrom(rand.New(rand.NewPCG(uint64(i), 5)), everything))
	}
	m, _, err := Job{Settings: quick()}.Learn(table)
	if err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	rare := 0
	for _, r := range m.Rarity {
		rare += len(r.Bits)
	}
	if rare < 10 {
		t.Errorf("the model knows %d values by their hash: too few to test anything", rare)
	}
	model := strings.ToLower(string(written))
	for _, value := range canaries {
		for _, form := range []string{strings.ToLower(value), text.Fold(value), text.FoldAddress(value), Day(value)} {
			if len(form) > 3 && strings.Contains(model, form) {
				t.Errorf("the model holds %q", form)
			}
		}
	}
	if strings.Contains(model, "canar") {
		t.Error("the model holds a canary")
	}
}

// drawRowFrom draws the values of a record of the small town.
func drawRowFrom(random *rand.Rand, columns []Column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = values[c.Name][random.IntN(len(values[c.Name]))]
	}
	return out
}

func TestAModelIsForItsColumnsOnly(t *testing.T) {
	table := tableOf(t, "given=Ann", "given=Bob")
	m := anyModel(table, rand.New(rand.NewPCG(1, 1)))
	for what, c := range map[string]struct {
		change  func(m *Model)
		columns []Column
		want    string
	}{
		"fewer columns":    {func(*Model) {}, townColumns, "the model has 12 comparisons and the table's columns make 8"},
		"another number":   {func(m *Model) { m.Comparisons[8].Name = "nhs" }, everything, `the model's comparison "nhs" is not the table's "nino"`},
		"another order":    {func(m *Model) { m.Comparisons[1], m.Comparisons[2] = m.Comparisons[2], m.Comparisons[1] }, everything, `the model's comparison "date of birth" is not the table's "middle names"`},
		"levels missing":   {func(m *Model) { m.Comparisons[0].Levels = m.Comparisons[0].Levels[1:] }, everything, `the model's comparison "name" is not the table's "name"`},
		"rarity missing":   {func(m *Model) { m.Rarity = nil }, everything, "the model knows how rare values are of 0 columns and the table counts 9"},
		"the same columns": {func(*Model) {}, everything, ""},
	} {
		other := again(t, m)
		c.change(other)
		if _, err := other.On(newTable(t, c.columns...)); message(err) != c.want {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
	}
}

// Records that a table gets once a model is ready for it are scored like all others.
func TestRecordsThatComeLater(t *testing.T) {
	table := tableOf(t, "given=Ann; surname=Lee; dob=1980-05-02", "given=Ann; surname=Ray")
	m := anyModel(table, rand.New(rand.NewPCG(1, 1)))
	early := on(t, m, table)
	for range 2 {
		table.Append(1, row(t, everything, "given=Zoe; surname=Zucker; dob=1999-09-09; town=Ayr; postcode=SW1A 1AA; birthplace=fife; middle=Kay"))
	}
	table.Append(1, row(t, everything, "given=Ann; surname=Lee"))
	late := on(t, m, table)
	for x := range table.Len() {
		for y := range table.Len() {
			if a, b := early.Score(x, y), late.Score(x, y); a != b {
				t.Errorf("%d and %d: %+v before they came, %+v after", x, y, a, b)
			}
		}
	}
}

// A model that is made for elsewhere knows how rare names are, and takes all else to be as common as anything.
func TestPortable(t *testing.T) {
	table := town(500, 1)
	m := anyModel(table, rand.New(rand.NewPCG(1, 1)))
	other := m.Portable("given", "surname")
	if other.Version == m.Version || m.named().Version != m.Version {
		t.Errorf("versions %s and %s", other.Version, m.Version)
	}
	a, b := on(t, m, table), on(t, other, table)
	for slot, bits := range a.bits {
		switch {
		case bits == nil:
		case slot == slotGiven || slot == slotSurname:
			if !slices.Equal(bits, b.bits[slot]) {
				t.Errorf("%s is rare in another way", table.slots[slot].name)
			}
		case slices.Min(b.bits[slot]) != 0 || slices.Max(b.bits[slot]) != 0 || slices.Min(bits) == 0:
			t.Errorf("%s: from %v to %v, in the first from %v", table.slots[slot].name, slices.Min(b.bits[slot]), slices.Max(b.bits[slot]), slices.Min(bits))
		}
	}
}

// How rare values are: a value's bits are those of its share over that of the average value, and hang on its count alone.
func TestRarity(t *testing.T) {
	table := newTable(t, Column{Name: "birthplace", Field: Other})
	for value, n := range map[string]int{"kent": 16, "devon": 8, "surrey": 2, "fife": 1, "": 5} {
		for range n {
			table.Append(0, []string{value})
		}
	}
	r := table.rarity(fixed, 1) // one record a person: half of it is taken off a count
	// A random record shares its value with (16*15.5 + 8*7.5 + 2*1.5 + 1*1) / 27 = 11.556 strangers.
	for value, want := range map[string]float32{"kent": 0.4236, "devon": -0.6236, "surrey": -2.9456, "fife": -3.5305, "unheard of": -3.5305} {
		w := newWords()
		if got := r.of(&w.list[w.code(value)]); max(got-want, want-got) > 1e-3 {
			t.Errorf("%s: %v bits, want %v", value, got, want)
		}
	}
	if r.Column != "birthplace" || len(r.Bits) != 3 {
		t.Errorf("%+v: those as rare as any other need no line", r)
	}
	if none := newTable(t, townColumns...).rarity(slotGiven, 1); none.Other != 0 || len(none.Bits) != 0 {
		t.Errorf("of nothing: %+v", none)
	}
}
