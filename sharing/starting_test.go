package sharing_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

const anyDay models.Date = "2014-06-02"

func embedded(t testing.TB) *sharing.Set {
	t.Helper()
	set, err := sharing.Load(agreements.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// cells say how much is shown, of whom, and whose word.
var cells = map[string]string{
	"-":   "",
	"V*":  "VALUE all by owners",
	"V":   "VALUE own by owners",
	"B":   "BAND own by owners",
	"F":   "FLAG own by owners",
	"K":   "VALUE known by own council",
	"K.o": "VALUE known by own",
	"K.w": "VALUE known by owners",
	"FK":  "FLAG known by owners",
	"FA":  "FLAG acted by owners",
	"V.c": "VALUE own by own council",
	"V.o": "VALUE own by own",
	"V.t": "VALUE own by own-tenancy",
}

// starting is what the agreements must say to begin with. Published results and programme totals are no family's data, so
// they have no cell here. A provider's own actions are not kept apart from the council's yet: none are shown to it.
const starting = `
class               COUNCIL_COORDINATOR COUNCIL_KEY_WORKER COUNCIL_AUDITOR POLICE_OFFICER SCHOOL_OFFICER HOUSING_OFFICER DWP_PROVIDER JOBCENTRE_ADVISER RESEARCHER
identity            V*                  V                  V               K              K              K               V.c          V.c               -
address             V*                  V                  V               K              K              V.t             V.c          V.c               B
family-links        V*                  V                  V               K              K              K               -            -                 B
nino                V*                  -                  V               -              -              -               V.o          V.o               -
upn                 V*                  -                  V               -              K.o            -               -            -                 -
nhs-number          V*                  -                  V               -              -              -               -            -                 -
pnc-id              V*                  -                  V               K.w            -              -               -            -                 -
offences            V*                  V                  V               K.w            -              -               -            -                 B
asb                 V*                  V                  V               K.w            -              FA              -            -                 B
callouts            V*                  V                  V               K.w            -              -               -            -                 B
schooling           V*                  V                  V               -              V              -               -            -                 B
tenancy             V*                  V                  V               -              -              V               -            -                 B
benefits            V*                  F                  V               -              -              -               V            V                 B
employment-support  V*                  V                  V               -              -              -               V            V                 B
social-care         V*                  V                  F               -              -              -               -            -                 B
case-work           V*                  V                  V               -              -              -               -            -                 -
criteria            V*                  V                  V               -              -              -               -            -                 B
support             V*                  V                  V               FK             FK             FK              F            F                 -
links               V*                  B                  V               -              -              -               -            -                 -
interventions       V*                  V                  V               -              -              -               -            -                 V
claims              V*                  -                  V               -              -              -               -            -                 -
`

// expected reads the table: role -> class -> cell; a role that has no column sees nothing.
func expected(t *testing.T) map[models.Role]map[models.Class]string {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(starting), "\n")
	roles := strings.Fields(lines[0])[1:]
	table := map[models.Role]map[models.Class]string{}
	for _, role := range models.Roles {
		table[role] = map[models.Class]string{}
	}
	for i, line := range lines[1:] {
		row := strings.Fields(line)
		if row[0] != string(models.Classes[i]) {
			t.Fatalf("row %d is of %s, not %s", i, row[0], models.Classes[i])
		}
		for j, role := range roles {
			cell, known := cells[row[j+1]]
			if !known {
				t.Fatalf("%s %s: no such cell as %s", row[0], role, row[j+1])
			}
			table[models.Role(role)][models.Class(row[0])] = cell
		}
	}
	if len(lines)-1 != len(models.Classes) {
		t.Fatalf("%d rows for %d classes", len(lines)-1, len(models.Classes))
	}
	return table
}

// inACell adds the grants up; nothing can be added up whose detail or scope differs.
func inACell(t *testing.T, class models.Class, grants []sharing.Grant) string {
	t.Helper()
	terms, words := map[string]bool{}, map[string]bool{}
	for _, g := range grants {
		terms[string(g.Terms.Detail)+" "+string(g.Terms.Scope)] = true
		for _, by := range g.Terms.By {
			words[by] = true
		}
		if g.Terms.By == nil {
			words["owners"] = true
		}
	}
	if len(grants) == 0 {
		return ""
	}
	owners := map[string]bool{}
	for _, p := range class.Owners() {
		owners[string(p)] = true
	}
	if maps.Equal(words, owners) {
		words = map[string]bool{"owners": true}
	}
	by := slices.Sorted(maps.Keys(words))
	slices.Reverse(by)
	return strings.Join(slices.Sorted(maps.Keys(terms)), " and ") + " by " + strings.Join(by, " ")
}

func TestStartingAgreements(t *testing.T) {
	set, want := embedded(t), expected(t)
	for _, role := range models.Roles {
		for _, purpose := range role.Purposes() {
			access := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: anyDay})
			for _, class := range models.Classes {
				verdict := access.Verdict(class)
				if got := inACell(t, class, verdict.Grants); got != want[role][class] {
					t.Errorf("%s, %s, %s: %q, want %q", role, purpose, class, got, want[role][class])
				}
				if want[role][class] == "" && verdict.Refusal.Reason != sharing.NotShared {
					t.Errorf("%s, %s, %s: refused as %s", role, purpose, class, verdict.Refusal.Reason)
				}
			}
		}
	}
}

// The matrix that governance reads must say the same as the decisions.
func TestMatrixOfStartingAgreements(t *testing.T) {
	set, want := embedded(t), expected(t)
	for _, role := range models.Roles {
		grants := map[models.Class][]sharing.Grant{}
		for _, rule := range set.Matrix(role, anyDay) {
			if rule.Detail == models.DetailNone {
				if want[role][rule.Class] != "" || rule.Reason != sharing.NotShared || rule.Cell() != "-" {
					t.Errorf("%+v", rule)
				}
				continue
			}
			if !slices.Equal(rule.Purposes, role.Purposes()) || rule.Agreement == "" || rule.Gateway == "" {
				t.Errorf("%+v", rule)
			}
			terms := sharing.Terms{Scope: rule.Scope, Detail: rule.Detail, By: rule.By}
			grants[rule.Class] = append(grants[rule.Class], sharing.Grant{Terms: terms})
		}
		for _, class := range models.Classes {
			if got := inACell(t, class, grants[class]); got != want[role][class] {
				t.Errorf("%s, %s: %q, want %q", role, class, got, want[role][class])
			}
		}
	}
}

// The agreements begin on a day; before it, what they would grant is refused for that reason.
func TestStartingAgreementsBegin(t *testing.T) {
	set, want := embedded(t), expected(t)
	for role, classes := range want {
		first, before := models.Date("2012-04-01"), models.Date("2012-03-31")
		if role == models.Researcher {
			first, before = "2013-04-01", "2013-03-31"
		}
		for class, cell := range classes {
			for _, purpose := range role.Purposes() {
				on := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: first}).Verdict(class)
				not := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: before}).Verdict(class)
				if len(not.Grants) > 0 || len(on.Grants) > 0 != (cell != "") {
					t.Errorf("%s %s: %d grants before, %d on the day", role, class, len(not.Grants), len(on.Grants))
				}
				if cell != "" && not.Refusal.Reason != sharing.NoAgreement {
					t.Errorf("%s %s before: %s", role, class, not.Refusal.Reason)
				}
			}
		}
	}
}

// What a national insurance number, a benefit or a refuge can do to somebody is why these stand on their own.
func TestNothingOfDWPReachesOutsiders(t *testing.T) {
	set := embedded(t)
	for _, role := range []models.Role{models.PoliceOfficer, models.SchoolOfficer, models.HousingOfficer} {
		for _, purpose := range role.Purposes() {
			access := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: anyDay})
			for _, class := range models.Classes {
				if slices.Contains(access.Sources(class), models.DWP) {
					t.Errorf("%s may be told DWP's word on %s", role, class)
				}
			}
		}
	}
}
