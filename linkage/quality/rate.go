package quality

import (
	"encoding/json"
	"math"
)

// z is the 97.5 % point of the normal distribution: intervals leave 2.5 % out on either side.
const z = 1.959963984540054

// Rate is so many of so many.
type Rate struct{ Hits, Of int64 }

// Share is the rate as a share, NaN of nothing.
func (r Rate) Share() Share { return shareOf(r.Hits, r.Of) }

// Interval is Wilson's 95 % interval: which true shares are compatible with the rate. It holds for small counts and for
// shares of nearly 0 and 1 (E. B. Wilson, JASA 22, 1927; R. G. Newcombe, Statistics in Medicine 17, 1998, method 3). Of
// nothing it is everything, 0 to 1.
func (r Rate) Interval() (low, high Share) {
	if r.Of == 0 {
		return 0, 1
	}
	n, p := float64(r.Of), float64(r.Hits)/float64(r.Of)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = Share(max(middle-half, 0)), Share(min(middle+half, 1))
	if r.Hits == 0 { // what rounding would leave
		low = 0
	}
	if r.Hits == r.Of {
		high = 1
	}
	return low, high
}

// MarshalJSON writes the counts, the share and its interval.
func (r Rate) MarshalJSON() ([]byte, error) {
	low, high := r.Interval()
	return json.Marshal(struct {
		Hits  int64 `json:"hits"`
		Of    int64 `json:"of"`
		Share Share `json:"share"`
		Low   Share `json:"low"`
		High  Share `json:"high"`
	}{r.Hits, r.Of, r.Share(), low, high})
}
