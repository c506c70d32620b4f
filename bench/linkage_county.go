package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"thrivingfamilies.example/hub/models"
)

// labelPeople copies the five agencies' people.csv into a folder, with the truth as one more column.
func labelPeople(county, dir string) (files []string, err error) {
	truth, err := readCSV(filepath.Join(county, "truth.csv"))
	if err != nil {
		return nil, err
	}
	persons := map[[2]string]string{}
	for _, row := range truth {
		persons[[2]string{row[0], row[1]}] = row[2] // partner, person_ref, person
	}
	for _, partner := range models.Partners {
		rows, err := readCSV(filepath.Join(county, string(partner), "people.csv"))
		if err != nil {
			return nil, err
		}
		ref := slices.Index(rows[0], "person_ref")
		rows[0] = append(rows[0], "person")
		for i, row := range rows[1:] {
			rows[i+1] = append(row, persons[[2]string{string(partner), row[ref]}])
		}
		path := filepath.Join(dir, string(partner)+".csv")
		if err := writeCSV(path, rows); err != nil {
			return nil, err
		}
		files = append(files, path)
	}
	return files, nil
}

func readCSV(path string) (rows [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err = csv.NewReader(f).ReadAll()
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("%s is empty", path)
	}
	return rows, err
}

func writeCSV(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(csv.NewWriter(f).WriteAll(rows), f.Close())
}

// hubFigures are what the hub made of the county, and what linking it took.
type hubFigures struct {
	cost
	Records          int
	Pairwise, People hubScore
	Families         hubScore
	FamiliesBCubed   hubScore `json:"families_b_cubed"`
	ExpectedOverTrue float64  `json:"expected_over_true"`
}

type hubScore struct{ Precision, Recall, F1 float64 }

// linkCounty imports the county into a hub of its own, links it, and holds people and families against the truth.
func (b *linkageBench) linkCounty(ctx context.Context, county string) error {
	say("the county through the hub")
	dsn := "sqlite:" + filepath.Join(b.program.dir, "county.db")
	if _, err := b.load(ctx, dsn, county); err != nil {
		return err
	}
	_, took, err := b.program.run(ctx, dsn, "link")
	if err != nil {
		return err
	}
	out, _, err := b.program.run(ctx, dsn, "link", "--evaluate", filepath.Join(county, "truth.csv"), "--json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(out), &b.found.county); err != nil {
		return fmt.Errorf("reading how good the hub's links are: %w", err)
	}
	b.found.county.cost = took
	return nil
}

// load imports a county's five feeds, to be linked later, and returns what all of it took.
func (b *linkageBench) load(ctx context.Context, dsn, county string) (all cost, err error) {
	if _, _, err := b.program.run(ctx, dsn, "migrate"); err != nil {
		return all, err
	}
	for _, partner := range models.Partners {
		_, c, err := b.program.run(ctx, dsn, "import", string(partner), filepath.Join(county, string(partner)), "--no-progress", "--defer-link")
		if besidesQuarantine(err) != nil {
			return all, err
		}
		all.wall, all.cpu, all.peak = all.wall+c.wall, all.cpu+c.cpu, max(all.peak, c.peak)
	}
	return all, nil
}
