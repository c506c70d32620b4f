package main

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
)

// schemaCommand prints the GraphQL schema: the whole, or what one role may ever use of it.
type schemaCommand struct {
	Role string `help:"Only what this role may ever use, as introspection shows it (default: the whole, classified)."`
	As   string `placeholder:"ROLE" help:"With --role INTEGRATION: the role as which the program acts."`
	On   string `placeholder:"DATE" help:"With --role: the day for which agreements are looked at (default: today)."`
}

// Run implements `thrive schema`.
func (s *schemaCommand) Run(_ context.Context, p *program) error {
	text := graph.SDL()
	if s.Role != "" {
		var err error
		if text, err = s.own(p); err != nil {
			return err
		}
	} else if s.As != "" || s.On != "" {
		return refuse("--as and --on go with --role: name the role whose schema to print")
	}
	_, err := fmt.Fprint(p.out, text)
	return err
}

func (s *schemaCommand) own(p *program) (string, error) {
	role, as := roleNamed(s.Role), roleNamed(s.As)
	program := role == models.Integration
	switch {
	case !role.Valid():
		return "", refuse("%s is no role: `thrive token --help` lists them", role)
	case program && as.Partner() == "":
		return "", refuse("INTEGRATION acts as another role: say with --as which")
	case !program && as != "":
		return "", refuse("--as goes with --role INTEGRATION: %s acts as nobody else", role)
	case program:
		role = as
	}
	on, err := dayOrToday(s.On, p)
	if err != nil {
		return "", err
	}
	set, err := p.sharingSet()
	if err != nil {
		return "", err
	}
	return graph.OwnSDL(set, role, program, on)
}
