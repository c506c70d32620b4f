package report

import "fmt"

const (
	leastReached    = 0.9 // of the matches: fewer, and what was learnt need not hold for the rest
	fewestToLearnBy = 10  // matches: fewer, and the starting values have as much to say
	farFromLinks    = 2.0 // times as many matches as links
)

// Warnings are what a reader should know before relying on the result, but for what DependentSay and Fit say.
func (p Page) Warnings() []string {
	out := append([]string{}, p.Remarks...)
	if p.Fit.Steps > 0 && p.Expected < fewestToLearnBy {
		out = append(out, fmt.Sprintf("There was too little to learn from: by their probabilities all pairs hold %s. The weights are mostly the "+
			"starting values, and even records that say the same may come out as two people.", matches(p.Expected)))
	}
	if p.Reached.Defined() && p.Reached < leastReached {
		out = append(out, fmt.Sprintf("The blocking rules are estimated to have reached only %s of the matches. The others are missed, and what was "+
			"learnt need not hold for them: are there columns that were not taken for what they are?", percent(p.Reached)))
	}
	if p.Expected >= fewestToLearnBy && p.Expected >= farFromLinks*float64(p.Links) {
		out = append(out, fmt.Sprintf("By their probabilities all pairs hold %s, and %s: most matches cannot be told from other pairs "+
			"by what the files say, or the files are unlike what the model takes them for.", matches(p.Expected), linksFound(p.Links)))
	}
	return out
}

func linksFound(n int) string {
	if n == 1 {
		return "1 link was found"
	}
	return whole(int64(n)) + " links were found"
}

// LeftOut says which keys brought nobody together, "" where all did. Most files have some: rules look at few records at a time.
func (p Page) LeftOut() string {
	keys, largest := 0, Cap{}
	for _, c := range p.Capped {
		keys += c.Keys
		if c.Largest > largest.Largest {
			largest = c
		}
	}
	if keys == 0 {
		return ""
	}
	return fmt.Sprintf("Keys left out, because too many records share them: %s; %s share the commonest, of rule %q. Records that share no other key "+
		"were compared only where they say the same in every column.", whole(int64(keys)), whole(int64(largest.Largest)), largest.Rule)
}
