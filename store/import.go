package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// ImportOptions say whose feed it is and what to do with it.
type ImportOptions struct {
	Partner  models.Partner
	Org      string    // "" takes the manifest's, else the partner as a whole
	Snapshot bool      // also withdraw what the feed no longer holds, in the files that it does hold
	Now      time.Time // the moment at which the import began
	By       audit.Actor
	// Follow links what changes and writes its family documents anew. Without it that is left to a later Link: for loading
	// many feeds at once.
	Follow   bool
	Progress func(bytes int)
}

// ErrOrg is returned where --org and the feed's manifest name different organisations.
var ErrOrg = errors.New("the manifest names another organisation than --org: mend one of them")

// Import takes in one feed, all of it or nothing: source rows, quarantine, receipt and log entry, and with o.Follow
// the people, families and documents that change with them. The same bytes again change nothing but add a receipt.
func (s *Store) Import(ctx context.Context, feed *feeds.Feed, o ImportOptions) (models.Receipt, error) {
	manifest, err := feed.Manifest()
	if err != nil {
		return models.Receipt{}, err
	}
	if o.Org == "" {
		o.Org = manifest.Org
	} else if manifest.Org != "" && manifest.Org != o.Org {
		return models.Receipt{}, ErrOrg
	}
	sum, err := feed.SHA256(o.Partner)
	if err != nil {
		return models.Receipt{}, err
	}
	if o.Progress == nil {
		o.Progress = func(int) {}
	}
	receipt := models.Receipt{
		Partner: o.Partner, Org: o.Org, SHA256: sum, Snapshot: o.Snapshot, StartedAt: o.Now.UTC().Truncate(time.Microsecond),
		CoversFrom: manifest.CoversFrom, CoversUntil: manifest.CoversUntil,
		Files: []models.FileReceipt{}, Notices: []string{}, Quarantine: []models.QuarantinedRow{},
	}
	for _, stranger := range feed.Strangers(o.Partner) {
		receipt.Notices = append(receipt.Notices, fmt.Sprintf("%s is no file of this feed and was not read", stranger))
	}
	began := time.Now()
	err = s.InTx(ctx, func(tx *Tx) error {
		if err := tx.openReceipt(&receipt, manifest.ExtractedOn); err != nil {
			return err
		}
		in := intake{tx: tx, feed: feed, o: o, receipt: &receipt}
		for _, file := range feeds.Files(o.Partner) {
			if !feed.Has(file) {
				continue
			}
			if err := in.take(ctx, file); err != nil {
				return err
			}
		}
		var linked combined
		if o.Follow {
			if linked, err = tx.follow(ctx, receipt.ImportID, o.Now, o.Partner, o.Org); err != nil {
				return err
			}
		}
		receipt.Seconds = time.Since(began).Seconds()
		if err := tx.closeReceipt(receipt); err != nil {
			return err
		}
		total := receipt.Total()
		err := tx.Append(audit.Entry{
			At: receipt.StartedAt, Kind: audit.Collection, Actor: o.By, Operation: "import " + string(o.Partner),
			Detail: map[string]any{
				"import": receipt.ImportID, "org": o.Org, "sha256": sum, "snapshot": o.Snapshot, "rows": total.Rows,
				"new": total.New, "changed": total.Changed, "same": total.Same, "withdrawn": total.Withdrawn,
				"quarantined": total.Quarantined,
			},
		})
		if err != nil || linked == (combined{}) {
			return err
		}
		return tx.Append(audit.Entry{
			At: receipt.StartedAt, Kind: audit.Combination, Actor: o.By, Operation: "link", Detail: map[string]any{"import": receipt.ImportID, "counts": linked},
		})
	})
	if err != nil {
		return models.Receipt{}, fmt.Errorf("importing %s: %w", o.Partner, err)
	}
	return receipt, nil
}

func (t *Tx) openReceipt(r *models.Receipt, extracted models.Date) error {
	return t.scan(&r.ImportID, `INSERT INTO imports (partner, org, sha256, snapshot, started_at, extracted_on, covers_from, covers_until)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		r.Partner, r.Org, r.SHA256, r.Snapshot, r.StartedAt, extracted, r.CoversFrom, r.CoversUntil)
}

func (t *Tx) closeReceipt(r models.Receipt) error {
	files, err := json.Marshal(r.Files)
	if err != nil {
		return err
	}
	notices, err := json.Marshal(r.Notices)
	if err != nil {
		return err
	}
	return t.exec("UPDATE imports SET seconds = ?, files = ?, notices = ? WHERE id = ?", r.Seconds, string(files), string(notices), r.ImportID)
}
