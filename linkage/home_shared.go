package linkage

import "slices"

// sharing is what is known of two people's homes, from nothing to most.
type sharing int

const (
	sharedNever sharing = iota
	sharedNear          // a home but for a slip in the address; or the linker says so
	sharedOnce          // a home in which one of them or both may live no more
	sharedNow           // the home where both live
)

func (t *town) shared(a, b int) sharing {
	best := sharedNever
	if slices.Contains(t.linked[a], b) {
		best = sharedNear
	}
	for i := range t.stays[a] {
		s := &t.stays[a][i]
		for j := range t.stays[b] {
			o := &t.stays[b][j]
			switch {
			case s.until != "" && s.until <= o.from, o.until != "" && o.until <= s.from: // one came after the other had left
			case s.same(o) && s.now && o.now:
				return sharedNow
			case s.same(o):
				best = max(best, sharedOnce)
			case best == sharedNever && t.near(s, o):
				best = sharedNear
			}
		}
	}
	return best
}

// livesApart reports whether two people are known to live in different homes. That they shared one, or something near to
// it, leaves a doubt unless both have settled since.
func (t *town) livesApart(a, b int) bool {
	switch t.shared(a, b) {
	case sharedNow:
		return false
	case sharedNever:
		return t.lives(a, 1) && t.lives(b, 1)
	default:
		return t.lives(a, settled) && t.lives(b, settled)
	}
}

// settled is how many statements make a home certain: one may be out of date, or mistyped.
const settled = 2

// lives reports whether the person has a home now, of which at least so many statements are.
func (t *town) lives(i, votes int) bool {
	return slices.ContainsFunc(t.stays[i], func(s stay) bool { return s.now && s.votes >= votes })
}

// oneHome reports whether it is known where the person lives: not in one of two homes.
func (t *town) oneHome(i int) bool {
	var home *stay
	for j := range t.stays[i] {
		s := &t.stays[i][j]
		if !s.now {
			continue
		}
		if home != nil && !s.same(home) {
			return false
		}
		home = s
	}
	return home != nil
}
