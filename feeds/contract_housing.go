package feeds

var tenancies = File{
	Name: "tenancies",
	Columns: []Column{
		text("tenancy_ref").required(), text("landlord").required(), uprn,
		text("address_line_1"), text("address_line_2"), text("town"), text("postcode"), text("tenure"),
		day("started"), day("ended"),
	},
	Key: key("tenancy_ref"),
}

var occupants = File{
	Name: "occupants",
	Columns: []Column{
		text("tenancy_ref").required(), text("person_ref").required(),
		code("role", "tenant", "joint-tenant", "household"),
		day("from"), day("until"),
	},
	Key:  key("tenancy_ref", "person_ref", "from"),
	Refs: []Reference{toTenancy, toPerson},
}

// A landlord acts on a tenancy; the person may be left out.
var actions = File{
	Name: "actions",
	Columns: []Column{
		text("action_ref").required(), text("tenancy_ref").required(), text("person_ref"),
		code("kind", "nosp-asb", "nosp-rent", "injunction", "demotion", "eviction-asb", "eviction-rent", "contract",
			"warning").required(),
		day("taken_on"),
	},
	Key:  key("action_ref"),
	Refs: []Reference{toTenancy, toPerson},
}
