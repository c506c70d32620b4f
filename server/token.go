package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
)

// tokenCommand makes a token of the development issuer.
type tokenCommand struct {
	Role    string        `required:"" help:"What its bearer acts as: COUNCIL_COORDINATOR, POLICE_OFFICER …"`
	As      string        `placeholder:"ROLE" help:"For INTEGRATION: the role whose grants it has."`
	Org     string        `help:"The organisation: school URN, landlord, provider, force or council (default: the partner as a whole)."`
	Purpose []string      `help:"A purpose that it may state; may be repeated (default: all of the role's)."`
	TTL     time.Duration `name:"ttl" default:"15m" help:"How long it lives, an hour at most."`
	Subject string        `help:"Who its bearer is (default: dev- and the role in lower case)."`
	Issuer  string        `placeholder:"URL" help:"Where a real issuer is set, tokens are not made here: the command is refused."`
}

// Run implements `thrive token`.
func (t *tokenCommand) Run(_ context.Context, p *program) error {
	if t.Issuer != "" {
		return refuse("tokens come from the issuer that is set (--issuer, THRIVE_ISSUER): the development issuer is not used beside it")
	}
	if t.TTL <= 0 {
		return refuse("a token's life must be between a second and an hour")
	}
	request := auth.TokenRequest{Role: roleNamed(t.Role), As: roleNamed(t.As), Org: t.Org, TTL: t.TTL, Subject: t.Subject}
	for _, purpose := range t.Purpose {
		request.Purposes = append(request.Purposes, models.Purpose(purpose))
	}
	issuer, err := auth.OpenIssuer(p.dataFolder())
	if err != nil {
		return err
	}
	token, err := issuer.Token(request, p.now())
	if err != nil {
		return err
	}
	fmt.Fprintf(p.err, "%s, for %s, until %s\n", request.Role, purposeWords(purposesOf(request), " or "),
		p.now().Add(t.TTL).Format(time.TimeOnly))
	_, err = fmt.Fprintln(p.out, token)
	return err
}

// roleNamed forgives small letters and hyphens; whether there is such a role is for those who use it to say.
func roleNamed(name string) models.Role {
	return models.Role(strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(name), "-", "_")))
}

// purposesOf are those that the token asked for may state.
func purposesOf(t auth.TokenRequest) []models.Purpose {
	switch {
	case len(t.Purposes) > 0:
		return t.Purposes
	case t.As != "":
		return t.As.Purposes()
	}
	return t.Role.Purposes()
}

func purposeWords(purposes []models.Purpose, between string) string {
	words := make([]string, len(purposes))
	for i, purpose := range purposes {
		words[i] = string(purpose)
	}
	return strings.Join(words, between)
}
