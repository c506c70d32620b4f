package main

import (
	"slices"
	"strings"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// section is one part of the page of the matrix, whatever it is written as.
type section struct {
	Title  string
	Text   string
	Tables []sheet
}

// ID is the section's place on a page.
func (s section) ID() string { return strings.ReplaceAll(strings.ToLower(s.Title), " ", "-") }

// sheet is a table; a cell may have several lines.
type sheet struct {
	Caption string
	Heads   []string
	Rows    [][]string
}

// matrixIntroduction is what a reader must know first, a paragraph each.
var matrixIntroduction = []string{
	"Made by `thrive agreements matrix` from the agreements and the schema: change those, not this page.",

	"A cell says how much is shown (VALUE the value itself, BAND a range, FLAG a yes or no) and of whom: *all* of everybody in\n" +
		"the hub, *known* of people whom the reader's own organisation holds a record of, *own* of the reader's own pupils, tenants,\n" +
		"referrals or families, *acted* of people on whom the reader's organisation has taken a housing action. *By* is whose word\n" +
		"is shown; where it is left out, that of the class's owners. An empty cell is a no. INTEGRATION sees what the role sees that\n" +
		"it acts as. *Kept* is how long facts of a class are kept after their owner last\n" +
		"sent them; where nothing is said, as long as the longest that is said of the same owner's.",

	"Above every agreement stand three rules. Where an address is restricted, nobody but a coordinator who states a reason is\n" +
		"shown where the family is. Whoever has a sensitive record does not exist for providers and the Jobcentre. Of a child, under\n" +
		"18 on the day, they are shown nothing, as they see by an adult's own consent.",

	"Who may *break the glass* is, in an urgent matter of safeguarding and for a stated reason, shown one class of one family for\n" +
		"some hours, of every member whom an owner of the class holds. The three rules stand above that too, and what DWP tells is\n" +
		"never shown by it. Information governance is told at once and reviews each break.",
}

// sections are the page's parts, in order.
func (m matrix) sections() []section {
	agreements := sheet{Caption: "The agreements", Heads: []string{"agreement", "what it is", "law", "from", "until", "signed by", "on", "review by"}}
	for _, a := range m.set.Agreements() {
		agreements.Rows = append(agreements.Rows, []string{
			a.ID, a.Title, a.Gateway, string(a.From), string(a.Until), strings.Join(a.Signatories, "; "), string(a.SignedOn), string(a.ReviewBy),
		})
	}
	classes := sheet{Caption: "The data classes and their fields", Heads: []string{"class", "owned by", "kept", "fields"}}
	for _, class := range models.Classes {
		classes.Rows = append(classes.Rows, []string{string(class), partnerWords(class.Owners()), m.kept(class), strings.Join(m.fields[class], ", ")})
	}
	all := []section{
		{Title: "Agreements", Tables: []sheet{agreements}},
		{Title: "Data classes", Tables: []sheet{classes}},
		{Title: "At a glance", Tables: []sheet{m.overview()}},
	}
	for i, role := range m.roles {
		part := section{Title: string(role), Text: "Purposes: " + purposeWords(role.Purposes(), ", ") + ".", Tables: []sheet{m.seen(i)}}
		if len(m.acts[i]) > 0 {
			part.Tables = append(part.Tables, m.licences(i))
		}
		all = append(all, part)
	}
	return append(all, doors())
}

// seen is what one role sees of each class, and by which law.
func (m matrix) seen(i int) sheet {
	s := sheet{Caption: "What " + string(m.roles[i]) + " sees", Heads: []string{"class", "shown", "for", "agreement", "law, or why not"}}
	for _, r := range m.rules[i] {
		law := r.Gateway
		if r.Detail == models.DetailNone {
			law = whyNot(r)
		}
		s.Rows = append(s.Rows, []string{string(r.Class), strings.TrimPrefix(r.Cell(), "-"), purposeWords(r.Purposes, ", "), r.Agreement, law})
	}
	return s
}

// licences is what a role may do rather than see.
func (m matrix) licences(i int) sheet {
	s := sheet{Caption: "What " + string(m.roles[i]) + " may do", Heads: []string{"may", "for", "agreement", "law"}}
	for _, l := range m.acts[i] {
		s.Rows = append(s.Rows, []string{l.Act.Title() + " (`" + string(l.Act) + "`)" + behind(l), purposeWords(l.Purposes, ", "), l.Agreement, l.Gateway})
	}
	return s
}

// behind is before which classes the glass may be broken, and for how long.
func behind(l sharing.Licence) string {
	if len(l.Glass.Classes) == 0 {
		return ""
	}
	return ": " + l.Glass.Words()
}

// kept is how long the class is kept, as its owners' agreements say; "" where none says it.
func (m matrix) kept(class models.Class) string {
	var periods []string
	for _, a := range m.set.Agreements() {
		if period := a.Retention[class]; period != "" {
			periods = append(periods, string(period)+" ("+a.ID+")")
		}
	}
	return strings.Join(periods, ", ")
}

// overview is every role beside every other, a row for each class.
func (m matrix) overview() sheet {
	s := sheet{Caption: "What every role sees", Heads: []string{"class"}}
	for _, role := range m.roles {
		s.Heads = append(s.Heads, string(role))
	}
	for _, class := range models.Classes {
		cells := []string{string(class)}
		for i := range m.roles {
			cells = append(cells, glance(m.rules[i], class))
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// glance is one cell of the overview: what several agreements grant alike stands in one line.
func glance(rules []sharing.Rule, class models.Class) string {
	var lines []string
	by := map[string][]string{}
	for _, r := range rules {
		if r.Class != class || r.Detail == models.DetailNone {
			continue
		}
		line := string(r.Detail) + " " + string(r.Scope)
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
		for _, voice := range strings.Split(voices(r), ", ") {
			if !slices.Contains(by[line], voice) {
				by[line] = append(by[line], voice)
			}
		}
	}
	for i, line := range lines {
		owners := strings.Split(partnerWords(class.Owners()), ", ")
		slices.Sort(owners)
		slices.Sort(by[line])
		if !slices.Equal(owners, by[line]) {
			lines[i] += " by " + strings.Join(by[line], ", ")
		}
	}
	return strings.Join(lines, "\n")
}

func whyNot(r sharing.Rule) string {
	if r.Gateway == "" {
		return string(r.Reason)
	}
	return string(r.Reason) + " (" + r.Gateway + ")"
}
