package sharing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// startingActs are what the agreements let roles do to begin with; what is not here nobody may.
var startingActs = map[models.Role]map[models.Act]string{
	models.Coordinator: {
		models.ActReviewLinks: "identification data-quality", models.ActMarkLinks: "identification data-quality",
		models.ActCorrectFamilies: "identification data-quality",
		models.ActReportLink:      "identification family-support employment-support crime-prevention safeguarding claim-audit data-quality",
		models.ActRecordRemarks:   "identification family-support employment-support crime-prevention safeguarding claim-audit data-quality",
		models.ActSettleRemarks:   "identification data-quality",
	},
	models.KeyWorker:      withGlass("family-support safeguarding"),
	models.Auditor:        {models.ActReportLink: "claim-audit", models.ActRecordRemarks: "claim-audit"},
	models.Governance:     {models.ActEndGlass: "governance", models.ActReviewGlass: "governance", models.ActAnswerSubjects: "governance"},
	models.PoliceOfficer:  withGlass("crime-prevention family-support safeguarding"),
	models.SchoolOfficer:  withGlass("family-support safeguarding"),
	models.HousingOfficer: withGlass("family-support safeguarding"),
	models.Provider:       {models.ActReportLink: "employment-support", models.ActRecordRemarks: "employment-support"},
	models.Jobcentre:      {models.ActReportLink: "employment-support", models.ActRecordRemarks: "employment-support"},
}

// withGlass are the acts of who may report a link, and what people have against facts, for the purposes, and break the glass.
func withGlass(report string) map[models.Act]string {
	return map[models.Act]string{models.ActReportLink: report, models.ActRecordRemarks: report, models.ActBreakGlass: "safeguarding", models.ActEndGlass: "safeguarding"}
}

func TestStartingActs(t *testing.T) {
	set := embedded(t)
	for _, role := range models.Roles {
		var listed []models.Act
		for _, l := range set.Licences(role, anyDay) {
			listed = append(listed, l.Act)
		}
		for _, act := range models.Acts {
			want := strings.Fields(startingActs[role][act])
			if slices.Contains(listed, act) != (len(want) > 0) {
				t.Errorf("%s: the licences list %v", role, listed)
			}
			for _, purpose := range models.Purposes {
				granting, refusal := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: anyDay}).May(act)
				may := slices.Contains(want, string(purpose))
				switch {
				case may != (len(granting) > 0):
					t.Errorf("%s may %s for %s: %t, want %t", role, act, purpose, len(granting) > 0, may)
				case !may && len(want) > 0 && refusal.Reason != sharing.WrongPurpose, len(want) == 0 && refusal.Reason != sharing.NotShared:
					t.Errorf("%s may not %s for %s: %+v", role, act, purpose, refusal)
				}
				early, refusal := set.Access(sharing.Reader{Role: role, Purpose: purpose, On: "2012-03-31"}).May(act)
				if len(early) > 0 || may && refusal.Reason != sharing.NoAgreement {
					t.Errorf("%s before the agreements: %+v", role, refusal)
				}
			}
		}
	}
}

func TestActsThatAreNone(t *testing.T) {
	for name, c := range map[string]struct{ acts, want string }{
		"a role that is none": {"  ARCHIVIST: {report-link: [safeguarding]}", `role "ARCHIVIST" cannot be granted an act`},
		"a program":           {"  INTEGRATION: {report-link: [safeguarding]}", `role "INTEGRATION" cannot be granted an act`},
		"an act that is none": {"  POLICE_OFFICER: {arrest: [safeguarding]}", "acts.POLICE_OFFICER.arrest: no such act"},
		"no act":              {"  POLICE_OFFICER: {}", "acts.POLICE_OFFICER is empty"},
		"no purpose":          {"  POLICE_OFFICER: {report-link: []}", "acts.POLICE_OFFICER.report-link is empty"},
		"another's purpose":   {"  POLICE_OFFICER: {report-link: [governance]}", `purpose "governance" is not among the agreement's`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sharing.Parse("police.yaml", fmt.Appendf(nil, "%sacts:\n%s\n", good, c.acts))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}
