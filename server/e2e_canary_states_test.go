package main

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/agreements"
)

// agreementState is which of the starting agreements are in force.
type agreementState struct {
	name  string
	dir   string // of the agreements; "" those built in
	force func(agreement string) bool
}

func always(string) bool { return true }
func never(string) bool  { return false }

// agreementStates are all agreements in force, all ended, all still to begin, and each in force alone beside the others that ended.
func agreementStates(t *testing.T) []agreementState {
	t.Helper()
	written := map[string]string{}
	names, err := fs.Glob(agreements.Files, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no starting agreements: %v", err)
	}
	for _, name := range names {
		text, err := agreements.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		written[strings.TrimSuffix(name, ".yaml")] = string(text)
	}
	states := []agreementState{
		{name: "all in force", force: always},
		{"all ended", agreementFolder(t, written, ended, never), never},
		{"all still to begin", agreementFolder(t, written, toBegin, never), never},
	}
	for id := range written {
		alone := func(agreement string) bool { return agreement == id }
		states = append(states, agreementState{id + " alone", agreementFolder(t, written, ended, alone), alone})
	}
	return states
}

var (
	beginning = regexp.MustCompile(`(?m)^from: .*$`)
	reviewed  = regexp.MustCompile(`(?m)^review-by: .*\n`)
)

func ended(text string) string {
	return beginning.ReplaceAllString(text, "$0\nuntil: 2014-03-31")
}

func toBegin(text string) string {
	return reviewed.ReplaceAllString(beginning.ReplaceAllString(text, "from: 2099-01-01"), "")
}

// agreementFolder writes the agreements, changed but for those that are in force.
func agreementFolder(t *testing.T, written map[string]string, change func(string) string, force func(string) bool) string {
	t.Helper()
	dir := t.TempDir()
	for id, text := range written {
		if !force(id) {
			text = change(text)
		}
		write(t, filepath.Join(dir, id+".yaml"), text)
	}
	return dir
}

func (s agreementState) use(t *testing.T) {
	t.Helper()
	if s.dir != "" {
		t.Setenv("THRIVE_AGREEMENTS", s.dir)
		must(t, "agreements", "check")
	}
}

// agreementOf is under which agreement a role is shown a partner's word: an outsider by that of its own partner, the council by that
// of whose word it is.
var agreementOf = map[string]string{
	"POLICE_OFFICER": "police", "SCHOOL_OFFICER": "schools", "HOUSING_OFFICER": "housing", "DWP_PROVIDER": "employment-support",
	"JOBCENTRE_ADVISER": "employment-support",
}

// grants says whether an agreement is in force under which the role is shown the partner's word of the class. A link is the council's to
// show, and says as much as the partner's word about who somebody is.
func (s agreementState) grants(role, class, partner string) bool {
	if own := agreementOf[role]; own != "" {
		return s.force(own)
	}
	return s.force(partner) && (class != "links" || s.force("council"))
}
