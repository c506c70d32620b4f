package main

// canary is a value that stands in the feeds once, or once for each partner that tells it, and whom it is about.
type canary struct {
	text   string   // in lower case
	where  string   // "police offences offence_ref of Ann", for the report
	class  string   // the data class as DOMAIN.md's matrix has it; "" is never shown to anybody
	told   []source // who sent it
	about  string   // the school, landlord or provider whom its row names
	who    []string // the people whom it is about; none: a family as a whole
	family string
	place  bool // tells where somebody is
	record bool // stands in a row of facts, so that whoever may see it is always shown it
	code   bool // a code that the contract does not know: whoever sees the sender's receipts is told it
}

type source struct{ partner, org string }

// bird is somebody in that county, with the rows that each partner holds.
type bird struct {
	name, family string
	female       bool
	held         []source
	child        bool
	provisions   []provision
}

type provision struct {
	provider string
	over     bool
}

// The families: Ash and Oak are the key worker's, Elm and Oak have claims; Oda's address one landlord has marked as restricted; Yew
// and Uri are nobody's. Art's DWP record is sensitive.
var birds = []bird{
	{name: "Ann", family: "Ash", female: true, held: []source{{"council", ""}, {"police", ""}, {"schools", "931001"}, {"housing", "SOHA"}, {"dwp", ""}}, provisions: []provision{{"WORKWISE", false}, {"PROGRESS", true}}},
	{name: "Art", family: "Ash", held: []source{{"council", ""}, {"police", ""}, {"housing", "SOHA"}, {"dwp", ""}}, provisions: []provision{{"WORKWISE", false}}},
	{name: "Abe", family: "Ash", child: true, held: []source{{"council", ""}, {"police", ""}, {"schools", "931001"}, {"schools", "931002"}}},
	{name: "Eve", family: "Elm", female: true, held: []source{{"council", ""}, {"schools", "931002"}, {"housing", "GREENSQ"}, {"dwp", ""}}, provisions: []provision{{"PROGRESS", false}}},
	{name: "Eli", family: "Elm", child: true, held: []source{{"council", ""}, {"schools", "931002"}}},
	{name: "Oda", family: "Oak", female: true, held: []source{{"council", ""}, {"police", ""}, {"schools", "931001"}, {"housing", "SOHA"}, {"dwp", ""}}, provisions: []provision{{"WORKWISE", false}}},
	{name: "Ola", family: "Oak", female: true, child: true, held: []source{{"council", ""}, {"schools", "931001"}}},
	{name: "Una", family: "Yew", female: true, held: []source{{"council", ""}, {"dwp", ""}}},
	{name: "Uri", family: "Fir", held: []source{{"police", ""}}},
}

// parents and their children, by whom they are families.
var parents = map[string]string{"Ann": "Abe", "Art": "Abe", "Eve": "Eli", "Oda": "Ola"}

const (
	protectedFamily = "Oak"
	sensitivePerson = "Art"
)

// classOfFile and classOfColumn say which class of the matrix the cells of a file, and of people.csv, belong to.
var classOfFile = map[string]string{
	"relationships": "", "involvements": "social-care", "offences": "offences", "asb_incidents": "asb", "asb_orders": "asb", "callouts": "callouts",
	"enrolments": "schooling", "attendance": "schooling", "exclusions": "schooling", "tenancies": "tenancy", "occupants": "tenancy",
	"actions": "tenancy", "claims": "benefits", "provisions": "employment-support", "employments": "employment-support",
}

var classOfColumn = map[string]string{
	"person_ref": "links", "forename": "identity", "middle_names": "identity", "surname": "identity", "former_surname": "identity",
	"known_as": "identity", "date_of_birth": "identity", "address_line_1": "address", "address_line_2": "address", "town": "address", "postcode": "address",
	"uprn": "address", "nhs_number": "nhs-number", "pnc_id": "pnc-id", "upn": "upn", "uln": "upn", "nino": "nino",
}

// placeColumns tell where somebody is, the keys of a school, landlord or provider too; placeFiles do so by there being a row.
var placeFiles = []string{"enrolments", "tenancies", "occupants"}

var placeColumns = []string{"address_line_1", "address_line_2", "town", "uprn", "postcode", "hub", "exclusion_ref", "action_ref", "provision_ref"}
