package store

import (
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// From people a to those b who are tied to them. The cross joins keep SQLite to this order of tables.
const tiedTo = " CROSS JOIN source_relationships r CROSS JOIN links b"

func tie(from, to string) string {
	return "r.partner = a.partner AND r.org = a.org AND r." + from + " = a.ref AND r.ended_import_id IS NULL " +
		"AND (r.until_day IS NULL OR r.kind IN ('parent-of', 'sibling-of')) " + // partners and carers are so while it lasts
		"AND b.partner = r.partner AND b.org = r.org AND b.ref = r." + to
}

// From records a to those b who stand in one tenancy with them that goes on, as landlords list them. A tenancy of too many
// for a household is a hostel's.
const (
	inTenancy  = " CROSS JOIN source_occupants x CROSS JOIN source_tenancies t CROSS JOIN source_occupants y CROSS JOIN links b"
	oneTenancy = "x.partner = a.partner AND x.org = a.org AND x.person_ref = a.ref AND x.ended_import_id IS NULL AND x.until_day IS NULL " +
		"AND t.partner = x.partner AND t.org = x.org AND t.ref = x.tenancy_ref AND t.ended_import_id IS NULL AND t.ended IS NULL " +
		"AND y.partner = x.partner AND y.org = x.org AND y.tenancy_ref = x.tenancy_ref AND y.ended_import_id IS NULL AND y.until_day IS NULL " +
		"AND b.partner = y.partner AND b.org = y.org AND b.ref = y.person_ref AND b.person_id <> a.person_id " +
		"AND (SELECT count(*) FROM source_occupants z WHERE z.partner = x.partner AND z.org = x.org AND z.tenancy_ref = x.tenancy_ref " +
		"AND z.ended_import_id IS NULL AND z.until_day IS NULL) <= ?"
)

// From records a to those b with which the linker takes them for two people of one household.
const (
	akin          = " CROSS JOIN link_pairs p CROSS JOIN links b WHERE " + sureHousehold + " AND b.person_id <> a.person_id AND "
	sureHousehold = "p.p_household >= 0.95"
)

// From records a to those b of which people decided that they are two of one household, and to those of one correction.
const (
	related      = " CROSS JOIN link_constraints p CROSS JOIN links b WHERE p.related AND b.person_id <> a.person_id AND "
	inCorrection = " CROSS JOIN family_correction_records x CROSS JOIN family_corrections c CROSS JOIN family_correction_records y CROSS JOIN links b " +
		"WHERE x.partner = a.partner AND x.org = a.org AND x.ref = a.ref AND c.id = x.correction_id AND c.withdrawn_at IS NULL " +
		"AND y.correction_id = c.id AND b.partner = y.partner AND b.org = y.org AND b.ref = y.ref"
)

// ties loads what is said of two of the people: by partners, in a tenancy's list, by the linker and by those who decided.
func (f *follower) ties(people []string) ([]linkage.Tie, error) {
	var ties []linkage.Tie
	for _, some := range f.portions("a.person_id", people) {
		var declared, listed, weighed []linkage.Tie
		if err := f.tx.scan(&declared, `SELECT DISTINCT a.person_id AS a, b.person_id AS b, r.kind, r.from_day AS "from" FROM links a`+tiedTo+
			" WHERE "+some.are+" AND "+tie("person_ref", "other_ref")+" ORDER BY 1, 2, 3, 4", some.args...); err != nil {
			return nil, err
		}
		if err := f.tx.scan(&listed, "SELECT DISTINCT a.person_id AS a, b.person_id AS b, '"+linkage.CoTenant+"' AS kind FROM links a"+inTenancy+
			" WHERE "+some.are+" AND a.person_id < b.person_id AND "+oneTenancy+" ORDER BY 1, 2", append(some.args, linkage.MaxHome)...); err != nil {
			return nil, err
		}
		if err := f.tx.scan(&weighed, "SELECT a.person_id AS a, b.person_id AS b, '"+linkage.Household+"' AS kind, max(p.p_household) AS weight FROM links a"+akin+
			isRecord("a.", "p.a_")+" AND "+isRecord("b.", "p.b_")+" AND "+some.are+" GROUP BY 1, 2 ORDER BY 1, 2", some.args...); err != nil {
			return nil, err
		}
		ties = slices.Concat(ties, declared, listed, weighed)
	}
	for _, load := range []func() ([]linkage.Tie, error){f.tx.related, f.tx.disputed, f.tx.corrected} {
		said, err := load()
		if err != nil {
			return nil, err
		}
		ties = append(ties, said...)
	}
	return ties, nil
}

// related are the ties of which people decided, of two records, that they are of one household or family.
func (t *Tx) related() (ties []linkage.Tie, err error) {
	constraints, err := t.Constraints(nil)
	if err != nil {
		return nil, err
	}
	person, err := t.peopleWith("related")
	if err != nil {
		return nil, err
	}
	for _, c := range constraints {
		if c.Related {
			ties = append(ties, linkage.Tie{A: person[c.A], B: person[c.B], Kind: linkage.Household, Weight: 1})
		}
	}
	return ties, nil
}

// corrected are the ties that corrections make.
func (t *Tx) corrected() ([]linkage.Tie, error) {
	said, people, err := t.corrections()
	return linkage.Corrected(said, people), err
}
