package feeds

import (
	"fmt"

	"thrivingfamilies.example/hub/models"
)

// Manifest says for whom a feed speaks and of which time. The zero value is that of a feed without one: it speaks for the
// partner as a whole, of everything up to its import.
type Manifest struct {
	Org         string      `json:"org,omitempty"`
	ExtractedOn models.Date `json:"extractedOn,omitempty"`
	CoversFrom  models.Date `json:"coversFrom,omitempty"`
	CoversUntil models.Date `json:"coversUntil,omitempty"`
}

var manifestFile = File{
	Name:    "manifest",
	Columns: []Column{text("org"), day("extracted_on"), day("covers_from"), day("covers_until")},
}

// Manifest reads the feed's manifest. A missing one, or one without a row, is the zero Manifest; one of several rows, or
// with a day that is none, is a *Refused.
func (f *Feed) Manifest() (Manifest, error) {
	if !f.Has(manifestFile) {
		return Manifest{}, nil
	}
	var m Manifest
	seen := 0
	_, err := f.Read(manifestFile, "", nil, func(row Row) error {
		if seen++; seen > 1 {
			return refuse(manifestFile.csv(), "it has more than one row: a feed speaks for one organisation and one period")
		}
		m = Manifest{
			Org:         row.Values[0].(string),
			ExtractedOn: row.Values[1].(models.Date),
			CoversFrom:  row.Values[2].(models.Date),
			CoversUntil: row.Values[3].(models.Date),
		}
		if m.CoversFrom != "" && m.CoversUntil != "" && m.CoversUntil < m.CoversFrom {
			return refuse(manifestFile.csv(), "covers_until is before covers_from: swap them or mend the wrong one")
		}
		return nil
	}, func(b Bad) error {
		return refuse(manifestFile.csv(), "line %d: %s", b.Line, b.Reason)
	})
	if err != nil {
		return Manifest{}, fmt.Errorf("the feed's manifest: %w", err)
	}
	return m, nil
}
