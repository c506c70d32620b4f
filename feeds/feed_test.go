package feeds

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/models"
)

func TestAFolderAndItsZipsAreOneFeed(t *testing.T) {
	people, claims := "person_ref\nD1\n", "claim_ref,person_ref,benefit\nC1,D1,JSA\n"
	feeds := map[string]string{
		"folder":            folder(t, map[string]string{"people.csv": people, "claims.csv": claims, "notes.txt": "x", "odd.csv": "x", ".DS_Store": "x"}),
		"zip":               zipped(t, entry{"people.csv", people}, entry{"claims.csv", claims}, entry{"notes.txt", "x"}, entry{"odd.csv", "x"}),
		"zip with a folder": zipped(t, entry{"dwp/", ""}, entry{"dwp/odd.csv", "x"}, entry{"dwp/Claims.CSV", claims}, entry{"dwp/people.csv", people}, entry{"dwp/notes.txt", "x"}, entry{"__MACOSX/dwp/._people.csv", "x"}),
	}
	var sums []string
	for name, path := range feeds {
		t.Run(name, func(t *testing.T) {
			feed := opened(t, path)
			if got, want := feed.Size(), int64(len(people)+len(claims)+1); got != want {
				t.Errorf("size %d, want %d", got, want)
			}
			if diff := cmp.Diff([]string{"notes.txt", "odd.csv"}, feed.Strangers(models.DWP)); diff != "" {
				t.Error(diff)
			}
			if !feed.Has(file(t, models.DWP, "claims")) || feed.Has(file(t, models.DWP, "provisions")) {
				t.Error("it does not know what it holds")
			}
			o, err := readAll(file(t, models.DWP, "claims"), func(f File, progress func(int), sink func(Row) error, bad func(Bad) error) (Report, error) {
				return feed.Read(f, testDay, progress, sink, bad)
			})
			if err != nil || len(o.Rows) != 1 || o.Read != len(claims) {
				t.Errorf("got %+v, %v", o, err)
			}
			var refused *Refused
			if _, err := feed.Read(file(t, models.DWP, "provisions"), testDay, nil, nil, nil); !errors.As(err, &refused) {
				t.Errorf("a missing file gives %v", err)
			}
			sum, err := feed.SHA256(models.DWP)
			if err != nil {
				t.Fatal(err)
			}
			sums = append(sums, sum)
		})
	}
	if sums[0] != sums[1] || sums[1] != sums[2] {
		t.Errorf("the sums differ: %v", sums)
	}
	other := opened(t, folder(t, map[string]string{"people.csv": people, "claims.csv": claims + "\n"}))
	if sum, err := other.SHA256(models.DWP); err != nil || sum == sums[0] {
		t.Errorf("another feed has the sum %s, %v", sum, err)
	}
}

func opened(t *testing.T, path string) *Feed {
	t.Helper()
	feed, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := feed.Close(); err != nil {
			t.Error(err)
		}
	})
	return feed
}

func TestFeedsThatAreRefused(t *testing.T) {
	many := make([]entry, 101)
	for i := range many {
		many[i] = entry{name: fmt.Sprintf("f%d.csv", i)}
	}
	notZip := filepath.Join(folder(t, map[string]string{"people.csv": "person_ref\n"}), "people.csv")
	for name, e := range map[string]struct{ path, want string }{
		"nothing there":        {filepath.Join(t.TempDir(), "none"), "no such folder"},
		"an empty folder":      {t.TempDir(), "no CSV file"},
		"a single file":        {notZip, "neither a folder nor a sound zip"},
		"an empty zip":         {zipped(t), "no CSV file"},
		"one name twice":       {zipped(t, entry{"people.csv", "x"}, entry{"People.csv", "x"}), "the feed also holds people.csv"},
		"path to the parent":   {zipped(t, entry{"../people.csv", "x"}), "leads out of the zip"},
		"absolute path":        {zipped(t, entry{"/people.csv", "x"}), "not plain"},
		"backslashes":          {zipped(t, entry{`..\people.csv`, "x"}), "not plain"},
		"drive":                {zipped(t, entry{"C:people.csv", "x"}), "not plain"},
		"folder in a folder":   {zipped(t, entry{"a/b/people.csv", "x"}), "a folder within a folder"},
		"two folders":          {zipped(t, entry{"a/people.csv", "x"}, entry{"b/claims.csv", "x"}), "side by side"},
		"too many files":       {zipped(t, many...), "more than 100 files"},
		"unpacks to too much":  {zipped(t, entry{"people.csv", strings.Repeat("\n", freeSize+1)}), "more than 200 times its size"},
		"together to too much": {zipped(t, entry{"people.csv", strings.Repeat("\n", freeSize/2+1)}, entry{"claims.csv", strings.Repeat("\n", freeSize/2+1)}), "more than 200 times its size"},
	} {
		t.Run(name, func(t *testing.T) {
			feed, err := Open(e.path)
			var refused *Refused
			if feed != nil || !errors.As(err, &refused) || !strings.Contains(err.Error(), e.want) || strings.HasPrefix(err.Error(), ":") {
				t.Fatalf("got %v, want it refused for %q", err, e.want)
			}
		})
	}
}

func TestADamagedZipFailsOnReading(t *testing.T) {
	path := zipped(t, entry{"people.csv", "person_ref\n" + strings.Repeat("D1\n", 10)})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[45] ^= 0x55 // within the packed bytes
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	feed := opened(t, path)
	if _, err := feed.SHA256(models.DWP); err == nil {
		t.Error("summed without an error")
	}
}

func TestManifests(t *testing.T) {
	for _, e := range []struct {
		name, text string
		want       Manifest
		err        string
	}{
		{"whole", "org,extracted_on,covers_from,covers_until\r\nSOHA,05/01/2013,2008-01-01,2012-12-31\r\n", Manifest{Org: "SOHA", ExtractedOn: "2013-01-05", CoversFrom: "2008-01-01", CoversUntil: "2012-12-31"}, ""},
		{"in part", "ORG\nSOHA\n", Manifest{Org: "SOHA"}, ""},
		{"no row", "org\n", Manifest{}, ""},
		{"two rows", "org\nSOHA\nGREENSQ\n", Manifest{}, "more than one row"},
		{"bad day", "org,covers_from\nSOHA,2012-02-30\n", Manifest{}, "line 2: covers_from is not a date"},
		{"ends before it begins", "covers_from,covers_until\n2012-02-02,2012-02-01\n", Manifest{}, "covers_until is before covers_from"},
		{"empty", "", Manifest{}, "it is empty"},
	} {
		t.Run(e.name, func(t *testing.T) {
			got, err := opened(t, folder(t, map[string]string{"manifest.csv": e.text})).Manifest()
			if got != e.want || (err == nil) != (e.err == "") || err != nil && !strings.Contains(err.Error(), e.err) {
				t.Fatalf("got %+v, %v", got, err)
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		if got, err := opened(t, folder(t, map[string]string{"people.csv": "x"})).Manifest(); got != (Manifest{}) || err != nil {
			t.Fatalf("got %+v, %v", got, err)
		}
	})
}
