package graph

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
)

// patience is how long a change may wait for another, as an import, before the caller is asked to come again.
const patience = 30 * time.Second

// change opens what every field of Mutation needs: its entry in the log, under the agreements that permit it, and a time by
// which it must be done.
func (r *Resolver) change(ctx context.Context) (context.Context, context.CancelFunc, audit.Entry) {
	rd := readingOf(ctx)
	by := rd.opening(ctx, r.now())
	for _, a := range rd.licences {
		under(&by, a)
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	return limited, cancel, by
}

// need has a class loaded that the operation does not ask for and what it does hangs on.
func (rd *reading) need(class models.Class) {
	if rd.asked.classes[class] == nil {
		rd.asked.classes[class] = map[models.Detail]bool{}
	}
	rd.asked.classes[class][models.DetailValue] = true
}

// words is a text of the caller's, without the space around it, of a length within bounds.
func words(name, text string, least, most int) (string, error) {
	text = strings.TrimSpace(text)
	n := utf8.RuneCountInString(text)
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", problem(Invalid, name+" must be text, and has a character in it that is none: type it again")
	}
	if n < least || n > most {
		if least > 0 {
			return "", problem(Invalid, fmt.Sprintf("%s must have from %d to %d characters", name, least, most))
		}
		return "", problem(Invalid, fmt.Sprintf("%s must have at most %d characters", name, most))
	}
	return text, nil
}
