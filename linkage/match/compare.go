package match

// Comparison looks at one thing in two records and says how well they agree in it: one of its levels, of which the first
// that holds counts. Level 0 says that there is nothing to compare, which is no evidence either way.
type Comparison struct {
	Name    string
	Levels  []string // of level 1, 2 …, best first
	compare func(c *comparer, a, b []uint32) uint8
	// rare says which values two records share at a level, so that a rare one weighs more than a common one.
	rare    func(a, b []uint32, level uint8) [2]shared
	telling uint32 // the levels at which it may say any, a bit each
	crosses bool   // of two values in each other's place it says the ones of the row that is asked first
	counted []int  // the slots of those values
	// personal is set where relatives are no more alike than strangers: there h is u.
	personal bool
	// trusted is set where a value passes a check before it counts: one person's is hardly ever another.
	trusted bool
	// stray is how often at the least one person's values are as unlike as strangers'; 0 stands for leastStray.
	stray float64
	// start, unless nil, makes of u the h that the estimation goes out from.
	start func(h []float64)
	// pooled is set where m is that of the comparison before: what happens to one record in error hangs on neither.
	pooled bool
	// holdSame and hold, unless nil, change m and h the least way so that they are possible beside u.
	holdSame func(m, u []float64)
	hold     func(h, u []float64)
}

// at has a bit for each of some levels.
func at(levels ...uint8) (bits uint32) {
	for _, level := range levels {
		bits |= 1 << level
	}
	return bits
}

// shared is a value that both records have; the zero shared is none.
type shared struct {
	slot int
	code uint32
}

// Comparisons are those for which the table has columns, in a fixed order.
func (t *Table) comparisons() []Comparison {
	var list []Comparison
	has := t.has
	if has(Given, Surname) {
		list = append(list, nameComparison())
	}
	if has(Middle) {
		list = append(list, valueComparison("middle names", slotMiddle))
	}
	if has(Birth) {
		list = append(list, birthComparison())
	}
	if has(Sex) {
		list = append(list, sexComparison(false))
		if has(Given) {
			list = append(list, sexComparison(true))
		}
	}
	if has(Address, House, Postcode, Property) {
		list = append(list, placeComparison())
	}
	if has(Town) {
		list = append(list, townComparison(false))
		if has(Postcode) {
			list = append(list, townComparison(true))
		}
	}
	extra := fixed
	for _, c := range t.columns {
		switch c.Field {
		case Number:
			list = append(list, numberComparison(c.Name, extra))
		case Phone:
			list = append(list, phoneComparison(c.Name, extra))
		case Email:
			list = append(list, emailComparison(c.Name, extra))
		case Other:
			list = append(list, valueComparison(c.Name, extra))
		default:
			continue
		}
		extra++
	}
	return list
}

// sexComparison: same or different, for pairs that share a given name or for all others. Who shares a given name is of one sex
// anyhow, stranger or not: to count both would make father and son of one name too alike.
func sexComparison(namesakes bool) Comparison {
	name := "sex"
	if namesakes {
		name = "sex of namesakes"
	}
	return Comparison{
		Name: name, Levels: []string{"same", "different"}, personal: true, pooled: namesakes,
		compare: func(_ *comparer, a, b []uint32) uint8 {
			switch x, y := a[slotSex], b[slotSex]; {
			case x == 0 || y == 0 || (agreed(a, b, slotGiven, slotKnown).code != 0) != namesakes:
				return 0
			case x == y:
				return 1
			}
			return 2
		},
	}
}
