package graph

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	// longText is from how many bytes on an operation is looked at before it is validated: a shorter one cannot be crowded.
	longText = 2000
	// maxAlike is how many fields of one answer may have the same name at one place.
	maxAlike = 100
)

// crowded reports whether so many fields of the operations have the same name at the same place of the answer that validation, which
// compares each with each, would take long. What cannot be parsed is not crowded.
func crowded(query string) bool {
	if len(query) < longText {
		return false
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, maxTokens)
	if err != nil {
		return false
	}
	c := crowd{fragments: map[string]ast.SelectionSet{}}
	for _, fragment := range document.Fragments {
		c.fragments[fragment.Name] = fragment.SelectionSet
	}
	for _, fragment := range document.Fragments {
		c.look(fragment.SelectionSet)
	}
	for _, operation := range document.Operations {
		c.look(operation.SelectionSet)
	}
	return c.found
}

// crowd is the walk through one document.
type crowd struct {
	fragments map[string]ast.SelectionSet
	steps     int
	found     bool
}

// look goes through the selections that stand at one place, as one: those of fields of one name are again at one place.
func (c *crowd) look(sets ...ast.SelectionSet) {
	alike := map[string][]ast.SelectionSet{}
	spread := map[string]bool{}
	var gather func(set ast.SelectionSet)
	gather = func(set ast.SelectionSet) {
		for _, selection := range set {
			if c.steps++; c.steps > 4*maxAskedFields {
				c.found = true
			}
			if c.found {
				return
			}
			switch s := selection.(type) {
			case *ast.Field:
				alike[s.Alias] = append(alike[s.Alias], s.SelectionSet)
				c.found = len(alike[s.Alias]) > maxAlike
			case *ast.InlineFragment:
				gather(s.SelectionSet)
			case *ast.FragmentSpread:
				if !spread[s.Name] {
					spread[s.Name] = true
					gather(c.fragments[s.Name])
				}
			}
		}
	}
	for _, set := range sets {
		gather(set)
	}
	for _, below := range alike {
		if !c.found {
			c.look(below...)
		}
	}
}
