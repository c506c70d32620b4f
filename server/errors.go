package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// The exit codes of the contract.
const (
	done        = 0
	failed      = 1
	misused     = 2 // wrong usage or invalid input
	quarantined = 3 // done, and some rows could not be read
)

// errQuarantined ends a command that is done and has told of rows that could not be read.
var errQuarantined = errors.New("some rows were quarantined")

// invalid is an error that the user's own input is to blame for.
type invalid struct{ error }

func (i invalid) Unwrap() error { return i.error }

// refuse says what is wrong with the input, and how to mend it.
func refuse(format string, args ...any) error { return invalid{fmt.Errorf(format, args...)} }

func exitCode(err error) int {
	var usage invalid
	var feed *feeds.Refused
	switch {
	case err == nil:
		return done
	case errors.Is(err, errQuarantined):
		return quarantined
	case errors.As(err, &usage), errors.As(err, &feed), errors.Is(err, auth.ErrTokenRequest), errors.Is(err, store.ErrOrg):
		return misused
	}
	return failed
}

// sentences is an error as lines for the person at the terminal: one, and of faulty agreements one for each fault.
func sentences(err error) string {
	var faults sharing.Faults
	if !errors.As(err, &faults) {
		return sentence(err)
	}
	lines := make([]string, len(faults))
	for i, fault := range faults {
		lines[i] = sentence(errors.New(fault.String()))
	}
	return strings.Join(lines, "\n")
}

// password is where one stands in a database's address, and in the drivers' other way of writing it.
var password = regexp.MustCompile(`(postgres(?:ql)?://[^:@/\s]*):\S*@|(password=)\S+`)

// sentence is an error as one line for the person at the terminal, without passwords.
func sentence(err error) string {
	text := strings.Join(strings.Fields(err.Error()), " ")
	return "thrive: " + password.ReplaceAllStringFunc(text, func(found string) string {
		if key, ok := strings.CutPrefix(found, "password="); ok && key != "" {
			return "password=…"
		}
		return password.FindStringSubmatch(found)[1] + ":…@"
	})
}
