package main

import (
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// TestAChildsOwnRecord has a provider and the council read about Dora Cole, a grown woman, and again when her date of birth
// is that of a child: an adult's consent is what a provider reads by, and of a child it is shown nothing, whatever is granted.
func TestAChildsOwnRecord(t *testing.T) {
	const question = `{ families { nodes { address { postcode } supportedByProgramme chronology { text } members { person { id forename dateOfBirth age nino
		addresses { postcode } benefitClaims { benefit } hasBenefitClaim provisions { programme } } } } } }`
	provider := reader{role: "DWP_PROVIDER", org: "PROGRESS", purpose: "employment-support"}
	coordinator := reader{role: "COUNCIL_COORDINATOR", purpose: "family-support"}
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWitness(t, dsn, nil)
		cole := w.id("family-Cole")
		inDatabase(t, dsn, "UPDATE source_people SET date_of_birth = NULL WHERE surname = 'Cole' AND partner <> 'dwp'")
		born := func(on time.Time) {
			inDatabase(t, dsn, "UPDATE source_people SET date_of_birth = '"+on.Format(time.DateOnly)+"' WHERE ref = 'D4'")
			assign(t, dsn, cole, "rewritten", on.Format(time.DateOnly)) // makes the family's document anew
		}
		of := func(r reader) (dora object, reply answered) {
			reply = w.hub.ask(t, r, question, nil)
			for _, f := range objects(reply.Data["families"].(object)["nodes"]) {
				for _, p := range members(f) {
					if p["id"] == w.dora(t) {
						return p, reply
					}
				}
			}
			t.Fatalf("%s is not shown that Dora is there", r)
			return nil, reply
		}
		eighteen := time.Now().AddDate(-18, 0, 0)
		born(eighteen)
		if dora, _ := of(provider); dora["forename"] != "Dora" || dora["nino"] != "QQ100004A" || dora["provisions"] == nil {
			t.Errorf("on her eighteenth birthday the provider is shown %v", dora)
		}
		born(eighteen.AddDate(0, 0, 1))
		dora, reply := of(provider)
		for field, value := range dora {
			if field != "id" && value != nil {
				t.Errorf("of a child the provider is shown %s: %v", field, value)
			}
		}
		for _, secret := range []string{"Dora", "QQ100004A", "esf-families", "OX26 3CC"} {
			if strings.Contains(reply.body, secret) {
				t.Errorf("%s is in the reply: %s", secret, reply.body)
			}
		}
		for _, line := range reply.Extensions.Withheld {
			if line["reason"] != "NOT_SHARED" && line["reason"] != "NOT_KNOWN_TO_YOU" {
				t.Errorf("the reason tells more than that it is not shared: %v", line)
			}
		}
		if dora, _ := of(coordinator); dora["forename"] != "Dora" || dora["benefitClaims"] == nil {
			t.Errorf("the coordinator is shown %v", dora)
		}
	})
}

// dora is the id of Dora Cole, as a coordinator knows it.
func (w *witness) dora(t *testing.T) string {
	t.Helper()
	for _, f := range w.hub.families(t, reasoned, "members { person { id forename } }") {
		for _, p := range members(f) {
			if p["forename"] == "Dora" {
				return p["id"].(string)
			}
		}
	}
	t.Fatal("there is no Dora")
	return ""
}
