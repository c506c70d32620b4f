// Package agreements holds the starting information-sharing agreements as data: one YAML file each, embedded. Governance
// edits these, not Go; package sharing reads them. A change here is a change of who may see what, and shows as a
// difference in docs/sharing.md.
package agreements

import "embed"

// Files are the agreements, as *.yaml at the root.
//
//go:embed *.yaml
var Files embed.FS
