package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // what hour it is where the readers are does not hang on the machine

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/store"
)

// unusualRules are what counts as unusual reading: see docs/decisions/0018-unusual-reading.md.
func unusualRules(now time.Time) audit.UnusualRules {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // it is built in
	}
	return audit.UnusualRules{
		Families: 30, Times: 4, Opens: 7, Closes: 20, Place: london, Shifts: []string{string(models.PoliceOfficer)}, Follow: 28, Now: now,
	}
}

// unusualCommand reports unusual reading.
type unusualCommand struct {
	From  string `placeholder:"DATE" help:"The first day (default: 30 days ago)."`
	Until string `placeholder:"DATE" help:"The last day (default: today)."`
	JSON  bool   `name:"json" help:"As JSON."`
}

// Run implements `thrive audit unusual`.
func (u *unusualCommand) Run(ctx context.Context, p *program) error {
	until, err := dayOrToday(u.Until, p)
	if err != nil {
		return err
	}
	from := models.NewDate(until.Time().AddDate(0, 0, -30))
	if u.From != "" {
		if from, err = dayOrToday(u.From, p); err != nil {
			return err
		}
	}
	if from > until {
		return refuse("--from is after --until: nothing lies between them")
	}
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	rules := unusualRules(p.now())
	found, err := db.UnusualReading(ctx, midnight(from, rules.Place), midnight(until, rules.Place).AddDate(0, 0, 1), rules)
	if err != nil {
		return err
	}
	if u.JSON {
		encoder := json.NewEncoder(p.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(append([]audit.Unusual{}, found...))
	}
	for _, one := range found {
		fmt.Fprintf(p.out, "%s, %s %s: %s (entries %s)\n", one.Subject, one.Role, one.Org, one.Says, numbers(one.Entries, one.Count))
	}
	if len(found) == 0 {
		fmt.Fprintln(p.out, "nothing unusual was read")
	}
	return nil
}

func midnight(day models.Date, place *time.Location) time.Time {
	at := day.Time()
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, place)
}

func numbers(entries []int64, of int) string {
	const named = 5
	words := make([]string, 0, named)
	for _, n := range entries[:min(len(entries), named)] {
		words = append(words, fmt.Sprint(n))
	}
	text := strings.Join(words, ", ")
	if of > named {
		text += fmt.Sprintf(" and %d more", of-named)
	}
	return text
}

// readersCommand takes in who readers are.
type readersCommand struct {
	File string `arg:"" help:"A CSV file with the columns subject, surname and postcode; it replaces what was taken in before."`
}

// Run implements `thrive audit readers`.
func (r *readersCommand) Run(ctx context.Context, p *program) error {
	readers, err := readRegister(r.File)
	if err != nil {
		return err
	}
	if err := p.prepare(false); err != nil {
		return err
	}
	db, err := store.Open(ctx, p.ownerAddress())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if err := db.RegisterReaders(ctx, audit.Entry{At: p.now(), Actor: operator()}, readers); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s registered, instead of those before\n", counted(len(readers), "reader"))
	return err
}

// registerColumns are those of a register of readers.
var registerColumns = []string{"subject", "surname", "postcode"}

func readRegister(path string) ([]store.Registered, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, refuse("reading the register of readers: %w", err)
	}
	defer func() { _ = f.Close() }()
	in := csv.NewReader(withoutMark(f))
	header, err := in.Read()
	if err != nil || !slices.Equal(header, registerColumns) {
		return nil, refuse("%s: its first line must be subject,surname,postcode", path)
	}
	var readers []store.Registered
	seen := map[string]bool{}
	for {
		row, err := in.Read()
		line, _ := in.FieldPos(0)
		switch {
		case errors.Is(err, io.EOF):
			return readers, nil
		case err != nil:
			return nil, refuse("%s: line %d is no row of three values: mend it, and send the file again", path, line)
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		switch {
		case row[0] == "":
			return nil, refuse("%s: line %d has no subject: write the sub of the reader's tokens", path, line)
		case seen[row[0]]:
			return nil, refuse("%s: line %d has a subject that stood before: leave one of the two out", path, line)
		}
		seen[row[0]] = true
		readers = append(readers, store.Registered{Subject: row[0], Surname: row[1], Postcode: row[2]})
	}
}
