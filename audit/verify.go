package audit

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Record is an entry as it is kept.
type Record struct {
	Seq      int64  `json:"seq"`
	Body     string `json:"body"`
	Previous string `json:"previous"`
	Hash     string `json:"hash"`
}

// Chain checks records one by one in their order.
type Chain struct {
	seq  int64
	hash string
}

// Add checks the next record and returns an error that names the first one at fault.
func (c *Chain) Add(r Record) error {
	switch {
	case r.Seq != c.seq+1:
		return fmt.Errorf("entry %d is missing: entry %d follows entry %d", c.seq+1, r.Seq, c.seq)
	case r.Previous != c.hash:
		return fmt.Errorf("entry %d does not follow entry %d: one of them was changed, added or swapped", r.Seq, c.seq)
	case Link(r.Previous, r.Body) != r.Hash:
		return fmt.Errorf("entry %d was changed: its text does not fit its hash", r.Seq)
	}
	c.seq, c.hash = r.Seq, r.Hash
	return nil
}

// Head is how many entries were checked and the hash of the last: note it elsewhere, and a log cut short is found too.
func (c *Chain) Head() (int64, string) { return c.seq, c.hash }

// VerifyExport checks an export, one record as JSON a line, and returns its head.
func VerifyExport(r io.Reader) (*Chain, error) {
	var chain Chain
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		var record Record
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return nil, fmt.Errorf("line %d of the export cannot be read as an entry", n)
		}
		if err := chain.Add(record); err != nil {
			return nil, err
		}
	}
	if err := lines.Err(); err != nil {
		return nil, errors.Join(errors.New("the export cannot be read to its end"), err)
	}
	return &chain, nil
}
