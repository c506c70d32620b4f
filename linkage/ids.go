package linkage

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
)

// IDs makes the ids of people and families. They are keyed: partners' references can be counted through, so an id made
// from one without a secret would tell who holds the record that founded it.
type IDs struct {
	Secret []byte // the installation's own; the same secret and founder give the same id
	// Taken reports whether an id is, or ever was, somebody's: no new one is given it. Nil: none is.
	Taken func(id string) bool
	// First are ids that reports of wrong links gave. Whoever is owed several keeps one of these, the one of the greatest
	// number: see docs/decisions/0012-review.md.
	First map[string]int
}

// PersonID is the id of the person whose founder, the record of the least key, is given: "P" and 16 signs of base 32. It
// says nothing of order or partner.
func (ids IDs) PersonID(founder Key) string { return ids.person(founder, 0) }

// FamilyID is the id of the family whose founder, the least founder of its members, is given: "F" and 16 signs.
func (ids IDs) FamilyID(founder Key) string { return ids.family(founder, 0) }

// AnotherPersonID is an id that nobody has or ever had, for a person taken out of another whose founder is given.
func (ids IDs) AnotherPersonID(founder Key) string { return ids.another(founder, ids.person) }

// AnotherFamilyID is the like for a family.
func (ids IDs) AnotherFamilyID(founder Key) string { return ids.another(founder, ids.family) }

func (ids IDs) another(founder Key, fresh func(Key, int) string) string {
	id := fresh(founder, 0)
	for n := 1; ids.Taken != nil && ids.Taken(id); n++ {
		id = fresh(founder, n)
	}
	return id
}

func (ids IDs) person(founder Key, n int) string { return "P" + ids.digest("person/1", founder, n) }
func (ids IDs) family(founder Key, n int) string { return "F" + ids.digest("family/1", founder, n) }

// digest is 80 bits over the kind with its version, the key, and how many ids of this founder were taken before. Quoting
// keeps two keys from running together. A change here gives every new person another id: raise the version.
func (ids IDs) digest(kind string, k Key, n int) string {
	mac := hmac.New(sha256.New, ids.Secret)
	fmt.Fprintf(mac, "%s %q %q %q %d", kind, k.Partner, k.Org, k.Ref, n)
	return strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)[:10]))
}

// AssignPeople gives each person its id. An id goes to the person who holds most of the records that had it (ties: the
// person of the lesser founder); a person who is owed several keeps the one most of its records had (ties: the id of the
// lesser record), but one of First before all others, and the others redirect to it. A person who is owed none gets PersonID
// of its founder, with a counter where that id was already somebody's. The ids stand in the order of people; redirects lead
// from each id that vanishes to the id of the person who holds most of its records.
func (ids IDs) AssignPeople(records []Record, people []Person) (given []string, redirects map[string]string) {
	var things []thing
	for group, p := range people {
		for _, i := range p.Records {
			things = append(things, thing{records[i].Key, records[i].PersonID, group})
		}
	}
	return ids.inherit(things, len(people), ids.person)
}

// AssignFamilies gives each family its id, by the rules of AssignPeople: members count where records do there.
func (ids IDs) AssignFamilies(members []Member, families []Family) (given []string, redirects map[string]string) {
	var things []thing
	for group, f := range families {
		for _, i := range f.Members {
			things = append(things, thing{members[i].Founder, members[i].FamilyID, group})
		}
	}
	return ids.inherit(things, len(families), ids.family)
}

// thing is something that had an id, or "", and is in a group now.
type thing struct {
	Key
	had   string
	group int
}

// share is what one group holds of one id.
type share struct {
	id           string
	group, count int
	least        Key // of the id's things, in any group
}

func (ids IDs) inherit(things []thing, n int, fresh func(Key, int) string) ([]string, map[string]string) {
	slices.SortFunc(things, func(a, b thing) int { return a.compare(b.Key) })
	founders := make([]*Key, n)
	for i := range things {
		if at := &founders[things[i].group]; *at == nil {
			*at = &things[i].Key
		}
	}
	given, redirects := make([]string, n), map[string]string{}
	owed := ids.majorities(things, founders)
	for _, s := range owed {
		if given[s.group] == "" {
			given[s.group] = s.id
		} else {
			redirects[s.id] = given[s.group]
		}
	}
	used := make(map[string]bool, n)
	for _, s := range owed {
		used[s.id] = true
	}
	for _, t := range things { // in the order of founders, so that counters fall the same way every time
		if given[t.group] != "" {
			continue
		}
		id := fresh(t.Key, 0)
		for count := 1; used[id] || ids.Taken != nil && ids.Taken(id); count++ {
			id = fresh(t.Key, count)
		}
		given[t.group], used[id] = id, true
	}
	return given, redirects
}

// majorities gives for each id the group that holds most of it, best claim on its group first.
func (ids IDs) majorities(things []thing, founders []*Key) []share {
	held := map[string][]share{}
	for _, t := range things {
		if t.had == "" {
			continue
		}
		shares := held[t.had]
		if i := slices.IndexFunc(shares, func(s share) bool { return s.group == t.group }); i >= 0 {
			shares[i].count++
			continue
		}
		least := t.Key
		if len(shares) > 0 {
			least = shares[0].least
		}
		held[t.had] = append(shares, share{t.had, t.group, 1, least})
	}
	most := make([]share, 0, len(held))
	for _, shares := range held {
		most = append(most, slices.MinFunc(shares, func(a, b share) int {
			return cmp.Or(cmp.Compare(b.count, a.count), founders[a.group].compare(*founders[b.group]))
		}))
	}
	slices.SortFunc(most, func(a, b share) int {
		return cmp.Or(cmp.Compare(ids.First[b.id], ids.First[a.id]), cmp.Compare(b.count, a.count), a.least.compare(b.least), cmp.Compare(a.id, b.id))
	})
	return most
}
