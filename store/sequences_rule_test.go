package store_test

import (
	"cmp"
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/linkage"
)

// thing is a record of a person, or a person of a family: the id that it had, or "", and the id that it has now.
type thing struct {
	key      linkage.Key // of a person the founder
	had, has string
}

// idRule works out, slowly, whose an id must be: see linkage.IDs.
type idRule struct {
	things []thing
	first  map[string]int // the ids that reports gave, with the numbers of the reports
}

// least is the least key of those that are chosen.
func (r idRule) least(chosen func(thing) bool) (least linkage.Key) {
	first := true
	for _, t := range r.things {
		if chosen(t) && (first || t.key.Less(least)) {
			least, first = t.key, false
		}
	}
	return least
}

func (r idRule) count(had, has string) (n int) {
	for _, t := range r.things {
		if t.had == had && t.has == has {
			n++
		}
	}
	return n
}

// owner is who holds most of what had an id, of several the one of the lesser founder; "" where nobody holds anything of it.
func (r idRule) owner(id string) (owner string) {
	founder := func(has string) linkage.Key { return r.least(func(t thing) bool { return t.has == has }) }
	for _, t := range r.things {
		if t.had != id || t.has == owner {
			continue
		}
		more := r.count(id, t.has) - r.count(id, owner)
		if owner == "" || more > 0 || more == 0 && founder(t.has).Less(founder(owner)) {
			owner = t.has
		}
	}
	return owner
}

// keeps is the id that its owner keeps, of all those of which it holds most: one that the latest report gave, else that of
// which it has most, of several the one whose least thing is less; "" where it is owed none.
func (r idRule) keeps(owner string) (kept string) {
	first := func(id string) linkage.Key { return r.least(func(t thing) bool { return t.had == id }) }
	for _, t := range r.things {
		if t.had == "" || t.had == kept || t.has != owner || r.owner(t.had) != owner {
			continue
		}
		more := cmp.Or(r.first[t.had]-r.first[kept], r.count(t.had, owner)-r.count(kept, owner))
		if kept == "" || more > 0 || more == 0 && first(t.had).Less(first(kept)) {
			kept = t.had
		}
	}
	return kept
}

// obeyed holds what became of ids against the rule: who must have each, which redirect where, and that no id that was ever
// used is given to somebody who is not owed it. heir is where an id leads of which nothing is left, or "".
func (r idRule) obeyed(before, after map[string]standing, heir func(id string) string) (breaches []string) {
	breach := func(format string, args ...any) { breaches = append(breaches, fmt.Sprintf(format, args...)) }
	for id, was := range before {
		now, kept := after[id]
		switch owner := r.owner(id); {
		case !kept:
			breach("%s is no more to be found", id)
		case was.ended && (!now.ended || now.into != was.into):
			breach("%s had ended, redirected to %q: now it is %+v", id, was.into, now)
		case was.ended:
		case owner == "" && (!now.ended || now.into != heir(id)):
			breach("nothing is left of %s, and it is %+v, not redirected to %q", id, now, heir(id))
		case owner == "":
		case r.keeps(owner) == id && (owner != id || now.ended):
			breach("%s is owed to what is %s now, which keeps no other: it is %+v", id, owner, now)
		case r.keeps(owner) != id && (!now.ended || now.into != owner):
			breach("%s must redirect to %s: it is %+v", id, owner, now)
		}
	}
	for id, now := range after {
		if _, used := before[id]; used {
			continue
		}
		if !slices.ContainsFunc(r.things, func(t thing) bool { return t.has == id }) || now.ended {
			breach("%s is new and nobody's", id)
		}
		if kept := r.keeps(id); kept != "" {
			breach("%s is new, though its holder is owed %s", id, kept)
		}
	}
	return breaches
}

// told are the events that must be written: each once, whatever number of things it moved.
func (r idRule) told(of string, before, after map[string]standing) (events []string) {
	for _, t := range r.things {
		was, live := before[t.has]
		switch {
		case t.had == "" || t.had == t.has:
			continue
		case after[t.had].into == t.has:
			events = append(events, fmt.Sprintf("%s merged | %s | %s", of, t.had, t.has))
		case !live || was.ended:
			events = append(events, fmt.Sprintf("%s split | %s | %s", of, t.had, t.has))
		default:
			events = append(events, fmt.Sprintf("%s moved | %s | %s", of, t.had, t.has))
		}
	}
	slices.Sort(events)
	return slices.Compact(events)
}
