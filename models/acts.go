package models

// Act is something that a caller may do rather than see; agreements grant acts to roles, each for some purposes. Its text
// is what an agreement and the schema's @does say.
type Act string

// The acts. Each field of the schema's Mutation is one.
const (
	ActReviewLinks Act = "review-links" // decide a doubtful link, and take a decision back
	ActReportLink  Act = "report-link"  // say that records of one person are not all of one person
	ActMarkLinks   Act = "mark-links"   // say that two records are never to be linked

	ActCorrectFamilies Act = "correct-families" // say who is of one family, and take that back

	ActBreakGlass  Act = "break-glass"        // be shown a withheld class of one family for a few hours
	ActEndGlass    Act = "end-break-glass"    // end a break before it expires
	ActReviewGlass Act = "review-break-glass" // say whether a break was justified

	ActRecordRemarks  Act = "record-remarks"  // write down that a fact is said to be wrong, or objected to
	ActSettleRemarks  Act = "settle-remarks"  // say what became of that
	ActAnswerSubjects Act = "answer-subjects" // write down and release what people ask to be told that is held of them
)

// Acts lists every act.
var Acts = []Act{
	ActReviewLinks, ActReportLink, ActMarkLinks, ActCorrectFamilies, ActBreakGlass, ActEndGlass, ActReviewGlass, ActAnswerSubjects,
	ActRecordRemarks, ActSettleRemarks,
}

// actTitles say what each is, as a person reads it.
var actTitles = map[Act]string{
	ActReviewLinks: "decide doubtful links, and take decisions back",
	ActReportLink:  "report a link as wrong, which holds it at once",
	ActMarkLinks:   "mark two records as never to be linked, and take the mark away",

	ActCorrectFamilies: "move people between families, merge and split families, and take that back",

	ActBreakGlass:  "break the glass before a withheld class of one family, for a few hours",
	ActEndGlass:    "end a break of the glass before it expires",
	ActReviewGlass: "say whether a break of the glass was justified",

	ActRecordRemarks:  "write down that a fact is said to be wrong, or that somebody objects to it",
	ActSettleRemarks:  "say what became of a correction or an objection",
	ActAnswerSubjects: "write down what people ask to be told that is held of them, and release the answer",
}

// byPeople are the acts in which a person's judgement is wanted: no program may do them, whomever it acts as.
var byPeople = map[Act]bool{
	ActReviewLinks: true, ActMarkLinks: true, ActCorrectFamilies: true, ActBreakGlass: true, ActEndGlass: true, ActReviewGlass: true, ActAnswerSubjects: true, ActSettleRemarks: true,
}

// Valid reports whether a is an act.
func (a Act) Valid() bool { return actTitles[a] != "" }

// Title is what the act is: "decide doubtful links, …".
func (a Act) Title() string { return actTitles[a] }

// ByPeopleOnly reports whether INTEGRATION may not do it.
func (a Act) ByPeopleOnly() bool { return byPeople[a] }
