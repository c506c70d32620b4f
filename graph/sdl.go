package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// SDL is the schema's text, descriptions and classification included.
func SDL() string { return written(Schema()) }

// OwnSDL is the text of the schema of whoever acts in the role, themselves or by a program: what the role may ever use under those
// of the agreements that are in force on the day.
func OwnSDL(set *sharing.Set, role models.Role, program bool, on models.Date) (string, error) {
	c, err := classify(Schema())
	if err != nil {
		return "", err
	}
	u := user{role, set.Ever(role, program, on)}
	if program {
		u.role = models.Integration
	}
	return written(c.own(u)), nil
}

func written(schema *ast.Schema) string {
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(schema)
	return text.String()
}
