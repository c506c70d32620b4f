package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

const matrixIntroduction = `# Who may see what

Made by ` + "`thrive agreements matrix --format md`" + ` from the agreements and the schema: change those, not this page.

A cell says how much is shown (VALUE the value itself, BAND a range, FLAG a yes or no) and of whom: *all* of everybody in
the hub, *known* of people whom the reader's own organisation holds a record of, *own* of the reader's own pupils, tenants,
referrals or families, *acted* of people on whom the reader's organisation has taken a housing action. *By* is whose word
is shown; where it is left out, that of the class's owners. An empty cell is a no. INTEGRATION sees what the role sees that
it acts as. *Kept* is how long facts of a class are kept after their owner last sent them.

How an agreement is written, checked, compared and changed: [agreements.md](agreements.md).
`

// markdown writes the page docs/sharing.md.
func (m matrix) markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString(matrixIntroduction)
	if m.stated != "" {
		fmt.Fprintf(&b, "\nOn %s.\n", m.stated)
	}
	b.WriteString("\n## Agreements\n\n| agreement | what it is | law | from | until | signed by | on | review by |\n|---|---|---|---|---|---|---|---|\n")
	for _, a := range m.set.Agreements() {
		row(&b, a.ID, a.Title, a.Gateway, string(a.From), string(a.Until), strings.Join(a.Signatories, "; "), string(a.SignedOn), string(a.ReviewBy))
	}
	b.WriteString("\n## Data classes\n\n| class | owned by | kept | fields |\n|---|---|---|---|\n")
	for _, class := range models.Classes {
		row(&b, string(class), partnerWords(class.Owners()), m.kept(class), strings.Join(m.fields[class], ", "))
	}
	m.overview(&b)
	for i, role := range m.roles {
		fmt.Fprintf(&b, "\n## %s\n\nPurposes: %s.\n\n| class | shown | for | agreement | law, or why not |\n|---|---|---|---|---|\n",
			role, purposeWords(role.Purposes(), ", "))
		for _, r := range m.rules[i] {
			law := r.Gateway
			if r.Detail == models.DetailNone {
				law = whyNot(r)
			}
			row(&b, string(r.Class), strings.TrimPrefix(r.Cell(), "-"), purposeWords(r.Purposes, ", "), r.Agreement, law)
		}
		m.licences(&b, i)
	}
	_, err := io.WriteString(w, b.String())
	return err
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

// licences is what a role may do rather than see; nothing where that is nothing.
func (m matrix) licences(b *strings.Builder, i int) {
	if len(m.acts[i]) > 0 {
		b.WriteString("\n| may | for | agreement | law |\n|---|---|---|---|\n")
	}
	for _, l := range m.acts[i] {
		row(b, l.Act.Title()+" (`"+string(l.Act)+"`)", purposeWords(l.Purposes, ", "), l.Agreement, l.Gateway)
	}
}

// overview is every role beside every other, a line for each class.
func (m matrix) overview(b *strings.Builder) {
	b.WriteString("\n## At a glance\n\n| class |")
	for _, role := range m.roles {
		fmt.Fprintf(b, " %s |", role)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(m.roles)) + "\n")
	for _, class := range models.Classes {
		cells := []string{string(class)}
		for i := range m.roles {
			cells = append(cells, glance(m.rules[i], class))
		}
		row(b, cells...)
	}
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
	return strings.Join(lines, "<br>")
}

func whyNot(r sharing.Rule) string {
	if r.Gateway == "" {
		return string(r.Reason)
	}
	return string(r.Reason) + " (" + r.Gateway + ")"
}

func row(b *strings.Builder, cells ...string) {
	b.WriteString("|")
	for _, cell := range cells {
		fmt.Fprintf(b, " %s |", strings.ReplaceAll(cell, "|", `\|`))
	}
	b.WriteString("\n")
}
