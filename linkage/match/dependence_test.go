package match

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// Of the people below the region is that of the trade, but for one in five: who shares one mostly shares the other. The letter
// has nothing to do with either.
func TestWhatHangsTogetherIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	table := newTable(t, Column{Name: "given", Field: Given}, Column{Name: "trade", Field: Other}, Column{Name: "region", Field: Other},
		Column{Name: "letter", Field: Other})
	for range 3000 {
		trade := random.IntN(20)
		region := trade
		if random.IntN(5) == 0 {
			region = random.IntN(20)
		}
		row := []string{"n" + strconv.Itoa(random.IntN(500)), "trade" + strconv.Itoa(trade), "region" + strconv.Itoa(region), "letter" + strconv.Itoa(random.IntN(20))}
		table.Append(0, row)
		if random.IntN(3) == 0 { // the same person again
			table.Append(0, row)
		}
	}
	_, fit, err := Job{Settings: DefaultSettings()}.Learn(table)
	if err != nil {
		t.Fatal(err)
	}
	if len(fit.Dependent) != 1 {
		t.Fatalf("found %+v, want the one of trade and region", fit.Dependent)
	}
	// Of two strangers of one trade 0.8 * 0.8 and by chance a few more share the region as well, where one in 20 does by chance.
	got, want := fit.Dependent[0], math.Log2((0.64+0.36/20)/(1.0/20))
	if got.A != "trade" || got.B != "region" || math.Abs(got.Bits-want) > 0.3 {
		t.Errorf("found %+v, want trade and region with about %.1f bits", got, want)
	}
}
