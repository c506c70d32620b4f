package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// aviary is the county of the canaries: everybody in it, the feeds and what stands in them.
type aviary struct {
	t       *testing.T
	folder  string
	seen    map[string]int // by text, the place in birds
	birds   []canary
	born    map[string]string
	day     time.Time
	counter int
}

// breed writes the feeds of the county, every file and every column of the contract.
func breed(t *testing.T) *aviary {
	a := &aviary{t: t, folder: t.TempDir(), seen: map[string]int{}, born: map[string]string{}, day: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, partner := range models.Partners {
		for _, org := range a.orgs(string(partner)) {
			for _, file := range feeds.Files(partner) {
				a.write(source{string(partner), org}, file)
			}
		}
	}
	return a
}

func (a *aviary) orgs(partner string) []string {
	var orgs []string
	for _, b := range birds {
		for _, held := range b.held {
			if held.partner == partner && !slices.Contains(orgs, held.org) {
				orgs = append(orgs, held.org)
			}
		}
	}
	return orgs
}

func (a *aviary) path(from source) string { return filepath.Join(a.folder, from.partner+"-"+from.org) }

func (a *aviary) write(from source, file feeds.File) {
	if err := os.MkdirAll(a.path(from), 0o750); err != nil {
		a.t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(a.path(from), file.Name+".csv"))
	if err != nil {
		a.t.Fatal(err)
	}
	defer f.Close()
	w := csv.NewWriter(f)
	var heading []string
	for _, c := range file.Columns {
		heading = append(heading, c.Name)
	}
	rows := [][]string{heading}
	for i := range birds {
		b := &birds[i]
		if !slices.Contains(b.held, from) {
			continue
		}
		for n := range a.times(b, file.Name) {
			row := make([]string, 0, len(file.Columns))
			for _, c := range file.Columns {
				row = append(row, a.cell(from, file.Name, c, b, n))
			}
			rows = append(rows, row)
		}
	}
	if file.Name == "offences" {
		rows = append(rows, a.spoilt(from, file))
	}
	if err := w.WriteAll(rows); err != nil {
		a.t.Fatal(err)
	}
}

// decide has people say which records are one bird.
func (a *aviary) decide(dsn string) {
	for _, b := range birds {
		var records []linkage.Key
		for _, held := range b.held {
			records = append(records, linkage.Key{Partner: models.Partner(held.partner), Org: held.org, Ref: word(held, "p", b.name)})
		}
		decideSame(a.t, dsn, records...)
	}
}

// spoilt is a row that goes to quarantine; nobody is ever shown a word of it.
func (a *aviary) spoilt(from source, file feeds.File) []string {
	row := make([]string, 0, len(file.Columns))
	for _, c := range file.Columns {
		text := a.nextWord()
		switch {
		case c.Name == "person_ref":
			text = word(from, "p", "Uri")
		case c.Kind == feeds.Day:
			text = "31/31/1990"
		default:
			a.keep(canary{where: "a row in quarantine", told: []source{from}}, text)
		}
		row = append(row, text)
	}
	return row
}

// times is how many rows of the file somebody has.
func (a *aviary) times(b *bird, file string) int {
	switch file {
	case "enrolments", "attendance", "exclusions":
		if !b.child {
			return 0
		}
	case "provisions":
		return len(b.provisions)
	case "relationships":
		if parents[b.name] == "" {
			return 0
		}
	}
	return 1
}

// cell is what stands in a column of somebody's row: a canary, but where the row would else not be what it is to be.
func (a *aviary) cell(from source, file string, c feeds.Column, b *bird, n int) string {
	about := from.org
	if file == "provisions" {
		about = b.provisions[n].provider
	}
	m := canary{
		where: fmt.Sprintf("%s %s %s %s of %s", from.partner, from.org, file, c.Name, b.name), class: classOfFile[file], told: []source{from},
		about: about, who: []string{b.name}, family: b.family, place: slices.Contains(placeColumns, c.Name) || slices.Contains(placeFiles, file), record: file != "people",
	}
	if file == "people" {
		m.class, m.about = classOfColumn[c.Name], ""
	}
	switch c.Name {
	case "person_ref":
		m.class, m.record, m.place = "links", true, false
		return a.keep(m, word(from, "p", b.name))
	case "other_ref":
		return word(from, "p", parents[b.name])
	case "tenancy_ref":
		m.place = true
		return a.keep(m, word(from, "t", b.name))
	case "forename":
		return a.keep(m, "Zq"+b.name)
	case "surname":
		return a.keep(m, "Zq"+b.family)
	case "postcode":
		if file == "people" { // linking needs it to be one for all partners
			return a.keep(m, map[string]string{"Ash": "OX4 1AA", "Elm": "OX4 2BB", "Oak": "OX4 3DD", "Yew": "OX4 4EE", "Fir": "OX4 5FF"}[b.family])
		}
	case "sex":
		return map[bool]string{true: "F", false: "M"}[b.female]
	case "restricted":
		return yesIf(b.name == "Oda" && from.partner == "housing")
	case "sensitive":
		return yesIf(b.name == sensitivePerson && from.partner == "dwp")
	case "role":
		if file == "people" {
			return map[bool]string{true: "pupil", false: "contact"}[b.child]
		}
	case "nhs_number", "pnc_id", "upn", "uln", "nino", "uprn":
		return a.keep(m, a.identifier(c.Name, b))
	case "date_of_birth":
		if a.born[b.name] == "" {
			a.born[b.name] = a.nextDay().Format(time.DateOnly)
		}
		return a.keep(m, a.born[b.name])
	case "ended_on", "ended":
		if file == "provisions" && !b.provisions[n].over || file == "claims" {
			return ""
		}
	case "school_urn", "landlord", "provider":
		return about
	case "term":
		a.counter++
		return a.keep(m, fmt.Sprintf("%d/%02d-autumn", 3000+a.counter, a.counter%100))
	}
	switch {
	case c.Kind == feeds.Code && file == "relationships":
		return "parent-of"
	case c.Kind == feeds.Day:
		return a.keep(m, a.nextDay().Format(time.DateOnly))
	case c.Kind == feeds.Number:
		a.counter++
		return a.keep(m, fmt.Sprint(map[string]int{"possible": 900000, "authorised": 200000, "unauthorised": 300000}[c.Name]+a.counter+40000))
	}
	m.code = c.Kind == feeds.Code
	return a.keep(m, a.nextWord())
}

// keep notes a canary; one whose text is known already has one more who tells it.
func (a *aviary) keep(m canary, text string) string {
	m.text = strings.ToLower(text)
	if at, ok := a.seen[m.text]; ok {
		a.birds[at].told, a.birds[at].who = append(a.birds[at].told, m.told...), append(a.birds[at].who, m.who...)
		return text
	}
	a.seen[m.text] = len(a.birds)
	a.birds = append(a.birds, m)
	return text
}

// nextWord is a word that stands nowhere else; letters alone, as names have.
func (a *aviary) nextWord() string {
	a.counter++
	letters := []byte("zq....")
	for i, n := 5, a.counter; i > 1; i, n = i-1, n/20 {
		letters[i] = "abcdefghijklmnoprstu"[n%20]
	}
	return string(letters)
}

func (a *aviary) nextDay() time.Time {
	a.day = a.day.AddDate(0, 0, 1)
	return a.day
}

func word(from source, kind, of string) string {
	return "zq" + strings.ToLower(from.partner+from.org+kind+of)
}

func yesIf(yes bool) string { return map[bool]string{true: "yes", false: "no"}[yes] }

var identifierChecks = map[string]func(string) (string, error){
	"nhs_number": identifier.NHSNumber, "pnc_id": identifier.PNCID, "upn": identifier.UPN, "uln": identifier.ULN, "nino": identifier.NINO,
	"uprn": identifier.UPRN,
}

// identifier is somebody's own that passes its check. A UPRN is new each time: that of a home would be one for all partners.
func (a *aviary) identifier(column string, b *bird) string {
	n := slices.IndexFunc(birds, func(other bird) bool { return other.name == b.name }) + 71
	if column == "uprn" {
		a.counter++
		n = a.counter
	}
	for i := range 26 * 20 { // some numbers have no check digit
		n, letter := n+i/26*100, string(rune('A'+i%26))
		written := map[string]string{
			"nhs_number": fmt.Sprintf("94347%04d%d", n, i%10), "pnc_id": fmt.Sprintf("12/77%04d%s", n, letter), "upn": fmt.Sprintf("%s9310001%05d", letter, n),
			"uln": fmt.Sprintf("92763%04d%d", n, i%10), "nino": fmt.Sprintf("QQ77%04dA", n), "uprn": fmt.Sprintf("1009%07d", n),
		}[column]
		if _, err := identifierChecks[column](written); err == nil {
			return written
		}
	}
	a.t.Fatalf("no %s for %s: its number has no check digit", column, b.name)
	return ""
}
