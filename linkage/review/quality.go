package review

import "math"

// Quality is how well the linker, its doubt and its readers do. Its figures are of random samples, but for Decided: what
// coordinators choose to decide first is no measure of the rest.
type Quality struct {
	Decided    int // tasks decided, of a sample or not
	SecondRead int // of the doubts drawn for two readers, how many two have read
	Agreed     int // of those, how many the first two decided alike
	// Kappa is Cohen's, of the first two readers over the four verdicts; nil where chance alone would agree always.
	Kappa  *float64
	Bands  []Band // of all links, from those that were drawn of them
	Doubts []Band // of the pairs in doubt, from those drawn for two readers
}

// Band is what became of a sample's tasks whose probability was in a range.
type Band struct {
	From, Until   float64 // Until is in the band only where it is 1
	Same, NotSame int     // decided so; those of whom nobody could tell count in neither
	// Precision is the share that are one person, with the bounds of its 95 % interval (Wilson's); nil where none was decided.
	Precision, Low, High *float64
}

// bands is how many there are from 0 to 1.
const bands = 10

// Measure computes the figures over decided pair tasks, each with all of its decisions.
func Measure(tasks []Task) Quality {
	q := Quality{Bands: newBands(), Doubts: newBands()}
	var first, second []Verdict
	for i := range tasks {
		t := &tasks[i]
		q.Decided++
		if t.Sample {
			count(q.Bands, t)
		}
		if !t.Second || t.Quiet {
			continue
		}
		if count(q.Doubts, t); len(t.Decisions) >= 2 {
			first, second = append(first, t.Decisions[0].Verdict), append(second, t.Decisions[1].Verdict)
		}
	}
	q.SecondRead = len(first)
	for i := range first {
		if first[i] == second[i] {
			q.Agreed++
		}
	}
	q.Kappa = kappa(first, second)
	for i := range bands {
		q.Bands[i].estimate()
		q.Doubts[i].estimate()
	}
	return q
}

func newBands() []Band {
	list := make([]Band, bands)
	for i := range list {
		list[i].From, list[i].Until = float64(i)/bands, float64(i+1)/bands
	}
	return list
}

// bandOf is the place of the band in which a probability is.
func bandOf(same float64) int { return max(0, min(int(same*bands), bands-1)) }

// count adds a task to its band.
func count(list []Band, t *Task) {
	if t.Same == nil || !(*t.Same >= 0 && *t.Same <= 1) {
		return
	}
	band := &list[bandOf(*t.Same)]
	switch t.Verdict {
	case Same:
		band.Same++
	case Different, Related:
		band.NotSame++
	}
}

// kappa is Cohen's: how far two readers agree beyond what their habits would bring by chance.
func kappa(first, second []Verdict) *float64 {
	n := float64(len(first))
	if n == 0 {
		return nil
	}
	var observed, chance float64
	ones, others := map[Verdict]float64{}, map[Verdict]float64{}
	for i := range first {
		ones[first[i]]++
		others[second[i]]++
		if first[i] == second[i] {
			observed++
		}
	}
	for _, v := range Verdicts {
		chance += ones[v] / n * others[v] / n
	}
	if chance >= 1 {
		return nil
	}
	k := (observed/n - chance) / (1 - chance)
	return &k
}

// estimate is the share with Wilson's interval, which holds for small numbers too.
func (b *Band) estimate() {
	n := float64(b.Same + b.NotSame)
	if n == 0 {
		return
	}
	const z = 1.959964 // 95 %
	p := float64(b.Same) / n
	centre, scale := p+z*z/(2*n), 1+z*z/n
	spread := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high := max(0, (centre-spread)/scale), min(1, (centre+spread)/scale)
	b.Precision, b.Low, b.High = &p, &low, &high
}
