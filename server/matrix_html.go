package main

import (
	"io"
	"strings"
)

// matrixPage is what the template of the matrix is filled with.
type matrixPage struct {
	Introduction []string
	Stated       string
	Sections     []section
}

// plainWords takes the marks of Markdown away.
var plainWords = strings.NewReplacer("`", "", "*", "", "\n", " ")

// html writes the matrix as one page that needs nothing else: no script, no font, no picture from elsewhere.
func (m matrix) html(w io.Writer) error {
	page := matrixPage{Stated: m.stated, Sections: m.sections()}
	for _, paragraph := range matrixIntroduction {
		page.Introduction = append(page.Introduction, plainWords.Replace(paragraph))
	}
	for _, part := range page.Sections {
		for _, table := range part.Tables {
			for _, row := range table.Rows {
				row[0] = strings.ReplaceAll(row[0], "`", "")
			}
		}
	}
	return pageTemplates.ExecuteTemplate(w, "matrix.html", page)
}
