package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

const (
	whoHasSeen = `query asked($id: ID!) { whoHasSeen(person: $id, first: 200) { nodes {
		seq at kind reader role actsAs partner org purpose reason operation query shown { subject classes } withheld { path class reason agreement count } agreements { id sha256 }
	} pageInfo { hasNextPage } } }`
	accessLog = `query asked($filter: AccessFilter, $first: Int, $after: String) { accessLog(filter: $filter, first: $first, after: $after) {
		edges { cursor node { seq reader operation } } nodes { seq } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
)

// Information governance asks the log who has seen somebody, by any id, and what a reader, partner or class has to do with it. To
// all others it is empty, and that it was asked is an entry.
func TestAccessLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		governance := reader{role: "INFORMATION_GOVERNANCE", purpose: "governance", subject: "ig-1"}
		adam, _ := p.personOf("council C2")
		seen := func(id string) []object {
			t.Helper()
			return objects(p.ask(t, governance, whoHasSeen, object{"id": id}).Data["whoHasSeen"].(object)["nodes"])
		}
		before := len(seen(adam))
		read := `query reads($id: ID!) { person(id: $id) { forename offences { disposal } benefitClaims { benefit } } }`
		p.ask(t, officer, read, object{"id": adam})
		nodes := seen(adam)
		if len(nodes) != before+1 {
			t.Fatalf("%d entries are of him, before the officer's read %d", len(nodes), before)
		}
		e := nodes[0]
		if e["reader"] != officer.subject || e["role"] != officer.role || e["actsAs"] != officer.role || e["partner"] != "POLICE" || e["org"] != officer.org ||
			e["purpose"] != officer.purpose || e["kind"] != "DISCLOSURE" || e["operation"] != "reads" || e["query"] == nil || e["reason"] != nil {
			t.Errorf("the officer's read is %v", e)
		}
		if shown := objects(e["shown"]); len(shown) != 1 || shown[0]["subject"] != adam || fmt.Sprint(shown[0]["classes"]) != "[identity offences]" {
			t.Errorf("it has shown %v", shown)
		}
		if held := objects(e["withheld"]); len(held) != 1 || held[0]["path"] != "person.benefitClaims" || held[0]["class"] != "benefits" || held[0]["reason"] != "NOT_SHARED" {
			t.Errorf("it has withheld %v", held)
		}
		if under := objects(e["agreements"]); len(under) == 0 || len(under[0]["sha256"].(string)) != 64 {
			t.Errorf("under %v", under)
		}

		list := func(filter object) (seqs []float64) {
			t.Helper()
			for _, node := range objects(p.ask(t, governance, accessLog, object{"filter": filter, "first": 200}).Data["accessLog"].(object)["nodes"]) {
				seqs = append(seqs, node["seq"].(float64))
			}
			return seqs
		}
		for name, c := range map[string]struct {
			filter object
			finds  bool
		}{
			"his":                   {object{"person": adam}, true},
			"the reader's":          {object{"reader": officer.subject}, true},
			"another's":             {object{"reader": "nobody"}, false},
			"the partner's":         {object{"partner": "POLICE", "role": "POLICE_OFFICER", "org": officer.org}, true},
			"another partner's":     {object{"partner": "SCHOOLS"}, false},
			"a role of no partner":  {object{"partner": "SCHOOLS", "role": "POLICE_OFFICER"}, false},
			"the class":             {object{"class": "offences", "person": adam}, true},
			"another class":         {object{"class": "benefits", "person": adam, "reader": officer.subject}, false},
			"the kind":              {object{"kind": "DISCLOSURE", "purpose": officer.purpose}, true},
			"since the first of it": {object{"from": e["at"]}, true},
			"until the first of it": {object{"until": e["at"]}, false},
		} {
			found := false
			for _, seq := range list(c.filter) {
				found = found || seq == e["seq"]
			}
			if found != c.finds {
				t.Errorf("%s: the officer's read is listed: %v", name, found)
			}
		}

		// Page by page it is the whole.
		all := list(nil)
		var paged []float64
		variables := object{"first": 3}
		for {
			page := p.ask(t, governance, accessLog, variables).Data["accessLog"].(object)
			for _, node := range objects(page["nodes"]) {
				paged = append(paged, node["seq"].(float64))
			}
			info := page["pageInfo"].(object)
			if info["hasPreviousPage"] != (variables["after"] != nil) {
				t.Errorf("a page after %v has %v", variables["after"], info)
			}
			if info["hasNextPage"] == false {
				break
			}
			variables["after"] = info["endCursor"]
		}
		if got := fmt.Sprint(paged); !strings.HasSuffix(got, strings.TrimPrefix(fmt.Sprint(all), "[")) {
			t.Errorf("page by page %s, at once %v", got, all)
		}

		// That it was asked is an entry, with whose reads were looked for.
		if log := must(t, "audit", "export").out; !strings.Contains(log, `\"operation\":\"asked\"`) || !strings.Contains(log, `\"detail\":{\"about\":[\"`+adam) {
			t.Error("the log does not say that it was asked of him")
		}
		program := governance
		program.role, program.as, program.purpose = "INTEGRATION", "COUNCIL_COORDINATOR", "family-support"
		for _, other := range []reader{ann, officer, schoolOffice, program} {
			for field, asked := range map[string]answered{"whoHasSeen": p.ask(t, other, whoHasSeen, object{"id": adam}), "accessLog": p.ask(t, other, accessLog, nil)} {
				if page := asked.Data[field].(object); len(objects(page["nodes"])) > 0 || page["pageInfo"].(object)["hasNextPage"] != false {
					t.Errorf("%s is shown %v of %s", other, page, field)
				}
			}
		}
		for name, filter := range map[string]object{"there is no such data class": {"class": "shoes"}, "there is no such purpose": {"purpose": "fun"}, "from must be before until": {"from": e["at"], "until": e["at"]}} {
			if data, code := p.attempt(governance, accessLog, object{"filter": filter}); code != "INVALID" {
				t.Errorf("%s: %v, %s", name, data, code)
			}
		}
	})
}

// What was shown by an id while it stood for two is found of both after they are taken apart, and what is shown since of the one
// whom it was of; what was merged is found by either id.
func TestAccessLogThroughSplitsAndMerges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		governance := reader{role: "INFORMATION_GOVERNANCE", purpose: "governance"}
		adam, _ := p.personOf("council C2")
		read := func(id, name string) {
			t.Helper()
			p.ask(t, coordinator, `query `+name+`($id: ID!) { person(id: $id) { forename } }`, object{"id": id})
		}
		readsOf := func(id string) (names []string) {
			t.Helper()
			for _, node := range objects(p.ask(t, governance, whoHasSeen, object{"id": id}).Data["whoHasSeen"].(object)["nodes"]) {
				if name, _ := node["operation"].(string); strings.HasPrefix(name, "read") {
					names = append(names, name)
				}
			}
			slices.Sort(names)
			return names
		}
		read(adam, "readTogether")
		p.doubt("Tone", "council C2", "police N1", false)
		p.decide(ann, "Tone", "DIFFERENT")
		other, _ := p.personOf("police N1")
		if other == adam {
			t.Fatal("they were not taken apart")
		}
		read(adam, "readAdamAlone")
		read(other, "readOtherAlone")
		for id, want := range map[string]string{adam: "[readAdamAlone readTogether]", other: "[readOtherAlone readTogether]"} {
			if got := fmt.Sprint(readsOf(id)); got != want {
				t.Errorf("taken apart, the reads are %s, want %s", got, want)
			}
		}
		p.withdraw(ann, "Tone")
		read(adam, "readTogetherAgain")
		for _, id := range []string{adam, other} {
			if got := fmt.Sprint(readsOf(id)); got != "[readAdamAlone readOtherAlone readTogether readTogetherAgain]" {
				t.Errorf("merged again, the reads are %s", got)
			}
		}
	})
}
