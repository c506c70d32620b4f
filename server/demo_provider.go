package main

import (
	"fmt"
	"strings"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/auth/provider"
	"thrivingfamilies.example/hub/auth/signin"
	"thrivingfamilies.example/hub/models"
)

// What the demonstration's provider is, and knows. The program's secret is none: whoever is at the machine may be anybody there.
const (
	demoProvider      = "/provider" // below the hub's address
	demoClient        = "families-hub"
	demoProgram       = "demo-program"
	demoProgramSecret = "demo-program-secret"
	demoClaim         = "hub_role"
)

// demoStaff are the names of the demonstration's invented people, by role.
var demoStaff = map[models.Role]string{
	models.Coordinator: "Quentin Quill", models.KeyWorker: "Queenie Quartz", models.Auditor: "Quincy Quay", models.Governance: "Quilla Quaint",
	models.StrategicGroup: "Quillon Quest", models.PoliceOfficer: "Quora Quell", models.SchoolOfficer: "Quade Quota",
	models.HousingOfficer: "Quinn Quarry", models.Provider: "Quest Quiver", models.Jobcentre: "Quita Quorum", models.Researcher: "Quenby Query",
}

// demoSubject is the subject of a role's invented person, and of the role's development token.
func demoSubject(r models.Role) string { return "dev-" + strings.ToLower(string(r)) }

// provide makes the demonstration's provider, and has people sign in there as they would at their own.
func (h *hub) provide(address string, now func() time.Time) error {
	c := signin.Config{Issuer: address + demoProvider, Client: demoClient, Address: address}
	p := provider.Config{Issuer: c.Issuer, Style: "/style.css"}
	for _, role := range models.Roles {
		if role == models.Integration {
			continue
		}
		p.People = append(p.People, provider.Person{
			Subject: demoSubject(role), Name: fmt.Sprintf("%s, %s", demoStaff[role], role), Claims: map[string]any{demoClaim: role},
		})
		c.People = append(c.People, signin.Rule{Claim: demoClaim, Value: string(role), Role: role})
	}
	p.Clients = []provider.Client{
		{ID: demoClient, Redirects: []string{address + "/callback"}, SignOuts: []string{address + "/"}},
		{ID: demoProgram, Secret: demoProgramSecret, Audience: auth.Audience, Claims: map[string]any{
			"role": models.Integration, "as": models.Coordinator, "purposes": models.Coordinator.Purposes(),
		}},
	}
	if err := c.Check(); err != nil {
		return err
	}
	p.KeyID, p.Key = h.issuer.Signer()
	var err error
	if h.provider, err = provider.New(p); err != nil {
		return err
	}
	h.verifier.AlsoFrom(c.Issuer)
	h.people = signin.New(c, now)
	return nil
}

// demoTokenCurl is a command that gets a program's token.
func demoTokenCurl(address string) string {
	return fmt.Sprintf("curl -s -u %s:%s -d grant_type=client_credentials %s%s/oauth/token", demoProgram, demoProgramSecret, address, demoProvider)
}
