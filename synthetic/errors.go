package synthetic

import (
	"math/rand/v2"
	"strings"
)

// corrupter makes the errors that clerks and time make. Its rate is the chance that a cell is wrong or missing, for each
// of forename, surname, date of birth, address and postcode; for the others a multiple of it, as written at each.
type corrupter struct {
	rate float64
	rng  *rand.Rand
}

// strikes is true at the rate times factor.
func (c corrupter) strikes(factor float64) bool { return c.rng.Float64() < c.rate*factor }

// corrupt makes one partner's record of p wrong, cell by cell. stale says that the partner missed the household's move.
// Whatever is left out or wrong here, the record's ref, marks and role stay.
func (c corrupter) corrupt(row []string, p *person, stale bool) {
	if c.rate <= 0 {
		return
	}
	c.address(row, p, stale)
	c.names(row, p)
	if c.strikes(1) {
		row[cellBorn] = c.birthday(row[cellBorn])
	}
	if c.strikes(0.4) {
		row[cellSex] = ""
	} else if c.strikes(0.15) {
		row[cellSex] = map[string]string{"M": "F", "F": "M"}[row[cellSex]]
	}
	if c.strikes(5) {
		row[cellUPRN] = ""
	}
	for i := cellIdentifiers; i < len(row); i++ {
		if row[i] == "pupil" || row[i] == "contact" {
			continue
		}
		if c.strikes(2) {
			row[i] = ""
		} else if c.strikes(0.15) {
			row[i] = c.identifier(row[i])
		}
	}
	if c.strikes(0.4) {
		for i := cellForename; i <= cellTown; i++ {
			row[i] = strings.ToUpper(row[i])
		}
	}
}

// names: forename and surname each go wrong at the rate, in the way that one name or the other does; now and then the
// clerk swaps the two.
func (c corrupter) names(row []string, p *person) {
	if c.strikes(1) {
		row[cellForename] = c.forename(row[cellForename], p)
	}
	if c.strikes(1) {
		row[cellSurname] = c.surname(row[cellSurname], p)
	}
	for _, i := range []int{cellForename, cellMiddle, cellSurname, cellFormer} {
		if c.strikes(4) { // a system without accents
			row[i] = plain.Replace(row[i])
		}
	}
	if c.strikes(1) {
		row[cellMiddle] = initial(row[cellMiddle])
	}
	if c.strikes(0.25) {
		row[cellForename], row[cellSurname] = row[cellSurname], row[cellForename]
	}
}

func (c corrupter) forename(name string, p *person) string {
	switch r := c.rng.Float64(); {
	case r < 0.30 && nicknames[name] != nil:
		return c.oneOf(nicknames[name])
	case r < 0.55 && spellings[name] != nil:
		return c.oneOf(spellings[name])
	case r < 0.62:
		return ""
	case r < 0.68:
		return initial(name)
	case r < 0.74 && p.middle != "":
		return p.middle
	default:
		return c.typo(name)
	}
}

func (c corrupter) surname(name string, p *person) string {
	first, second, joined := strings.Cut(name, "-")
	switch r := c.rng.Float64(); {
	case r < 0.55 && p.former != "":
		return p.former
	case r < 0.55 && joined:
		return c.oneOf([]string{first, second, first + " " + second})
	case r < 0.55 && strings.Contains(name, "'"):
		return c.oneOf([]string{strings.ReplaceAll(name, "'", ""), strings.ReplaceAll(name, "'", " ")})
	case r < 0.55 && spellings[name] != nil:
		return c.oneOf(spellings[name])
	case r < 0.55 && strings.HasSuffix(name, "ska"):
		return strings.TrimSuffix(name, "a") + "i"
	case r < 0.60:
		return ""
	default:
		return c.typo(name)
	}
}

func (c corrupter) oneOf(list []string) string { return list[c.rng.IntN(len(list))] }

// initial is the first letter of a name.
func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}
