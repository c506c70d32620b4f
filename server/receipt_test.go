package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/models"
)

func TestReceiptText(t *testing.T) {
	cases := map[string]models.Receipt{
		"clean": {
			ImportID: 7, Partner: models.Council, SHA256: strings.Repeat("ab", 32),
			Files: []models.FileReceipt{{Name: "people", Rows: 3, New: 1, Changed: 1, Same: 1}},
		},
		"quarantine": {
			ImportID: 12, Partner: models.Housing, Org: "SPIRES", SHA256: strings.Repeat("cd", 32), Snapshot: true,
			CoversFrom: "2008-01-01", CoversUntil: "2012-12-31",
			Files: []models.FileReceipt{
				{Name: "people", Rows: 12345, New: 12000, Same: 242, Withdrawn: 17, Quarantined: 103},
				{Name: "tenancies", Rows: 4, New: 4},
			},
			Notices: []string{"notes.txt is no file of this feed and was not read"},
			Quarantine: []models.QuarantinedRow{
				{File: "people", Line: 9, Column: "date_of_birth", Value: "SECRET", Reason: "it is not a day"},
				{File: "people", Line: 80, Value: "SECRET", Reason: "it has 3 cells where the header has 17"},
			},
		},
	}
	for name, receipt := range cases {
		t.Run(name, func(t *testing.T) {
			golden(t, "receipt_"+name+".txt", receiptText(receipt))
		})
	}
}

// golden compares text with a file of testdata; -update writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("it differs from %s (-want +got):\n%s", path, diff)
	}
}
