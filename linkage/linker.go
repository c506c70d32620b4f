package linkage

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"thrivingfamilies.example/hub/linkage/match"
)

// Linker decides, by one model, which records are one person.
type Linker struct {
	model *match.Model
}

//go:embed starter.json
var starter []byte

// Starter is the linker that the program brings along, for as long as there are too few records to learn from. It has
// learnt from a synthetic county: `thrive generate --seed 1 --errors 0.05`, imported, and `thrive link --save-model`.
func Starter() Linker { return readStarter() }

var readStarter = sync.OnceValue(func() Linker {
	l, err := ReadLinker(starter)
	if err != nil {
		panic(err) // embedded, and read in a test
	}
	return l
})

// ErrOtherModel is a model that another version of the program made, of other comparisons than this one makes.
var ErrOtherModel = errors.New("it was made by another version: learn a new one with thrive link")

// ReadLinker reads what Marshal wrote. A model that it cannot use is ErrOtherModel.
func ReadLinker(text []byte) (Linker, error) {
	var m match.Model
	if err := json.Unmarshal(text, &m); err != nil {
		return Linker{}, fmt.Errorf("reading a linkage model: %w (%w)", ErrOtherModel, err)
	}
	if _, err := m.On(table(nil)); err != nil {
		return Linker{}, fmt.Errorf("the linkage model %s cannot be used: %w (%w)", m.Version, ErrOtherModel, err)
	}
	return Linker{&m}, nil
}

// Marshal is the model as JSON. It holds no value of any record: rare ones are known by their hash.
func (l Linker) Marshal() []byte {
	text, err := json.Marshal(l.model)
	if err != nil {
		panic(err) // plain numbers and words
	}
	return text
}

// Version names the model: a digest of all that it has learnt.
func (l Linker) Version() string { return l.model.Version }

// Settings are those by which the model links.
func (l Linker) Settings() match.Settings { return l.model.Settings }

// Explain shows how the weight of two records comes about.
func (l Linker) Explain(a, b Record) Explanation {
	scorer := l.scorer(table([]Record{a, b}))
	found := scorer.Explain(0, 1)
	out := Explanation{
		Model: l.Version(), Start: Bits(found.Start),
		Weight: found.Weight, Same: found.Same, Household: found.Household,
	}
	for _, s := range found.Steps {
		out.Steps = append(out.Steps, Step{Comparison: s.Comparison, Level: s.Level, Bits: Bits(s.Bits), Rarity: s.Rarity})
	}
	return out
}

func (l Linker) scorer(t *match.Table) *match.Scorer {
	s, err := l.model.On(t)
	if err != nil {
		panic(err) // ReadLinker and Learn have tried it
	}
	return s
}

// Portable is a linker for other records than it has learnt from: of how rare values are it keeps names only, as streets,
// postcodes and birthdays are other ones elsewhere.
func (l Linker) Portable() Linker {
	return Linker{l.model.Portable("given", "surname")}
}
