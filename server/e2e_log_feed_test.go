package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestLogFeed follows the log as a force's monitoring, a school's, and information governance.
func TestLogFeed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		g := newGlassTest(t, dsn)
		monitor := reader{name: "the force's monitoring", role: "INTEGRATION", as: "POLICE_OFFICER", org: "TVP", subject: "siem", purpose: "crime-prevention"}
		school := reader{name: "the school's", role: "INTEGRATION", as: "SCHOOL_OFFICER", org: "931001", subject: "siem-2", purpose: "safeguarding"}
		page := func(r reader, query url.Values) (lines []object, next string, got reply) {
			got = get(t, g.address+"/log/entries?"+query.Encode(), func(request *http.Request) {
				request.Header.Set("Authorization", "Bearer "+g.token(t, r))
				request.Header.Set("Thrive-Purpose", r.purpose)
			})
			if got.status == http.StatusOK {
				for line := range strings.Lines(got.body) {
					var e object
					if err := json.Unmarshal([]byte(line), &e); err != nil {
						t.Fatal(err)
					}
					lines = append(lines, e)
				}
			}
			return lines, got.header.Get(HeaderCursor), got
		}
		follow := func(r reader, limit string) (all []object) {
			after := ""
			for {
				lines, next, got := page(r, url.Values{"after": {after}, "limit": {limit}})
				if got.status != http.StatusOK || next == "" {
					t.Fatalf("%s: %d %s", r, got.status, got.body)
				}
				if len(lines) == 0 {
					return all
				}
				if next == after {
					t.Fatalf("%s: the cursor does not move", r)
				}
				all, after = append(all, lines...), next
			}
		}
		officer := nightOfficer
		for range 3 {
			g.ask(t, officer, readFamily, object{"id": g.apple})
			g.ask(t, schoolOffice, readFamily, object{"id": g.apple})
		}
		made := g.breaks(officer, g.apple, "social-care")
		g.ask(t, officer, readFamily, object{"id": g.apple})
		colleague := officer
		colleague.org, colleague.subject = "MET", "officer-9"
		g.ask(t, colleague, readFamily, object{"id": g.apple})
		adam, _ := g.personOf("police N1")
		g.ask(t, oversight, whoHasSeen, object{"id": adam})

		own := follow(monitor, "2")
		if len(own) != 6 { // three reads, the break with the operation that made it, and the read by it
			t.Errorf("the force is told %d entries: %v", len(own), own)
		}
		marked := 0
		for _, e := range own {
			if a := e["actor"].(object); a["subject"] != "officer-1" || a["org"] != "TVP" {
				t.Errorf("the force is told of %v", a)
			}
			if e["seq"] != nil || e["detail"] != nil {
				t.Errorf("the force is told more than its own: %v", e)
			}
			if fmt.Sprint(e["glass"]) == fmt.Sprint([]any{made["id"]}) {
				marked++
			}
		}
		if marked != 2 {
			t.Errorf("%d entries are marked as of the broken glass", marked)
		}
		if again := follow(monitor, "1000"); len(again) != len(own) {
			t.Errorf("that it was followed is in the feed itself: %d entries", len(again))
		}
		for _, e := range follow(school, "3") {
			if a := e["actor"].(object); a["subject"] != schoolOffice.subject {
				t.Errorf("the school is told of %v", a)
			}
		}
		all := follow(oversight, "4")
		var seqs []int
		for _, e := range all {
			seqs = append(seqs, int(e["seq"].(float64)))
			if e["operation"] == "follow the log" {
				t.Error("the feed holds that it was followed")
			}
		}
		for i := 1; i < len(seqs); i++ {
			if seqs[i] <= seqs[i-1] {
				t.Fatalf("out of order: %v", seqs)
			}
		}
		log := must(t, "audit", "export").out
		if total, follows := strings.Count(log, `"seq":`), strings.Count(log, `\"operation\":\"follow the log\"`); len(seqs) != total-follows || follows < 3+1 {
			t.Errorf("governance is told %d of %d entries, of which %d tell that the log was followed", len(seqs), total, follows)
		}
		before := strings.Count(must(t, "audit", "export").out, `"seq":`)
		_, end, _ := page(monitor, url.Values{"limit": {"1000"}})
		if lines, _, _ := page(monitor, url.Values{"after": {end}}); len(lines) > 0 {
			t.Error("an entry follows the last")
		}
		if after := strings.Count(must(t, "audit", "export").out, `"seq":`); after != before+1 {
			t.Errorf("a page and an empty one are %d entries", after-before)
		}
		// Whoever waits is told as soon as there is something.
		go func() {
			time.Sleep(100 * time.Millisecond)
			_ = send(t, g.request(t, officer, http.MethodPost, readFamily, object{"id": g.apple}))
		}()
		if lines, _, _ := page(monitor, url.Values{"after": {end}, "wait": {"10"}}); len(lines) != 1 {
			t.Errorf("who waits is told %v", lines)
		}

		_, policeCursor, _ := page(monitor, url.Values{})
		for what, c := range map[string]struct {
			by     reader
			query  url.Values
			status int
		}{
			"a person":            {officer, nil, http.StatusForbidden},
			"a coordinator":       {coordinator, nil, http.StatusForbidden},
			"another's cursor":    {school, url.Values{"after": {policeCursor}}, http.StatusBadRequest},
			"no cursor":           {monitor, url.Values{"after": {"1"}}, http.StatusBadRequest},
			"too many":            {monitor, url.Values{"limit": {"1001"}}, http.StatusBadRequest},
			"none":                {monitor, url.Values{"limit": {"0"}}, http.StatusBadRequest},
			"too long a wait":     {monitor, url.Values{"wait": {"11"}}, http.StatusBadRequest},
			"an unstated purpose": {reader{role: "INTEGRATION", as: "POLICE_OFFICER", org: "TVP"}, nil, http.StatusBadRequest},
			"a forbidden purpose": {reader{role: "INTEGRATION", as: "POLICE_OFFICER", org: "TVP", purpose: "governance"}, nil, http.StatusForbidden},
		} {
			if _, _, got := page(c.by, c.query); got.status != c.status || !strings.Contains(got.body, `"code":`) {
				t.Errorf("%s: %d %s", what, got.status, got.body)
			}
		}
		if got := get(t, g.address+"/log/entries", nil); got.status != http.StatusUnauthorized {
			t.Errorf("without a token: %d", got.status)
		}
	})
}
