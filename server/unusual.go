package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // what hour it is where the readers are does not hang on the machine

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
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
