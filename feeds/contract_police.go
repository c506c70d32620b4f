package feeds

import "thrivingfamilies.example/hub/identifier"

var offences = File{
	Name: "offences",
	Columns: []Column{
		text("offence_ref").required(), text("person_ref").required(),
		{Name: "offence_code", Check: identifier.OffenceCode},
		day("committed_on"),
		code("disposal", "conviction", "caution", "youth-caution", "conditional-caution", "reprimand", "final-warning",
			"charge", "no-further-action", "community-resolution").required(),
		day("disposed_on"),
	},
	Key:  key("offence_ref"),
	Refs: []Reference{toPerson},
}

var asbIncidents = File{
	Name: "asb_incidents",
	Columns: []Column{
		text("incident_ref").required(), text("person_ref").required(),
		code("part", "perpetrator", "victim", "location").required(),
		code("category", "personal", "nuisance", "environmental").required(),
		day("occurred_on"), uprn, text("postcode"),
	},
	Key:  key("incident_ref"),
	Refs: []Reference{toPerson},
}

var asbOrders = File{
	Name: "asb_orders",
	Columns: []Column{
		text("order_ref").required(), text("person_ref").required(),
		code("kind", "asbo", "crasbo", "asbi", "abc", "parenting-order", "cbo", "cpn", "civil-injunction").required(),
		day("made_on"), day("ended_on"),
	},
	Key:  key("order_ref"),
	Refs: []Reference{toPerson},
}

var callouts = File{
	Name: "callouts",
	Columns: []Column{
		text("callout_ref").required(), text("person_ref").required(),
		uprn, text("postcode"), day("occurred_on"), text("reason"),
	},
	Key:  key("callout_ref"),
	Refs: []Reference{toPerson},
}
