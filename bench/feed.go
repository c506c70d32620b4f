package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// pupilTerms is how many terms of attendance each pupil has; with the pupil's own row, termsAndPupil rows.
const (
	pupilTerms    = 9
	termsAndPupil = pupilTerms + 1
)

var (
	forenames = []string{"Amelia", "Oliver", "Zoë", "Muhammad", "Grace", "Jack", "Aisha", "Harry", "Niamh", "Piotr", "Chloe"}
	surnames  = []string{"Smith", "O'Neill", "Khan", "Taylor", "Kowalski", "Evans", "Begum", "Walker-Hughes", "Adeyemi", "Clarke", "Wood", "Lee", "Hall"}
	streets   = []string{"Mill Lane", "High Street", "Church Road", "Station Road", "Orchard Way"}
	seasons   = []string{"autumn", "spring", "summer"}
	birthdays = time.Date(1996, 9, 1, 0, 0, 0, 0, time.UTC)
)

// pupil is one row of people.csv: the cells as strings, the date of birth apart.
func pupil(i int) (cells []string, born time.Time) {
	born = birthdays.AddDate(0, 0, i*7919%5000)
	return []string{
		pupilRef(i), forenames[i%len(forenames)], "", surnames[i%len(surnames)], "", "", "FM"[i%2 : i%2+1],
		strconv.Itoa(1+i%240) + " " + streets[i%len(streets)], "", "Oxford", fmt.Sprintf("OX%d %dAB", 1+i%40, i/40%10), strconv.Itoa(100120000000 + i/3),
	}, born
}

func pupilRef(i int) string { return fmt.Sprintf("S%08d", i) }

// term is one row of attendance.csv.
func term(i, n int) (ref, school, term string, possible, authorised, unauthorised int) {
	year := 2009 + n/3
	return pupilRef(i), strconv.Itoa(931000 + i%300), fmt.Sprintf("%d/%02d-%s", year, (year+1)%100, seasons[n%3]), 110 + n, (i + n) % 9, i * n % 7
}

// writeFeed writes a feed of so many rows, a tenth pupils and the rest their attendance, and returns its size in bytes.
func writeFeed(dir string, rows int) (int64, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, err
	}
	pupils := rows / termsAndPupil
	err := errors.Join(
		writeFile(filepath.Join(dir, "people.csv"), "person_ref,forename,surname,date_of_birth,sex,address_line_1,town,postcode,uprn,role\n", pupils, appendPupil),
		writeFile(filepath.Join(dir, "attendance.csv"), "person_ref,school_urn,term,possible,authorised,unauthorised\n", pupils, func(b []byte, i int) []byte {
			for n := range pupilTerms {
				b = append(appendTerm(b, i, n), '\n')
			}
			return b[:len(b)-1]
		}),
	)
	var size int64
	for _, name := range []string{"people.csv", "attendance.csv"} {
		info, stat := os.Stat(filepath.Join(dir, name))
		if stat != nil {
			return 0, errors.Join(err, stat)
		}
		size += info.Size()
	}
	return size, err
}

func writeFile(path, header string, n int, row func([]byte, int) []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.WriteString(header) // the writer keeps its first error for Flush
	var line []byte
	for i := range n {
		line = append(row(line[:0], i), '\n')
		_, _ = w.Write(line)
	}
	return errors.Join(w.Flush(), f.Close())
}

func appendPupil(b []byte, i int) []byte {
	c, born := pupil(i)
	return fmt.Appendf(b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,pupil", c[0], c[1], c[3], born.Format(time.DateOnly), c[6], c[7], c[9], c[10], c[11])
}

func appendTerm(b []byte, i, n int) []byte {
	ref, school, term, possible, authorised, unauthorised := term(i, n)
	return fmt.Appendf(b, "%s,%s,%s,%d,%d,%d", ref, school, term, possible, authorised, unauthorised)
}

// The columns of the source tables, in the order of the parsed rows below.
var (
	ownColumns    = []string{"partner", "org", "import_id", "line", "ref", "hash", "raw"}
	peopleColumns = append(ownColumns[:7:7], "person_ref", "forename", "middle_names", "surname", "former_surname", "known_as", "sex",
		"address_line_1", "address_line_2", "town", "postcode", "uprn", "date_of_birth", "restricted", "sensitive", "upn", "uln", "role")
	termColumns = append(ownColumns[:7:7], "person_ref", "school_urn", "term", "possible", "authorised", "unauthorised")
)

// parsed are the rows of the same feed as an import stores them, read and made ready beforehand.
func parsed(rows int) (people, terms [][]any) {
	for i := range rows / termsAndPupil {
		cells, born := pupil(i)
		row := own(i+2, cells[0], appendPupil(nil, i))
		for _, c := range cells {
			row = append(row, c)
		}
		people = append(people, append(row, born, false, false, "", "", "pupil"))
		for n := range pupilTerms {
			ref, school, term, possible, authorised, unauthorised := term(i, n)
			row := own(i*pupilTerms+n+2, ref+"|"+school+"|"+term, appendTerm(nil, i, n))
			terms = append(terms, append(row, ref, school, term, possible, authorised, unauthorised))
		}
	}
	return people, terms
}

func own(line int, ref string, raw []byte) []any {
	sum := sha256.Sum256(raw)
	return append(make([]any, 0, 25), "schools", "", int64(1), line, ref, sum[:16], raw)
}
