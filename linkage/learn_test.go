package linkage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// Nothing is learnt where there is too little to learn from, and what is missing is said.
func TestNothingToLearnFrom(t *testing.T) {
	strangers := make([]Record, 2000)
	for i := range strangers {
		strangers[i] = Record{
			Key: Key{Partner: models.Partners[i%2], Ref: fmt.Sprint(i)}, Forename: fmt.Sprintf("F%dx", i), Surname: fmt.Sprintf("S%dx", i),
			DateOfBirth: models.Date(fmt.Sprintf("%d-%02d-%02d", 1930+i%80, 1+i%12, 1+i%28)), Postcode: fmt.Sprintf("OX%d %dAA", i/10, i%10),
		}
	}
	for name, c := range map[string]struct {
		records []Record
		why     string
	}{
		"nobody":           {nil, "2,000 records"},
		"too few":          {strangers[:1999], "2,000 records"},
		"nobody belongs":   {strangers, "500 pairs"},
		"alike in nothing": {make([]Record, 2000), "one register"},
	} {
		t.Run(name, func(t *testing.T) {
			_, learning, err := Learn(c.records)
			if err != nil || learning.Learnt || !strings.Contains(learning.Why, c.why) && !strings.Contains(learning.Why, "settle") {
				t.Errorf("%+v, %v", learning, err)
			}
		})
	}
}

// A model that another version made is told from one that cannot be read for other reasons.
func TestAModelOfAnotherVersion(t *testing.T) {
	text := string(Starter().Marshal())
	for name, other := range map[string]string{
		"another comparison": strings.Replace(text, `"middle names"`, `"middles"`, 1),
		"no model":           "{",
	} {
		if other == text {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := ReadLinker([]byte(other)); !errors.Is(err, ErrOtherModel) || !strings.Contains(err.Error(), "thrive link") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDrift(t *testing.T) {
	starter := Starter()
	if d := starter.DriftFrom(starter); d.Bits != 0 || d.From != d.To {
		t.Errorf("from itself it has drifted: %+v", d)
	}
	var other Linker
	model := *starter.model
	model.Version = "another"
	model.Comparisons = slices.Clone(model.Comparisons)
	levels := slices.Clone(model.Comparisons[0].Levels)
	levels[0].Same /= 4
	model.Comparisons[0].Levels = levels
	other.model = &model
	if d := other.DriftFrom(starter); d.Bits != -2 || d.Comparison != model.Comparisons[0].Name || d.Level != levels[0].Name || d.From != starter.Version() || d.To != "another" {
		t.Errorf("a quarter as common: %+v", d)
	}
}

// One register alone holds nobody twice: there is nothing to weigh, and nothing wrong.
func TestOneRegisterAlone(t *testing.T) {
	records := []Record{{Key: Key{Partner: models.Council, Ref: "1"}, Surname: "Lee"}, {Key: Key{Partner: models.Council, Ref: "2"}, Surname: "Lee"}}
	for _, some := range [][]Record{nil, records[:1], records} {
		if pairs, report, err := Starter().Pairs(some); err != nil || len(pairs) > 0 || report.Records != len(some) {
			t.Errorf("%d pairs of %d records, %v", len(pairs), report.Records, err)
		}
	}
}
