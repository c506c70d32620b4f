package synthetic_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/synthetic"
)

var partnerNames = strings.Fields("council police schools housing dwp")

// clean is the default county without errors, made once for the tests that need its size.
var clean *county

func defaultCounty(t *testing.T) county {
	t.Helper()
	if clean == nil {
		c := readCounty(t, write(t, synthetic.County{Seed: 1}), string(synthetic.DefaultAsOf))
		clean = &c
	}
	return *clean
}

func TestEveryRefResolves(t *testing.T) {
	c := readCounty(t, write(t, synthetic.County{Families: 100, Seed: 2, Errors: 0.2}), "2012-12-31")
	tenancies := map[string]bool{}
	for _, r := range c.files["housing/tenancies"] {
		tenancies[r["tenancy_ref"]] = true
	}
	people := 0
	for file, rows := range c.files {
		partner, name, _ := strings.Cut(file, "/")
		keys := map[string]bool{}
		for _, r := range rows {
			for column, value := range r {
				if (column == "person_ref" || column == "other_ref") && file != "truth" && c.person[partner+" "+value] == "" {
					t.Errorf("%s: nobody has the ref %q", file, value)
				}
				if column == "tenancy_ref" && !tenancies[value] {
					t.Errorf("%s: no tenancy %q", file, value)
				}
			}
			if key := r[keyColumn[name]]; key != "" && keys[key] {
				t.Errorf("%s: %q is there twice", file, key)
			}
			keys[r[keyColumn[name]]] = true
		}
		if name == "people" {
			people += len(rows)
		}
	}
	if people != len(c.person) {
		t.Errorf("%d records, %d in truth.csv", people, len(c.person))
	}
}

var keyColumn = map[string]string{
	"people": "person_ref", "involvements": "involvement_ref", "offences": "offence_ref", "asb_incidents": "incident_ref",
	"asb_orders": "order_ref", "callouts": "callout_ref", "enrolments": "enrolment_ref", "exclusions": "exclusion_ref",
	"tenancies": "tenancy_ref", "actions": "action_ref", "claims": "claim_ref", "provisions": "provision_ref",
	"employments": "employment_ref",
}

// Declared ties and shared tenancies never cross families, and nobody is of two families or twice at one partner.
func TestFamiliesAreRight(t *testing.T) {
	c := readCounty(t, write(t, synthetic.County{Families: 100, Seed: 2}), "2012-12-31")
	of, twice := map[string]string{}, map[string]bool{}
	for key, person := range c.person {
		if before, ok := of[person]; ok && before != c.family[key] {
			t.Errorf("%s is of two families", person)
		}
		of[person] = c.family[key]
		partner, _, _ := strings.Cut(key, " ")
		if twice[partner+person] {
			t.Errorf("%s holds %s twice", partner, person)
		}
		twice[partner+person] = true
	}
	births := c.births()
	for _, partner := range []string{"council", "schools"} {
		for _, r := range c.files[partner+"/relationships"] {
			a, b := partner+" "+r["person_ref"], partner+" "+r["other_ref"]
			if c.family[a] != c.family[b] || a == b {
				t.Errorf("%s: %v crosses families", partner, r)
			}
			gap := births[c.person[b]].Sub(births[c.person[a]]).Hours() / 24 / 365.25
			if r["kind"] == "parent-of" && (gap < 15 || gap > 60) {
				t.Errorf("a parent %.1f years older than the child", gap)
			}
		}
	}
	tenants := map[string]string{}
	for _, r := range c.files["housing/occupants"] {
		family := c.family["housing "+r["person_ref"]]
		if before, ok := tenants[r["tenancy_ref"]]; ok && before != family {
			t.Errorf("tenancy %s is of two families", r["tenancy_ref"])
		}
		tenants[r["tenancy_ref"]] = family
	}
	if size := float64(len(of)) / (4 * 100); size < 2.5 || size > 4.2 {
		t.Errorf("%.2f people to a household", size)
	}
}

// weighted is the sum of a number's digits times weights that go up or down from the first.
func weighted(digits string, first, step int) int {
	sum := 0
	for i, d := range digits {
		sum += int(d-'0') * (first + step*i)
	}
	return sum
}

func TestIdentifiersPassTheirChecks(t *testing.T) {
	c := readCounty(t, write(t, synthetic.County{Families: 100, Seed: 6}), "2012-12-31")
	patterns := map[string]*regexp.Regexp{
		"nhs_number": regexp.MustCompile(`^9\d{9}$`), "upn": regexp.MustCompile(`^[A-Z]931\d{9}$`), "uln": regexp.MustCompile(`^[1-9]\d{9}$`),
		"pnc_id": regexp.MustCompile(`^\d\d/\d{1,7}[A-Z]$`), "nino": regexp.MustCompile(`^QQ\d{6}[A-D]$`),
		"uprn": regexp.MustCompile(`^\d{12}$`), "postcode": regexp.MustCompile(`^OX\d{1,2} \d[ABD-HJLNP-UW-Z]{2}$`),
	}
	checks := map[string]func(string) bool{
		"nhs_number": func(s string) bool {
			return weighted(s[:9], 10, -1)%11+int(s[9]-'0') == 11 || weighted(s, 10, -1)%11 == 0
		},
		"uln": func(s string) bool { return weighted(s, 10, -1)%11 == 10 },
		"upn": func(s string) bool { return "ABCDEFGHJKLMNPQRTUVWXYZ"[weighted(s[1:], 2, 1)%23] == s[0] },
		"pnc_id": func(s string) bool {
			n, _ := strconv.Atoi(s[:2] + strings.Repeat("0", 11-len(s)) + s[3:len(s)-1])
			return "ZABCDEFGHJKLMNPQRTUVWXY"[n%23] == s[len(s)-1]
		},
	}
	seen, owner := map[string]int{}, map[string]string{}
	for _, partner := range partnerNames {
		for _, r := range c.files[partner+"/people"] {
			for column, pattern := range patterns {
				value := r[column]
				if value == "" {
					continue
				}
				seen[column]++
				if check := checks[column]; !pattern.MatchString(value) || check != nil && !check(value) {
					t.Errorf("%s %q fails its check", column, value)
				}
				person := c.person[partner+" "+r["person_ref"]]
				if before, ok := owner[column+value]; ok && before != person && checks[column] != nil {
					t.Errorf("%s %q is of two people", column, value)
				}
				owner[column+value] = person
			}
		}
	}
	if len(seen) != len(patterns) {
		t.Errorf("only %v were given out", seen)
	}
}

func TestSomeRecordsAreRestrictedOrSensitive(t *testing.T) {
	c := defaultCounty(t)
	for _, mark := range []string{"restricted", "sensitive"} {
		marked, atCouncil, by := 0, 0, map[string]int{}
		for _, partner := range partnerNames {
			for _, r := range c.files[partner+"/people"] {
				if r[mark] != "yes" {
					continue
				}
				marked++
				by[c.person[partner+" "+r["person_ref"]]]++
				if partner == "council" {
					atCouncil++
				}
			}
		}
		if marked < 30 || marked > 200 || atCouncil == 0 || atCouncil*2 > marked {
			t.Errorf("%d records %s, %d of them at the council", marked, mark, atCouncil)
		}
		for person, n := range by {
			if n != 1 {
				t.Errorf("%s is %s at %d partners", person, mark, n)
			}
		}
	}
}

// A postcode is of one street and one town, and several households share most of them.
func TestAPostcodeIsOfOneStreet(t *testing.T) {
	c := defaultCounty(t)
	street, doors, number := map[string]string{}, map[string]map[string]bool{}, regexp.MustCompile(`^\d+ `)
	for _, partner := range partnerNames {
		for _, r := range c.files[partner+"/people"] {
			line := r["address_line_1"]
			if strings.HasPrefix(line, "Flat ") {
				line = r["address_line_2"]
			}
			where, code := number.ReplaceAllString(line, "")+", "+r["town"], r["postcode"]
			if before, ok := street[code]; ok && before != where {
				t.Errorf("%s is of %s and of %s", code, before, where)
			}
			street[code] = where
			if doors[code] == nil {
				doors[code] = map[string]bool{}
			}
			doors[code][r["uprn"]] = true
		}
	}
	all := 0
	for _, d := range doors {
		all += len(d)
	}
	if mean := float64(all) / float64(len(doors)); mean < 4 {
		t.Errorf("%.1f homes to a postcode", mean)
	}
}

// Neither the order of rows nor the order of refs brings one family's records together.
func TestOrderTellsNothing(t *testing.T) {
	c := defaultCounty(t)
	for _, partner := range partnerNames {
		together, rows := 0, c.files[partner+"/people"]
		for i, r := range rows[1:] {
			if c.family[partner+" "+r["person_ref"]] == c.family[partner+" "+rows[i]["person_ref"]] {
				together++
			}
		}
		if together*200 > len(rows) {
			t.Errorf("%s: %d of %d rows stand beside one of their own family", partner, together, len(rows))
		}
	}
}
