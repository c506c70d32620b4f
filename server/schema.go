package main

import (
	"context"
	"fmt"

	"thrivingfamilies.example/hub/graph"
)

// schemaCommand prints the GraphQL schema.
type schemaCommand struct{}

// Run implements `thrive schema`.
func (schemaCommand) Run(_ context.Context, p *program) error {
	_, err := fmt.Fprint(p.out, graph.SDL())
	return err
}
