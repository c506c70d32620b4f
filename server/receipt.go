package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"thrivingfamilies.example/hub/models"
)

// receiptText is a receipt for a person to read. It names the rows that could not be read by their place and never shows
// a cell: those stand in the receipt as JSON.
func receiptText(r models.Receipt) string {
	var b strings.Builder
	sender := "the partner as a whole"
	if r.Org != "" {
		sender = r.Org
	}
	fmt.Fprintf(&b, "Import %d: %s, %s, %s\n", r.ImportID, r.Partner, sender, kindOfFeed(r))
	fmt.Fprintf(&b, "SHA-256: %s\n\n", r.SHA256)
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "file\trows\tnew\tchanged\tsame\twithdrawn\tquarantined\t")
	for _, f := range r.Files {
		fmt.Fprintln(table, countsLine(f.Name+".csv", f))
	}
	fmt.Fprintln(table, countsLine("together", r.Total()))
	_ = table.Flush()
	if len(r.Notices) > 0 {
		fmt.Fprintf(&b, "\nTo know:\n")
		for _, notice := range r.Notices {
			fmt.Fprintf(&b, "  %s\n", notice)
		}
	}
	if all := r.Total().Quarantined; all > 0 {
		fmt.Fprintf(&b, "\nIn quarantine, to be mended and sent again:\n")
		for _, q := range r.Quarantine {
			fmt.Fprintf(&b, "  %s.csv:%d%s: %s\n", q.File, q.Line, strings.TrimRight(" "+q.Column, " "), q.Reason)
		}
		if more := all - len(r.Quarantine); more > 0 {
			fmt.Fprintf(&b, "  and %s more\n", counted(more, "row"))
		}
	}
	return b.String()
}

// kindOfFeed says whether the feed is all that the sender holds, and of which time it speaks.
func kindOfFeed(r models.Receipt) string {
	kind := "changes and additions"
	if r.Snapshot {
		kind = "a snapshot"
	}
	if r.CoversFrom != "" {
		kind += " from " + string(r.CoversFrom)
	}
	if r.CoversUntil != "" {
		kind += " to " + string(r.CoversUntil)
	}
	return kind
}

func countsLine(name string, f models.FileReceipt) string {
	return fmt.Sprintf("%s\t%d\t%d\t%d\t%d\t%d\t%d\t", name, f.Rows, f.New, f.Changed, f.Same, f.Withdrawn, f.Quarantined)
}
