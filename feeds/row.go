package feeds

import (
	"crypto/sha256"
	"strings"

	"thrivingfamilies.example/hub/models"
)

// Row is one good row. Raw and Values are used again for the next row; what Values holds may be kept but not written to.
type Row struct {
	Line int    // physical line at which the record begins; the header's is 1
	Ref  string // the partner's own key: see File.Key
	Raw  []byte // as sent, without its line ending
	// Hash is of what the row says: of its cells that are not blank, by column. Column order, header case, quoting,
	// padding, line endings and blank columns do not change it.
	Hash   [16]byte
	Values []any // one for each of File.Columns: see Kind for their types
}

// ref is the row's key, or "" where a part of it is at fault.
func (r *reader) ref() string {
	if len(r.key) == 1 {
		return r.keyPart(r.key[0])
	}
	parts := r.parts[:0]
	for _, column := range r.key {
		if r.verdicts[column].fault != "" {
			return ""
		}
		part := r.keyPart(column)
		if strings.IndexByte(part, '|') >= 0 || strings.IndexByte(part, '\\') >= 0 {
			part = escapeKey.Replace(part)
		}
		parts = append(parts, part)
	}
	r.parts = parts
	return strings.Join(parts, "|")
}

var escapeKey = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

// keyPart is a value as a part of the key: normalised, so that a day means the same in either form.
func (r *reader) keyPart(column int) string {
	v := &r.verdicts[column]
	if v.fault != "" {
		return ""
	}
	if day, ok := v.value.(models.Date); ok {
		return string(day)
	}
	return v.value.(string)
}

// hash sums the cells that are not blank: name, NUL, trimmed text, NUL, first the contract's columns in its order and then
// the others by name. No cell holds a NUL: such a row is quarantined.
func (r *reader) hash() [16]byte {
	b := r.scratch[:0]
	for i := range r.verdicts {
		if t := r.verdicts[i].text; t != "" {
			b = append(b, r.names[i]...)
			b = append(b, t...)
			b = append(b, 0)
		}
	}
	for _, e := range r.header.extra {
		if t := trim(r.cells[e.at]); t != "" {
			b = append(b, e.name...)
			b = append(b, 0)
			b = append(b, t...)
			b = append(b, 0)
		}
	}
	r.scratch = b
	sum := sha256.Sum256(b)
	return [16]byte(sum[:16])
}
