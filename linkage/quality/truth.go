package quality

// unknown is the label of a record of which nothing is known.
const unknown = -1

// Truth is what the records are known to be.
type Truth struct {
	// Person says who each record is; a negative one, that it is not known.
	Person []int32
	// Source says where each record is from, where pairs within one source do not count; otherwise it is nil.
	Source []int32
}

// Labels numbers texts, equal ones alike, from 0 in the order in which they come; a blank one is not known.
func Labels(texts []string) []int32 {
	numbers := map[string]int32{"": unknown}
	out := make([]int32, len(texts))
	for i, text := range texts {
		number, ok := numbers[text]
		if !ok {
			number = int32(len(numbers) - 1)
			numbers[text] = number
		}
		out[i] = number
	}
	return out
}

// counts reports whether a pair takes part.
func (t Truth) counts(a, b uint32) bool {
	return t.Person[a] >= 0 && t.Person[b] >= 0 && (len(t.Source) == 0 || t.Source[a] != t.Source[b])
}

// holds reports whether a pair that takes part is one person.
func (t Truth) holds(a, b uint32) bool { return t.Person[a] == t.Person[b] }

// Known is how many records take part.
func (t Truth) Known() int {
	n := 0
	for _, person := range t.Person {
		if person >= 0 {
			n++
		}
	}
	return n
}

// Pairs is how many pairs of records are one person, of those that count.
func (t Truth) Pairs() int64 { return t.within(t.Person) }

// within is how many of the pairs that count have the same label. Labels below 0 are no label.
func (t Truth) within(labels []int32) int64 {
	return t.alike(func(i int) (cell, bool) { return cell{0, labels[i]}, labels[i] >= 0 })
}

// both is how many of the pairs that count have the same label and are one person.
func (t Truth) both(labels []int32) int64 {
	return t.alike(func(i int) (cell, bool) { return cell{t.Person[i], labels[i]}, labels[i] >= 0 })
}

// cell is where records are counted together.
type cell struct{ person, label int32 }

// alike is how many of the pairs that count share a cell: all pairs in a cell, less those of one source.
func (t Truth) alike(of func(i int) (cell, bool)) (pairs int64) {
	type part struct {
		cell
		source int32
	}
	cells, parts := map[cell]int64{}, map[part]int64{}
	for i, person := range t.Person {
		c, ok := of(i)
		if person < 0 || !ok {
			continue
		}
		pairs += cells[c]
		cells[c]++
		if t.Source != nil {
			p := part{c, t.Source[i]}
			pairs -= parts[p]
			parts[p]++
		}
	}
	return pairs
}
