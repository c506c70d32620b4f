package feeds

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bad is a quarantined record: where it stands, what is wrong and what was sent. Column is the first one at fault, in the
// contract's order, and "" where the record as a whole is; Value is then the record's beginning. Ref is "" where the key
// itself cannot be read.
type Bad struct {
	File   string // without .csv
	Line   int    // physical line at which the record begins; the header's is 1
	Column string
	Value  string // at most 200 characters; bytes that do not print are written out as \xNN
	Reason string
	Ref    string
	Raw    []byte // as sent, without its line ending; of an overlong line the beginning; valid only during the call
}

// Refused says why a file, or the feed as a whole, cannot be read at all, and how to mend it.
type Refused struct {
	File   string // as the sender knows it; "" where it is the feed as a whole and has no name
	Reason string
}

func (r *Refused) Error() string {
	if r.File == "" {
		return r.Reason
	}
	return r.File + ": " + r.Reason
}

func refuse(file, reason string, args ...any) *Refused {
	return &Refused{File: file, Reason: fmt.Sprintf(reason, args...)}
}

const shownRunes = 200

// visible is the beginning of s, limit characters at most, as valid UTF-8 on one line, with nothing in it that a terminal
// or database trips over.
func visible(s string, limit int) string {
	var b strings.Builder
	for i, n := 0, 0; i < len(s) && n < limit; n++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) {
			for _, c := range []byte(s[i : i+size]) {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return cutRunes(b.String(), limit)
}

// cutRunes is the first n characters of s.
func cutRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
