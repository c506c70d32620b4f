package feeds

import (
	"bytes"
	"io"
)

const (
	firstBuffer = 64 << 10
	maxBuffer   = 512 << 10 // holds maxSpan and then maxLine
	maxLine     = 256 << 10 // a longer line is quarantined unread
	keptOfLong  = 4 << 10   // what is kept of one
)

// lines is a window over a file that finds where physical lines end and holds no more than maxBuffer of it. Offsets
// count from the first byte that has not been taken, so they outlive a refill; slices do not.
type lines struct {
	src        io.Reader
	progress   func(bytes int) // told of every read; may be nil
	buf        []byte
	start, end int
	number     int  // of the physical line at start, from 1
	bareCR     bool // a carriage return alone ends a line too, as old Macintosh programs wrote
	ended      bool // src has no more
}

func newLines(src io.Reader, progress func(int)) *lines {
	return &lines{src: src, progress: progress, buf: make([]byte, firstBuffer), number: 1}
}

// window is what is held, from the first byte not taken.
func (l *lines) window() []byte { return l.buf[l.start:l.end] }

// ending finds the physical line that begins at the offset from: where its content stops and where the next line begins.
// Not ok means that the line is over maxLine. At the end of the file both are the window's length. Errors are src's.
func (l *lines) ending(from int) (stop, next int, ok bool, err error) {
	for looked := from; ; {
		w := l.window()
		stop, next := l.terminator(w, looked)
		found := next > 0 || l.ended
		if next == 0 {
			stop, next = len(w), len(w)
		}
		switch {
		case stop-from > maxLine:
			return 0, 0, false, nil
		case found:
			if !l.bareCR && stop > from && w[stop-1] == '\r' {
				stop--
			}
			return stop, next, true, nil
		}
		if looked = len(w); l.bareCR && looked > from && w[looked-1] == '\r' {
			looked-- // it may yet be half of an ending
		}
		if err := l.fill(); err != nil {
			return 0, 0, false, err
		}
	}
}

// terminator is the first line ending of w at or after the offset: where it begins and where it stops, or 0 twice.
func (l *lines) terminator(w []byte, at int) (begin, stop int) {
	if !l.bareCR {
		if i := bytes.IndexByte(w[at:], '\n'); i >= 0 {
			return at + i, at + i + 1
		}
		return 0, 0
	}
	i := bytes.IndexAny(w[at:], "\r\n")
	switch {
	case i < 0:
		return 0, 0
	case w[at+i] == '\n':
		return at + i, at + i + 1
	case at+i+1 == len(w) && !l.ended:
		return 0, 0
	case at+i+1 < len(w) && w[at+i+1] == '\n':
		return at + i, at + i + 2
	}
	return at + i, at + i + 1
}

// take passes over the first n bytes, which hold that many physical lines.
func (l *lines) take(n, count int) {
	l.start += n
	l.number += count
}

// skip passes over the rest of the physical line, however long, without holding it.
func (l *lines) skip() error {
	for {
		w := l.window()
		if _, next := l.terminator(w, 0); next > 0 {
			l.take(next, 1)
			return nil
		}
		if l.ended {
			l.take(len(w), 1)
			return nil
		}
		keep := 0
		if l.bareCR && len(w) > 0 && w[len(w)-1] == '\r' {
			keep = 1
		}
		l.start = l.end - keep
		if err := l.fill(); err != nil {
			return err
		}
	}
}

// fill reads more. It makes room first: by moving what is held to the front, then by growing.
func (l *lines) fill() error {
	if l.start > 0 {
		copy(l.buf, l.buf[l.start:l.end])
		l.start, l.end = 0, l.end-l.start
	}
	if l.end == len(l.buf) {
		grown := make([]byte, min(2*len(l.buf), maxBuffer))
		copy(grown, l.buf)
		l.buf = grown
	}
	for range 100 {
		n, err := l.src.Read(l.buf[l.end:])
		if l.end += n; n > 0 && l.progress != nil {
			l.progress(n)
		}
		switch {
		case err == io.EOF:
			l.ended = true
			return nil
		case err != nil:
			return err
		case n > 0:
			return nil
		}
	}
	return io.ErrNoProgress
}

// sniff passes over a byte order mark and learns from the first line ending how the file's lines end.
func (l *lines) sniff() error {
	for {
		w := l.window()
		at := bytes.IndexAny(w, "\r\n")
		if at >= 0 {
			if rest := bytes.TrimLeft(w[at:], "\r"); len(rest) > 0 {
				l.bareCR = rest[0] != '\n'
				break
			}
		}
		if l.ended || len(w) > maxLine {
			break
		}
		if err := l.fill(); err != nil {
			return err
		}
	}
	if bytes.HasPrefix(l.window(), []byte("\ufeff")) {
		l.start += len("\ufeff")
	}
	return nil
}
