package main

import (
	"fmt"
	"io"
	"strings"
)

// markdown writes the page docs/sharing.md.
func (m matrix) markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Who may see what\n\n" + strings.Join(matrixIntroduction, "\n\n") + "\n")
	b.WriteString("\nHow an agreement is written, checked, compared and changed: [agreements.md](agreements.md).\n")
	if m.stated != "" {
		fmt.Fprintf(&b, "\nOn %s.\n", m.stated)
	}
	for _, part := range m.sections() {
		b.WriteString("\n## " + part.Title + "\n")
		if part.Text != "" {
			b.WriteString("\n" + part.Text + "\n")
		}
		for _, table := range part.Tables {
			b.WriteString("\n")
			row(&b, table.Heads...)
			b.WriteString("|" + strings.Repeat("---|", len(table.Heads)) + "\n")
			for _, cells := range table.Rows {
				row(&b, cells...)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var cellMarkup = strings.NewReplacer("|", `\|`, "\n", "<br>")

func row(b *strings.Builder, cells ...string) {
	b.WriteString("|")
	for _, cell := range cells {
		fmt.Fprintf(b, " %s |", cellMarkup.Replace(cell))
	}
	b.WriteString("\n")
}
