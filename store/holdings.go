package store

import (
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// holdingKey is one way in which an organisation stands to a person.
type holdingKey struct {
	person   string
	relation sharing.Relation
	partner  models.Partner
	holder   string
}

// goesOn is the end of a relation that has none.
const goesOn models.Date = "9999-12-31"

// writeHoldings makes anew how organisations stand to the members of the families. Where an address is protected, no record
// makes somebody a school's, landlord's or provider's own: those records are not shown, and to be an organisation's own
// without one would give the mark away.
func (t *Tx) writeHoldings(families []string, members map[string]string, facts []piece, protected map[string]bool) error {
	ends := map[holdingKey]models.Date{}
	sensitive := map[string]bool{}
	add := func(person string, relation sharing.Relation, partner models.Partner, holder string, until models.Date) {
		if until == "" {
			until = goesOn
		}
		key := holdingKey{person, relation, partner, holder}
		ends[key] = max(ends[key], until)
	}
	for _, found := range facts {
		if people, ok := found.(*peoplePiece); ok {
			for i := range people.rows {
				source := &people.rows[i].Provenance
				add(source.PersonID, sharing.Holds, source.Partner, source.Org, "")
				sensitive[source.PersonID] = sensitive[source.PersonID] || people.rows[i].Sensitive
			}
		}
		found.holders(func(source *models.Provenance, fact models.Fact) {
			about := fact.About()
			if about == "" || about == models.UnknownOrg || protected[members[source.PersonID]] {
				return
			}
			switch f := fact.(type) {
			case *models.Enrolment:
				add(source.PersonID, sharing.Teaches, models.Schools, about, "")
			case *models.Tenancy:
				add(source.PersonID, sharing.Lets, models.Housing, about, "")
			case *models.HousingAction:
				add(source.PersonID, sharing.TookStep, models.Housing, about, "")
			case *models.Provision:
				// The provider's view of the person ends with the provision.
				add(source.PersonID, sharing.Provides, models.DWP, about, f.EndedOn)
			}
		})
	}
	var assigned []struct {
		FamilyID string
		Relation sharing.Relation
		Holder   string
	}
	if err := t.scan(&assigned, "SELECT family_id, relation, holder FROM assignments WHERE family_id IN ?", families); err != nil {
		return err
	}
	for person, family := range members {
		for _, a := range assigned {
			if a.FamilyID == family {
				partner := models.Council
				if a.Relation == sharing.Checks || a.Relation == sharing.Provides {
					partner = models.DWP // a referral in the hub: to the Jobcentre's check, or to a provider
				}
				add(person, a.Relation, partner, a.Holder, "")
			}
		}
	}
	if err := t.exec("DELETE FROM holdings WHERE family_id IN ?", families); err != nil {
		return err
	}
	for _, some := range chunks(sortedKeys(members), 5000) { // people may come from another family
		if err := t.exec("DELETE FROM holdings WHERE person_id IN ?", some); err != nil {
			return err
		}
	}
	rows := make([][]any, 0, len(ends))
	for key, until := range ends {
		if until == goesOn {
			until = ""
		}
		rows = append(rows, []any{key.person, members[key.person], string(key.relation), key.partner, key.holder, until, sensitive[key.person]})
	}
	return t.load(t.db.Statement.Context, "holdings", []string{"person_id", "family_id", "relation", "partner", "holder", "ends_on", "sensitive"}, together(rows))
}

// Assign records that a family is assigned to somebody: a key worker by subject, for one.
func (t *Tx) Assign(familyID string, relation sharing.Relation, holder string) error {
	if err := t.exec("INSERT INTO assignments (family_id, relation, holder) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", familyID, string(relation), holder); err != nil {
		return err
	}
	protected, err := t.protectedFamilies()
	if err != nil {
		return err
	}
	return t.rewriting(func() error { return t.rewrite([]string{familyID}, protected) })
}
