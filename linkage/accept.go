package linkage

import "slices"

// accept says whether two records that share a key of the rule are one person, and how many other things agree. A shared
// identifier may be a slip of the pen, so a name or the date of birth must agree too; names alone give way to the sex.
func accept(a, b *face, rule int) (agreements int, ok bool) {
	if contradict(&a.ids, &b.ids) {
		return 0, false
	}
	birth := a.birth != "" && a.birth == b.birth
	forename := overlap(a.forenames, b.forenames)
	surname := overlap(a.surnames, b.surnames)
	if rule < kinds && !birth && !forename && !surname {
		return 0, false
	}
	if rule >= kinds && a.sex != 0 && b.sex != 0 && a.sex != b.sex {
		return 0, false
	}
	for _, agree := range []bool{
		birth, forename, surname,
		a.sex != 0 && a.sex == b.sex, a.postcode != "" && a.postcode == b.postcode,
	} {
		if agree {
			agreements++
		}
	}
	return agreements, true
}

// contradict reports whether two records, or two clusters, hold different sound identifiers of a kind of which a person
// has one. ULNs are left out, as a learner may have been given two (?), and so are temporary UPNs, which a permanent one
// follows.
func contradict(a, b *[kinds]string) bool {
	for _, kind := range [...]int{nino, nhs, pnc, upn} {
		x, y := a[kind], b[kind]
		if x == "" || y == "" || x == y || kind == upn && (temporary(x) || temporary(y)) {
			continue
		}
		return true
	}
	return false
}

// temporary reports whether a UPN ends in a letter: a school's own, until the permanent one is known.
func temporary(id string) bool {
	last := id[len(id)-1]
	return last < '0' || last > '9'
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
