package graph

import (
	"context"
	"strings"

	"thrivingfamilies.example/hub/auth"
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

// Sealer makes of a text another that only it can read, and only with the same bound words.
type Sealer interface {
	Seal(text string, bound ...string) string
	Open(sealed string, bound ...string) (text string, ok bool)
}

// cursor names the entry of the list after which a page begins. It is sealed: it tells nothing of the entry, and means
// nothing for another caller or another list.
func cursor(ctx context.Context, list, id string) string {
	return readingOf(ctx).cursors.Seal(id, pager(ctx, list)...)
}

// afterCursor is the id that a cursor of the list was made of for the same caller; "" where none is given.
func afterCursor(ctx context.Context, list string, given *string) (string, error) {
	if given == nil || *given == "" {
		return "", nil
	}
	id, ok := readingOf(ctx).cursors.Open(*given, pager(ctx, list)...)
	if !ok || id == "" || strings.ContainsRune(id, 0) {
		return "", problem(Invalid, "after is no cursor of this list: pass an endCursor of one of its pages")
	}
	return id, nil
}

// pager is for whom and of which list a cursor is.
func pager(ctx context.Context, list string) []string {
	caller, _, _ := auth.From(ctx)
	return []string{list, caller.Subject, string(caller.Role), string(caller.ActsAs), caller.Org}
}
