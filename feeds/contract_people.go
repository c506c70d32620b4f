package feeds

import "thrivingfamilies.example/hub/identifier"

var (
	nhsNumber  = Column{Name: "nhs_number", Check: identifier.NHSNumber}
	pncID      = Column{Name: "pnc_id", Check: identifier.PNCID}
	upn        = Column{Name: "upn", Check: identifier.UPN}
	uln        = Column{Name: "uln", Check: identifier.ULN}
	nino       = Column{Name: "nino", Check: identifier.NINO}
	uprn       = Column{Name: "uprn", Check: identifier.UPRN}
	schoolRole = code("role", "pupil", "contact")
)

// people is the file that every partner sends, with that partner's own identifiers at the end.
func people(own ...Column) File {
	return File{
		Name: "people",
		Columns: append([]Column{
			text("person_ref").required(),
			text("forename"), text("middle_names"), text("surname"), text("former_surname"), text("known_as"),
			{Name: "date_of_birth", Kind: Day, Past: true},
			{
				Name: "sex", Kind: Code, Codes: []string{"F", "M", "X"},
				Aliases: map[string]string{"FEMALE": "F", "MALE": "M", "U": "", "UNKNOWN": ""},
			},
			text("address_line_1"), text("address_line_2"), text("town"), text("postcode"), uprn,
			yesNo("restricted"), yesNo("sensitive"),
		}, own...),
		Key: key("person_ref"),
	}
}

// relationships come from the council and from schools.
var relationships = File{
	Name: "relationships",
	Columns: []Column{
		text("person_ref").required(), text("other_ref").required(),
		code("kind", "parent-of", "carer-of", "partner-of", "sibling-of").required(),
		day("from"), day("until"),
	},
	Key:  key("person_ref", "other_ref", "kind", "from"),
	Refs: []Reference{toPerson, toOther},
}

var involvements = File{
	Name: "involvements",
	Columns: []Column{
		text("involvement_ref").required(), text("person_ref").required(),
		code("kind", "early-help", "child-in-need", "child-protection", "looked-after", "youth-offending").required(),
		day("started"), day("ended"), text("hub"),
	},
	Key:  key("involvement_ref"),
	Refs: []Reference{toPerson},
}
