package graph

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// decided is what the agreements say of a reader before it asks for anything. Many operations share it, so nothing of it is ever
// changed.
type decided struct {
	access *sharing.Access
	reach  sharing.Reach
	rows   sharing.RowScope
}

func decide(access *sharing.Access) decided { return decided{access, access.Reach(), access.Rows()} }

// decidedFor is what a decision hangs on: which agreements, and who reads, why and on which day.
type decidedFor struct {
	set    string // its SHA-256
	reader sharing.Reader
}

// maxDecided is of how many readers decisions are kept; who has read nothing for longest makes room.
const maxDecided = 1000

// decisions keeps what was decided lately. What a broken glass shows is never kept.
type decisions struct {
	*lru.Cache[decidedFor, decided]
}

func newDecisions() decisions {
	kept, err := lru.New[decidedFor, decided](maxDecided)
	if err != nil {
		panic(err) // only a size below one is refused
	}
	return decisions{kept}
}

// of decides for the reader by the set, as if no glass were broken.
func (d decisions) of(set *sharing.Set, reader sharing.Reader) decided {
	asked := decidedFor{set.SHA256(), reader}
	if kept, ok := d.Get(asked); ok {
		return kept
	}
	fresh := decide(set.Access(reader))
	d.Add(asked, fresh)
	return fresh
}

// decide says what the reader is shown, also by breaks of the glass. They are looked for only where an agreement lets the reader
// break any.
func (g *guard) decide(ctx context.Context, set *sharing.Set, reader sharing.Reader) (decided, []models.GlassBreak, error) {
	closed := g.decisions.of(set, reader)
	if granting, _ := closed.access.May(models.ActBreakGlass); len(granting) == 0 || reader.Program {
		return closed, nil, nil
	}
	now := g.Now()
	breaks, err := g.Glass.OpenBreaks(ctx, reader.Subject, reader.Role, reader.Org, now)
	if err != nil || len(breaks) == 0 {
		return closed, nil, err
	}
	return decide(set.AccessThrough(reader, now, breaks...)), breaks, nil
}
