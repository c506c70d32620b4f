package match

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/goccy/go-yaml"

	"thrivingfamilies.example/hub/linkage/settings"
)

// Settings are how records are linked. They hold for every data set: nothing in them is about one.
type Settings struct {
	Version       int     `yaml:"version" json:"version"`
	Seed          uint64  `yaml:"seed" json:"seed"`
	RandomPairs   int     `yaml:"random-pairs" json:"randomPairs"`     // drawn to estimate u
	TrainingPairs int     `yaml:"training-pairs" json:"trainingPairs"` // about how many candidate pairs m and h are estimated from
	LargestBlock  int     `yaml:"largest-block" json:"largestBlock"`   // records that may share a key
	Blocking      []Rule  `yaml:"blocking" json:"blocking"`
	Keep          float64 `yaml:"keep" json:"keep"` // bits: pairs of less weight are forgotten
	Sure          float64 `yaml:"sure" json:"sure"` // probability from which a pair is a link
	Cluster       Joining `yaml:"cluster" json:"cluster"`
	Hub           Hub     `yaml:"hub" json:"hub"`
}

// Hub is what differs where a wrong link does harm and somebody is there to decide. All are bits.
type Hub struct {
	Keep  float64 `yaml:"keep" json:"keep"`   // pairs of less weight are not kept
	Floor float64 `yaml:"floor" json:"floor"` // stands in for Cluster.Floor
	Doubt Doubt   `yaml:"doubt" json:"doubt"`
}

// Doubt is where a decision about two clusters is left to people: at a mean weight from From up to Until.
type Doubt struct {
	From  float64 `yaml:"from" json:"from"`
	Until float64 `yaml:"until" json:"until"`
}

// Rule is a blocking rule: see parse for how On is written. Most, unless 0, stands in for LargestBlock.
type Rule struct {
	On   string `yaml:"on" json:"on"`
	Most int    `yaml:"most" json:"most,omitempty"`
}

// Joining is when two clusters become one. All are bits.
type Joining struct {
	Edge  float64 `yaml:"edge" json:"edge"`   // pairs of this weight are tried as joins
	Floor float64 `yaml:"floor" json:"floor"` // least mean weight over all pairs across, where the lesser cluster is one record
	Rise  float64 `yaml:"rise" json:"rise"`   // added to the floor for each doubling of the lesser cluster
	Many  float64 `yaml:"many" json:"many"`   // taken off the floor for each doubling of the records of a person: see Of
	Clip  float64 `yaml:"clip" json:"clip"`   // a pair counts for no more, and for no less than its opposite
	// Relatives is how much less a pair counts that two people of one household would explain.
	Relatives float64 `yaml:"relatives" json:"relatives"`
}

// Telling is what a pair counts for in joining clusters. A record of which half is blank fits a brother as well as itself:
// where relatives explain a pair, it says little about who belongs together.
func (j Joining) Telling(weight, household float32) float32 {
	return weight - float32(j.Relatives)*household
}

// Of is how clusters are joined by a model: the more records people have, the seldomer a record is somebody of whom there is
// no other, so that one which fits nobody well is likelier to be of those that it fits best.
func (j Joining) Of(m *Model) Joining {
	j.Floor -= j.Many * math.Log2(1+m.others())
	return j
}

// DefaultSettings are the ones in default.yaml.
func DefaultSettings() Settings { return mustNamed("default") }

func mustNamed(name string) Settings {
	s, err := NamedSettings(name)
	if err != nil {
		panic(err) // embedded, and read in a test
	}
	return s
}

// NamedSettings are those that the program brings along under a name.
func NamedSettings(name string) (Settings, error) {
	text, err := settings.Files.ReadFile(name + ".yaml")
	if err != nil {
		return Settings{}, fmt.Errorf("no settings are called %q", name)
	}
	return Settings{}.read(bytes.NewReader(text))
}

// ReadSettings reads settings strictly: an unknown key, a rule that cannot be read and a value out of its range are errors. What is
// not said but the version is as in the default settings.
func ReadSettings(r io.Reader) (Settings, error) {
	s := DefaultSettings()
	s.Version = 0
	return s.read(r)
}

// read reads settings that stand in for those of s.
func (s Settings) read(r io.Reader) (Settings, error) {
	if err := yaml.NewDecoder(r, yaml.Strict()).Decode(&s); errors.Is(err, io.EOF) {
		return Settings{}, errors.New("settings: there is nothing in the file")
	} else if err != nil {
		return Settings{}, fmt.Errorf("settings: %s", yaml.FormatError(err, false, false))
	}
	return s, s.check()
}

// keeps reports whether a pair of that score is kept: it may be one person, or two of one household.
func (s *Settings) keeps(score Score) bool { return score.Weight >= s.Keep || score.Household >= 0.5 }

func (s Settings) check() error {
	for _, c := range []struct {
		wrong bool
		say   string
	}{
		{s.Version != 1, "version must be 1"},
		{len(s.Blocking) == 0, "blocking needs at least one rule"},
		{s.RandomPairs < 1000, "random-pairs must be at least 1000"},
		{s.TrainingPairs < 1000, "training-pairs must be at least 1000"},
		{s.LargestBlock < 2, "largest-block must be at least 2"},
		{s.Sure <= 0.5 || s.Sure >= 1, "sure must lie between 0.5 and 1"},
		{s.Cluster.Clip <= 0, "clip must be above 0"},
		{s.Cluster.Edge < s.Keep, "edge must be no less than keep, as what is not kept joins nothing"},
	} {
		if c.wrong {
			return errors.New("settings: " + c.say)
		}
	}
	seen := map[string]bool{}
	for _, r := range s.Blocking {
		terms, err := parse(r.On)
		if err != nil {
			return fmt.Errorf("settings: %w", err)
		}
		if r.Most < 0 || r.Most == 1 {
			return fmt.Errorf("settings: blocking rule %q: most must be at least 2", r.On)
		}
		rule := fmt.Sprint(terms)
		if seen[rule] {
			return fmt.Errorf("settings: blocking rule %q stands there twice", r.On)
		}
		seen[rule] = true
	}
	return nil
}
