package sharing_test

import (
	"testing"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

func TestWhatIsProposedToBeHeldBack(t *testing.T) {
	type held struct {
		class   models.Class
		partner models.Partner
		marked  bool
	}
	const released, said, silent = "released", "said", "silent"
	for name, c := range map[string]struct {
		asker  models.Asker
		hidden bool
		held   held
		want   string
	}{
		"a name":                               {models.AskerThePerson, false, held{models.ClassIdentity, models.Council, false}, released},
		"a name that police gave":              {models.AskerThePerson, false, held{models.ClassIdentity, models.Police, false}, silent},
		"a call-out":                           {models.AskerThePerson, false, held{models.ClassCallouts, models.Police, false}, silent},
		"a tie":                                {models.AskerThePerson, false, held{models.ClassFamilyLinks, models.Council, false}, said},
		"a tie of a sensitive record":          {models.AskerThePerson, false, held{models.ClassFamilyLinks, models.Council, true}, silent},
		"a spell of social care":               {models.AskerThePerson, false, held{models.ClassSocialCare, models.Council, false}, silent},
		"a benefit":                            {models.AskerThePerson, false, held{models.ClassBenefits, models.DWP, false}, released},
		"a benefit of a sensitive record":      {models.AskerThePerson, false, held{models.ClassBenefits, models.DWP, true}, silent},
		"an address":                           {models.AskerThePerson, false, held{models.ClassAddress, models.Housing, false}, released},
		"an address where one is protected":    {models.AskerThePerson, true, held{models.ClassAddress, models.Housing, false}, silent},
		"a tenancy where one is protected":     {models.AskerThePerson, true, held{models.ClassTenancy, models.Housing, false}, silent},
		"schooling":                            {models.AskerThePerson, false, held{models.ClassSchooling, models.Schools, false}, released},
		"schooling, to a parent":               {models.AskerParent, false, held{models.ClassSchooling, models.Schools, false}, said},
		"schooling where one is protected":     {models.AskerParent, true, held{models.ClassSchooling, models.Schools, false}, silent},
		"a tenancy, to a representative":       {models.AskerRepresentative, false, held{models.ClassTenancy, models.Housing, false}, silent},
		"a benefit, to a representative":       {models.AskerRepresentative, false, held{models.ClassBenefits, models.DWP, false}, released},
		"a name, to a parent, where one hides": {models.AskerParent, true, held{models.ClassIdentity, models.Council, false}, released},
	} {
		t.Run(name, func(t *testing.T) {
			got := released
			if e := sharing.HeldBack(sharing.ProposedExemptions(c.asker, c.hidden), c.held.class, c.held.partner, c.held.marked); e != nil {
				if got = said; e.Silent {
					got = silent
				}
				if e.Law == "" || e.Why == "" {
					t.Errorf("it is held back by %q, because %q", e.Law, e.Why)
				}
			}
			if got != c.want {
				t.Errorf("it is %s, want %s", got, c.want)
			}
		})
	}
}
