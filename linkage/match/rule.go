package match

import (
	"cmp"
	"fmt"
	"strings"
)

// rule is one blocking rule on one table: two records are a candidate pair where all its terms are known and equal.
type rule struct {
	name  string
	most  int // records that may share a key
	salt  uint64
	terms []term
}

// term is one part of a rule: what is taken of which slot, or of the slot that stands in for it.
type term struct {
	slots []int
	take  take
}

// take is a hash of what a rule looks at in a word; 0 is nothing.
type take func(w *word) uint64

// How a term may look at a value; "" is the whole of it.
var takes = map[string]take{
	"":         func(w *word) uint64 { return w.hash },
	"sound":    func(w *word) uint64 { return w.sound },
	"nickname": func(w *word) uint64 { return w.nick },
	"start":    func(w *word) uint64 { return part(w.text, 3) },
	"year":     func(w *word) uint64 { return part(w.text, 4) },
	"sector":   func(w *word) uint64 { return hashString(sectorOf(w.text)) },
}

// spoken are the fields of which it is known how they sound.
var spoken = map[Field]bool{Given: true, Known: true, Middle: true, Surname: true, Former: true, Address: true}

// part is the hash of the first letters, 0 where the text is shorter.
func part(s string, n int) uint64 {
	for i := range s {
		if n == 0 {
			return hashString(s[:i])
		}
		n--
	}
	if n > 0 {
		return 0
	}
	return hashString(s)
}

// written is a term as settings write it.
type written struct {
	how   string
	field Field
}

// parse reads a rule: terms with a comma between, each a field, or a way to look at one and the field, as in "nickname
// given, sound surname". The ways are sound, nickname, start (three letters), year and sector. Given also looks at the
// known-as name, surname at the former one. Number, telephone, email and other stand for each column of their kind in turn.
func parse(on string) ([]written, error) {
	var terms []written
	for part := range strings.SplitSeq(on, ",") {
		words := strings.Fields(part)
		how := ""
		if len(words) == 2 {
			how, words = words[0], words[1:]
		}
		if _, ok := takes[how]; !ok || len(words) != 1 {
			return nil, fmt.Errorf("blocking rule %q: %q is neither a field nor a way to look at one and the field", on, strings.TrimSpace(part))
		}
		field, err := ParseField(words[0])
		if err != nil {
			return nil, fmt.Errorf("blocking rule %q: %w", on, err)
		}
		if (how == "sound" || how == "nickname") && !spoken[field] {
			return nil, fmt.Errorf("blocking rule %q: only names have a %s", on, how)
		}
		terms = append(terms, written{how, field})
	}
	return terms, nil
}

// rules are the rules that a written one stands for on this table: none where it has no column for a term.
func (t *Table) rules(r Rule, most int) ([]rule, error) {
	terms, err := parse(r.On)
	if err != nil {
		return nil, err
	}
	list := []rule{{name: r.On, most: cmp.Or(r.Most, most), salt: hashString(r.On)}}
	for _, w := range terms {
		var next []rule
		for _, slots := range t.stands(w.field) {
			for _, one := range list {
				one.terms = append(one.terms[:len(one.terms):len(one.terms)], term{slots, takes[w.how]})
				if slots[0] >= fixed {
					one.name += " (" + t.slots[slots[0]].name + ")"
					one.salt = combine(one.salt, hashString(t.slots[slots[0]].name))
				}
				next = append(next, one)
			}
		}
		list = next
	}
	return list, nil
}

// stands are the slots in which a field may be found: one list for each column of it, with what may stand in its place.
func (t *Table) stands(field Field) (list [][]int) {
	for at, slot := range t.slots {
		if slot.field != field || !slot.taken {
			continue
		}
		switch at {
		case slotGiven:
			list = append(list, []int{slotGiven, slotKnown})
		case slotSurname:
			list = append(list, []int{slotSurname, slotFormer})
		default:
			list = append(list, []int{at})
		}
	}
	return list
}

// keys adds the record's keys by the rule to a list, each once: none where a term is unknown.
func (r *rule) keys(t *Table, row []uint32, list []uint64) []uint64 {
	return r.extend(t, row, r.terms, r.salt, list, len(list))
}

// extend goes through the terms, one way for each slot that may stand there.
func (r *rule) extend(t *Table, row []uint32, terms []term, key uint64, list []uint64, own int) []uint64 {
	if len(terms) == 0 {
		for _, k := range list[own:] {
			if k == key {
				return list
			}
		}
		return append(list, key)
	}
	for _, slot := range terms[0].slots {
		if row[slot] == 0 {
			continue
		}
		if value := terms[0].take(t.word(slot, row)); value != 0 {
			list = r.extend(t, row, terms[1:], combine(key, value), list, own)
		}
	}
	return list
}

func combine(key, value uint64) uint64 { return mix(key ^ value*0x9e3779b97f4a7c15) }
