package main

// sideDoor is a way besides the fields themselves by which something that is not shared could be found out. TestSideDoors tries it by its name,
// or Test, where that needs more.
type sideDoor struct{ Name, Tells, Shut, Test string }

// sideDoors are those that are known.
var sideDoors = []sideDoor{
	{"a filter", "who comes through it has what is filtered by", "refused like the field of its class, whatever the value", ""},
	{"an order", "who stands first has more of it", "no list is ordered by a fact: families stand by id, tasks by id, members by names that the reader is shown", "TestNonInterference"},
	{"a search for people", "who is found has the value", "refused where the class is not granted; else it looks only through the word of those whose word is shown, of people within reach", "TestCanaries"},
	{"a search for addresses", "who lives there", "the same, and a protected place is not searched", "TestRestrictedLooksLikeNoAddress"},
	{"a count", "that there are more than are shown", "totalCount counts what the reader is shown; a line of what is withheld counts places of the reply, not the facts behind them", "TestNonInterference"},
	{"a cursor", "where a list is, by its id or number", "sealed: it reads differently each time, and opens for the same caller in the same list alone", "TestCursorsAreSealed"},
	{"an id", "which comes next, or how many there are", "a keyed hash of 80 bits: not guessed, in no order, another in every installation", ""},
	{"a look by id", "that somebody exists", "out of scope and never having been are the same reply", "TestCanaries"},
	{"an id of the past", "that records were joined or parted", "it leads on only to somebody whom the reader is shown", "TestHistory"},
	{"the text of an error", "what is there, by how it is refused", "one text for what is not there and what is not shared; what validation says comes from the role's own schema", "TestRefusalsSayWhatIsWrong"},
	{"the schema", "that there is something which is not shared with the role", "introspection shows each role its own schema: what it may ever use under the agreements in force", "TestEverybodyIsShownTheirOwnSchema"},
	{"a suggestion", "the name of what is not shared, near to what was written", "of an operation that is not valid it is said what is wrong by the role's own schema, which alone suggests names", "TestNoMessageNamesWhatIsNotOnesOwn"},
	{"several operations at once", "more than each alone, or without its entry in the log", "a list of operations is refused; aliases are one operation, one decision and one entry", "TestCanaries"},
	{"GET", "what POST withholds; a change by following a link", "the same path through the house; a change by GET is refused", "TestCanaries"},
	{"a persisted operation", "an answer to a text that another role sent", "no text is taken by its hash", ""},
	{"the time of a reply", "found from not found, by how long it takes", "both take the same statements of the database", "TestOutOfScopeIsLookedForLikeNobody"},
	{"the length of a reply", "something withheld, by its size", "what is withheld is null in every reply, and the same lines say so", "TestNonInterference"},
	{"a report of a wrong link", "that others hold the person too", "what its reporter is answered hangs on the reporter's own acts alone", "TestReportTellsNothing"},
	{"an answer to who asks what is held", "that the police hold something, by what is left out", "what is held back silently leaves no trace: the answer is the same, byte by byte, as where nothing is held", "TestAnAnswerNeitherConfirmsNorDenies"},
	{"a remark on a fact", "that others deal with the person, or what they hold", "it belongs to the fact and is shown beside it, to whoever is shown the fact; who wrote it down is not told", "TestRemarks"},
	{"a receipt", "what another organisation sent", "an organisation is shown its own", ""},
	{"the log", "who else reads of a family", "governance reads it, and that is an entry too", "TestAccessLog"},
	{"GraphiQL", "a token, or names, to whoever sits at the desk next or serves a page's files", "off unless allowed, and with the development issuer alone; it keeps nothing, and loads and asks nothing but of the hub", "TestGraphiQLInABrowser"},
	{"a browser's session", "a read in the name of who is signed in, to another site that leads them here", "its cookie is the host's own, and a request with it must state a purpose in a header, which no link and no form of another site can", "TestSignInOfPeople"},
	{"a cache", "a reply to somebody else at the same desk", "no reply may be kept: Cache-Control no-store", ""},
}

// doors is the section of the page that lists them.
func doors() section {
	table := sheet{Caption: "Side doors", Heads: []string{"by", "could be told", "how it is shut", "tried by"}}
	for _, d := range sideDoors {
		tests := "TestSideDoors"
		if d.Test != "" {
			tests += ", " + d.Test
		}
		table.Rows = append(table.Rows, []string{d.Name, d.Tells, d.Shut, tests})
	}
	return section{
		Title:  "Side doors",
		Text:   "What is not shared could be told by other ways than its field. Each of these is tried, by tests that run with every change.",
		Tables: []sheet{table},
	}
}
