package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/store"
)

// evaluation is how good the links are, held against a truth.
type evaluation struct {
	Records          int                             `json:"records"` // of which the truth is known
	Pairwise         quality.Score                   `json:"pairwise"`
	People           quality.Score                   `json:"people"`
	PeopleBCubed     quality.Score                   `json:"people_b_cubed"`
	Families         quality.Score                   `json:"families"`
	FamiliesBCubed   quality.Score                   `json:"families_b_cubed"`
	ExpectedOverTrue quality.Share                   `json:"expected_over_true"`
	Groups           map[string][]quality.GroupScore `json:"groups"`
}

// evaluate holds what was linked against a truth: a CSV file with the columns partner, person_ref, person and, where families are
// to be judged, family, as `thrive generate` writes it. The log tells of it, in counts.
func evaluate(ctx context.Context, p *program, db *store.Store, file string) (evaluation, error) {
	truth, err := readTruth(file)
	if err != nil {
		return evaluation{}, err
	}
	records, pairs, err := db.EachLinked(ctx)
	if err != nil {
		return evaluation{}, err
	}
	e := judge(records, pairs, truth)
	if e.Records == 0 {
		return evaluation{}, refuse("the truth %s knows none of the %s held: its columns partner and person_ref must name them", file, counted(len(records), "record"))
	}
	return e, db.Log(ctx, audit.Entry{
		At: p.now(), Kind: audit.Consultation, Actor: operator(), Operation: "link --evaluate",
		Detail: map[string]any{"records": len(records), "known": e.Records, "pairs": len(pairs)},
	})
}

// who is what the truth knows of a record.
type who struct{ person, family string }

func readTruth(file string) (map[[2]string]who, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, refuse("reading the truth: %w", err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(withoutMark(f))
	header, err := r.Read()
	if err != nil {
		return nil, refuse("reading the truth %s: its first line must name the columns partner, person_ref and person, and may name family", file)
	}
	var at [4]int
	for i, name := range []string{"partner", "person_ref", "person", "family"} {
		if at[i] = slices.Index(header, name); at[i] < 0 && name != "family" {
			return nil, refuse("the truth %s has no column %s: it needs partner, person_ref and person", file, name)
		}
	}
	truth := map[[2]string]who{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return truth, nil
		}
		if err != nil {
			return nil, refuse("reading the truth %s: %w", file, err)
		}
		of := who{person: row[at[2]]}
		if at[3] >= 0 {
			of.family = row[at[3]]
		}
		truth[[2]string{row[at[0]], row[at[1]]}] = of
	}
}

func judge(records []store.Linked, pairs []linkage.Pair, truth map[[2]string]who) evaluation {
	n := len(records)
	persons, families, sources := make([]string, n), make([]string, n), make([]string, n)
	foundPersons, foundFamilies := make([]string, n), make([]string, n)
	for i, r := range records {
		is := truth[[2]string{string(r.Partner), r.Ref}]
		persons[i], families[i] = is.person, is.family
		sources[i] = string(r.Partner) + " " + r.Org
		foundPersons[i], foundFamilies[i] = r.PersonID, r.FamilyID
	}
	person := quality.Truth{Person: quality.Labels(persons), Source: quality.Labels(sources)}
	family := quality.Truth{Person: quality.Labels(families)}
	weighed := make([]quality.Pair, len(pairs))
	for i, p := range pairs {
		weighed[i] = quality.Pair{A: uint32(p.A), B: uint32(p.B), Weight: float64(p.Weight), Probability: float64(p.Same)} //nolint:gosec // G115: places of records
	}
	asPersons, asFamilies := quality.Labels(foundPersons), quality.Labels(foundFamilies)
	out := evaluation{
		Records: person.Known(), Pairwise: quality.Pairwise(weighed, person),
		People: quality.Clusters(asPersons, person), PeopleBCubed: quality.BCubed(asPersons, person),
		Families: quality.Clusters(asFamilies, family), FamiliesBCubed: quality.BCubed(asFamilies, family),
		ExpectedOverTrue: quality.ExpectedOverTrue(quality.Expected(weighed, person), person),
		Groups:           map[string][]quality.GroupScore{},
	}
	linked := within(foundPersons)
	for name, of := range groupings(records) {
		out.Groups[name] = quality.ByGroup(linked, person, of)
	}
	return out
}

// within are all pairs of records that were taken to be one person.
func within(persons []string) (pairs []quality.Pair) {
	of := map[string][]uint32{}
	for i, id := range persons {
		for _, j := range of[id] {
			pairs = append(pairs, quality.Pair{A: j, B: uint32(i), Probability: 1})
		}
		of[id] = append(of[id], uint32(i))
	}
	return pairs
}
