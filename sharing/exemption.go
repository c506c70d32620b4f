package sharing

import "thrivingfamilies.example/hub/models"

// ProposedExemptions are what the law may have held back from who asks what is held of a person, for somebody to decide: released
// is what a person releases. Where saying that something is held back would itself tip off or endanger, the proposal is silent.
func ProposedExemptions(asker models.Asker, placeHidden bool) []models.Exemption {
	proposed := []models.Exemption{
		{
			Partner: models.Police, Silent: true, Law: "Data Protection Act 2018 Sch. 2 para. 2",
			Why: "What the police told may prejudice the prevention or detection of crime, and so may that they told anything: ask them, or send the asker to them (Part 3, s.45).",
		},
		{
			Marked: true, Silent: true, Law: "Data Protection Act 2018 Sch. 2 para. 16 and Sch. 4",
			Why: "A partner sent the record as sensitive: whoever learns of it may be in danger, or put others in it.",
		},
		{
			Class: models.ClassSocialCare, Silent: true, Law: "Data Protection Act 2018 Sch. 3 Part 3",
			Why: "Social work data is held back where telling it would do serious harm to anybody: a social worker says whether it would.",
		},
		{
			Class: models.ClassFamilyLinks, Law: "Data Protection Act 2018 Sch. 2 para. 16",
			Why: "Ties name other people, who have not consented.",
		},
	}
	if placeHidden {
		for _, class := range []models.Class{models.ClassAddress, models.ClassTenancy, models.ClassSchooling} {
			proposed = append(proposed, models.Exemption{
				Class: class, Silent: true, Law: "Data Protection Act 2018 Sch. 2 para. 16",
				Why: "An address in the family is protected: whoever asks, and whoever reads over their shoulder, must not be told where anybody is.",
			})
		}
	}
	if asker != models.AskerThePerson {
		proposed = append(proposed,
			models.Exemption{
				Class: models.ClassSchooling, Law: "Data Protection Act 2018 Sch. 3 Part 4",
				Why: "Another asks: a head teacher says whether telling it would do the child serious harm.",
			},
			models.Exemption{
				Class: models.ClassTenancy, Silent: true, Law: "Data Protection Act 2018 Sch. 2 para. 16",
				Why: "Another asks: a tenancy tells where the person lives, and with whom.",
			},
		)
	}
	return proposed
}

// HeldBack is the exemption under which something is held back; nil where it is released. A silent one counts before others.
func HeldBack(exemptions []models.Exemption, class models.Class, partner models.Partner, marked bool) *models.Exemption {
	var found *models.Exemption
	for i := range exemptions {
		if e := &exemptions[i]; e.Covers(class, partner, marked) && (found == nil || e.Silent && !found.Silent) {
			found = e
		}
	}
	return found
}
