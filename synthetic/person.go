package synthetic

import (
	"time"

	"thrivingfamilies.example/hub/models"
)

// person is somebody as they are; what partners write of them is in their records.
type person struct {
	id                                          string // in truth.csv
	forename, middle, surname, former, nickname string
	sex                                         string // M or F
	born                                        day
	home                                        *address
	old                                         *address // where they lived before, or nil
	nhs, nino, pnc, upn, uln                    string
	refs                                        [partners]string // at each partner; "" where it does not hold them
	pupil                                       bool
	restricted, sensitive                       int // the one partner that marked the record; -1 for none
	origin                                      *origin
}

const partners = 5

// The partners by their place in models.Partners.
var (
	council = models.Council.Rank()
	police  = models.Police.Rank()
	schools = models.Schools.Rank()
	housing = models.Housing.Rank()
	dwp     = models.DWP.Rank()
)

// age is in whole years on the county's day.
func (w *world) age(p *person) int { return ageOn(p.born, w.asOf) }

func ageOn(born, on day) int {
	b, o := born.time(), on.time()
	age := o.Year() - b.Year()
	if o.Month() < b.Month() || o.Month() == b.Month() && o.Day() < b.Day() {
		age--
	}
	return age
}

// bornAged is a birthday of somebody of that age today. Those of 17 and 18 keep a month's distance from the change, so
// that whether they are children does not hang on how a rule reads the day itself.
func (h *household) bornAged(age int) day {
	days := h.rng.IntN(365)
	switch age {
	case 17:
		days = h.rng.IntN(330)
	case 18:
		days = 35 + h.rng.IntN(330)
	}
	today := h.asOf.time()
	if today.Month() == time.February && today.Day() == 29 {
		today = today.AddDate(0, 0, -1)
	}
	return dayOf(models.NewDate(today.AddDate(-age, 0, 0))) - day(days)
}

// somebody makes a person with a forename of their own; the surname is the caller's to give.
func (h *household) somebody(o *origin, sex string, born day, surname string) *person {
	p := &person{
		origin: o, sex: sex, born: born, home: &h.home, restricted: -1, sensitive: -1, surname: o.inflect(surname, sex),
	}
	p.forename, p.middle = o.given(h.rng, sex, born < 0)
	if names := nicknames[p.forename]; names != nil && h.chance(0.18) {
		p.nickname = names[h.rng.IntN(len(names))]
	}
	if h.old != nil && born < h.moved {
		p.old = h.old
	}
	return p
}

// marries gives wife her husband's name, or joins the two.
func (h *household) marries(wife, husband *person) {
	if wife.surname == husband.surname {
		return
	}
	switch {
	case h.chance(0.80):
		wife.former, wife.surname = wife.surname, wife.origin.inflect(husband.surname, "F")
	case h.chance(0.30):
		wife.former, wife.surname = wife.surname, wife.surname+"-"+husband.surname
	}
}

// schoolYear is 0 for reception to 11, the years in which everybody is on a roll; false outside them.
func (w *world) schoolYear(p *person) (int, bool) {
	year := ageOn(p.born, w.schoolDay-1) - 4
	return year, year >= 0 && year <= 11
}
