package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// refusal sends a decision that must be refused, and returns what is said.
func (p *panel) refusal(r reader, input object) string {
	p.t.Helper()
	got := send(p.t, p.request(p.t, r, http.MethodPost, decideReview, input))
	var a answered
	if err := json.Unmarshal([]byte(got.body), &a); err != nil || len(a.Errors) != 1 {
		p.t.Fatalf("%s is answered with %s", r, got.body)
	}
	return fmt.Sprint(a.Errors[0].Message)
}

// TestRefusalsSayWhatIsWrong has decisions refused, in words by which the reader can mend them.
func TestRefusalsSayWhatIsWrong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		p.doubt("Tone", "council C4", "schools S2", true)
		noted := func(note string) object {
			d := p.decision(ann, "Tone", "SAME")
			d["input"].(object)["note"] = note
			return d
		}
		p.says("a note that is too long", noted(strings.Repeat("a", 1001)), "note must have at most 1000 characters")
		p.says("a note with a NUL", noted("short\x00"), "note must be text, and has a character in it that is none: type it again")
		p.decide(ann, "Tone", "SAME")
		p.says("deciding twice", p.decision(ann, "Tone", "SAME"), "you have decided this task: another reader decides next")
		p.decide(bob, "Tone", "SAME")
		p.says("deciding what is settled", p.decision(ann, "Tone", "SAME"), "you have decided this task already, and it is settled: withdraw what was decided, if it is wrong")
	})
}

func (p *panel) says(what string, input object, want string) {
	p.t.Helper()
	if got := p.refusal(ann, input); got != want {
		p.t.Errorf("%s: it is said %q, want %q", what, got, want)
	}
}
