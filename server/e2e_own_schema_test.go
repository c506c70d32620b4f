package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
)

// What is in everybody's own schema, and what is in that of whoever meets people.
const (
	everybodyAsks = "agreements sharingMatrix viewer"
	whoMeetsAsks  = everybodyAsks + " families family person"
	whoFindsAsks  = whoMeetsAsks + " findAddresses findPeople"
	everybodysId  = "id family remarks"
	names         = " forename middleNames surname formerSurname knownAs dateOfBirth age sex"
	flags         = " hasProvenOffence hasAsb hasBenefitClaim hasInvolvement"
	bands         = " offencesInYear asbIncidentsInYear calloutsInYear exclusionsInYear"
	schooling     = " enrolments attendance exclusions exclusionsInYear"
	crime         = " offences hasProvenOffence offencesInYear asbIncidents asbOrders hasAsb asbIncidentsInYear callouts calloutsInYear"
	careOnly      = " involvements hasInvolvement"
	linksAll      = " linkConfidence sources history"
)

// ownSchemas is what each caller's own schema holds by the starting agreements: the fields of Query, Mutation and Person, and of
// PersonSearch. What a role may break the glass for is in it.
var ownSchemas = []struct {
	by                               reader
	asks, changes, person, searchers string
}{
	{
		reader{role: "COUNCIL_COORDINATOR"},
		whoFindsAsks + " explainLink imports reviewQuality reviewTask reviewTasks",
		"decideReview markDoNotLink mergeFamilies moveMember recordCorrection recordObjection reportWrongLink settleRemark splitFamily withdrawDoNotLink withdrawFamilyCorrection withdrawReview",
		everybodysId + names + " addresses nino upn uln nhsNumber pncId" + crime + schooling + " tenancies housingActions benefitClaims provisions employments hasBenefitClaim" + careOnly + linksAll,
		"forename surname dateOfBirth postcode uprn nino upn uln nhsNumber pncId",
	},
	{
		reader{role: "INTEGRATION", as: "COUNCIL_COORDINATOR"},
		whoFindsAsks + " explainLink imports reviewQuality reviewTask reviewTasks",
		"recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses nino upn uln nhsNumber pncId" + crime + schooling + " tenancies housingActions benefitClaims provisions employments hasBenefitClaim" + careOnly + linksAll,
		"forename surname dateOfBirth postcode uprn nino upn uln nhsNumber pncId",
	},
	{
		reader{role: "COUNCIL_KEY_WORKER", subject: "kw"},
		whoFindsAsks,
		"breakGlass endBreakGlass recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses" + crime + schooling + " tenancies housingActions provisions employments hasBenefitClaim" + careOnly + " linkConfidence",
		"forename surname dateOfBirth postcode uprn",
	},
	{
		reader{role: "COUNCIL_AUDITOR"},
		whoFindsAsks + " explainLink reviewQuality reviewTask reviewTasks",
		"recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses nino upn uln nhsNumber pncId" + crime + schooling + " tenancies housingActions benefitClaims provisions employments hasBenefitClaim hasInvolvement" + linksAll,
		"forename surname dateOfBirth postcode uprn nino upn uln nhsNumber pncId",
	},
	{reader{role: "INFORMATION_GOVERNANCE"}, everybodyAsks + " accessLog breakGlassUses imports subjectRequests unusualReading whoHasSeen", "endBreakGlass releaseSubjectAccess requestSubjectAccess reviewBreakGlass", "", ""},
	{reader{role: "STRATEGIC_GROUP"}, everybodyAsks, "", "", ""},
	{
		reader{role: "POLICE_OFFICER"},
		whoFindsAsks,
		"breakGlass endBreakGlass recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses pncId" + crime + schooling + careOnly,
		"forename surname dateOfBirth postcode uprn pncId",
	},
	{
		reader{role: "INTEGRATION", as: "POLICE_OFFICER"},
		whoFindsAsks + " imports",
		"recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses pncId" + crime,
		"forename surname dateOfBirth postcode uprn pncId",
	},
	{
		reader{role: "SCHOOL_OFFICER", org: "school-a"},
		whoFindsAsks,
		"breakGlass endBreakGlass recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses upn uln" + schooling + " callouts calloutsInYear" + careOnly,
		"forename surname dateOfBirth postcode uprn upn uln",
	},
	{
		reader{role: "HOUSING_OFFICER", org: "landlord-a"},
		whoFindsAsks,
		"breakGlass endBreakGlass recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses tenancies housingActions hasAsb" + careOnly,
		"forename surname dateOfBirth postcode uprn",
	},
	{
		reader{role: "DWP_PROVIDER", org: "provider-a"},
		whoFindsAsks,
		"recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses nino benefitClaims provisions employments hasBenefitClaim",
		"forename surname dateOfBirth postcode uprn nino",
	},
	{
		reader{role: "JOBCENTRE_ADVISER"},
		whoFindsAsks,
		"recordCorrection recordObjection reportWrongLink",
		everybodysId + names + " addresses nino benefitClaims provisions employments hasBenefitClaim",
		"forename surname dateOfBirth postcode uprn nino",
	},
	{reader{role: "RESEARCHER"}, whoMeetsAsks, "", everybodysId + flags + bands, ""},
}

// introspection asks for every name that a schema holds.
const introspection = `{ __schema { queryType { name } mutationType { name } directives { name args { name } } types { name ` + typeParts + ` } } }`

const typeParts = `fields { name args { name type { ...T } } type { ...T } } inputFields { name type { ...T } } enumValues { name }`

const typeNames = ` fragment T on __Type { name ofType { name ofType { name ofType { name } } } }`

// introspected is a schema as introspection tells it: of each type, what it holds.
type introspected map[string][]string

func (h *hubUnderTest) introspect(t *testing.T, r reader) introspected {
	t.Helper()
	r.purpose = purposeOf(r)
	return readIntrospected(h.ask(t, r, introspection+typeNames, nil).Data["__schema"].(object))
}

func readIntrospected(schema object) introspected {
	found := introspected{}
	for _, of := range objects(schema["types"]) {
		var holds []string
		for _, part := range []string{"fields", "inputFields", "enumValues"} {
			for _, one := range objects(of[part]) {
				holds = append(holds, one["name"].(string))
			}
		}
		if name := of["name"].(string); !strings.HasPrefix(name, "__") {
			found[name] = holds
		}
	}
	for _, directive := range objects(schema["directives"]) {
		found["directives"] = append(found["directives"], directive["name"].(string))
	}
	return found
}

// purposeOf is one that the reader may state.
func purposeOf(r reader) string {
	return string(models.Role(cmp.Or(r.as, r.role)).Purposes()[0])
}

// TestEverybodyIsShownTheirOwnSchema has everybody ask for the schema.
func TestEverybodyIsShownTheirOwnSchema(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		h := serveHub(t)
		for _, c := range ownSchemas {
			t.Run(c.by.role+" "+c.by.as, func(t *testing.T) {
				own := h.introspect(t, c.by)
				for name, want := range map[string]string{"Query": c.asks, "Mutation": c.changes, "Person": c.person, "PersonSearch": c.searchers} {
					expectNames(t, name, own[name], want)
				}
				args := []string{"schema", "--role", c.by.role}
				if c.by.as != "" {
					args = append(args, "--as", c.by.as)
				}
				printed := gqlparser.MustLoadSchema(&ast.Source{Input: must(t, args...).out})
				for name, holds := range contents(printed) {
					if got, ok := own[name]; !ok {
						t.Errorf("thrive schema prints %s, which is not its own", name)
					} else {
						expectNames(t, "printed "+name, holds, strings.Join(got, " "))
					}
				}
				if breaks := slices.Contains(own["Viewer"], "breaks"); breaks != slices.Contains(own["Mutation"], "breakGlass") {
					t.Errorf("Viewer has the reader's breaks of the glass: %t", breaks)
				}
				for _, directive := range []string{"data", "open", "does", "only"} {
					if slices.Contains(own["directives"], directive) {
						t.Errorf("it has @%s", directive)
					}
				}
				r := c.by
				r.purpose = purposeOf(r)
				for name := range wholeSchema() {
					told := h.ask(t, r, `query ($name: String!) { __type(name: $name) { name `+typeParts+` } }`+typeNames, object{"name": name}).Data["__type"]
					if _, ok := own[name]; ok != (told != nil) {
						t.Errorf("__type tells of %s: %t, __schema: %t", name, told != nil, ok)
					}
				}
			})
		}
	})
}

// wholeSchema is every type with what it holds.
func wholeSchema() introspected { return contents(graph.Schema()) }

func contents(schema *ast.Schema) introspected {
	found := introspected{}
	for name, def := range schema.Types {
		if def.BuiltIn {
			continue
		}
		found[name] = nil
		for _, field := range def.Fields {
			if !strings.HasPrefix(field.Name, "__") {
				found[name] = append(found[name], field.Name)
			}
		}
		for _, value := range def.EnumValues {
			found[name] = append(found[name], value.Name)
		}
	}
	return found
}

func expectNames(t *testing.T, what string, got []string, want string) {
	t.Helper()
	expected := strings.Fields(want)
	slices.Sort(expected)
	expected = slices.Compact(expected)
	slices.Sort(got)
	for _, name := range got {
		if !slices.Contains(expected, name) {
			t.Errorf("%s has %s", what, name)
		}
	}
	for _, name := range expected {
		if !slices.Contains(got, name) {
			t.Errorf("%s lacks %s", what, name)
		}
	}
}

// wrongOperations are not valid, whoever sends them: near to something that police may not use, or about it.
var wrongOperations = []string{
	`{ findPeople(search: {surname: "Cole"}) { person { nin } } }`,
	`{ findPeople(search: {surname: "Cole"}) { person { benefitClaim { benefit } } } }`,
	`{ findPeople(search: {surname: "Cole"}) { person { nino { digits } } } }`,
	`{ findPeople(search: {surname: "Cole"}) { person { benefitClaims } } }`,
	`{ findPeople(search: {surname: "Cole"}) { person { benefitClaims { benefitt } } } }`,
	`{ findPeople(search: {surname: "Cole"}) { person { sources(first: 1) { ref } } } }`,
	`{ findPeople(search: {nin: "QQ100004A"}) { matchedOn } }`,
	`{ findPeople(search: {nino: 5}) { matchedOn } }`,
	`{ accessLogs { nodes { seq } } }`,
	`{ accessLog(filter: {readers: "x"}) { nodes { seq } } }`,
	`{ accessLog(filter: {kind: DISCLOSED}) { nodes { seq } } }`,
	`{ families(filter: {status: ATTACHEDD}) { nodes { id } } }`,
	`{ families(filter: {statu: ATTACHED}) { nodes { id } } }`,
	`query ($f: AccessFilters) { accessLog(filter: $f) { nodes { seq } } }`,
	`query ($v: ReviewVerdic) { viewer { role } }`,
	`fragment F on BenefitClai { benefit } { viewer { role } }`,
	`{ viewer { ... on BenefitClaims { benefit } } }`,
	`mutation { decideReviews(input: {}) { task { id } } }`,
	`mutation { decideReview(input: {task: "T"}) { task { id } } }`,
	`mutation { decideReview { task { id } } }`,
	`{ sharingMatrix(az: POLICE_OFFICER) { class } }`,
	`{ sharingMatrix(as: KING) { class } }`,
	`{ viewer { role { name } } }`,
	`subscription { accessLogs { seq } }`,
	`{ viewer @dat { role } }`,
	`{ viewer @data(klass: "nino") { role } }`,
	`{ viewer @skip(iff: true) { role } }`,
	`{ viewer { role: org role } }`,
	`{ accessLog { nodes { seq: id seq } } }`,
	`query ($s: FamilyStatus = ATTACHEDD) { families(filter: {status: $s}) { nodes { id } } }`,
	`query ($s: ReviewStat = DONE) { reviewTasks(filter: {state: $s}) { nodes { id } } }`,
	`fragment A on BenefitClaim { ...A } { findPeople(search: {surname: "Cole"}) { person { benefitClaims { ...A } } } }`,
	`fragment A on ReviewTas { id } { reviewTasks { nodes { ...A ...B } } }`,
	`query ($n: String) { findPeople(search: {nino: $m}) { matchedOn } }`,
	`query ($n: Int) { findPeople(search: {nino: $n}) { matchedOn } }`,
	`query A { viewer { role } } query A { reviewTask { id } }`,
	`{ reviewTask { id } }`,
	`{ explainLink(first: 1) { steps } }`,
	`{ __type { name } }`,
	`{ __schema { typ { name } } }`,
}

// prose are words of messages that are names too.
var prose = map[string]bool{"a": true, "query": true, "name": true, "type": true, "operation": true, "to": true}

// TestNoMessageNamesWhatIsNotOnesOwn sends what is not valid: what is said is no more than the sender's own schema holds, and
// what it holds is suggested.
func TestNoMessageNamesWhatIsNotOnesOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		h := serveHub(t)
		police := reader{role: "POLICE_OFFICER", purpose: "crime-prevention"}
		own, words := map[string]bool{}, regexp.MustCompile(`[A-Za-z_]+`)
		for name, holds := range h.introspect(t, police) {
			own[name] = true
			for _, one := range holds {
				own[one] = true
			}
		}
		theirs := map[string]bool{}
		for name, holds := range wholeSchema() {
			for _, one := range append(holds, name) {
				theirs[one] = !own[one]
			}
		}
		wrong := append(slices.Clone(wrongOperations), "query ($i: DecideReviewInput!) { viewer { role } }", "{ nothing }")
		for _, operation := range wrong {
			for _, variables := range []object{nil, {"i": object{"task": 1}, "f": object{"words": "x"}}} {
				for _, method := range []string{http.MethodPost, http.MethodGet} {
					got := send(t, h.request(t, police, method, operation, variables))
					var reply answered
					if err := json.Unmarshal([]byte(got.body), &reply); err != nil || len(reply.Errors) == 0 || reply.Data != nil {
						t.Errorf("%s is answered %s", operation, got.body)
					}
					for _, e := range reply.Errors {
						if code := e.Extensions.(object)["code"]; code != "INVALID" {
							t.Errorf("%s is %v", operation, code)
						}
						for _, word := range words.FindAllString(e.Message.(string), -1) {
							if theirs[word] && !prose[word] && !slices.Contains(words.FindAllString(operation, -1), word) {
								t.Errorf("%s: %s names %s", operation, e.Message, word)
							}
						}
					}
				}
			}
		}
		for operation, want := range map[string]string{
			`{ findPeople(search: {surname: "Cole"}) { person { offence { ref } } } }`: `Did you mean "offences"`,
			`{ findPeople(search: {surnam: "Cole"}) { matchedOn } }`:                   `Did you mean "surname"`,
			`{ familys { nodes { id } } }`:                                             `or "families"`,
			`{ family(idd: "F") { id } }`:                                              `Did you mean "id"`,
		} {
			if got := send(t, h.request(t, police, http.MethodPost, operation, nil)); !strings.Contains(strings.ReplaceAll(got.body, `\"`, `"`), want) {
				t.Errorf("%s is answered %s, want %s", operation, got.body, want)
			}
		}
	})
}

// TestAllOrNothing has operations refused whole: by what is said of a field that is none where the own schema lacks it, and else by
// one FORBIDDEN; without any data.
func TestAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newPanel(t, dsn)
		police := reader{role: "POLICE_OFFICER", purpose: "crime-prevention"}
		for name, c := range map[string]struct {
			query, code, says string
			variables         object
		}{
			"a field that is not its own":      {`{ families { nodes { members { person { nino surname } } } } }`, "INVALID", `Cannot query field "nino" on type "Person"`, nil},
			"a query that is not its own":      {`{ accessLog { nodes { seq } } }`, "INVALID", `Cannot query field "accessLog"`, nil},
			"an input field":                   {`{ findPeople(search: {nino: "QQ100004A"}) { matchedOn } }`, "INVALID", `"nino"`, nil},
			"an input field, in a variable":    {`query ($s: PersonSearch!) { findPeople(search: $s) { matchedOn } }`, "INVALID", "unknown field", object{"s": object{"nino": "QQ100004A"}}},
			"a change":                         {`mutation ($i: DecideReviewInput!) { decideReview(input: $i) { task { id } } }`, "INVALID", "DecideReviewInput", object{"i": object{}}},
			"its own, behind a glass":          {`{ families { nodes { members { person { exclusions { category } } } } } }`, "FORBIDDEN", "all of it or nothing", nil},
			"its own, of somebody not its own": {`{ families { nodes { members { person { surname hasInvolvement } } } } }`, "FORBIDDEN", "all of it or nothing", nil},
		} {
			t.Run(name, func(t *testing.T) {
				request := h.request(t, police, http.MethodPost, c.query, c.variables)
				request.Header.Set("Thrive-Withheld", "error")
				got := answered{reply: send(t, request)}
				if err := json.Unmarshal([]byte(got.body), &got); err != nil || len(got.Errors) == 0 || c.code == "FORBIDDEN" && len(got.Errors) > 1 || got.Data != nil || len(got.Extensions.Withheld) > 0 {
					t.Fatalf("it is answered %s", got.body)
				}
				if code := got.Errors[0].Extensions.(object)["code"]; code != c.code || !strings.Contains(got.Errors[0].Message.(string), c.says) {
					t.Errorf("it is refused with %v, %s", code, got.Errors[0].Message)
				}
			})
		}
		request := h.request(t, police, http.MethodPost, `{ families { nodes { members { person { surname } } } } }`, nil)
		request.Header.Set("Thrive-Withheld", "error")
		if got := send(t, request); !strings.Contains(got.body, `"surname":"`) || strings.Contains(got.body, "errors") {
			t.Errorf("what is all its own is answered %s", got.body)
		}
		ben, _ := h.personOf("council C4")
		beth, _ := h.personOf("council C5")
		apples, birches := h.familyOf(ben), h.familyOf(beth)
		change := h.because(object{"person": ben, "from": asSeen(apples), "to": asSeen(birches)})
		request = h.request(t, ann, http.MethodPost, strings.Replace(moveMember, familyFields, "members { person { addresses { postcode } } }", 1), change)
		request.Header.Set("Thrive-Withheld", "error")
		if got := send(t, request); !strings.Contains(got.body, "FORBIDDEN") || !strings.Contains(got.body, "the change was made") || strings.Contains(got.body, "postcode") {
			t.Errorf("a change whose answer is withheld in part is answered %s", got.body)
		}
		if again := h.ask(t, ann, moveMember, change).Data["moveMember"].(object); len(objects(again["families"])) != 2 {
			t.Errorf("the change that was made is answered %v", again)
		}
		withheld := h.ask(t, police, `{ families { nodes { members { person { nino } } } } }`, nil).Extensions.Withheld
		if len(withheld) != 1 || withheld[0]["path"] != "families.nodes.members.person.nino" {
			t.Errorf("without the header the lines are %v", withheld)
		}
	})
}

// TestTheSchemaIsToldInMeasure asks for the schema many times over in one operation, and for what tools ask.
func TestTheSchemaIsToldInMeasure(t *testing.T) {
	useDatabase(t, dbtest.SQLite(t))
	h := serveHub(t)
	const everything = ` fragment S on __Schema { types { name description fields { name description args { ...I } type { ...N } } inputFields { ...I } enumValues { name } } }
		fragment I on __InputValue { name description type { ...N } defaultValue }
		fragment N on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }`
	aliases := func(n int, field string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d: %s", i, field)
		}
		return b.String()
	}
	governance := reader{role: "INFORMATION_GOVERNANCE", purpose: "governance"}
	for query, code := range map[string]string{
		`{ __schema { ...S } }`: "",
		`{` + aliases(30, "__type(name: \"Person\") { name fields { name } }") + `}`:                                                                           "",
		`{` + aliases(30, "__schema { ...S }") + `}`:                                                                                                           "TOO_COMPLEX",
		`{ __schema {` + aliases(100, "types { fields { type { fields { name args { name } } } } }") + `} }`:                                                   "TOO_COMPLEX",
		`{` + aliases(1000, "__type(name: \"Query\") { ...T }") + `} fragment T on __Type { fields { type { fields { name type { name } args { name } } } } }`: "TOO_COMPLEX",
		`{ viewer {` + strings.Repeat(" a: role a: org", 2000) + ` } }`:                                                                                        "TOO_COMPLEX", // each would be compared with each
	} {
		if strings.Contains(query, "...S") {
			query += everything
		}
		got := answered{reply: send(t, h.request(t, governance, http.MethodPost, query, nil))}
		if err := json.Unmarshal([]byte(got.body), &got); err != nil {
			t.Fatal(err)
		}
		said := ""
		if len(got.Errors) > 0 {
			said = fmt.Sprint(got.Errors[0].Extensions.(object)["code"])
		}
		if said != code {
			t.Errorf("%.80s is answered %q, want %q", query, said, code)
		}
	}
}

// TestAnOwnSchemaIsOfTheAgreementsInForce changes agreements while the hub serves.
func TestAnOwnSchemaIsOfTheAgreementsInForce(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const police = "id: police\ntitle: Crime\npartner: police\ngateway: Crime and Disorder Act 1998 s.115\npurposes: [crime-prevention]\nfrom: %s\n" +
		"grants:\n  POLICE_OFFICER:\n    identity: {scope: known, detail: VALUE}\n    %s: {scope: known, detail: VALUE}\n"
	write("police.yaml", strings.NewReplacer("%s", "2012-04-01").Replace(strings.Replace(police, "    %s: {scope: known, detail: VALUE}\n", "", 1)))
	t.Setenv("THRIVE_AGREEMENTS", folder)
	t.Setenv("THRIVE_RELOAD_AGREEMENTS", "50ms")
	useDatabase(t, dbtest.SQLite(t))
	h := serveHub(t)
	officer := reader{role: "POLICE_OFFICER"}
	if has := h.introspect(t, officer)["Person"]; slices.Contains(has, "offences") || !slices.Contains(has, "surname") {
		t.Fatalf("Person has %v", has)
	}
	write("police.yaml", strings.Replace(strings.Replace(police, "%s", "2012-04-01", 1), "%s", "offences", 1))
	write("to-come.yaml", strings.Replace(strings.Replace(strings.Replace(police, "id: police", "id: to-come", 1), "%s", "2999-01-01", 1), "%s", "schooling", 1))
	for range 100 {
		has := h.introspect(t, officer)["Person"]
		if slices.Contains(has, "enrolments") {
			t.Fatal("an agreement that is to come is counted")
		}
		if slices.Contains(has, "offences") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("its own schema does not follow the agreements")
}
