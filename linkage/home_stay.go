package linkage

import (
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage/text"
	"thrivingfamilies.example/hub/models"
)

// Residence is one statement of where somebody lives or lived.
type Residence struct {
	Keys []string // the FamilyKeys of one address
	// From and Until are its days; "" is unknown, and as Until that it lasts.
	From, Until models.Date
	// Tenancy says that a landlord's register of who lives there is the source. It tells when somebody came and left, and
	// confirms a home, but brings nobody together: CoTenant does.
	Tenancy bool
}

// stay is a residence as the town sees it. Crowded keys are left out.
type stay struct {
	keys  []int
	uprn  int    // its key with a property number, -1 without
	homes []int  // its keys with an address
	kin   []int  // its keys with a surname and an address without postcode
	code  string // the postcode

	tenancy     bool
	from, until models.Date // once settled, what all of the person's statements of this home tell
	votes       int         // how many these are
	now         bool        // the person lives here
}

// stay numbers a residence's keys, and notes the postcode that goes with those of kin.
func (t *town) stay(r Residence) stay {
	s := stay{uprn: -1, tenancy: r.Tenancy, from: r.From, until: r.Until}
	for _, key := range r.Keys {
		id := t.keys[key]
		if t.crowded(id) {
			continue
		}
		s.keys = append(s.keys, id)
		switch {
		case strings.HasPrefix(key, uprnPrefix):
			s.uprn = id
		case strings.HasPrefix(key, kinPrefix):
			s.kin = append(s.kin, id)
		default:
			s.homes, s.code = append(s.homes, id), codeOf(key)
		}
	}
	for _, kin := range s.kin {
		if had := t.codes[kin]; had == "" {
			t.codes[kin] = s.code
		} else if s.code != "" && !text.Within(had, s.code, 1) {
			t.codes[kin] = manyCodes
		}
	}
	return s
}

// placed reports whether it is known where the stay is.
func (s *stay) placed() bool { return s.uprn >= 0 || len(s.homes) > 0 }

// same reports whether two stays are in one home. Two property numbers tell two doors of one address apart.
func (s *stay) same(o *stay) bool {
	if s.uprn >= 0 && o.uprn >= 0 {
		return s.uprn == o.uprn
	}
	return slices.ContainsFunc(s.homes, func(home int) bool { return slices.Contains(o.homes, home) })
}

// near reports whether namesakes wrote one address but for a slip in the postcode, or left it out. Without one it is that of
// the other namesakes at such an address, if these have one: "1 High Street" is in many places.
func (t *town) near(s, o *stay) bool {
	if s.uprn >= 0 && o.uprn >= 0 {
		return false
	}
	if s.code != "" && o.code != "" && !text.Within(s.code, o.code, 1) {
		return false
	}
	return slices.ContainsFunc(s.kin, func(kin int) bool {
		told := s.code != "" && o.code != "" || t.codes[kin] != "" && t.codes[kin] != manyCodes
		return told && slices.Contains(o.kin, kin)
	})
}

// settle works out in which of a person's stays the person lives now: in that of which most statements are, but for homes
// that the person has left. Where as many are of another, the person lives in both. Tenancies have done their part then.
func (t *town) settle(i int) {
	said := t.stays[i]
	stays := slices.Clone(said)
	most := 0
	for j := range stays {
		s, open := &stays[j], false
		s.from, s.until = "", ""
		for k := range said {
			o := &said[k]
			if j != k && !s.same(o) && !t.near(s, o) {
				continue
			}
			s.votes++
			if o.from != "" && (s.from == "" || o.from < s.from) {
				s.from = o.from
			}
			s.until = max(s.until, o.until)
			open = open || o.from != "" && o.until == ""
		}
		if open {
			s.until = ""
		}
		if s.placed() && s.until == "" {
			most = max(most, s.votes)
		}
	}
	t.stays[i] = stays[:0]
	for _, s := range stays {
		if !s.tenancy {
			s.now = s.placed() && s.until == "" && s.votes == most
			t.stays[i] = append(t.stays[i], s)
		}
	}
}
