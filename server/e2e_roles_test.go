package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// TestRoles asks for everything as each role and compares the whole reply with testdata/golden/ROLE.json, to be read
// against the matrix in DOMAIN.md. testdata/small has three families: Apple, in which Adam's DWP record is sensitive;
// Birch, whose address the council has marked as restricted; and Dora Cole, alone.
func TestRoles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		importSmall(t, dsn, filepath.Join("testdata", "small"))
		h := serveHub(t)
		ids := smallCounty(t, h, dsn)
		for _, r := range smallReaders() {
			t.Run(r.name, func(t *testing.T) {
				reply := h.ask(t, r, everyFamily(), nil)
				compareGolden(t, r.name, readable(t, reply.body, ids))
			})
		}
	})
}

// smallReaders are each role, with the organisation for which it reads, for its first purpose.
func smallReaders() []reader {
	orgs := map[models.Role][]string{
		models.SchoolOfficer: {"931001", "931002"}, models.HousingOfficer: {"SOHA", "GREENSQ"}, models.Provider: {"WORKWISE", "PROGRESS"},
		models.PoliceOfficer: {"TVP"},
	}
	var readers []reader
	for _, role := range models.Roles {
		if role == models.Integration {
			readers = append(readers, reader{
				name: "INTEGRATION-SCHOOL_OFFICER-931002", role: string(role), as: string(models.SchoolOfficer), org: "931002",
				purpose: string(models.FamilySupport),
			})
			continue
		}
		r := reader{name: string(role), role: string(role), purpose: string(role.Purposes()[0])}
		if role == models.KeyWorker {
			r.subject = "worker-1"
		}
		for _, org := range orgs[role] {
			with := r
			with.name, with.org = r.name+"-"+org, org
			readers = append(readers, with)
		}
		if len(orgs[role]) == 0 {
			readers = append(readers, r)
		}
	}
	return append(readers, reader{
		name: "COUNCIL_COORDINATOR-with-reason", role: string(models.Coordinator), purpose: string(models.FamilySupport),
		reason: "the family is to be visited at home",
	})
}

// smallCounty gives the small county what no feed brings: the programme's own records of the family Apple, a key worker
// for Apple and Birch, a claim for Apple, a study of Apple. It returns a name for every id.
func smallCounty(t *testing.T, h *hubUnderTest, dsn string) map[string]string {
	t.Helper()
	names := map[string]string{}
	for _, f := range h.families(t, reasoned, "id members { person { id forename surname } }") {
		for _, p := range members(f) {
			names[p["id"].(string)] = "person-" + p["forename"].(string)
			names[f["id"].(string)] = "family-" + p["surname"].(string)
		}
	}
	if len(names) != 3+7 {
		t.Fatalf("the small county has %d people and families: %v", len(names), names)
	}
	for id, name := range names {
		switch name {
		case "family-Apple":
			assign(t, dsn, id, sharing.Assigned, "worker-1")
			assign(t, dsn, id, sharing.Claimed, "")
			assign(t, dsn, id, sharing.Studied, "")
			addCases(t, dsn, id, caseParts("Apple"))
		case "family-Birch":
			assign(t, dsn, id, sharing.Assigned, "worker-1")
		}
	}
	return names
}

var (
	moment  = regexp.MustCompile(`"(lastChangedAt|receivedAt)":"[^"]+"`)
	version = regexp.MustCompile(`"version":\d+`)
)

// readable is a reply for a person to read: ids by name, moments and versions left out, and of each object the fields
// that are null, and the lists that are empty, told in one line. Families and members stand by name, as ids are random.
func readable(t *testing.T, body string, names map[string]string) []byte {
	t.Helper()
	body = moment.ReplaceAllString(version.ReplaceAllString(body, `"version":"(version)"`), `"$1":"(moment)"`)
	for id, name := range names {
		body = strings.ReplaceAll(body, id, name)
	}
	var reply object
	if err := json.Unmarshal([]byte(body), &reply); err != nil {
		t.Fatal(err)
	}
	if extensions, ok := reply["extensions"].(object); ok {
		for i, line := range extensions["withheld"].([]any) {
			w := line.(object)
			extensions["withheld"].([]any)[i] = fmt.Sprintf("%v: %v %v by %v (%v) x%v",
				w["path"], w["class"], w["reason"], w["agreement"], w["gateway"], w["count"])
		}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(shorter(reply)); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

func shorter(value any) any {
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = shorter(v[i])
		}
		slices.SortStableFunc(v, func(a, b any) int { return strings.Compare(idIn(a), idIn(b)) })
		return v
	case object:
		var nulls, empties []string
		for field, held := range v {
			list, isList := held.([]any)
			switch {
			case held == nil:
				nulls = append(nulls, field)
				delete(v, field)
			case isList && len(list) == 0:
				empties = append(empties, field)
				delete(v, field)
			default:
				v[field] = shorter(held)
			}
		}
		for word, fields := range map[string][]string{"(null)": nulls, "(empty)": empties} {
			if slices.Sort(fields); len(fields) > 0 {
				v[word] = strings.Join(fields, " ")
			}
		}
		return v
	}
	return value
}

// idIn is the id of a family, or of a member's person; "" of anything else, which keeps its place.
func idIn(value any) string {
	v, ok := value.(object)
	if !ok {
		return ""
	}
	if person, ok := v["person"].(object); ok && v["class"] == nil {
		return fmt.Sprint(person["id"])
	}
	if id, ok := v["id"].(string); ok && strings.HasPrefix(id, "family-") {
		return id
	}
	return ""
}

func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		write(t, path, string(got))
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: make it with -update and read it against the matrix", err)
	}
	if bytes.Equal(got, want) {
		return
	}
	wanted, had := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(wanted), len(had)) {
		if wanted[i] != had[i] {
			t.Fatalf("%s:%d is\n%s\nand was\n%s", path, i+1, had[i], wanted[i])
		}
	}
	t.Fatalf("%s has %d lines, and had %d", path, len(had), len(wanted))
}
