package feeds

import (
	"fmt"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/models"
)

func BenchmarkRead(b *testing.B) {
	const n = 100_000
	terms := []string{"2011/12-autumn", "2011/12-spring", "2011/12-summer"}
	var attendance, quoted, people strings.Builder
	attendance.WriteString(attendanceHeader)
	quoted.WriteString(attendanceHeader)
	people.WriteString("person_ref,forename,middle_names,surname,former_surname,known_as,date_of_birth,sex,address_line_1,address_line_2,town,postcode,uprn,restricted,sensitive,upn,uln,role\n")
	for i := range n {
		fmt.Fprintf(&attendance, "S%06d,%d,%s,%d,%d,%d\r\n", i/3, 123000+i%30, terms[i%3], 110+i%30, i%7, i%5)
		fmt.Fprintf(&quoted, "\"S%06d\",\"%d\",\"%s\",\"%d\",\"%d\",\"%d\"\r\n", i/3, 123000+i%30, terms[i%3], 110+i%30, i%7, i%5)
		fmt.Fprintf(&people, "S%06d,Beth,,Graham%d,,,%d-09-%02d,F,%d Park Road,,Oxford,OX%d 4QT,%d,no,no,N931400502113,,pupil\r\n", i, i%900, 1996+i%15, 1+i%28, i%99, i%40, 100340000000+i)
	}
	for _, e := range []struct{ name, file, text string }{
		{"attendance", "attendance", attendance.String()},
		{"attendance quoted", "attendance", quoted.String()},
		{"people", "people", people.String()},
	} {
		b.Run(e.name, func(b *testing.B) {
			f := file(b, models.Schools, e.file)
			b.SetBytes(int64(len(e.text)))
			b.ReportAllocs()
			for b.Loop() {
				report, err := read(strings.NewReader(e.text), f, testDay, nil,
					func(Row) error { return nil }, func(bad Bad) error { return fmt.Errorf("%s", bad.Reason) })
				if err != nil || report.Good != n {
					b.Fatal(report.Good, err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}
