package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// peopleCSV is one CSV file of people.
type peopleCSV struct {
	path   string
	name   string // without its folders, but for one where other files have the same name
	source string // how rows name it: the name without .csv, and unlike that of any other
	heads  []string
	comma  rune // what stands between cells
	whole  int  // the column of whole names that are taken apart, counted from 1; 0 is none
}

// openPeople reads the headings of the files.
func openPeople(paths []string) ([]*peopleCSV, error) {
	names, sources := map[string]int{}, map[string]bool{}
	for _, path := range paths {
		names[filepath.Base(path)]++
	}
	var files []*peopleCSV
	for _, path := range paths {
		f := &peopleCSV{path: path, name: filepath.Base(path)}
		if folder := filepath.Base(filepath.Dir(path)); names[f.name] > 1 && folder != "." {
			f.name = folder + "/" + f.name
		}
		source := strings.TrimSuffix(f.name, filepath.Ext(f.name))
		f.source = source
		for n := 2; sources[f.source]; n++ {
			f.source = fmt.Sprintf("%s-%d", source, n)
		}
		sources[f.source] = true
		if err := f.readHeads(); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func (f *peopleCSV) readHeads() error {
	if info, err := os.Stat(f.path); err == nil && !info.Mode().IsRegular() { // it is read more than once
		return refuse("%s is no file: give a file, not a pipe or a folder", f.name)
	}
	file, err := os.Open(f.path)
	if err != nil {
		return invalid{fmt.Errorf("reading people: %w", err)}
	}
	defer file.Close()
	in := withoutMark(file)
	f.comma = separator(in)
	cells, err := f.reader(in).Read()
	switch {
	case errors.Is(err, io.EOF):
		return refuse("%s is empty: it needs a row of headings, and a row for each person", f.name)
	case err != nil:
		return f.fault(err)
	}
	seen := map[string]bool{}
	for i, cell := range cells {
		head := strings.TrimSpace(cell)
		switch {
		case !utf8.ValidString(cell) || strings.Contains(cell, "\x00"):
			return refuse("%s is not UTF-8 text: save it as CSV UTF-8", f.name)
		case head != "" && seen[head]:
			return refuse("two columns of %s have the same heading: rename column %d", f.name, i+1)
		}
		seen[head] = true
		f.heads = append(f.heads, head)
	}
	return nil
}

// reader reads records: spaces after commas and line ends of Windows are no part of them.
func (f *peopleCSV) reader(in *bufio.Reader) *csv.Reader {
	r := csv.NewReader(in)
	r.Comma, r.TrimLeadingSpace, r.ReuseRecord = f.comma, f.comma != '\t', true
	return r
}

// separator is what stands between the headings: a comma, unless one of the others stands there more often.
func separator(in *bufio.Reader) rune {
	start, _ := in.Peek(in.Size())
	quoted, count := false, map[rune]int{}
	for _, r := range string(start) {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && (r == '\n' || r == '\r'):
			return most(count)
		case !quoted:
			count[r]++
		}
	}
	return most(count)
}

func most(count map[rune]int) rune {
	best := ','
	for _, r := range ";\t|" {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}

// withoutMark reads a text without the byte order mark that it may begin with.
func withoutMark(src io.Reader) *bufio.Reader {
	in := bufio.NewReaderSize(src, 1<<20)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	return in
}

// rowBatch is some rows of a file, or why there are no more.
type rowBatch struct {
	cells []string // of all its rows, without space around them
	lines []int    // of each row, in the file
	err   error
}

const batchRows = 512

// rows goes through the file's rows until ctx ends, while those that follow are read. row is counted from 1, line in the
// file.
func (f *peopleCSV) rows(ctx context.Context, visit func(row, line int, cells []string) error) error {
	ctx, stop := context.WithCancel(ctx)
	batches := make(chan rowBatch, 4)
	defer func() {
		stop()
		for range batches { // until the reader has seen it
		}
	}()
	go func() {
		defer close(batches)
		f.readBatches(ctx, batches)
	}()
	row := 0
	for b := range batches {
		for i, line := range b.lines {
			row++
			if err := visit(row, line, b.cells[i*len(f.heads):(i+1)*len(f.heads)]); err != nil {
				return err
			}
		}
		if b.err != nil {
			return b.err
		}
	}
	return ctx.Err()
}

// readBatches reads the file to its end, or to what is wrong with it.
func (f *peopleCSV) readBatches(ctx context.Context, to chan<- rowBatch) {
	file, err := os.Open(f.path)
	if err != nil {
		to <- rowBatch{err: invalid{fmt.Errorf("reading people: %w", err)}}
		return
	}
	defer file.Close()
	r := f.reader(withoutMark(file))
	if _, err := r.Read(); err != nil {
		to <- rowBatch{err: f.fault(err)}
		return
	}
	for ctx.Err() == nil {
		b := rowBatch{cells: make([]string, 0, batchRows*len(f.heads)), lines: make([]int, 0, batchRows)}
		for len(b.lines) < batchRows {
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				to <- b
				return
			}
			if err == nil {
				line, _ := r.FieldPos(0)
				err = f.add(&b, line, cells)
			} else {
				err = f.fault(err)
			}
			if err != nil {
				b.err = err
				to <- b
				return
			}
		}
		to <- b
	}
}

// add adds a row to a rowBatch.
func (f *peopleCSV) add(b *rowBatch, line int, cells []string) error {
	for _, cell := range cells {
		if !utf8.ValidString(cell) {
			return refuse("%s line %d is not UTF-8 text: save it as CSV UTF-8", f.name, line)
		}
		b.cells = append(b.cells, strings.TrimSpace(cell))
	}
	if f.whole > 0 {
		name := &b.cells[len(b.cells)-len(cells)+f.whole-1]
		given, surname := nameParts(*name)
		*name = given
		b.cells = append(b.cells, surname)
	}
	b.lines = append(b.lines, line)
	return nil
}

// fault says where a file cannot be read, and why.
func (f *peopleCSV) fault(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return invalid{fmt.Errorf("reading %s: %w", f.name, err)}
	}
	switch {
	case errors.Is(at.Err, csv.ErrFieldCount):
		return refuse("%s line %d has more or fewer cells than the row of headings", f.name, at.StartLine)
	case errors.Is(at.Err, csv.ErrQuote), errors.Is(at.Err, csv.ErrBareQuote):
		return refuse("%s line %d cannot be read: a quotation mark is opened and not closed, or stands within a cell", f.name, at.StartLine)
	}
	return refuse("%s line %d cannot be read: %w", f.name, at.StartLine, at.Err)
}
