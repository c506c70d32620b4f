package models

import "time"

// Receipt tells a partner what became of its feed.
type Receipt struct {
	ImportID    int64         `json:"import"`
	Partner     Partner       `json:"partner"`
	Org         string        `json:"org,omitempty"`
	SHA256      string        `json:"sha256"`
	Snapshot    bool          `json:"snapshot"`
	StartedAt   time.Time     `json:"startedAt"`
	Seconds     float64       `json:"seconds"`
	CoversFrom  Date          `json:"coversFrom,omitempty"`
	CoversUntil Date          `json:"coversUntil,omitempty"`
	Files       []FileReceipt `json:"files"`
	Notices     []string      `json:"notices"`
	// Quarantine holds the first MaxShownQuarantine rows that could not be read; all of them are kept in the hub.
	Quarantine []QuarantinedRow `json:"quarantine"`
}

// MaxShownQuarantine is how many quarantined rows a receipt lists.
const MaxShownQuarantine = 100

// FileReceipt counts what became of one file's rows: Rows = New + Changed + Same + Quarantined.
type FileReceipt struct {
	Name        string   `json:"name"`
	Header      []string `json:"header,omitempty"` // as sent
	Rows        int      `json:"rows"`
	New         int      `json:"new"`
	Changed     int      `json:"changed"`
	Same        int      `json:"same"`
	Withdrawn   int      `json:"withdrawn"`
	Quarantined int      `json:"quarantined"`
}

// QuarantinedRow is one row that could not be read, and why. Value is the partner's own cell and personal: it goes to that
// partner only, never into a log.
type QuarantinedRow struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// Total adds up the files.
func (r Receipt) Total() FileReceipt {
	var t FileReceipt
	for _, f := range r.Files {
		t.Rows += f.Rows
		t.New += f.New
		t.Changed += f.Changed
		t.Same += f.Same
		t.Withdrawn += f.Withdrawn
		t.Quarantined += f.Quarantined
	}
	return t
}
