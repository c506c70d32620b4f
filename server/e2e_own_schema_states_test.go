package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
)

// whoTells are the partners of whose word each class is made.
var whoTells = map[string][]string{
	"identity": everyPartner, "address": everyPartner, "links": everyPartner,
	"nino": {"housing", "dwp"}, "upn": {"schools"}, "nhs-number": {"council"}, "pnc-id": {"police"},
	"offences": {"police"}, "asb": {"police"}, "callouts": {"police"}, "schooling": {"schools"}, "tenancy": {"housing"},
	"benefits": {"dwp"}, "employment-support": {"dwp"}, "social-care": {"council"}, "case-work": {"council"},
	"criteria": {"council"}, "support": {"council"}, "interventions": {"council"}, "claims": {"council"},
}

var everyPartner = []string{"council", "police", "schools", "housing", "dwp"}

// besides are cells of the matrix in which no canary sits, each with its agreement: an own tenancy's address, which stands among the
// canaries of tenancies, and what those are shown who find nobody yet.
var besides = map[string]map[string]string{
	"HOUSING_OFFICER": {"address": "housing"},
	"RESEARCHER":      {"interventions": "evaluation"},
}

// everShown says by the plain table whether a role may ever be shown values of the class while those agreements are in force that are.
func (s agreementState) everShown(role, class string) bool {
	row := role
	if role == "JOBCENTRE_ADVISER" {
		row = "DWP_PROVIDER" // its row of the matrix is the same
	}
	_, granted := whoSees[row][class]
	granted = granted && slices.ContainsFunc(whoTells[class], func(partner string) bool { return s.grants(role, class, partner) })
	if agreement := besides[role][class]; agreement != "" {
		granted = s.force(agreement)
	}
	return granted || s.force("safeguarding") && slices.Contains(behindGlass[role], class)
}

// TestAnOwnSchemaIsThePlainTable compares each role's own schema with the plain table in every state of the agreements: no field of
// values that the role may not be shown is in any type, and of people and families every one that it may be shown is there.
func TestAnOwnSchemaIsThePlainTable(t *testing.T) {
	classes, err := graph.FieldClasses()
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range agreementStates(t) {
		t.Run(state.name, func(t *testing.T) {
			state.use(t)
			for _, role := range models.Roles {
				if role == models.Integration {
					continue
				}
				own := gqlparser.MustLoadSchema(&ast.Source{Input: must(t, "schema", "--role", string(role)).out})
				for name, class := range classes {
					if class.Detail != models.DetailValue || whoTells[string(class.Class)] == nil {
						continue
					}
					of, field, _ := strings.Cut(name, ".")
					there := own.Types[of] != nil && own.Types[of].Fields.ForName(field) != nil
					may := state.everShown(string(role), string(class.Class))
					if there && !may {
						t.Errorf("%s has %s, of class %s", role, name, class.Class)
					}
					if may && !there && (of == "Person" || of == "Family") {
						t.Errorf("%s lacks %s, of class %s", role, name, class.Class)
					}
				}
			}
		})
	}
}
