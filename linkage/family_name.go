package linkage

import (
	"strings"

	"thrivingfamilies.example/hub/linkage/text"
)

// surnames are a person's surnames folded, and each half of a double one.
func surnames(given []string) []string {
	var out []string
	for _, s := range given {
		out = appendNew(out, Fold(s))
		if strings.ContainsAny(s, "- ") {
			for half := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '-' || r == ' ' }) {
				out = appendNew(out, Fold(half))
			}
		}
	}
	return out
}

// slipEvery is how many letters of a surname may hold one slip of the pen. At one home a name nearly the same is far
// likelier the same name than another one; a third of its letters still tells Lee from Ray and Khan from Shah.
const slipEvery = 3

// namesake reports whether two people have a surname alike.
func namesake(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if text.Within(x, y, max(len(x), len(y))/slipEvery) {
				return true
			}
		}
	}
	return false
}

// namesakes are the bonds between people who share a home, now or once, and have a surname alike.
func (t *town) namesakes() (bonds []bond) {
	for b := range t.order {
		for _, a := range t.neighbours(b) {
			if a >= b || !namesake(t.names[a], t.names[b]) {
				continue
			}
			switch shared := t.shared(a, b); {
			case shared == sharedNow:
				bonds = append(bonds, bond{a: a, b: b, rank: bondOfNameAtHome, rule: bySurname})
			case shared == sharedNever || t.livesApart(a, b): // two doors, one after the other, or both settled elsewhere
			case shared == sharedOnce:
				bonds = append(bonds, bond{a: a, b: b, rank: bondOfNameOnce, rule: byOldHome})
			default:
				bonds = append(bonds, bond{a: a, b: b, rank: bondOfNameNear, rule: byNearHome})
			}
		}
	}
	return bonds
}
