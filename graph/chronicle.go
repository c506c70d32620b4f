package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
)

// chronicle writes the family's chronology: a dated line of every fact that the reader may see, oldest first. Undated facts
// stand at the end.
func chronicle(family *model.Family) {
	family.Chronology = []*model.ChronologyEntry{}
	for _, m := range family.Members {
		p := m.Person
		add := func(on models.Date, class models.Class, words ...string) {
			words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
			family.Chronology = append(family.Chronology, &model.ChronologyEntry{On: on, Class: string(class), Text: strings.Join(words, " "), Person: p})
		}
		for _, o := range p.Offences {
			add(cmp.Or(o.DisposedOn, o.CommittedOn), models.ClassOffences, "Offence", o.OffenceCode+":", o.Disposal)
		}
		for _, i := range p.AsbIncidents {
			add(i.OccurredOn, models.ClassASB, "Antisocial behaviour,", i.Category+",", "as", i.Part)
		}
		for _, o := range p.AsbOrders {
			add(o.MadeOn, models.ClassASB, "Order made:", o.Kind)
		}
		for _, c := range p.Callouts {
			add(c.OccurredOn, models.ClassCallouts, "Police called out:", c.Reason)
		}
		for _, e := range p.Enrolments {
			add(e.From, models.ClassSchooling, "Enrolment:", e.Kind)
		}
		for _, a := range p.Attendance {
			add("", models.ClassSchooling, a.Term+":", count(a.Unauthorised), "of", count(a.Possible), "sessions missed without leave")
		}
		for _, e := range p.Exclusions {
			add(e.StartedOn, models.ClassSchooling, "Excluded:", e.Category, e.Reason)
		}
		for _, t := range p.Tenancies {
			add(cmp.Or(t.From, t.Started), models.ClassTenancy, "Tenancy:", t.Tenure, t.Role)
		}
		for _, a := range p.HousingActions {
			add(a.TakenOn, models.ClassTenancy, "Landlord's action:", a.Kind)
		}
		for _, c := range p.BenefitClaims {
			add(c.Started, models.ClassBenefits, "Benefit claimed:", c.Benefit)
		}
		for _, v := range p.Provisions {
			add(cmp.Or(v.AttachedOn, v.ReferredOn), models.ClassEmploymentSupport, "Employment support:", v.Programme)
		}
		for _, e := range p.Employments {
			add(e.Started, models.ClassEmploymentSupport, "Began work")
		}
		for _, i := range p.Involvements {
			add(i.Started, models.ClassSocialCare, "Involvement began:", i.Kind)
		}
	}
	slices.SortStableFunc(family.Chronology, func(a, b *model.ChronologyEntry) int {
		return cmp.Or(cmp.Compare(orLast(a.On), orLast(b.On)), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Text, b.Text),
			cmp.Compare(a.Person.ID, b.Person.ID))
	})
}

func count(n *int) string {
	if n == nil {
		return "?"
	}
	return fmt.Sprint(*n)
}
