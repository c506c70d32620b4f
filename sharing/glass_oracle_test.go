package sharing_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Families, and moments within an hour of each other, so that breaks and readers meet often.
var (
	someFamilies = []string{"", "f1", "f2"}
	noon         = time.Date(2012, 4, 2, 12, 0, 0, 0, time.UTC)
	someMoments  = []time.Time{noon.Add(-time.Hour), noon.Add(-time.Nanosecond), noon, noon.Add(time.Nanosecond), noon.Add(time.Hour)}
)

// someGlass lets some roles break the glass by some of the agreements, as Parse would let them, and by some as it would not.
func someGlass(t *rapid.T, agreements []*sharing.Agreement) {
	for _, a := range agreements {
		a.Acts, a.BreakGlass = map[models.Role]map[models.Act][]models.Purpose{}, map[models.Role]sharing.Glass{}
		for _, role := range someRoles {
			if rapid.IntRange(0, 2).Draw(t, "may break") == 0 {
				continue
			}
			purposes := []models.Purpose{models.Safeguarding}
			if rapid.IntRange(0, 9).Draw(t, "for another purpose") == 0 {
				purposes[0] = models.FamilySupport
			}
			a.Acts[role] = map[models.Act][]models.Purpose{models.ActBreakGlass: purposes}
			a.BreakGlass[role] = sharing.Glass{Classes: rapid.SliceOfNDistinct(rapid.SampledFrom(someClasses), 1, 4, rapid.ID).Draw(t, "breakable")}
		}
	}
}

// someBreak is a break that is likely to be the reader's, and open at noon.
func someBreak(t *rapid.T, r sharing.Reader, agreements []*sharing.Agreement) models.GlassBreak {
	likely := func(what string) bool { return rapid.IntRange(0, 7).Draw(t, what) > 0 }
	b := models.GlassBreak{
		ID: one(t, "break", []string{"G1", "G2"}), Subject: r.Subject, Role: r.Role, Org: r.Org, Family: one(t, "family", someFamilies),
		Class: one(t, "broken class", someClasses), Agreement: "gone", OpenedAt: noon.Add(-time.Hour), ExpiresAt: noon.Add(time.Hour),
	}
	if !likely("same subject") {
		b.Subject = one(t, "broken by", someOrgs)
	}
	if !likely("same role") {
		b.Role = one(t, "broken as", someRoles)
	}
	if !likely("same org") {
		b.Org = one(t, "broken for", someOrgs)
	}
	if !likely("open") {
		b.OpenedAt, b.ExpiresAt = one(t, "opened", someMoments), one(t, "expires", someMoments)
	}
	if !likely("not ended") {
		b.EndedAt = &noon
	}
	if len(agreements) > 0 && likely("permitted") {
		b.Agreement = agreements[rapid.IntRange(0, len(agreements)-1).Draw(t, "by")].ID
	}
	return b
}

// slowlyOpen asks of one break, condition by condition, whether it shows the reader anything at the moment.
func slowlyOpen(agreements []*sharing.Agreement, r sharing.Reader, at time.Time, b models.GlassBreak) bool {
	if r.Program || r.Purpose != models.Safeguarding || b.Subject == "" || b.Family == "" || b.EndedAt != nil {
		return false
	}
	if b.Subject != r.Subject || b.Role != r.Role || b.Org != r.Org {
		return false
	}
	if at.Before(b.OpenedAt) || at.Equal(b.ExpiresAt) || at.After(b.ExpiresAt) {
		return false
	}
	if b.Class == models.ClassNINO || b.Class == models.ClassBenefits || b.Class == models.ClassEmploymentSupport {
		return false
	}
	return slices.ContainsFunc(agreements, func(a *sharing.Agreement) bool {
		return a.ID == b.Agreement && r.On >= a.From && (a.Until == "" || r.On <= a.Until) && slices.Contains(a.Purposes, models.Safeguarding) &&
			slices.Contains(a.Acts[r.Role][models.ActBreakGlass], models.Safeguarding) && slices.Contains(a.BreakGlass[r.Role].Classes, b.Class)
	})
}

// slowlyThrough asks whether some break shows the fact of somebody of the family, and no agreement does.
func slowlyThrough(agreements []*sharing.Agreement, r sharing.Reader, at time.Time, breaks []models.GlassBreak, family string, class models.Class, o sharing.Origin) bool {
	return slices.ContainsFunc(breaks, func(b models.GlassBreak) bool {
		return slowlyOpen(agreements, r, at, b) && b.Family == family && b.Class == class && o.Partner != models.DWP &&
			slices.Contains(class.Owners(), o.Partner) && (!o.Letting || r.Role.Partner() == models.Council)
	})
}
