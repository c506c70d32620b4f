package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// follower carries a change of source rows on to people, families and family documents, a bounded number at a time. What
// is still to be done stands in temporary tables of the transaction: changed_records, touched_persons, touched_families.
type follower struct {
	tx       *Tx
	ctx      context.Context
	linker   linkage.Linker
	ids      linkage.IDs
	importID int64
	now      time.Time
	reason   string                                // why records are linked anew, as their events tell
	gone     map[string]bool                       // people of whom a record of the batch is held no longer
	events   map[string]map[string]bool            // what happened to whom, as families' events tell
	heard    bool                                  // what the import brought is among it
	progress func(stage string, done, total int64) // nil: nobody is told
	// everything links all that is held in one go: no neighbourhood is looked for, at the price of memory. How its pairs were
	// found is told in counts.
	everything bool
	all        whole
	counts     *LinkCounts
	sampling   review.Sampling // of links to be read, once everything is linked
}

// combined counts what an import put together: the records that were linked, and what became by that of people and families
// who were there before.
type combined struct {
	Records int `json:"records"`
	Became
}

// follow carries on what one import changed.
func (t *Tx) follow(ctx context.Context, importID int64, now time.Time, partner models.Partner, org string) (c combined, err error) {
	f, err := t.follower(ctx, importID, now, fmt.Sprintf("import %d", importID))
	if err != nil {
		return c, err
	}
	events, err := t.lastEvent()
	if err != nil {
		return c, err
	}
	changed := "partner = ? AND org = ? AND (import_id = ? OR ended_import_id = ?)"
	args := []any{partner, org, importID, importID}
	if err := t.exec("INSERT INTO changed_records (partner, org, ref) SELECT DISTINCT partner, org, ref FROM source_people WHERE "+changed, args...); err != nil {
		return c, err
	}
	if err := t.analyseSources(partner); err != nil {
		return c, err
	}
	if err := t.scan(&c.Records, "SELECT count(*) FROM changed_records"); err != nil {
		return c, err
	}
	if err := f.people(); err != nil {
		return c, err
	}
	for _, file := range feeds.Files(partner) {
		for _, query := range touching(file) {
			if err := t.exec("INSERT INTO touched_persons (person_id) SELECT DISTINCT l.person_id FROM (SELECT * FROM source_"+file.Name+
				" WHERE "+changed+") s "+query+" ON CONFLICT DO NOTHING", args...); err != nil {
				return c, fmt.Errorf("%s.csv: %w", file.Name, err)
			}
		}
	}
	if err := f.rest(); err != nil {
		return c, err
	}
	c.Became, err = t.becameAfter(events)
	return c, err
}

func (t *Tx) analyseSources(partners ...models.Partner) error {
	var tables []string
	for _, partner := range partners {
		for _, file := range feeds.Files(partner) {
			tables = appendNew(tables, "source_"+file.Name)
		}
	}
	return t.analyseKept(tables...)
}

// touching are the ways from a changed row of a file to the people whom it is about.
func touching(file feeds.File) []string {
	const link = "JOIN links l ON l.partner = s.partner AND l.org = s.org AND l.ref = "
	var ways []string
	for _, ref := range file.Refs {
		if ref.File == "people" {
			// WHERE true: else SQLite takes the ON of ON CONFLICT for that of a join.
			ways = append(ways, link+"s."+ref.Column+" WHERE true")
		}
	}
	if file.Name == "occupants" { // who joins or leaves a tenancy may make it a household's, or a hostel's
		ways = append(ways, "JOIN source_occupants o ON o.partner = s.partner AND o.org = s.org AND o.tenancy_ref = s.tenancy_ref "+
			"AND o.ended_import_id IS NULL "+link+"o.person_ref WHERE true")
	}
	if file.Name == "tenancies" {
		for _, through := range []string{"occupants", "actions"} {
			ways = append(ways, "JOIN source_"+through+" o ON o.partner = s.partner AND o.org = s.org AND o.tenancy_ref = s.ref "+
				"AND o.ended_import_id IS NULL "+link+"o.person_ref WHERE true")
		}
	}
	return ways
}

// follower is one by the linker that links now.
func (t *Tx) follower(ctx context.Context, importID int64, now time.Time, reason string) (*follower, error) {
	linker, err := t.linker()
	if err != nil {
		return nil, err
	}
	return t.followerBy(ctx, linker, importID, now, reason)
}

func (t *Tx) followerBy(ctx context.Context, linker linkage.Linker, importID int64, now time.Time, reason string) (*follower, error) {
	secret, err := t.secret("person and family ids")
	if err != nil {
		return nil, err
	}
	parted, err := t.partedIDs()
	if err != nil {
		return nil, err
	}
	for _, table := range []string{
		"changed_records (partner TEXT, org TEXT, ref TEXT, PRIMARY KEY (partner, org, ref))",
		"rekeyed_records (partner TEXT, org TEXT, ref TEXT, PRIMARY KEY (partner, org, ref))",
		"batch_records (partner TEXT, org TEXT, ref TEXT, PRIMARY KEY (partner, org, ref))",
		"other_records (partner TEXT, org TEXT, ref TEXT, PRIMARY KEY (partner, org, ref))",
		"batch_keys (key BIGINT, partner TEXT, org TEXT, ref TEXT)",
		"hot_keys (key BIGINT PRIMARY KEY)",
		"touched_persons (person_id TEXT PRIMARY KEY)",
		"touched_families (family_id TEXT PRIMARY KEY)",
		"moved_persons (person_id TEXT PRIMARY KEY, family_id TEXT)",
		"now_crowded (key TEXT PRIMARY KEY)",
	} {
		if err := t.exec("CREATE TEMP TABLE " + table); err != nil {
			return nil, err
		}
	}
	return &follower{tx: t, ctx: ctx, linker: linker, ids: linkage.IDs{Secret: secret, First: parted}, importID: importID, now: now, reason: reason}, nil
}

// tell says how far a stage is.
func (f *follower) tell(stage string, done, total int64) {
	if f.progress != nil {
		f.progress(stage, done, total)
	}
}

// rest goes from touched people to families and documents, and clears up.
func (f *follower) rest() error {
	if err := errors.Join(f.tx.analyse("touched_persons"), f.tx.analyseKept("persons", "links")); err != nil {
		return err
	}
	f.tell("grouping families", 0, 1)
	if err := f.families(); err != nil {
		return err
	}
	f.all = whole{}
	if err := errors.Join(f.tx.analyse("touched_families"), f.tx.analyseKept("persons")); err != nil {
		return err
	}
	if err := f.documents(); err != nil {
		return err
	}
	for _, table := range []string{"changed_records", "rekeyed_records", "batch_records", "other_records", "batch_keys", "moved_persons", "hot_keys", "touched_persons", "touched_families", "now_crowded"} {
		if err := f.tx.exec("DROP TABLE " + table); err != nil {
			return err
		}
	}
	return nil
}

func (f *follower) touchPersons(ids []string) error {
	return f.touch("touched_persons", "person_id", ids)
}

func (f *follower) touchFamilies(ids []string) error {
	return f.touch("touched_families", "family_id", ids)
}

func (f *follower) touch(table, column string, ids []string) error {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	rows := make([][]any, 0, len(ids))
	for _, id := range ids {
		if id != "" {
			rows = append(rows, []any{id})
		}
	}
	return f.tx.insert(table, []string{column}, rows, "ON CONFLICT DO NOTHING")
}
