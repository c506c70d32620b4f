package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/models"
)

const lapsed = `id: old
title: An agreement that ended
partner: police
gateway: Crime and Disorder Act 1998 s.115
purposes: [crime-prevention]
from: 2010-01-01
until: 2011-12-31
grants:
  POLICE_OFFICER:
    offences: {scope: known, detail: FLAG}
`

func TestAgreementsCheck(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old.yaml"), lapsed)
	write(t, filepath.Join(dir, "next.yaml"), strings.NewReplacer("id: old", "id: next", "2010", "2110", "2011", "2111").Replace(lapsed))
	out := must(t, "agreements", "check", dir).out
	for _, line := range []string{"next       police   from 2110-01-01", "old        police   ended 2011-12-31"} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
	if !strings.Contains(out, "Note: agreement old (old.yaml, line 1) does not say who signed it and when") {
		t.Errorf("nothing is said of who signed:\n%s", out)
	}
	if out := must(t, "agreements", "check").out; strings.Count(out, "in force") < 5 {
		t.Errorf("of the built-in agreements too few are in force:\n%s", out)
	}
}

// What check has to say of agreements that hold, and that somebody should look at.
func TestAgreementsCheckWarns(t *testing.T) {
	on := func(days int) string { return time.Now().AddDate(0, 0, days).Format(time.DateOnly) }
	for _, c := range []struct{ name, change, want string }{
		{"reviewed in time", "review-by: " + on(61), ""},
		{"to be reviewed soon", "review-by: " + on(60), "Warning: agreement old (old.yaml, line 6) must be reviewed by " + on(60) + ": days left: 60"},
		{"not reviewed", "review-by: " + on(-1), "Warning: agreement old (old.yaml, line 6) was to be reviewed by " + on(-1) + ": review it, and set review-by anew"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			text := strings.NewReplacer("until: 2011-12-31\n", "", "from:", c.change+"\nfrom:").Replace(lapsed)
			write(t, filepath.Join(dir, "old.yaml"), text)
			out := must(t, "agreements", "check", dir).out
			if strings.Contains(out, "Warning:") != (c.want != "") || !strings.Contains(out, c.want) {
				t.Errorf("no %q in:\n%s", c.want, out)
			}
		})
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old.yaml"), lapsed)
	write(t, filepath.Join(dir, "new.yaml"), strings.NewReplacer("id: old", "id: new", "until: 2011-12-31\n", "").Replace(lapsed))
	want := "Note: new (new.yaml, line 9) and old (old.yaml, line 10) both let POLICE_OFFICER see offences, for crime-prevention, " +
		"from 2010-01-01 until 2011-12-31: both hold, and one of the two can go\n"
	if out := must(t, "agreements", "check", dir).out; !strings.Contains(out, want) {
		t.Errorf("no %q in:\n%s", want, out)
	}
	if out := must(t, "agreements", "check").out; strings.Contains(out, "Note:") {
		t.Errorf("of the built-in agreements it has something to note:\n%s", out)
	}
}

// Each fault of each file is told of in a line of its own.
func TestAgreementsCheckFaults(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), strings.NewReplacer("known", "knwon", "2011-12-31", "2009-12-31").Replace(lapsed))
	write(t, filepath.Join(dir, "b.yaml"), strings.Replace(lapsed, "title", "titel", 1))
	r := thrive(t, "agreements", "check", dir)
	want := "thrive: agreement a.yaml, line 7: until is before from: correct one of the two\n" +
		"thrive: agreement a.yaml, line 10: grants.POLICE_OFFICER.offences: scope \"knwon\" is none of all, known, own, acted\n" +
		"thrive: agreement b.yaml, line 2: unknown field \"titel\": correct its spelling or take it out\n"
	if r.code != misused || r.err != want || r.out != "" {
		t.Errorf("ended with %d:\n%s%s", r.code, r.out, r.err)
	}
}

func TestMatrixFormats(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old.yaml"), lapsed)
	on := []string{"agreements", "matrix", "--agreements", dir, "--on", "2011-06-01"}
	text := must(t, append(on, "--role", "POLICE_OFFICER")...).out
	if !strings.Contains(text, "FLAG known") || strings.Contains(text, "DWP_PROVIDER") {
		t.Errorf("as text:\n%s", text)
	}
	rows, err := csv.NewReader(strings.NewReader(must(t, append(on, "--format", "csv")...).out)).ReadAll()
	if err != nil || len(rows) != 1+(len(models.Roles)-1)*len(models.Classes) {
		t.Errorf("as csv: %d rows, %v", len(rows), err)
	}
	page := must(t, append(on, "--format", "md")...).out
	for _, line := range []string{"| old | An agreement that ended |", "## POLICE_OFFICER", "On 2011-06-01.", "| offences | FLAG known | crime-prevention | old |"} {
		if !strings.Contains(page, line) {
			t.Errorf("as Markdown there is no %q in:\n%s", line, page)
		}
	}
}

// The page of the matrix stands alone, and can be read by keyboard and by ear.
func TestMatrixPage(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old.yaml"), strings.Replace(lapsed, "An agreement that ended", "<b>Ended</b>", 1))
	page := must(t, "agreements", "matrix", "--agreements", dir, "--on", "2011-06-01", "--format", "html").out
	for _, want := range []string{
		"<!doctype html>", `<html lang="en-GB">`, "<title>Who may see what</title>", `<a class="skip" href="#main">`, `<main id="main">`,
		"<p>On 2011-06-01.</p>", `<a href="#at-a-glance">`, `<h2 id="at-a-glance">`, "<caption>What POLICE_OFFICER sees</caption>",
		`<th scope="row">offences</th><td>FLAG known</td><td>crime-prevention</td><td>old</td>`, "&lt;b&gt;Ended",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %s", want)
		}
	}
	for _, unwanted := range []string{"<script", "http://", "https://", "src=", "<link", "url(", "`", "<b>"} {
		if strings.Contains(page, unwanted) {
			t.Errorf("there is a %s", unwanted)
		}
	}
	if tables, captions := strings.Count(page, "<table>"), strings.Count(page, "<caption>"); tables < len(models.Roles) || tables != captions {
		t.Errorf("%d tables have %d captions", tables, captions)
	}
	ids := regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1)
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id[1]] || strings.Contains(id[1], " ") {
			t.Errorf("the id %q stands twice, or is none", id[1])
		}
		seen[id[1]] = true
	}
}

func TestMatrixToFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "docs", "sharing.md")
	page := must(t, "agreements", "matrix", "--format", "md").out
	if r := must(t, "agreements", "matrix", "--format", "md", "--out", path); r.out != "" {
		t.Errorf("it was also printed: %q", r.out)
	}
	written, err := os.ReadFile(path)
	if err != nil || string(written) != page {
		t.Errorf("the file differs from what is printed: %v", err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestExplain(t *testing.T) {
	explain := func(args ...string) result { return thrive(t, append([]string{"agreements", "explain"}, args...)...) }
	cases := []struct {
		name, role, field, purpose, says string
		code                             int
	}{
		{"granted", "police-officer", "Family.members.person.offences", "crime-prevention", "Yes: POLICE_OFFICER may see offences", done},
		{"not shared", "POLICE_OFFICER", "Family.members.person.benefitClaims", "crime-prevention", "No: POLICE_OFFICER may not see benefits", done},
		{"only one purpose", "RESEARCHER", "Person.nino", "", "RESEARCHER may not see nino", done},
		{"open", "RESEARCHER", "Family.id", "", "Yes: Family.id is open to every role", done},
		{"an act", "RESEARCHER", "Mutation.decideReview", "", "No: RESEARCHER may not decide doubtful links", done},
		{"an act that is granted", "POLICE_OFFICER", "Mutation.reportWrongLink", "safeguarding", "Yes: POLICE_OFFICER may report a link as wrong", done},
		{"no such field", "RESEARCHER", "Family.members.hat", "", "Member has no field hat", misused},
		{"one of several purposes", "POLICE_OFFICER", "Person.offences", "", "--purpose must be one", misused},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			args := []string{"--role", c.role, "--field", c.field}
			if c.purpose != "" {
				args = append(args, "--purpose", c.purpose)
			}
			if r := explain(args...); r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
				t.Errorf("ended with %d: %s%s", r.code, r.out, r.err)
			}
		})
	}
}

func TestMatrixNamesFields(t *testing.T) {
	if page := must(t, "agreements", "matrix", "--format", "md").out; !strings.Contains(page, "| offences | police | ") || !strings.Contains(page, "Person.offences") {
		t.Error("the page does not name the fields of a class")
	}
	if sdl := must(t, "schema").out; !strings.Contains(sdl, "type Family") {
		t.Error("the schema lacks Family")
	}
}
