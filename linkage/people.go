package linkage

import (
	"math"
	"slices"

	"thrivingfamilies.example/hub/linkage/match"
)

// Person is a set of records taken to be one person. Records are indexes into the input, in the order of their keys;
// people come in the order of their least key.
type Person struct {
	Records []int
	// Best is, for each of Records, the pair that speaks best for its being here; the zero Pair where it is alone, or here
	// because people said so only.
	Best []Pair
}

// Doubt is a question for people: are the persons of these two records one?
type Doubt struct {
	Pair           // the pair that raised it
	Mean   float64 // bits: the mean weight over all pairs across the two
	Joined bool    // whether they are one for as long as nobody has decided
}

// People makes persons of records: see match.Clustering. Two records of one register are two people, unless people said
// otherwise. Every record is in exactly one Person, of one record too. The records must hold, with each of them, all those
// that kept pairs and constraints connect it to: then the outcome is that of all records together.
func (l Linker) People(records []Record, pairs []Pair, constraints []Constraint) ([]Person, []Doubt) {
	settings := l.model.Settings
	order := inOrder(records)
	place := make([]int, len(records)) // of each record in the order of keys
	for i, at := range order {
		place[at] = i
	}
	said := heard(records, place, constraints)
	edges := make([]match.Edge, 0, len(pairs))
	byPair := make(map[[2]uint32]Pair, len(pairs))
	for _, p := range pairs {
		a, b := uint32(place[p.A]), uint32(place[p.B])
		a, b = min(a, b), max(a, b)
		edges = append(edges, match.Edge{A: a, B: b, Weight: settings.Cluster.Telling(p.Weight, p.Household)})
		byPair[[2]uint32{a, b}] = p
	}
	joining := settings.Cluster
	joining.Floor = settings.Hub.Floor
	var decisions []match.Decision
	roots := match.Clustering{
		Joining: joining, Together: said.together,
		Apart:   func(x, y uint32) bool { return said.apart(x, y, records[order[x]].Key, records[order[y]].Key) },
		Weigh:   l.weigher(records, order),
		Decided: func(d match.Decision) { decisions = append(decisions, d) },
	}.Cluster(len(records), edges)
	people, of := gather(order, roots)
	for pair, p := range byPair {
		if who := of[pair[0]]; who == of[pair[1]] {
			people[who].back(p)
		}
	}
	var doubts []Doubt
	for _, d := range decisions {
		p, ok := byPair[[2]uint32{d.A, d.B}]
		if ok && !d.Must && d.Mean >= settings.Hub.Doubt.From && d.Mean < settings.Hub.Doubt.Until {
			doubts = append(doubts, Doubt{p, d.Mean, d.Joined})
		}
	}
	return people, doubts
}

// inOrder are the places of the records in the order of their keys.
func inOrder(records []Record) []int {
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return records[a].compare(records[b].Key) })
	return order
}

// weigher weighs pairs that were not kept. The table that it needs is made when first asked.
func (l Linker) weigher(records []Record, order []int) func(x, y uint32) float32 {
	var scorer *match.Scorer
	return func(x, y uint32) float32 {
		if scorer == nil {
			scorer = l.scorer(table(records))
		}
		s := scorer.Score(order[x], order[y])
		return l.model.Settings.Cluster.Telling(float32(s.Weight), float32(s.Household))
	}
}

// gather makes people of clusters, by places in the order of keys; of says who each place is.
func gather(order []int, roots []uint32) (people []Person, of []int) {
	of = make([]int, len(order))
	for i, root := range roots {
		if uint32(i) == root {
			of[i] = len(people)
			people = append(people, Person{})
		}
		of[i] = of[root]
		p := &people[of[i]]
		p.Records = append(p.Records, order[i])
		p.Best = append(p.Best, Pair{Weight: float32(math.Inf(-1))})
	}
	for i := range people {
		if len(people[i].Records) == 1 {
			people[i].Best[0] = Pair{}
		}
	}
	return people, of
}

// back lets a pair of a person's records speak for both.
func (p *Person) back(pair Pair) {
	for i, record := range p.Records {
		if (record == pair.A || record == pair.B) && better(pair, p.Best[i]) {
			p.Best[i] = pair
		}
	}
}

// better orders pairs by weight, and those of one weight by their records.
func better(x, y Pair) bool {
	if x.Weight != y.Weight {
		return x.Weight > y.Weight
	}
	return x.A < y.A || x.A == y.A && x.B < y.B
}
