package review_test

import (
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage/review"
)

// decisions are written "ann:same bob:different".
func decisions(written string) []review.Decision {
	var list []review.Decision
	for _, word := range strings.Fields(written) {
		by, verdict, _ := strings.Cut(word, ":")
		list = append(list, review.Decision{By: by, Verdict: review.Verdict(verdict)})
	}
	return list
}

func TestSettle(t *testing.T) {
	for name, c := range map[string]struct {
		second    bool
		reporter  string
		decisions string
		want      review.Verdict // "" waits for another reader
	}{
		"nobody yet":                             {false, "", "", ""},
		"one reader":                             {false, "", "ann:same", review.Same},
		"one who finds them related":             {false, "", "ann:related", review.Related},
		"one cannot tell":                        {false, "", "ann:cannot-tell", ""},
		"then another can":                       {false, "", "ann:cannot-tell bob:different", review.Different},
		"nor can another":                        {false, "", "ann:cannot-tell bob:cannot-tell", review.CannotTell},
		"the first of two":                       {true, "", "ann:same", ""},
		"two of one mind":                        {true, "", "ann:same bob:same", review.Same},
		"two who differ":                         {true, "", "ann:same bob:different", ""},
		"a third sides with one":                 {true, "", "ann:same bob:different cat:different", review.Different},
		"a third decides":                        {true, "", "ann:same bob:different cat:related", review.Related},
		"a third cannot tell":                    {true, "", "ann:same bob:different cat:cannot-tell", review.CannotTell},
		"of two one cannot tell":                 {true, "", "ann:cannot-tell bob:same", ""},
		"neither of two can":                     {true, "", "ann:cannot-tell bob:cannot-tell", review.CannotTell},
		"the reporter and another":               {true, "ann", "ann:different bob:different", review.Different},
		"the reporter against another":           {true, "ann", "ann:different bob:same", ""},
		"the reporter sides with one":            {true, "cat", "ann:same bob:different cat:different", review.Different},
		"the reporter is no third reader":        {true, "cat", "ann:same bob:different cat:related", ""},
		"so a fourth decides":                    {true, "cat", "ann:same bob:different cat:related dan:same", review.Same},
		"a reporter alone, were one wanted":      {false, "ann", "ann:different", ""},
		"a reporter alone, and then another too": {false, "ann", "ann:different bob:same", review.Same},
	} {
		t.Run(name, func(t *testing.T) {
			got, settled := review.Settle(c.second, c.reporter, decisions(c.decisions))
			if got != c.want || settled != (c.want != "") {
				t.Errorf("got %q, %t; want %q", got, settled, c.want)
			}
		})
	}
}

func TestWhileATaskIsOpenNobodySeesMoreThanTheirOwn(t *testing.T) {
	weight := 3.5
	task := review.Task{State: review.Open, Second: true, Model: "m1", Weight: &weight, Same: &weight, Household: &weight, Decisions: decisions("ann:same bob:different")}
	for _, c := range []struct {
		subject string
		state   review.State
		seen    int
	}{{"ann", review.Waiting, 1}, {"bob", review.Waiting, 1}, {"cat", review.Open, 0}} {
		got := task.SeenBy(c.subject)
		if got.State != c.state || len(got.Decisions) != c.seen || c.seen == 1 && got.Decisions[0].By != c.subject {
			t.Errorf("%s sees %s and %+v", c.subject, got.State, got.Decisions)
		}
		if blind := got.Weight == nil && got.Same == nil && got.Household == nil && got.Model == ""; blind != got.Blind() || blind != (c.seen == 0) {
			t.Errorf("%s is shown a score before deciding, or not after", c.subject)
		}
	}
	task.State = review.Decided
	if got := task.SeenBy("cat"); len(got.Decisions) != 2 || got.Weight == nil {
		t.Errorf("once decided %+v is shown", got)
	}
	task.State = review.Closed
	for subject, sealed := range map[string]bool{"ann": false, "cat": true} {
		if got := task.SeenBy(subject); got.State != review.Closed || got.Sealed != sealed || (got.Weight == nil) != sealed {
			t.Errorf("closed, %s is shown %+v", subject, got)
		}
	}
	task.State, task.Barred = review.Open, true
	if got := task.SeenBy("cat"); got.State != review.Waiting || !got.Sealed || got.Weight != nil || len(got.Decisions) > 0 {
		t.Errorf("who may not decide is shown %+v", got)
	}
}
