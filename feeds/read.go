package feeds

import (
	"errors"
	"fmt"
	"io"

	"thrivingfamilies.example/hub/models"
)

// Report is what came of reading one file. Rows is Good and Bad together.
type Report struct {
	File            string   // without .csv
	Header          []string // as sent
	Absent          []string // the contract's columns that the header lacks
	Notices         []string // what a person should know though nothing was refused
	Rows, Good, Bad int
}

// Read reads one file of the feed and gives every record to sink or to bad, in the file's order; either's error stops the
// reading and is returned. today bounds the days that are believed ("" leaves them unbounded). progress, which may be
// nil, is told of every number of bytes read: together the file's size. A file that cannot be read at all, or that the
// feed lacks, is a *Refused. The report is of what was read so far even beside an error. Different files may be read at
// the same time.
func (f *Feed) Read(file File, today models.Date, progress func(bytes int), sink func(Row) error, bad func(Bad) error) (Report, error) {
	member, ok := f.members[file.Name]
	if !ok {
		return Report{File: file.Name}, refuse(file.csv(), "the feed has no such file")
	}
	src, err := member.open()
	if err != nil {
		return Report{File: file.Name}, fmt.Errorf("open %s: %w", file.csv(), err)
	}
	defer src.Close()
	report, err := read(src, file, today, progress, sink, bad)
	if refused := (*Refused)(nil); errors.As(err, &refused) {
		return report, err
	} else if err != nil {
		return report, fmt.Errorf("read %s: %w", file.csv(), err)
	}
	return report, nil
}

// reader is the state of one reading, kept so that a row costs few allocations.
type reader struct {
	file   File
	header header
	days   days
	key    []int    // places of the key's columns
	names  []string // of the columns, each with a NUL behind it

	cells    []string  // of the record at hand
	verdicts []verdict // for each column, of the record at hand
	said     []string  // for each column, the cell as sent that the verdict is of
	values   []any
	parts    []string
	scratch  []byte

	report  Report
	tallies []tally
}

func read(src io.Reader, file File, today models.Date, progress func(int), sink func(Row) error, bad func(Bad) error) (Report, error) {
	r := &reader{file: file, days: around(today), report: Report{File: file.Name}}
	in := &records{lines: newLines(src, progress)}
	if err := r.begin(in); err != nil {
		return r.report, err
	}
	for {
		rec, err := in.read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return r.report, err
		}
		if err := r.record(in, rec, sink, bad); err != nil {
			return r.report, err
		}
	}
	for i := range r.tallies {
		if notice := r.tallies[i].notice(file.Columns[i]); notice != "" {
			r.report.Notices = append(r.report.Notices, notice)
		}
	}
	return r.report, nil
}

// begin reads the header and makes everything ready for the rows.
func (r *reader) begin(in *records) error {
	if err := in.sniff(); err != nil {
		return err
	}
	rec, err := in.read()
	switch {
	case errors.Is(err, io.EOF):
		return refuse(r.file.csv(), "it is empty: send at least the row of column names, or leave the file out")
	case err != nil:
		return err
	}
	if why := readable(rec.raw); why != "" {
		return refuse(r.file.csv(), "%s", why)
	}
	if rec.fault != "" {
		return refuse(r.file.csv(), "its header cannot be read: %s", rec.fault)
	}
	if r.header, err = readHeader(r.file, split(string(rec.raw), rec.quoted, nil)); err != nil {
		return err
	}
	r.report.Header, r.report.Absent, r.report.Notices = r.header.sent, r.header.absent, r.header.notices
	n := len(r.file.Columns)
	r.verdicts, r.said, r.values, r.tallies = make([]verdict, n), make([]string, n), make([]any, n), make([]tally, n)
	for i := range r.file.Columns {
		c := &r.file.Columns[i]
		r.verdicts[i].value = c.blank()
		if r.header.at[i] >= 0 {
			r.verdicts[i] = c.parse("", r.days)
		}
		r.names = append(r.names, c.Name+"\x00")
	}
	for _, name := range r.file.Key {
		r.key = append(r.key, r.file.Column(name))
	}
	return nil
}

// record judges one record and hands it on.
func (r *reader) record(in *records, rec record, sink func(Row) error, bad func(Bad) error) error {
	if rec.fault == "" {
		r.cells = split(string(rec.raw), rec.quoted, r.cells[:0])
		want, have := len(r.header.sent), len(r.cells)
		switch {
		case rec.lines > 1 && (have != want || r.joined()):
			rec = in.firstLineOf(rec, faultOpen)
		case have != want:
			rec.fault = uneven(have, want)
		}
	}
	if rec.fault != "" {
		return r.quarantine(rec, Bad{Value: visible(string(rec.raw[:min(len(rec.raw), 4*shownRunes)]), shownRunes), Reason: rec.fault}, bad)
	}
	if b, ok := r.judge(rec); !ok {
		b.Ref = r.ref()
		return r.quarantine(rec, b, bad)
	}
	for i := range r.verdicts {
		if note := r.verdicts[i].note; note != "" {
			r.tallies[i].add(note)
		}
	}
	r.report.Rows++
	r.report.Good++
	return sink(Row{Line: rec.line, Ref: r.ref(), Raw: rec.raw, Hash: r.hash(), Values: r.values})
}

func (r *reader) quarantine(rec record, b Bad, bad func(Bad) error) error {
	r.report.Rows++
	r.report.Bad++
	b.File, b.Line, b.Raw = r.file.Name, rec.line, rec.raw
	return bad(b)
}
