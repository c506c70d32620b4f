package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/sharing"
)

// TestCounty takes the shared county the whole way, and compares what each role sees with the feeds, read here anew.
func TestCounty(t *testing.T) {
	folder := filepath.Join(sharedFolder, "county")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("NOT TESTED WITH THE COUNTY: there is none in %s: set THRIVE_SHARED to the folder that holds it.", folder)
	}
	if testing.Short() {
		t.Skip("the whole county is for the run without the race detector, which make test makes first")
	}
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		importFeeds(t, folder)
		c := &countyTest{t: t, hub: serveHub(t), dsn: dsn, folder: folder}
		c.index()
		c.marks()
		c.council()
		c.partners()
		c.searches()
		c.nobody()
	})
}

// countyTest is the county as the feeds tell it, with the people and families that the hub made of it.
type countyTest struct {
	t      *testing.T
	hub    *hubUnderTest
	dsn    string
	folder string

	people   map[string]string            // "police N000001" -> person
	unsure   map[string]bool              // records that are linked at a probability under 0.95, or whose probability is not shown
	family   map[string]string            // person -> family
	records  map[string][]string          // family -> "police N000001"
	rows     map[string]map[string]string // "police N000001" -> its row of people.csv
	hidden   map[string]bool              // families that hold a restricted record: no place of theirs is shown
	doubtful map[string]bool              // families that may share a home or a tenancy with one of those
}

var (
	coordinator = reader{role: "COUNCIL_COORDINATOR", purpose: "family-support"}
	reasoned    = reader{
		name: "COUNCIL_COORDINATOR with a reason", role: "COUNCIL_COORDINATOR", purpose: "safeguarding",
		reason: "a home visit is planned with the refuge",
	}
)

// council: coordinators see everybody and every fact, a protected place only for a reason; key workers and auditors see
// the families that are theirs.
func (c *countyTest) council() {
	everybody := map[string]bool{}
	for person := range c.family {
		everybody[person] = true
	}
	all := func(string, string, map[string]string) bool { return true }
	shown := 0
	for _, family := range c.compare(reasoned, everybody, c.expected(all)) {
		if c.hidden[family["id"].(string)] && family["address"] != nil {
			shown++
		}
	}
	if shown == 0 {
		c.t.Error("for a reason too no protected address is shown")
	}
	hidden := slices.Sorted(maps.Keys(c.hidden))
	for _, id := range hidden {
		found := c.hub.ask(c.t, coordinator, "{ family(id: \""+id+"\") { "+c.everyRecord()+" } }", nil).Data["family"].(object)
		c.noPlaces(coordinator, []object{found})
	}
	var others []string
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		if !c.hidden[id] && !c.doubtful[id] {
			others = append(others, id)
		}
	}
	slices.SortStableFunc(others, func(a, b string) int { return len(c.records[b]) - len(c.records[a]) }) // the largest say most
	assign(c.t, c.dsn, hidden[0], sharing.Assigned, "worker-1")
	assign(c.t, c.dsn, others[0], sharing.Assigned, "worker-1")
	assign(c.t, c.dsn, others[1], sharing.Assigned, "worker-2")
	assign(c.t, c.dsn, others[2], sharing.Claimed, "")
	assign(c.t, c.dsn, others[0], sharing.Claimed, "")
	keyWorker := reader{role: "COUNCIL_KEY_WORKER", subject: "worker-1", purpose: "family-support"}
	auditor := reader{role: "COUNCIL_AUDITOR", purpose: "claim-audit"}
	c.compare(keyWorker, c.in(hidden[0], others[0]), c.expected(func(list, person string, _ map[string]string) bool {
		return c.family[person] == others[0] && list != "benefitClaims"
	}))
	c.compare(auditor, c.in(others[0], others[2]), c.expected(func(list, person string, _ map[string]string) bool {
		return (c.family[person] == others[0] || c.family[person] == others[2]) && list != "involvements"
	}))
}

// partners see the people whom they hold, or who are their own, and of them the facts that are theirs.
func (c *countyTest) partners() {
	police := map[string]bool{"offences": true, "asbIncidents": true, "asbOrders": true, "callouts": true}
	c.compare(reader{role: "POLICE_OFFICER", purpose: "crime-prevention"}, c.heldBy("police"),
		c.expected(func(list, _ string, _ map[string]string) bool { return police[list] }))
	school, landlord := c.busiest("schools", "enrolments", "school_urn"), c.busiest("housing", "tenancies", "landlord")
	pupils := map[string]bool{}
	for _, row := range c.csv("schools", "enrolments") {
		if row["school_urn"] == school[0] {
			pupils[c.people["schools "+row["person_ref"]]] = true
		}
	}
	// Off roll, a pupil is in no school that has a number: of its own pupils a school is told that too.
	c.compare(reader{role: "SCHOOL_OFFICER", org: school[0], purpose: "family-support"}, c.heldBy("schools"),
		c.expected(func(list, person string, row map[string]string) bool {
			return row["school_urn"] == school[0] || list == "enrolments" && row["school_urn"] == "" && pupils[person]
		}))
	officer := reader{role: "HOUSING_OFFICER", org: landlord[0], purpose: "family-support"}
	lets := c.expected(func(_, _ string, row map[string]string) bool { return row["landlord"] == landlord[0] })
	c.compare(officer, c.heldBy("housing"), lets)
	c.compare(reader{role: "INTEGRATION", as: "HOUSING_OFFICER", org: landlord[0], purpose: "family-support"}, c.heldBy("housing"), lets)
	for _, name := range c.busiest("dwp", "provisions", "provider") {
		c.provider(name)
	}
}

// provider: its own referrals, none with a sensitive record of any partner's, none whose provider would give a protected
// place away.
func (c *countyTest) provider(name string) {
	own, today := map[string]bool{}, time.Now().UTC().Format(time.DateOnly)
	for _, row := range c.csv("dwp", "provisions") {
		person := c.people["dwp "+row["person_ref"]]
		if row["provider"] == name && (row["ended_on"] == "" || row["ended_on"] >= today) && !c.hidden[c.family[person]] {
			own[person] = true
		}
	}
	for record, row := range c.rows {
		if person := c.people[record]; row["sensitive"] == "yes" && own[person] {
			delete(own, person)
		}
	}
	lists := map[string]bool{"benefitClaims": true, "provisions": true, "employments": true}
	c.compare(reader{role: "DWP_PROVIDER", org: name, purpose: "employment-support"}, own,
		c.expected(func(list, person string, row map[string]string) bool {
			return own[person] && lists[list] && (row["provider"] == "" || row["provider"] == name)
		}))
}

// busiest are the organisations that a column names, the one that it names most often first.
func (c *countyTest) busiest(partner, file, column string) []string {
	rows := map[string]int{}
	for _, row := range c.csv(partner, file) {
		if row[column] != "" {
			rows[row[column]]++
		}
	}
	names := slices.Sorted(maps.Keys(rows))
	slices.SortStableFunc(names, func(a, b string) int { return rows[b] - rows[a] })
	if len(names) == 0 {
		c.t.Fatalf("%s/%s.csv names no %s: nothing of it can be told", partner, file, column)
	}
	return names
}

// in are the people of some families.
func (c *countyTest) in(families ...string) map[string]bool {
	people := map[string]bool{}
	for person, family := range c.family {
		if slices.Contains(families, family) {
			people[person] = true
		}
	}
	return people
}

// heldBy are the people of whom a partner has a record.
func (c *countyTest) heldBy(partner string) map[string]bool {
	people := map[string]bool{}
	for record, person := range c.people {
		if strings.HasPrefix(record, partner+" ") {
			people[person] = true
		}
	}
	return people
}

// searches find nobody by a protected address, but for a coordinator with a reason.
func (c *countyTest) searches() {
	const search = `query ($postcode: String!, $address: String!) {
		findPeople(search: {postcode: $postcode}) { person { id } } findAddresses(search: $address) { occupants { id } } }`
	tried, found := 0, 0
	for record, row := range c.rows {
		if row["restricted"] != "yes" || row["postcode"] == "" || row["address_line_1"] == "" || tried == 10 {
			continue
		}
		tried++
		for _, r := range []reader{
			coordinator, reasoned,
			{role: "POLICE_OFFICER", purpose: "safeguarding"},
			{role: "SCHOOL_OFFICER", purpose: "safeguarding"},
			{role: "HOUSING_OFFICER", purpose: "safeguarding"},
			{role: "DWP_PROVIDER", purpose: "employment-support"},
		} {
			reply := c.hub.ask(c.t, r, search, object{"postcode": row["postcode"], "address": row["address_line_1"] + " " + row["postcode"]})
			for person, family := range c.family {
				if !c.hidden[family] || !strings.Contains(reply.body, person) {
					continue
				}
				if found++; r.reason == "" {
					c.t.Errorf("%s finds somebody of a protected family by the address of %s", r, record)
				}
			}
		}
	}
	if tried == 0 || found == 0 {
		c.t.Error("no protected address was looked for and found")
	}
}

// nobody exists for those who hold nobody.
func (c *countyTest) nobody() {
	person := slices.Min(slices.Collect(maps.Keys(c.family)))
	query := fmt.Sprintf(`{ families { totalCount nodes { id } } person(id: %q) { id } family(id: %q) { id } }`, person, c.family[person])
	for _, r := range []reader{
		{role: "INFORMATION_GOVERNANCE", purpose: "governance"},
		{role: "STRATEGIC_GROUP", purpose: "evaluation"},
		{role: "JOBCENTRE_ADVISER", purpose: "employment-support"},
		{role: "RESEARCHER", purpose: "evaluation"},
		{role: "COUNCIL_KEY_WORKER", subject: "worker-9", purpose: "safeguarding"},
		{role: "DWP_PROVIDER", org: "NOBODY", purpose: "employment-support"},
	} {
		reply := c.hub.ask(c.t, r, query, nil)
		if want := `{"data":{"families":{"totalCount":0,"nodes":[]},"person":null,"family":null}}`; reply.body != want {
			c.t.Errorf("%s: somebody exists: %s", r, reply.body)
		}
	}
}
