package feeds

// The answers to who was asked about: traced or not.
var matches = File{
	Name: "matches",
	Columns: []Column{
		text("person_ref").required(),
		code("result", "traced", "untraced", "ambiguous").required(),
	},
	Key:  key("person_ref"),
	Refs: []Reference{toPerson},
}

// Which of these benefits count for the work criterion is the rule set's matter; others are kept and reported.
var claims = File{
	Name: "claims",
	Columns: []Column{
		text("claim_ref").required(), text("person_ref").required(),
		code("benefit", "JSA", "ESA", "IS", "IB", "SDA", "CA", "UC", "DLA", "WTC", "CTC", "CB", "HB").required(),
		day("started"), day("ended"),
	},
	Key:  key("claim_ref"),
	Refs: []Reference{toPerson},
}

var provisions = File{
	Name: "provisions",
	Columns: []Column{
		text("provision_ref").required(), text("person_ref").required(),
		code("programme", "work-programme", "esf-families").required(), text("provider").required(),
		day("referred_on"), day("attached_on"), day("ended_on"), text("outcome"),
	},
	Key:  key("provision_ref"),
	Refs: []Reference{toPerson},
}

var employments = File{
	Name: "employments",
	Columns: []Column{
		text("employment_ref").required(), text("person_ref").required(), day("started"), day("ended"),
	},
	Key:  key("employment_ref"),
	Refs: []Reference{toPerson},
}
