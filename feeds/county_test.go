package feeds

import (
	"os"
	"path/filepath"
	"testing"

	"thrivingfamilies.example/hub/models"
)

// The county's five feeds, as five partners sent them, read without one bad row.
func TestTheCounty(t *testing.T) {
	shared := os.Getenv("THRIVE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	county := filepath.Join(shared, "county")
	if _, err := os.Stat(county); err != nil {
		t.Skipf("no county to read: set THRIVE_SHARED to the folder that holds county/ (%v)", err)
	}
	for _, p := range models.Partners {
		t.Run(string(p), func(t *testing.T) {
			feed := opened(t, filepath.Join(county, string(p)))
			if m, err := feed.Manifest(); err != nil || m.CoversUntil != "2012-12-31" {
				t.Errorf("the manifest is %+v, %v", m, err)
			}
			if strangers := feed.Strangers(p); len(strangers) > 0 {
				t.Errorf("strangers: %v", strangers)
			}
			refs := make(map[string]map[string]bool)
			for _, file := range Files(p) {
				if feed.Has(file) {
					refs[file.Name] = countyFile(t, feed, file, refs)
				}
			}
		})
	}
}

// countyFile reads one file and returns its refs, having looked up those that it points to.
func countyFile(t *testing.T, feed *Feed, file File, earlier map[string]map[string]bool) map[string]bool {
	refs, read := make(map[string]bool), 0
	report, err := feed.Read(file, testDay, func(n int) { read += n }, func(row Row) error {
		if refs[row.Ref] {
			t.Errorf("%s line %d repeats a ref", file.Name, row.Line)
		}
		refs[row.Ref] = true
		for _, to := range file.Refs {
			if ref := row.Values[file.Column(to.Column)].(string); ref != "" && !earlier[to.File][ref] {
				t.Errorf("%s line %d: %s names nobody", file.Name, row.Line, to.Column)
			}
		}
		return nil
	}, func(b Bad) error {
		t.Errorf("%s line %d: %s", file.Name, b.Line, b.Reason)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if report.Good == 0 || int64(read) != feed.members[file.Name].size {
		t.Errorf("%s: %d rows of %d bytes", file.Name, report.Good, read)
	}
	for _, notice := range report.Notices {
		t.Logf("%s: %s", file.Name, notice)
	}
	return refs
}
