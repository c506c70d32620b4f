package report

import "thrivingfamilies.example/hub/linkage/quality"

// Page is what the report says.
type Page struct {
	Title   string // what was linked
	Task    string // a sentence: how
	Program string // the program's version
	Model   string // the model's version

	Files    []File
	Remarks  []string // what a reader should know of them
	Settings []Setting

	Comparisons []Comparison
	Prior       Prior
	Dependent   []Dependence

	Records    int
	Possible   float64 // pairs of records that there are to compare
	Rules      []Rule
	Capped     []Cap
	Candidates int64         // different pairs that the rules brought together
	Reached    quality.Share // estimated share of all matches that the rules brought together

	Sure       float64 // the probability from which a pair is a link
	Links      int     // pairs of at least that
	Doubtful   int     // pairs of less, and of at least even odds
	Expected   float64 // matches, by the probabilities of all pairs
	Unlinkable int     // records that could not be linked even with their own double
	Weights    []Bin

	Fit Fit

	Joining            Joining
	Weak               int // pairs within the people found that are themselves likelier two people
	People, Households []Size
	Truth              *Truth // nil where it is not known
}

// File is one file that was read.
type File struct {
	Name    string
	Rows    int
	Columns []Column
}

// Column is what became of one column.
type Column struct {
	Name string
	Use  string // the field, or why it is not used
	Used bool
	How  string // guessed, named
	Note string // what could not be read of it, "" where all could
}

// Tells is what the column is used for, and what could not be read of it.
func (c Column) Tells() string {
	if c.Note == "" {
		return c.Use
	}
	return c.Use + ": " + c.Note
}

// Setting is one of the settings.
type Setting struct{ Name, Value string }

// Comparison is what was learnt of one comparison; the best level comes first.
type Comparison struct {
	Name   string
	Levels []Level
	Untold bool // no pair of one person had anything to learn it from
}

// Dependence is two comparisons that say some of the same thing: Bits is by how much a pair that agrees in both is weighed too
// high.
type Dependence struct {
	A, B string
	Bits float64
}

// Level is how often a level is seen in pairs of one person (M), of one household (H) and of strangers (U).
type Level struct {
	Name    string
	M, H, U float64
}

// Prior is how common each class is among all pairs.
type Prior struct{ Same, Household, Unrelated float64 }

// Rule is what one blocking rule brought. A pair that several rules bring counts under each of them.
type Rule struct {
	Name  string
	Keys  int
	Pairs int64
}

// Cap is what was left out of one blocking rule because too many records share a key.
type Cap struct {
	Rule    string
	Keys    int
	Largest int // records that share one
}

// Bin counts the pairs whose weight is From and less than one bit more.
type Bin struct {
	From  float64
	Count int64
}

// Fit is how the estimation went.
type Fit struct {
	Steps      int // of all rounds
	Converged  bool
	Likelihood []float64 // in bits: before each step of the last round
}

// Joining is when two clusters of records become one, in bits.
type Joining struct {
	Floor float64 // the least mean weight over all pairs across them
	Rise  float64 // added to that for each doubling of the lesser one
}

// Size counts the groups of so many records.
type Size struct{ Records, Groups int }

// Truth is how the result compares with what is known.
type Truth struct {
	Known            int   // records of which it is known who they are
	Pairs            int64 // of them that are one person
	Sure             quality.Score
	Best             quality.Point // zero where no pair was found
	Clusters         quality.Score
	BCubed           quality.Score
	Exact            quality.Rate
	ExpectedOverTrue quality.Share
	Curve            []quality.Point // highest threshold first
	Groups           []Groups
}

// Groups are the scores of the parts of one division of the records.
type Groups struct {
	By     string
	Scores []quality.GroupScore
}
