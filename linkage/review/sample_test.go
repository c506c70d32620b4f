package review_test

import (
	"fmt"
	"slices"
	"testing"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// linked are so many links of each probability.
func linked(n int, same ...float64) (links []review.Link) {
	for i, p := range same {
		for j := range n {
			links = append(links, review.Link{
				A: linkage.Key{Partner: models.Council, Ref: fmt.Sprint(i, j)}, B: linkage.Key{Partner: models.DWP, Ref: fmt.Sprint(i, j)}, Same: p,
			})
		}
	}
	return links
}

func TestDraw(t *testing.T) {
	ids := review.IDs{Secret: []byte("one")}
	for name, c := range map[string]struct {
		links []review.Link
		most  int
		from  int
		want  map[float64]int // how many of each probability
	}{
		"none":                             {nil, 20, 1, map[float64]int{}},
		"too few":                          {linked(9, 1), 20, 10, map[float64]int{}},
		"all of a few":                     {linked(10, 1), 20, 10, map[float64]int{1: 10}},
		"some of many":                     {linked(1000, 1), 20, 10, map[float64]int{1: 20}},
		"as many of each band":             {linked(1000, 1, 0.85, 0.25, 0), 18, 10, map[float64]int{1: 5, 0.85: 5, 0.25: 4, 0: 4}},
		"more of one, if others have none": {append(linked(1000, 1), linked(2, 0.3)...), 20, 10, map[float64]int{1: 18, 0.3: 2}},
		"the surest first":                 {linked(5, 0.1, 0.2, 0.3), 1, 1, map[float64]int{0.3: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			drawn := review.Sampling{Most: c.most, From: c.from}.Draw(ids, "m1", c.links)
			got := map[float64]int{}
			for _, l := range drawn {
				got[l.Same]++
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// The same links under the same model are drawn in the same order, however they come, and what was decided leaves it as it is.
func TestDrawIsTheSame(t *testing.T) {
	ids, s := review.IDs{Secret: []byte("one")}, review.Sampling{Most: 10, From: 1}
	links := linked(100, 1)
	first := s.Draw(ids, "m1", links)
	slices.Reverse(links)
	if again := s.Draw(ids, "m1", links); !slices.Equal(again, first) {
		t.Error("in another order others are drawn")
	}
	left := slices.DeleteFunc(slices.Clone(links), func(l review.Link) bool { return l == first[0] || l == first[4] })
	if next := s.Draw(ids, "m1", left); !slices.Equal(next[:8], slices.Concat(first[1:4], first[5:])) {
		t.Error("once two were decided, others than the rest are drawn")
	}
	overlap := func(other []review.Link) (n int) {
		for _, l := range other {
			if slices.Contains(first, l) {
				n++
			}
		}
		return n
	}
	if overlap(s.Draw(ids, "m2", links)) > 5 || overlap(s.Draw(review.IDs{Secret: []byte("two")}, "m1", links)) > 5 {
		t.Error("another model, or another secret, draws the same")
	}
}

func TestReadSampling(t *testing.T) {
	if s := review.DefaultSampling(); s.Most != 20 || s.From != 1000 {
		t.Errorf("%+v", s)
	}
	for _, text := range []string{"most: -1\nfrom: 1", "most: 1", "most: 1\nfrom: 1\nleast: 1", "most: many"} {
		if s, err := review.ReadSampling([]byte(text)); err == nil {
			t.Errorf("%q is read as %+v", text, s)
		}
	}
}
