package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// searches are how many people are looked for in each way.
const searches = 500

// searchFigures are how long findPeople takes over HTTP on the large county, and what it took to get there.
type searchFigures struct {
	records          int
	imported, linked cost
	ways             []searchWay
	p99              float64 // of all, in seconds
}

// searchWay is one way of looking for people, by the columns of a feed, as somebody types them.
type searchWay struct {
	words   string
	partner string
	fields  map[string]string // of PersonSearch, by column
	p50     float64
	p99     float64
	found   float64 // people, on average
}

func searchWays() []searchWay {
	return []searchWay{
		{words: "surname and date of birth", partner: "council", fields: map[string]string{"surname": "surname", "date_of_birth": "dateOfBirth"}},
		{words: "forename, surname and postcode", partner: "council", fields: map[string]string{"forename": "forename", "surname": "surname", "postcode": "postcode"}},
		{words: "National Insurance number", partner: "dwp", fields: map[string]string{"nino": "nino"}},
	}
}

const findPeople = `query Find($search: PersonSearch!) { findPeople(search: $search) { matchedOn person { id forename surname dateOfBirth addresses { addressLine1 postcode } } } }`

// searchLarge loads the large county into a hub on Postgres, links it, and looks for people one after the other.
func (b *linkageBench) searchLarge(ctx context.Context, server string) error {
	return inSchema(ctx, b.program, server, func(dsn string) (err error) {
		f := &b.found.search
		say("importing the large county into a hub")
		if f.imported, err = b.load(ctx, dsn, b.large); err != nil {
			return err
		}
		say("linking it")
		out, linked, err := b.program.run(ctx, dsn, "link", "--json")
		if err != nil {
			return err
		}
		var counts struct{ Records int }
		if err := json.Unmarshal([]byte(out), &counts); err != nil {
			return err
		}
		f.linked, f.records = linked, counts.Records
		hub, err := begin(b.program.command(ctx, dsn, "serve", "--listen", "127.0.0.1:0"))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, hub.end()) }()
		say("looking for people")
		out, _, err = b.program.run(ctx, dsn, "token", "--role", "COUNCIL_COORDINATOR")
		if err != nil {
			return err
		}
		reader := graphqlReader{address: hub.address + "/graphql", token: lastLine(out), purpose: "family-support"}
		return f.search(ctx, reader, b.large)
	})
}

// search looks for people in each way.
func (f *searchFigures) search(ctx context.Context, reader graphqlReader, county string) error {
	var all []time.Duration
	for _, way := range searchWays() {
		people, err := way.people(county)
		if err != nil {
			return err
		}
		var took []time.Duration
		found := 0
		for i, person := range append(people[:len(people)/10:len(people)/10], people...) { // the first tenth twice: to warm up
			began := time.Now()
			n, err := reader.find(ctx, person)
			if err != nil {
				return fmt.Errorf("looking for people by %s: %w", way.words, err)
			}
			if i >= len(people)/10 {
				took, found = append(took, time.Since(began)), found+n
			}
		}
		if found == 0 {
			return fmt.Errorf("nobody is found by %s", way.words)
		}
		way.p50, way.p99 = percentiles(took)
		way.found = float64(found) / float64(len(took))
		f.ways, all = append(f.ways, way), append(all, took...)
	}
	_, f.p99 = percentiles(all)
	return nil
}

// people are evenly many of a partner's records in which the columns are filled.
func (w searchWay) people(county string) (people []map[string]string, err error) {
	rows, err := readCSV(filepath.Join(county, w.partner, "people.csv"))
	if err != nil {
		return nil, err
	}
	header, rows := rows[0], rows[1:]
	step := max(len(rows)/searches/2, 1)
	for i := 0; i < len(rows) && len(people) < searches; i += step {
		person := map[string]string{}
		for column, field := range w.fields {
			person[field] = rows[i][slices.Index(header, column)]
		}
		if whole(person) {
			people = append(people, person)
		}
	}
	if len(people) == 0 {
		return nil, fmt.Errorf("no record of %s says what to look for", w.partner)
	}
	return people, nil
}

// whole reports whether nothing is blank, and the date of birth is one.
func whole(person map[string]string) bool {
	for field, value := range person {
		if value == "" {
			return false
		}
		if _, err := time.Parse(time.DateOnly, value); err != nil && field == "dateOfBirth" {
			return false
		}
	}
	return true
}

// find asks for one person and returns how many answer to it.
func (r graphqlReader) find(ctx context.Context, search map[string]string) (int, error) {
	request, err := r.ask(ctx, findPeople, map[string]any{"search": search})
	if err != nil {
		return 0, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	var reply struct {
		Data   struct{ FindPeople []struct{} }
		Errors []struct{ Message string }
	}
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(&reply); err != nil || answer.StatusCode != http.StatusOK || len(reply.Errors) > 0 {
		return 0, fmt.Errorf("the answer is %d: %.300s", answer.StatusCode, body)
	}
	return len(reply.Data.FindPeople), nil
}

// lastLine is the last line of what a program said.
func lastLine(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return lines[len(lines)-1]
}
