package match

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/linkage/quality"
)

// Labelled people that nobody here has made: see README.md beside the data, and docs/linkage.md for what the marks are. The
// settings are the default ones for all of them.
type labelled struct {
	folder  string
	files   []string
	columns []Column
	across  bool
	// person says who a row is.
	person func(t *testing.T, file string, row map[string]string) string
	marks  []mark
}

// mark is what a linkage must reach.
type mark struct {
	what        string
	of          func(l linked) float64
	least, most float64 // most is 0 where there is no limit
}

var labelledSets = map[string]labelled{
	"febrl4": {
		folder: "data/linkage", files: []string{"febrl4a.csv", "febrl4b.csv"}, across: true, person: febrlPerson,
		columns: []Column{
			{Name: "given_name", Field: Given},
			{Name: "surname", Field: Surname},
			{Name: "street_number", Field: House},
			{Name: "address_1", Field: Address},
			{Name: "suburb", Field: Town},
			{Name: "postcode", Field: Postcode},
			{Name: "date_of_birth", Field: Birth},
			{Name: "soc_sec_id", Field: Number},
		},
		marks: []mark{{"F1 of pairs at 0.95", pairsF1, 0.9990, 0}},
	},
	"historical_50k": {
		folder: "data/linkage", files: []string{"historical_50k.csv"}, person: clusterPerson,
		columns: []Column{
			{Name: "first_name", Field: Given},
			{Name: "surname", Field: Surname},
			{Name: "dob", Field: Birth},
			{Name: "birth_place", Field: Other},
			{Name: "postcode_fake", Field: Postcode},
			{Name: "gender", Field: Sex},
			{Name: "occupation", Field: Other},
		},
		marks: []mark{{"F1 of clusters", clustersF1, 0.94, 0}, {"best F1 of pairs", bestF1, 0.85, 0}},
	},
	"fake_1000": {
		folder: "data/linkage", files: []string{"fake_1000.csv"}, person: clusterPerson,
		columns: []Column{
			{Name: "first_name", Field: Given},
			{Name: "surname", Field: Surname},
			{Name: "dob", Field: Birth},
			{Name: "city", Field: Town},
			{Name: "email", Field: Email},
		},
		marks: []mark{{"F1 of clusters", clustersF1, 0.975, 0}},
	},
	"county": {
		folder: "county", across: true, person: countyPerson,
		files: []string{"council/people.csv", "police/people.csv", "schools/people.csv", "housing/people.csv", "dwp/people.csv"},
		columns: []Column{
			{Name: "forename", Field: Given},
			{Name: "middle_names", Field: Middle},
			{Name: "surname", Field: Surname},
			{Name: "former_surname", Field: Former},
			{Name: "known_as", Field: Known},
			{Name: "date_of_birth", Field: Birth},
			{Name: "sex", Field: Sex},
			{Name: "address_line_1", Field: Address},
			{Name: "address_line_2", Field: Address},
			{Name: "town", Field: Town},
			{Name: "postcode", Field: Postcode},
			{Name: "uprn", Field: Property},
			{Name: "nino", Field: Number},
		},
		marks: []mark{
			{"precision of pairs at 0.95", pairsPrecision, 0.995, 0},
			{"F1 of clusters", clustersF1, 0.985, 0},
			{"matches expected, over true", expectedOverTrue, 0.97, 1.03},
		},
	},
}

// linked is a linkage and what is true.
type linked struct {
	*Result
	pairs    []quality.Pair
	clusters []int32
	truth    quality.Truth // of pairs: across sources where only those are linked
}

func pairsF1(l linked) float64        { return float64(quality.Pairwise(l.pairs, l.truth).F1) }
func pairsPrecision(l linked) float64 { return float64(quality.Pairwise(l.pairs, l.truth).Precision) }

func bestF1(l linked) float64 {
	best, _ := quality.Best(quality.Curve(l.pairs, l.truth))
	return float64(best.F1)
}

// clustersF1 counts two records of one source too, which are one person where the source has somebody twice.
func clustersF1(l linked) float64 {
	return float64(quality.Clusters(l.clusters, quality.Truth{Person: l.truth.Person}).F1)
}

func expectedOverTrue(l linked) float64 {
	return float64(quality.ExpectedOverTrue(l.Report.Expected, l.truth))
}

func TestMarks(t *testing.T) {
	if testing.Short() {
		t.Skip("the labelled sets take their time")
	}
	shared := cmp.Or(os.Getenv("THRIVE_SHARED"), "../../../shared")
	for name, set := range labelledSets {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(filepath.Join(shared, set.folder)); err != nil {
				t.Skipf("%s is not there: set THRIVE_SHARED to the folder that has data/linkage and county", filepath.Join(shared, set.folder))
			}
			l := set.link(t, shared)
			for _, m := range set.marks {
				got := m.of(l)
				t.Logf("%s: %.4f (mark %.4g)", m.what, got, m.least)
				if got < m.least || m.most > 0 && got > m.most {
					t.Errorf("%s is %.4f, which misses the mark of %v", m.what, got, m.least)
				}
			}
		})
	}
}

// link links the set's files.
func (s labelled) link(t *testing.T, shared string) linked {
	t.Helper()
	table := newTable(t, s.columns...)
	var persons []string
	var sources []int32
	for source, file := range s.files {
		path := filepath.Join(shared, s.folder, file)
		for _, row := range csvRows(t, path) {
			values := make([]string, len(s.columns))
			for i, c := range s.columns {
				values[i] = row[c.Name]
			}
			table.Append(source, values)
			persons, sources = append(persons, s.person(t, path, row)), append(sources, int32(source))
		}
	}
	l := linked{Result: link(t, Job{Settings: DefaultSettings(), Across: s.across}, table)}
	l.truth.Person = quality.Labels(persons)
	if s.across {
		l.truth.Source = sources
	}
	for _, p := range l.Pairs {
		l.pairs = append(l.pairs, quality.Pair{A: p.A, B: p.B, Weight: float64(p.Weight), Probability: float64(p.Same)})
	}
	for _, c := range l.Clusters {
		l.clusters = append(l.clusters, int32(c))
	}
	r := l.Report
	t.Logf("%d records, %d pairs looked at, %d true; blocking recall estimated %.4f; converged %v after %d steps",
		r.Records, r.Candidates, l.truth.Pairs(), float64(r.BlockingRecall), r.Fit.Converged, r.Fit.Steps)
	at95 := quality.Pairwise(l.pairs, l.truth)
	t.Logf("pairs at 0.95: precision %.4f, recall %.4f, F1 %.4f", at95.Precision, at95.Recall, at95.F1)
	return l
}

// csvRows are a file's rows, by the names of its columns, without the spaces that stand about them.
func csvRows(t *testing.T, path string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[strings.TrimSpace(name)] = strings.TrimSpace(line[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// febrlPerson takes "rec-1070-org" and "rec-1070-dup-0" for one person.
func febrlPerson(t *testing.T, _ string, row map[string]string) string {
	t.Helper()
	parts := strings.Split(row["rec_id"], "-")
	if len(parts) < 3 {
		t.Fatalf("rec_id %q", row["rec_id"])
	}
	return parts[1]
}

func clusterPerson(_ *testing.T, _ string, row map[string]string) string { return row["cluster"] }

// countyPerson looks a record up in truth.csv, which names each by partner and person_ref.
func countyPerson(t *testing.T, file string, row map[string]string) string {
	t.Helper()
	partner := filepath.Dir(file)
	person := countyTruth(t, filepath.Dir(partner))[[2]string{filepath.Base(partner), row["person_ref"]}]
	if person == "" {
		t.Fatalf("%s: nobody knows who %q is", file, row["person_ref"])
	}
	return person
}

var truths = map[string]map[[2]string]string{} // read once, by folder

func countyTruth(t *testing.T, folder string) map[[2]string]string {
	t.Helper()
	if truths[folder] == nil {
		truths[folder] = map[[2]string]string{}
		for _, row := range csvRows(t, filepath.Join(folder, "truth.csv")) {
			truths[folder][[2]string{row["partner"], row["person_ref"]}] = row["person"]
		}
	}
	return truths[folder]
}
