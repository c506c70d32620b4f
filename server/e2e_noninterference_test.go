package main

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/sharing"
)

// change is a row that is added to the small county (or changed in it), then sent again saying something else, then taken
// away (or put right). Only those in seenBy may see it; for everybody else nothing may change, not a byte.
type change struct {
	partner, file, row, again string
	seenBy                    []string
}

// changes are all about the family Apple, or about people whom nobody holds but DWP.
var changes = []change{
	{"council", "involvements", "I9,C2,early-help,2012-02-02,,Littlemore", "I9,C2,child-protection,2012-02-03,,Littlemore", nil},
	{"council", "relationships", "C2,C4,parent-of,,", "C2,C4,parent-of,,2012-12-01", []string{"police"}},
	{"council", "relationships", "C4,C3,sibling-of,,", "C4,C3,sibling-of,,2012-12-01", []string{"school 931001", "school 931002"}},
	{"police", "offences", "O9,N1,TH68010,2012-10-01,conviction,2012-11-01", "O9,N1,TH68010,2012-10-01,charge,2012-11-02", []string{"police"}},
	{"police", "offences", "O1,N1,TH68010,2012-04-01,charge,2012-05-01", "O1,N1,TH68010,2012-04-01,caution,2012-05-03", []string{"police"}},
	{"police", "asb_incidents", "A9,N2,victim,personal,2012-11-03,,", "A9,N2,perpetrator,personal,2012-11-04,,", []string{"police"}},
	{"police", "asb_orders", "R9,N1,abc,2012-11-05,", "R9,N1,cbo,2012-11-06,", []string{"police"}},
	{"police", "callouts", "K9,N1,,OX4 1AA,2012-11-07,noise", "K9,N1,,OX4 9ZZ,2012-11-08,noise", []string{"police"}},
	{"schools", "enrolments", "E9,S2,931002,alternative,2012-11-09,", "E9,S2,931002,off-roll,2012-11-10,", []string{"school 931002"}},
	{"schools", "attendance", "S2,931002,2011/12-summer,140,1,2", "S2,931002,2011/12-summer,140,1,99", []string{"school 931002"}},
	{"schools", "exclusions", "X9,S2,931002,PERM,2012-11-11,4,DB", "X9,S2,931002,FIXD,2012-11-12,4,DB", []string{"school 931002"}},
	{"schools", "relationships", "S3,S2,parent-of,,", "S3,S2,parent-of,,2012-12-02", []string{"school 931001", "school 931002"}},
	{"housing", "occupants", "T3,H1,household,2012-11-13,", "T3,H1,household,2012-11-13,2012-12-03", []string{"landlord GREENSQ"}},
	{"housing", "actions", "L9,T3,H2,injunction,2012-11-14", "L9,T3,H2,warning,2012-11-15", []string{"landlord GREENSQ"}},
	{"dwp", "claims", "B9,D2,ESA,2012-11-16,", "B9,D2,IB,2012-11-17,", nil},
	{"dwp", "claims", "B2,D2,JSA,2011-01-01,2012-11-30", "B2,D2,JSA,2011-01-01,2012-11-29", nil}, // now nobody can say yes of Adam
	{"dwp", "claims", "B8,D1,ESA,2012-11-16,", "B8,D1,IB,2012-11-17,", []string{"provider WORKWISE"}},
	{"dwp", "provisions", "V9,D2,esf-families,PATHWAYS,2012-11-18,,,", "V9,D2,esf-families,PATHWAYS,2012-11-18,2012-11-19,,", nil},
	{"dwp", "provisions", "V8,D1,esf-families,PROGRESS,2012-11-18,,,", "V8,D1,esf-families,PROGRESS,2012-11-18,2012-11-19,,", []string{"provider PROGRESS"}},
	{"dwp", "employments", "M9,D2,2012-11-20,", "M9,D2,2012-11-20,2012-12-04", nil},
	{"dwp", "people", "D9,Zoe,,Zander,,,1970-01-02,F,9 Far Road,,Oxford,OX9 9ZZ,,no,no,QQ100009A", "D9,Zoe,Zara,Zander,,,1970-01-02,F,9 Far Road,,Oxford,OX9 9ZZ,,no,no,QQ100009A", nil},
	{"dwp", "people", "D8,Ben,,Apple,,,1998-09-10,M,1 Orchard Road,,Oxford,OX4 1AA,100000000001,no,no,", "D8,Ben,Bob,Apple,,,1998-09-10,M,1 Orchard Road,,Oxford,OX4 1AA,100000000001,no,no,QQ100008A", nil},
}

// outsiders read for other partners than the council.
var outsiders = []reader{
	{name: "police", role: "POLICE_OFFICER", purpose: "crime-prevention"},
	{name: "school 931001", role: "SCHOOL_OFFICER", org: "931001", purpose: "safeguarding"},
	{name: "school 931002", role: "SCHOOL_OFFICER", org: "931002", purpose: "family-support"},
	{name: "landlord SOHA", role: "HOUSING_OFFICER", org: "SOHA", purpose: "family-support"},
	{name: "landlord GREENSQ", role: "HOUSING_OFFICER", org: "GREENSQ", purpose: "family-support"},
	{name: "provider WORKWISE", role: "DWP_PROVIDER", org: "WORKWISE", purpose: "employment-support"},
	{name: "provider PROGRESS", role: "DWP_PROVIDER", org: "PROGRESS", purpose: "employment-support"},
	{name: "jobcentre", role: "JOBCENTRE_ADVISER", purpose: "employment-support"},
}

// bystanders have to do with the family Cole, or with none.
var bystanders = []reader{
	{name: "key worker", role: "COUNCIL_KEY_WORKER", subject: "worker-1", purpose: "family-support"},
	{name: "auditor", role: "COUNCIL_AUDITOR", purpose: "claim-audit"},
	{name: "researcher", role: "RESEARCHER", purpose: "evaluation"},
	{name: "governance", role: "INFORMATION_GOVERNANCE", purpose: "governance"},
	{name: "strategic group", role: "STRATEGIC_GROUP", purpose: "evaluation"},
}

// TestNonInterference changes what a reader may not see, and demands the same replies byte for byte.
func TestNonInterference(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWitness(t, dsn, append(slices.Clone(outsiders), bystanders...))
		cole := w.id("family-Cole")
		assign(t, dsn, cole, sharing.Assigned, "worker-1")
		assign(t, dsn, cole, sharing.Claimed, "")
		assign(t, dsn, cole, sharing.Studied, "")
		before := w.replies(t)
		for i, c := range changes {
			if testing.Short() && i%5 > 0 {
				continue // each fifth, under the race detector
			}
			t.Run(fmt.Sprintf("%s %s %d", c.partner, c.file, i), func(t *testing.T) {
				heading, _, _ := strings.Cut(string(mustRead(t, smallFile(c))), "\n")
				sees := w.seenByCoordinator(t)
				for _, row := range []string{c.row, c.again} {
					w.sendFile(t, c, heading+"\n"+row+"\n")
					w.unmoved(t, row, before, c.seenBy)
					if now := w.seenByCoordinator(t); now == sees {
						t.Errorf("%s: not even a coordinator sees it: nothing was tested", row)
					} else {
						sees = now
					}
				}
				w.sendFile(t, c, string(mustRead(t, smallFile(c))), "--snapshot")
				before = w.unmoved(t, "taking away "+c.row, before, c.seenBy)
			})
		}
	})
}

// TestRestrictedLooksLikeNoAddress reads a county in which somebody's address is restricted by one partner, whichever, and
// then the same county in which no address of the family is held, and no record that names its school, landlord or
// provider. Nobody but a coordinator may be able to tell one from the other.
func TestRestrictedLooksLikeNoAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWitness(t, dsn, append(slices.Clone(outsiders), bystanders...))
		birch := w.id("family-Birch")
		assign(t, dsn, birch, sharing.Assigned, "worker-1")
		assign(t, dsn, birch, sharing.Claimed, "")
		rewrite := func(statements ...string) {
			for _, s := range statements {
				inDatabase(t, dsn, s)
			}
			assign(t, dsn, birch, "rewritten", fmt.Sprint(len(statements))) // makes the family's document anew
		}
		restricted := w.replies(t)
		sees := w.seenByCoordinator(t)
		records := map[string]string{"council": "C6", "police": "N3", "schools": "S4", "housing": "H3", "dwp": "D3"}
		for _, partner := range slices.Sorted(maps.Keys(records)) {
			rewrite("UPDATE source_people SET restricted = false",
				"UPDATE source_people SET restricted = true WHERE partner = '"+partner+"' AND ref = '"+records[partner]+"'")
			w.unmoved(t, "the flag set by "+partner+" instead", restricted, nil)
		}
		all := "'C5', 'C6', 'N3', 'S4', 'S5', 'H3', 'D3'"
		blank := []string{
			"UPDATE source_people SET restricted = false",
			"UPDATE source_people SET address_line_1 = '', address_line_2 = '', town = '', postcode = '', uprn = '' WHERE ref IN (" + all + ")",
			"UPDATE source_involvements SET hub = '' WHERE person_ref IN (" + all + ")",
			"UPDATE source_callouts SET uprn = '', postcode = '' WHERE person_ref IN (" + all + ")",
			"UPDATE source_asb_incidents SET uprn = '', postcode = '' WHERE person_ref IN (" + all + ")",
		}
		for _, file := range []string{"enrolments", "attendance", "exclusions", "occupants", "actions", "provisions", "employments"} {
			blank = append(blank, "UPDATE source_"+file+" SET ended_import_id = import_id WHERE person_ref IN ("+all+")")
		}
		rewrite(blank...)
		w.unmoved(t, "no address held", restricted, nil)
		if w.seenByCoordinator(t) == sees {
			t.Error("a coordinator with a reason sees no difference: nothing was tested")
		}
	})
}

// witness is the small county, served, with what several readers are answered to broad questions.
type witness struct {
	hub       *hubUnderTest
	readers   []reader
	names     map[string]string
	questions []string
}

func newWitness(t *testing.T, dsn string, readers []reader) *witness {
	t.Helper()
	useDatabase(t, dsn)
	importSmall(t, dsn, filepath.Join("testdata", "small"))
	w := &witness{hub: serveHub(t), readers: readers, names: map[string]string{}}
	var each strings.Builder
	for _, f := range w.hub.families(t, reasoned, "id members { person { id forename surname } }") {
		w.names[f["id"].(string)] = "family-" + objects(f["members"])[0]["person"].(object)["surname"].(string)
		if eldest := members(f)[0]; eldest["surname"] != "Cole" {
			fmt.Fprintf(&each, " f%s: family(id: %q) { version members { role } } p%s: person(id: %q) { %s }",
				eldest["surname"], f["id"], eldest["surname"], eldest["id"], everyField("Person"))
		}
	}
	w.questions = []string{
		everyFamily(), "{" + each.String() + " }",
		"{ families(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id version lastChangedAt chronology { text } } } } }",
	}
	people := "{ " + strings.Replace(answerOf("findPeople"), "person { id }", "person { "+everyField("Person")+" }", 1) + " }"
	w.questions = append(w.questions,
		`{ a: findPeople(search: {surname: "Apple"}) `+people+` b: findPeople(search: {surname: "Zander"}) `+people+
			` c: findPeople(search: {dateOfBirth: "1980-01-02"}) `+people+` }`,
		`{ a: findPeople(search: {postcode: "OX16 2BB"}) `+people+` b: findPeople(search: {uprn: "100000000002"}) `+people+
			` c: findAddresses(search: "Refuge") { occupants { id } } d: findAddresses(search: "OX") { `+answerOf("findAddresses")+` } }`,
		`{ findPeople(search: {nino: "QQ100001A"}) `+people+` }`)
	return w
}

func (w *witness) id(name string) string {
	for id, called := range w.names {
		if called == name {
			return id
		}
	}
	return ""
}

// replies are what every reader is answered, or refused, to every question.
func (w *witness) replies(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, r := range w.readers {
		questions := w.questions
		if slices.Contains(bystanders, r) {
			questions = questions[:2] // a search would only be refused, or find Cole
		}
		for _, q := range questions {
			got := send(t, w.hub.request(t, r, http.MethodPost, q, nil))
			body := sealedCursor.ReplaceAllStringFunc(got.body, func(found string) string { return fmt.Sprint("cursor of ", len(found)) })
			all[r.name] = append(all[r.name], fmt.Sprint(got.status, " ", got.header.Get("Content-Type"), "\n", body))
		}
	}
	return all
}

// sealedCursor is one in a reply. It reads differently each time; only its length could tell anything.
var sealedCursor = regexp.MustCompile(`"(?:cursor|startCursor|endCursor)":"[^"]+"`)

// unmoved asks anew and demands the same replies, but for those who may see what has changed. It returns the new ones.
func (w *witness) unmoved(t *testing.T, what string, before map[string][]string, but []string) map[string][]string {
	t.Helper()
	after := w.replies(t)
	for _, r := range w.readers {
		for i, was := range before[r.name] {
			if now := after[r.name][i]; now != was && !slices.Contains(but, r.name) {
				t.Errorf("%s: %s is told by %.60s…\n%s", r.name, what, w.questions[i], difference(was, now))
			}
		}
	}
	return after
}

// difference shows where two texts part.
func difference(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	from := max(0, at-150)
	return fmt.Sprintf("was …%.300s\nis  …%.300s", a[from:], b[from:])
}

func (w *witness) seenByCoordinator(t *testing.T) string {
	t.Helper()
	return send(t, w.hub.request(t, reasoned, http.MethodPost, everyFamily(), nil)).body
}

// sendFile imports a feed that holds one file.
func (w *witness) sendFile(t *testing.T, c change, text string, flags ...string) {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, c.file+".csv"), text)
	if r := thrive(t, append([]string{"import", c.partner, folder, "--no-progress"}, flags...)...); r.code != done {
		t.Fatalf("importing ended with %d: %s%s", r.code, r.out, r.err)
	}
}

func smallFile(c change) string {
	return filepath.Join("testdata", "small", c.partner, c.file+".csv")
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
