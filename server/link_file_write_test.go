package main

import "testing"

func TestRounded(t *testing.T) {
	for x, want := range map[float64]string{-0.0004: "0.000", 0: "0.000", -1.5: "-1.500", 0.0006: "0.001", -10: "-10.000"} {
		if got := rounded(x, 3); got != want {
			t.Errorf("%v is %s, want %s", x, got, want)
		}
	}
}
