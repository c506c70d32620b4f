package sharing

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// lines says on which line of its file each part of an agreement stands, by the part's path: "grants.POLICE_OFFICER.asb",
// "purposes.0".
type lines map[string]int

// note gathers the lines of everything under the node, and returns the paths of the keys that have no value.
func (l lines) note(path string, node ast.Node) (empty []string) {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, pair := range n.Values {
			key := under(path, pair.Key.GetToken().Value)
			l[key] = pair.Key.GetToken().Position.Line
			empty = append(empty, l.note(key, pair.Value)...)
		}
	case *ast.SequenceNode:
		for i, value := range n.Values {
			key := under(path, fmt.Sprint(i))
			l[key] = value.GetToken().Position.Line
			empty = append(empty, l.note(key, value)...)
		}
	case *ast.NullNode:
		empty = append(empty, path)
	}
	return empty
}

// of is the line of the part, or of the nearest one round it; what is in no file has none, 0.
func (l lines) of(path string) int {
	for path != "" {
		if line, ok := l[path]; ok {
			return line
		}
		path = path[:max(strings.LastIndex(path, "."), 0)]
	}
	return min(len(l), 1)
}

func under(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// Place is where a part of the agreement stands, as "police.yaml, line 12"; "" where it was read from no file.
func (a *Agreement) Place(path ...string) string {
	if a.File == "" {
		return ""
	}
	return fmt.Sprintf("%s, line %d", a.File, a.lines.of(strings.Join(path, ".")))
}
