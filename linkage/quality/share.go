package quality

import (
	"encoding/json"
	"math"
)

// Share is a part of a whole, 0 to 1, or another ratio of two counts. Of nothing it is NaN, which JSON has as null.
type Share float64

// shareOf is part of whole, NaN where there is no whole.
func shareOf[N int64 | float64](part, whole N) Share {
	if whole == 0 {
		return Share(math.NaN())
	}
	return Share(float64(part) / float64(whole))
}

// Defined reports whether there was anything to take a share of.
func (s Share) Defined() bool { return !math.IsNaN(float64(s)) }

// MarshalJSON writes null for a share of nothing.
func (s Share) MarshalJSON() ([]byte, error) {
	if !s.Defined() {
		return []byte("null"), nil
	}
	return json.Marshal(float64(s))
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Share) UnmarshalJSON(text []byte) error {
	value := math.NaN()
	if string(text) != "null" {
		if err := json.Unmarshal(text, &value); err != nil {
			return err
		}
	}
	*s = Share(value)
	return nil
}

// Score is how good found pairs are.
type Score struct {
	Precision Share `json:"precision"` // of the pairs found, those that are true
	Recall    Share `json:"recall"`    // of all true pairs, those that were found
	F1        Share `json:"f1"`        // 2 both / (found + true): 0, not undefined, where only the precision is
}

// score makes a score of three counts of pairs.
func score(found, all, both int64) Score {
	return Score{Precision: shareOf(both, found), Recall: shareOf(both, all), F1: shareOf(2*both, found+all)}
}
