package feeds

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/models"
)

func TestHeaders(t *testing.T) {
	employments := file(t, models.DWP, "employments")
	for _, e := range []struct {
		name, text string
		notices    []string
		refused    string
	}{
		{name: "as in the contract", text: "employment_ref,person_ref,started,ended\n"},
		{name: "header alone without a line end", text: "employment_ref,person_ref,started,ended"},
		{name: "byte order mark, case, spaces, hyphens, order", text: "\ufeffENDED, Person  Ref ,employment-ref,\"Started\"\r\n"},
		{name: "old Macintosh", text: "employment_ref,person_ref,started,ended\r"},
		{
			name: "unknown and missing columns", text: "employment_ref,person_ref,started,Pay Grade,\n",
			notices: []string{
				"columns that the contract does not know, kept but not read: pay_grade, (one without a heading)",
				"columns that are missing, taken as blank: ended",
			},
		},
		{name: "a required column is missing", text: "employment_ref,started,ended\n", refused: "no column person_ref"},
		{name: "semicolons", text: "employment_ref;person_ref;started;ended\n", refused: "apart by semicolons"},
		{name: "one column twice", text: "employment_ref,person_ref,Person Ref\n", refused: "two columns are headed person_ref"},
		{name: "an unknown column twice", text: "employment_ref,person_ref,x,X\n", refused: "two columns are headed x"},
		{name: "empty", text: "", refused: "it is empty"},
		{name: "nothing but blank lines", text: "\ufeff\r\n \r\n", refused: "it is empty"},
		{name: "UTF-16", text: "\xff\xfee\x00m\x00\n\x00", refused: "UTF-16"},
		{name: "not UTF-8", text: "employment_ref,person_ref,\xe9\n", refused: "not UTF-8"},
		{name: "open quotation mark", text: "employment_ref,\"person_ref\n", refused: "its header cannot be read"},
		{name: "no line end in sight", text: strings.Repeat("x", 300<<10), refused: "longer than 256 KiB"},
	} {
		t.Run(e.name, func(t *testing.T) {
			o, err := readText(t, employments, e.text)
			var refused *Refused
			switch {
			case e.refused == "" && err != nil:
				t.Fatal(err)
			case e.refused != "" && (!errors.As(err, &refused) || !strings.Contains(refused.Reason, e.refused) || refused.File != "employments.csv"):
				t.Fatalf("got %v, want it refused for %q", err, e.refused)
			}
			if diff := cmp.Diff(e.notices, o.Report.Notices); diff != "" {
				t.Error(diff)
			}
		})
	}
}
