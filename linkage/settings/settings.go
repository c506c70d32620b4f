// Package settings holds how records are linked, as data: default.yaml for all use, the others for comparisons with other
// linkers. The meaning of each line is in package match, which reads them.
package settings

import "embed"

// Files are the settings, by file name.
//
//go:embed *.yaml
var Files embed.FS
