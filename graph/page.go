package graph

import (
	"context"
	"strconv"
	"strings"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/graph/model"
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

// paging is one page of a list on its way.
type paging struct {
	list string
	size int
	from string // the id of the entry after which it begins; "" is the beginning
	info *model.PageInfo
}

// paged begins a page of a list, as it is asked for.
func paged(ctx context.Context, list string, first *int, after *string) (*paging, error) {
	size, err := pageSize(first)
	if err != nil {
		return nil, err
	}
	from, err := afterCursor(ctx, list, after)
	if err != nil {
		return nil, err
	}
	return &paging{list, size, from, &model.PageInfo{HasPreviousPage: from != ""}}, nil
}

// number is where the page of a list of numbered entries begins; 0 is the beginning.
func (p *paging) number() (int64, error) {
	n, err := strconv.ParseInt("0"+p.from, 10, 64)
	if err != nil {
		return 0, errNoCursor
	}
	return n, nil
}

// wanted is how many entries to load: one more than are shown tells whether there are more.
func (p *paging) wanted() int { return p.size + 1 }

// cut returns those of the loaded entries that the page shows, each with its cursor, and notes where the page begins and ends.
func cut[T any](ctx context.Context, p *paging, loaded []T, id func(T) string) (shown []T, cursors []string) {
	shown = loaded[:min(p.size, len(loaded))]
	p.info.HasNextPage = len(loaded) > p.size
	for _, one := range shown {
		cursors = append(cursors, cursor(ctx, p.list, id(one)))
	}
	if len(cursors) > 0 {
		p.info.StartCursor, p.info.EndCursor = &cursors[0], &cursors[len(cursors)-1]
	}
	return shown, cursors
}

var errNoCursor = problem(Invalid, "after is no cursor of this list: pass an endCursor of one of its pages")

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
		return "", errNoCursor
	}
	return id, nil
}

// pager is for whom and of which list a cursor is.
func pager(ctx context.Context, list string) []string {
	caller, _, _ := auth.From(ctx)
	return []string{list, caller.Subject, string(caller.Role), string(caller.ActsAs), caller.Org}
}
