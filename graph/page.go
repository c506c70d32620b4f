package graph

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// The sizes of a page.
const (
	usualPage = 50
	maxPage   = 200
)

// pageSize is how many were asked for, within bounds.
func pageSize(first *int) (int, error) {
	switch {
	case first == nil:
		return usualPage, nil
	case *first < 1 || *first > maxPage:
		return 0, problem(Invalid, "first must be from 1 to 200")
	}
	return *first, nil
}

// cursor names the entry after which a page begins; of tells lists apart, so that one's cursor is not taken for another's.
func cursor(of, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(of + ":" + id))
}

func afterCursor(of string, given *string) (string, error) {
	if given == nil || *given == "" {
		return "", nil
	}
	text, err := base64.RawURLEncoding.DecodeString(*given)
	id, ok := strings.CutPrefix(string(text), of+":")
	if err != nil || !ok || !utf8.ValidString(id) || strings.ContainsRune(id, 0) {
		return "", problem(Invalid, "after is no cursor of this list: pass an endCursor of one of its pages")
	}
	return id, nil
}
