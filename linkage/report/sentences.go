package report

import (
	"fmt"
	"math"
)

// noHomes is what there is to say where they were not.
const noHomes = "The files do not say where people live: households were not told from people, and a household is one person."

// untold is what there is to say of a comparison that nothing was learnt of.
const untold = "Hardly a pair of one person says anything in both records: there was nothing to learn from, and these are the values that were taken beforehand."

// DependentSay says which comparisons say some of the same thing, and what that does.
func (p Page) DependentSay() []string {
	var out []string
	for _, d := range p.Dependent {
		out = append(out, fmt.Sprintf("%s and %s say some of the same thing: strangers agree in both %s times as often as if the two had nothing to "+
			"do with each other. A pair that agrees in both is weighed about %s bits too high, until one of them is left out with --columns.",
			d.A, d.B, about(math.Exp2(d.Bits)), decimals(d.Bits, 1)))
	}
	return out
}

// Converged says so, loudly where it is not so.
func (f Fit) String() string {
	switch {
	case f.Steps == 0:
		return "nothing was estimated: the model was given"
	case f.Converged:
		return fmt.Sprintf("the estimation converged after %s", counted(f.Steps, "step"))
	}
	return fmt.Sprintf("THE ESTIMATION DID NOT CONVERGE in %s: its parameters, and all that hangs on them, are not to be relied on",
		counted(f.Steps, "step"))
}

// found is how many pairs the rules brought, each pair as often as rules did.
func (p Page) found() (n int64) {
	for _, r := range p.Rules {
		n += r.Pairs
	}
	return n
}

// Brought says how many pairs blocking brought together.
func (p Page) Brought() string {
	return fmt.Sprintf("%s different pairs were brought together, of %s possible ones; counted under each rule that finds them they are %s",
		whole(p.Candidates), about(p.Possible), whole(p.found()))
}

// PairsSay says what became of the pairs.
func (p Page) PairsSay() string {
	return fmt.Sprintf("Links, which are pairs of probability %g and more: %s. Doubtful pairs, which are more likely one person than not and yet no link: %s; "+
		"those are for people to decide. By their probabilities, all pairs hold %s. Records that say so little that they would not "+
		"reach the threshold even with their own double: %s (%s).",
		p.Sure, whole(int64(p.Links)), whole(int64(p.Doubtful)), matches(p.Expected), whole(int64(p.Unlinkable)), part(p.Unlinkable, p.Records))
}

func matches(expected float64) string {
	if about(expected) == "1" {
		return "1 match"
	}
	return about(expected) + " matches"
}

// PeopleSay says in plain words what a person found is, and why a weak pair may be within one.
func (p Page) PeopleSay() []string {
	j := p.Joining
	return []string{
		fmt.Sprintf("A person found is a cluster of records. The best pairs are joined first. Two clusters become one where the mean weight over all "+
			"pairs of records across them is %s bits or more, and %s more for each doubling of the lesser one.", trimmed(decimals(j.Floor, 2)), trimmed(decimals(j.Rise, 2))),
		fmt.Sprintf("For two records alone, %s bits is a probability of about %.2g: a cluster puts a record where it most likely belongs, which need not be "+
			"likely by itself. So a weak pair may be within a person: because the other records of both speak for it, or because nothing "+
			"better was found for either.", trimmed(decimals(j.Floor, 2)), 1/(1+math.Exp2(-j.Floor))),
		fmt.Sprintf("Pairs within the people found that are themselves likelier two people: %s. Where a wrong link does harm, take the links of "+
			"pairs.csv and not the clusters, or have people decide the rest.", whole(int64(p.Weak))),
	}
}
