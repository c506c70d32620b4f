package feeds

import "strings"

// cut takes the first cell off a record that is known to be well formed; more says that another cell follows.
func cut(raw string) (cell, rest string, more bool) {
	if raw == "" || raw[0] != '"' {
		return strings.Cut(raw, ",")
	}
	raw = raw[1:]
	for i := 0; ; i++ {
		mark := strings.IndexByte(raw[i:], '"')
		if mark < 0 { // not of a well-formed record
			return unquote(raw), "", false
		}
		i += mark
		if i+1 < len(raw) && raw[i+1] == '"' {
			i++
			continue
		}
		cell = unquote(raw[:i])
		if rest, more = strings.CutPrefix(raw[i+1:], ","); !more {
			return cell, "", false
		}
		return cell, rest, true
	}
}

// unquote is the text between a cell's quotation marks: doubled marks made single, and CRLF made LF, so that a file's line
// endings do not matter.
func unquote(s string) string {
	if strings.IndexByte(s, '"') >= 0 {
		s = strings.ReplaceAll(s, `""`, `"`)
	}
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	return s
}
