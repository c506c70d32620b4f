package match

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// anyModel is a model of the table's comparisons that has learnt nothing: its parameters are drawn.
func anyModel(table *Table, random *rand.Rand) *Model {
	c := table.comparer()
	var p Parameters
	for class := range classes {
		for _, one := range c.list {
			p.Levels[class] = append(p.Levels[class], shaken(random, slices.Repeat([]float64{1}, len(one.Levels))))
			for level := range one.Levels {
				p.Levels[class][len(p.Levels[class])-1][level] *= math.Exp(-6 * random.Float64())
			}
		}
	}
	p.Prior[same], p.Prior[household] = random.Float64()/float64(3+table.Len()), random.Float64()/3
	p.rest()
	return c.model(DefaultSettings(), &p)
}

// on makes a model ready.
func on(t fataler, m *Model, table *Table) *Scorer {
	t.Helper()
	s, err := m.On(table)
	if err != nil {
		t.Fatalf("On: %v", err)
	}
	return s
}

func drawSeed(t *rapid.T) *rand.Rand { return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 4)) }

func TestScoreProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := someColumns(t)
		table := drawTable(t, 12, columns...)
		if table.Len() == 0 {
			return
		}
		s := on(t, anyModel(table, drawSeed(t)), table)
		twin := s.Twin()
		for x := range table.Len() {
			for y := range table.Len() {
				w := s.Explain(x, y)
				checkWaterfall(t, w)
				if score := twin.Score(y, x); score != w.Score || s.Score(x, y) != score {
					t.Fatalf("%s | %s: %+v, the other way round %+v", cleaned(table, x), cleaned(table, y), w.Score, score)
				}
			}
		}
	})
}

// checkWaterfall checks that the steps make the score, to the last bit, and that the score is one.
func checkWaterfall(t fataler, w Waterfall) {
	t.Helper()
	sum := w.Start
	for _, step := range w.Steps {
		if step.Level == "" && (step.Bits != Bits{} || step.Rarity != 0) {
			t.Fatalf("%s has nothing to compare and adds %+v", step.Comparison, step)
		}
		sum.Same += step.Same
		sum.Household += step.Household
		sum.Unrelated += step.Unrelated
	}
	if made := weigh(sum.Same, sum.Household, sum.Unrelated); made != w.Score {
		t.Fatalf("the steps make %+v, the score is %+v", made, w.Score)
	}
	checkScore(t, w.Score)
}

func checkScore(t fataler, s Score) {
	t.Helper()
	if !(s.Same >= 0 && s.Household >= 0 && s.Same+s.Household <= 1) || math.IsNaN(s.Weight) || math.IsInf(s.Weight, 0) {
		t.Fatalf("%+v", s)
	}
}

func TestWeigh(t *testing.T) {
	bits := rapid.Float64Range(-200, 200)
	rapid.Check(t, func(t *rapid.T) {
		m, h, u := bits.Draw(t, "m"), bits.Draw(t, "h"), bits.Draw(t, "u")
		if rapid.IntRange(0, 4).Draw(t, "no homes") == 0 {
			h = math.Inf(-1)
		}
		got := weigh(m, h, u)
		checkScore(t, got)
		most := max(m, h, u)
		em, eh, eu := math.Exp2(m-most), math.Exp2(h-most), math.Exp2(u-most)
		all := em + eh + eu
		const near = 1.0 / (1 << 22) // a class far below another does not count
		if math.Abs(got.Same-em/all) > near || math.Abs(got.Household-eh/all) > near {
			t.Fatalf("%+v, by the book same %v, household %v", got, em/all, eh/all)
		}
		other := max(h, u) + math.Log2(math.Exp2(h-max(h, u))+math.Exp2(u-max(h, u)))
		if math.Abs(got.Weight-(m-other)) > near*4 {
			t.Fatalf("weight %v, by the book %v", got.Weight, m-other)
		}
		if better := weigh(m+1, h, u); better.Weight <= got.Weight || better.Same < got.Same {
			t.Fatalf("with a bit more: %+v, without %+v", better, got)
		}
	})
}

// of are the columns that a comparison looks at, where they are not called as it is.
var of = map[string][]string{
	"name":          {"given", "known", "surname", "former"},
	"middle names":  {"middle"},
	"date of birth": {"dob"},
	"place":         {"house", "line1", "line2", "postcode", "uprn"},

	"sex of namesakes":       {"sex"},
	"town within a district": {"town"},
}

// learntApart are the comparisons that look at the same columns, by the comparison that says which of them counts.
var learntApart = map[string][2]string{
	"name":  {"sex", "sex of namesakes"},
	"place": {"town", "town within a district"},
}

func looksAt(comparison string) []string {
	if columns, ok := of[comparison]; ok {
		return columns
	}
	return []string{comparison}
}

// What one record does not say changes no weight but that of its own comparison; and it may be what says which of two
// comparisons another column counts in.
func TestMissingIsNoEvidence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := newTable(t, everything...)
		a, b := drawRow(t, everything), drawRow(t, everything)
		table.Append(0, a)
		table.Append(0, b)
		var blanked []string
		for _, one := range table.comparisons() {
			columns := looksAt(one.Name)
			less := slices.Clone(a)
			for i, c := range everything {
				if slices.Contains(columns, c.Name) {
					less[i] = ""
				}
			}
			table.Append(0, less)
			blanked = append(blanked, one.Name)
		}
		s := on(t, anyModel(table, drawSeed(t)), table)
		whole := s.Explain(0, 1)
		for i, comparison := range blanked {
			less := s.Explain(2+i, 1)
			if less.Start != whole.Start {
				t.Fatalf("without %s it starts with %+v", comparison, less.Start)
			}
			for k, step := range less.Steps {
				switch want := whole.Steps[k]; {
				case slices.Equal(looksAt(step.Comparison), looksAt(comparison)):
					if step != (Step{Comparison: step.Comparison}) {
						t.Fatalf("%s is blank and adds %+v", comparison, step)
					}
				case step.Comparison == learntApart[comparison][0]:
					before, after := whole.Steps[k].Level+whole.Steps[k+1].Level, step.Level+less.Steps[k+1].Level
					if before != after || less.Steps[k+1].Level != "" {
						t.Fatalf("without %s the level of %s becomes %q, from %q", comparison, step.Comparison, after, before)
					}
				case step.Comparison == learntApart[comparison][1]:
				case step != want:
					t.Fatalf("without %s %+v becomes %+v", comparison, want, step)
				}
			}
		}
	})
}

// Two Zuckers are likelier one person than two Smiths.
func TestARareValueWeighsMore(t *testing.T) {
	table := tableOf(t,
		"given=Ann; surname=Smith", "given=Ann; surname=Smith", "given=Ann; surname=Zucker", "given=Ann; surname=Zucker",
		"given=Eve; surname=Smith; dob=1980-05-02; birthplace=kent; postcode=OX1 1AA; line1=1 High St",
		"given=Bob; surname=Smith; dob=1980-05-02; birthplace=kent; postcode=OX1 1AA; line1=2 High St",
		"given=Eve; surname=Ray; dob=1981-06-03; birthplace=devon; postcode=SW1A 1AA; line1=1 Mill Lane",
		"given=Bob; surname=Fox; dob=1981-06-03; birthplace=devon; postcode=SW1A 1AA; line1=2 Mill Lane",
	)
	for i := range 50 {
		table.Append(0, row(t, everything, fmt.Sprintf("given=G%d; surname=Smith; dob=1980-05-02; birthplace=kent; postcode=OX1 1AA", i)))
	}
	s := on(t, anyModel(table, rand.New(rand.NewPCG(1, 1))), table)
	if smith, zucker := s.Score(0, 1), s.Score(2, 3); zucker.Weight < smith.Weight+3 {
		t.Errorf("two Ann Zuckers weigh %.2f bits, two Ann Smiths %.2f", zucker.Weight, smith.Weight)
	}
	common, rare := s.Explain(4, 5), s.Explain(6, 7)
	for i, step := range common.Steps {
		if step.Comparison == "date of birth" || step.Comparison == "birthplace" || step.Comparison == "place" {
			if step.Level == "" || step.Rarity <= rare.Steps[i].Rarity || step.Rarity <= 0 || rare.Steps[i].Rarity >= 0 {
				t.Errorf("%s, %s: a common value has the rarity %.2f, a rare one %.2f", step.Comparison, step.Level, step.Rarity, rare.Steps[i].Rarity)
			}
		}
	}
}

// Where two values stand in each other's place, both count, whichever record is asked.
func TestRarityOfCrossedNames(t *testing.T) {
	table := tableOf(t,
		"given=John; surname=Smith", "given=Smith; surname=John",
		"given=Ann; known=Bob; surname=Lee", "given=Bob; known=Ann; surname=Lee",
		"given=John; surname=Lee", "given=John; surname=Smith", "given=Ann; surname=Smith",
	)
	s := on(t, anyModel(table, rand.New(rand.NewPCG(2, 1))), table)
	given, surname := table.slots[slotGiven].words, s.bits[slotSurname]
	bit := func(name string) (asGiven, asSurname float64) {
		code := given.codes[name]
		return float64(s.bits[slotGiven][code]), float64(surname[code])
	}
	johnGiven, johnSurname := bit("john")
	smithGiven, smithSurname := bit("smith")
	annGiven, _ := bit("ann")
	bobGiven, _ := bit("bob")
	_, lee := bit("lee")
	for pair, want := range map[[2]int]float64{
		{0, 1}: (johnGiven + smithSurname + smithGiven + johnSurname) / 2,
		{2, 3}: lee + (annGiven+bobGiven)/2,
	} {
		for _, way := range [][2]int{pair, {pair[1], pair[0]}} {
			if got := s.Explain(way[0], way[1]).Steps[0]; math.Abs(got.Rarity-want) > 1e-9 {
				t.Errorf("%v: %s, rarity %v, want %v", way, got.Level, got.Rarity, want)
			}
		}
	}
}
