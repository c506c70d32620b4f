package audit

import "fmt"

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
		return fmt.Errorf("entry %d stands where entry %d belongs: one was dropped, added or swapped", r.Seq, c.seq+1)
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
