package match

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// Model tells, of any two records, how likely it is that they are one person, or two of one household. It is data: what was
// learnt from one table holds for every other of the same columns. It names no value that somebody wrote: rare values are
// known by the hash of their text.
type Model struct {
	Version     string            `json:"version"` // a digest of all that follows
	Settings    Settings          `json:"settings"`
	Records     int               `json:"records"` // of the table that it was learnt from
	Prior       Prior             `json:"prior"`
	Comparisons []ModelComparison `json:"comparisons"`
	Rarity      []Rarity          `json:"rarity"`
}

// Prior is how common each class is among all pairs.
type Prior struct {
	Same      float64 `json:"same"`
	Household float64 `json:"household"`
	Unrelated float64 `json:"unrelated"`
}

// ModelComparison is what the model has learnt of one comparison.
type ModelComparison struct {
	Name   string  `json:"name"`
	Levels []Level `json:"levels"`
	// Untold is set where there was nothing to learn it from: what it says was known beforehand.
	Untold bool `json:"untold,omitempty"`
}

// Level is how often a level is seen where there is something to compare: among pairs of one person (m), of one household
// (h), and of strangers (u).
type Level struct {
	Name      string  `json:"name"`
	Same      float64 `json:"same"`
	Household float64 `json:"household"`
	Unrelated float64 `json:"unrelated"`
}

// Rarity is how much likelier strangers share a value than they share a value of that column on average, in bits.
type Rarity struct {
	Column string             `json:"column"`
	Bits   map[uint64]float32 `json:"bits"`  // by the hash of the value
	Other  float32            `json:"other"` // any value that is not listed
}

// of is how rare a value is.
func (r *Rarity) of(w *word) float32 {
	if bits, ok := r.Bits[w.hash]; ok {
		return bits
	}
	return r.Other
}

// model writes down what was estimated.
func (c *comparer) model(s Settings, p *Parameters) *Model {
	m := &Model{
		Settings: s, Records: c.table.Len(),
		Prior: Prior{p.Prior[same], p.Prior[household], p.Prior[unrelated]},
	}
	for i, one := range c.list {
		out := ModelComparison{Name: one.Name, Untold: i < len(p.Untold) && p.Untold[i]}
		for level, name := range one.Levels {
			out.Levels = append(out.Levels, Level{
				name, p.Levels[same][i][level], p.Levels[household][i][level], p.Levels[unrelated][i][level],
			})
		}
		m.Comparisons = append(m.Comparisons, out)
	}
	for _, slot := range c.countedSlots() {
		m.Rarity = append(m.Rarity, c.table.rarity(slot, 1+m.others()))
	}
	return m.named()
}

// others is how many other records of the table that was learnt from were those of the same person, on average.
func (m *Model) others() float64 { return m.Prior.Same * float64(m.Records-1) }

// named gives the model its version.
func (m *Model) named() *Model {
	m.Version = ""
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // plain numbers and words
	}
	digest := sha256.Sum256(text)
	m.Version = hex.EncodeToString(digest[:6])
	return m
}

// abroad is by how many bits a model is more careful with other records than it has learnt from.
const abroad = 4

// Portable is a model for other tables than the one it was learnt from: it knows how rare values are of these columns only.
func (m *Model) Portable(columns ...string) *Model {
	other := *m
	other.Settings.Hub.Floor += abroad
	other.Rarity = slices.Clone(m.Rarity)
	for i, r := range other.Rarity {
		if !slices.Contains(columns, r.Column) {
			other.Rarity[i] = Rarity{Column: r.Column}
		}
	}
	return other.named()
}

// countedSlots are the slots whose values are told apart by how rare they are.
func (c *comparer) countedSlots() (list []int) {
	for _, one := range c.list {
		list = append(list, one.counted...)
	}
	return list
}

// rarity looks at the values of a slot. own is how many records a person has on average: so many of those that share a rare
// value are no strangers, and half of them are taken off.
func (t *Table) rarity(slot int, own float64) Rarity {
	counts := make([]float64, len(t.slots[slot].words.list))
	n := len(t.slots)
	sum := 0.0
	for at := slot; at < len(t.cells); at += n {
		if t.cells[at] != 0 {
			counts[t.cells[at]]++
			sum++
		}
	}
	strangers := func(k float64) float64 { return max(k-own/2, 1) }
	squares := 0.0
	for _, k := range counts {
		squares += k * strangers(k)
	}
	out := Rarity{Column: t.slots[slot].name, Bits: map[uint64]float32{}}
	if squares == 0 {
		return out
	}
	mean := squares / sum // of how many strangers the value of a random record is
	out.Other = float32(math.Log2(1 / mean))
	for code, k := range counts {
		if bits := float32(math.Log2(strangers(k) / mean)); k > 0 && bits > out.Other {
			out.Bits[t.slots[slot].words.list[code].hash] = bits
		}
	}
	return out
}

// On makes the model ready for the records of a table, those too that it gets later.
func (m *Model) On(t *Table) (*Scorer, error) {
	c := t.comparer()
	if len(c.list) != len(m.Comparisons) {
		return nil, fmt.Errorf("the model has %d comparisons and the table's columns make %d", len(m.Comparisons), len(c.list))
	}
	p := Parameters{Prior: [classes]float64{m.Prior.Same, m.Prior.Household, m.Prior.Unrelated}}
	for i, learnt := range m.Comparisons {
		if learnt.Name != c.list[i].Name || len(learnt.Levels) != len(c.list[i].Levels) {
			return nil, fmt.Errorf("the model's comparison %q is not the table's %q", learnt.Name, c.list[i].Name)
		}
		var levels [classes][]float64
		for _, l := range learnt.Levels {
			levels[same] = append(levels[same], l.Same)
			levels[household] = append(levels[household], l.Household)
			levels[unrelated] = append(levels[unrelated], l.Unrelated)
		}
		for class := range levels {
			p.Levels[class] = append(p.Levels[class], levels[class])
		}
	}
	logs := p.logs()
	says := make([][][classes]float64, len(c.list))
	for i, one := range c.list {
		says[i] = make([][classes]float64, len(one.Levels)+1)
		for class := range classes {
			for level, bits := range logs.levels[class][i] {
				says[i][level+1][class] = bits
			}
		}
	}
	counted := c.countedSlots()
	if len(counted) != len(m.Rarity) {
		return nil, fmt.Errorf("the model knows how rare values are of %d columns and the table counts %d", len(m.Rarity), len(counted))
	}
	s := &Scorer{comparer: c, logs: logs, says: says, bits: make([][]float32, len(t.slots)), rare: make([]*Rarity, len(t.slots)), model: m}
	for i, slot := range counted {
		words := t.slots[slot].words.list
		bits := make([]float32, len(words))
		for code := range words {
			bits[code] = m.Rarity[i].of(&words[code])
		}
		s.bits[slot], s.rare[slot] = bits, &m.Rarity[i]
	}
	return s, nil
}
