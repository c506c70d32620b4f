package match

// Keyer gives the blocking keys of a table's records one by one, for whoever keeps an index of them elsewhere: two records
// that share a key which no more than Most records have are a candidate pair, as in Block.
type Keyer struct {
	table *Table
	rules []rule
}

// Key is a blocking key: equal for two records where a rule holds for both.
type Key struct {
	Rule int // the place of the rule among those that the settings stand for on such a table
	Hash uint64
}

// Keyer makes ready the settings' rules for the table.
func (t *Table) Keyer(s Settings) (*Keyer, error) {
	k := &Keyer{table: t}
	for _, written := range s.Blocking {
		rules, err := t.rules(written, s.LargestBlock)
		if err != nil {
			return nil, err
		}
		k.rules = append(k.rules, rules...)
	}
	return k, nil
}

// Keys are a record's keys, by rule.
func (k *Keyer) Keys(record int) (keys []Key) {
	var hashes []uint64
	for i := range k.rules {
		hashes = k.rules[i].keys(k.table, k.table.row(record), hashes[:0])
		for _, h := range hashes {
			keys = append(keys, Key{i, h})
		}
	}
	return keys
}

// Most is how many records may share a key of the rule.
func (k *Keyer) Most(rule int) int { return k.rules[rule].most }
