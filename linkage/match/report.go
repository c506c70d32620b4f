package match

import (
	"math"

	"thrivingfamilies.example/hub/linkage/quality"
)

// Report is what there is to know of a run besides its result.
type Report struct {
	Records    int         `json:"records"`
	Blocks     []RuleCount `json:"blocks"`
	Capped     []Cap       `json:"capped"`
	Candidates int64       `json:"candidates"` // different pairs that rules brought together
	Expected   float64     `json:"expected"`   // matches among the candidate pairs: the sum of their probabilities
	// BlockingRecall is the estimated share of all matches that some rule brought together, NaN where that cannot be told.
	BlockingRecall quality.Share `json:"blockingRecall"`
	Unlinkable     int           `json:"unlinkable"` // records that say too little to be linked even with their own double
	Fit            Fit           `json:"fit"`
	Histogram      []Bin         `json:"histogram"` // of the weights of the pairs
}

// Bin counts the pairs whose weight is From bits and less than one more.
type Bin struct {
	From  float64 `json:"from"`
	Count int64   `json:"count"`
}

func (r *Result) report(j Job, b *Blocks) {
	out := &r.Report
	out.Records, out.Capped = b.table.Len(), b.capped
	out.BlockingRecall = b.recall(r.Pairs, out.Expected)
	for i := range b.table.Len() {
		if r.scorer.Score(i, i).Same < j.Settings.Sure {
			out.Unlinkable++
		}
	}
	out.Histogram = histogram(r.Pairs)
}

// recall estimates the share of the matches that the rules reached, from how many keys the pairs share: of t rules, those
// that bring together f1 pairs by just one key and f2 by two miss (t-1)/t*f1*f1/(2*f2) at least, which is Chao's bound for t
// occasions to be caught (A. Chao, Biometrics 43, 1987). It is the number itself where all pairs are as easily caught. Where
// no pair shares just two keys, it is the form of that paper without its bias, (t-1)/t*f1*(f1-1)/2: nothing is missed where
// every match shares many. Where there is no match, or one rule alone, nothing can be told.
func (b *Blocks) recall(pairs []Pair, expected float64) quality.Share {
	var all, one, two float64
	for _, p := range pairs {
		if p.Same < 0.5 {
			continue
		}
		all += float64(p.Same)
		switch b.sharing(p.A, p.B) {
		case 1:
			one += float64(p.Same)
		case 2:
			two += float64(p.Same)
		}
	}
	rules := float64(len(b.rules))
	if all == 0 || rules < 2 {
		return quality.Share(math.NaN())
	}
	missed := (rules - 1) / rules * max(one*(one-1), 0) / 2
	if two > 0 {
		missed = (rules - 1) / rules * one * one / (2 * two)
	}
	return quality.Share(expected / (expected + missed))
}

// histogram counts pairs by whole bits of weight.
func histogram(pairs []Pair) []Bin {
	if len(pairs) == 0 {
		return nil
	}
	counts := map[int]int64{}
	least, most := math.MaxInt, math.MinInt
	for _, p := range pairs {
		bit := int(math.Floor(float64(p.Weight)))
		counts[bit]++
		least, most = min(least, bit), max(most, bit)
	}
	var bins []Bin
	for bit := least; bit <= most; bit++ {
		bins = append(bins, Bin{float64(bit), counts[bit]})
	}
	return bins
}
