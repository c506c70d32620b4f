package main

import (
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage/match"
)

// wholeName is the part of a name that a column of whole names holds.
const wholeName = "whole"

// nameField is what --columns calls such a column.
const nameField = "name"

// Words that are written before a name, and after it: they are no part of it.
var (
	before = wordSet("mr mrs miss ms mx master dr doctor prof professor rev revd reverend sir lord lady dame")
	after  = wordSet("jr sr jnr snr junior senior ii iii iv esq obe mbe")
)

// Words with which a surname of several begins.
var particles = wordSet("van von de der den del della di da do dos du la le ter ten bin ibn al el ap ab mac mc st saint o")

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// nameParts takes a whole name apart: "Anna Maria van Dyk" and "van Dyk, Anna Maria" are "Anna Maria" and "van Dyk". One word
// alone is a surname.
func nameParts(name string) (given, surname string) {
	bare := func(word string) string { return strings.ToLower(strings.Trim(word, ".,")) }
	trim := func(list []string) []string {
		for len(list) > 1 && before[bare(list[0])] {
			list = list[1:]
		}
		for len(list) > 1 && after[bare(list[len(list)-1])] {
			list = list[:len(list)-1]
		}
		return list
	}
	if last, first, ok := strings.Cut(name, ","); ok && len(trim(strings.Fields(first))) > 0 && !after[bare(strings.TrimSpace(first))] {
		return strings.Join(trim(strings.Fields(first)), " "), strings.Join(trim(strings.Fields(last)), " ")
	}
	list := trim(strings.Fields(name))
	if len(list) == 0 {
		return "", ""
	}
	cut := len(list) - 1
	for cut > 1 && particles[bare(list[cut-1])] {
		cut--
	}
	return strings.Join(list[:cut], " "), strings.Trim(strings.Join(list[cut:], " "), ",")
}

// splitName has a column of whole names taken apart, where it is named for that or the file has no other names. What the
// surname stands in is then the file's last column.
func (f *filePlan) splitName() {
	at := -1
	for i, u := range f.uses {
		if u.part == wholeName && u.field == "" && !u.isID && !u.who && (at < 0 || u.rank < f.uses[at].rank || u.named && !f.uses[at].named) {
			at = i
		}
	}
	if at < 0 || !f.uses[at].named && (f.has(match.Given) || f.has(match.Surname)) {
		return
	}
	named := f.uses[at].named
	for i := range f.uses {
		if u := &f.uses[i]; named && !u.named && (u.field == match.Given || u.field == match.Surname) {
			u.field, u.why = "", whyTaken
		}
	}
	f.whole = at + 1
	f.uses[at] = columnUse{meaning: meaning{field: match.Given, part: wholeName}, named: named}
	f.uses = append(f.uses, columnUse{meaning: meaning{field: match.Surname}, named: named})
	f.heads = append(slices.Clip(f.heads), f.heads[at]+" (surname)")
}

// nameWhole marks the column of whole names that --columns names.
func nameWhole(plans []*filePlan, heading string) error {
	found := false
	for _, plan := range plans {
		if i := plan.find(heading); i >= 0 {
			found = true
			plan.uses[i] = columnUse{meaning: meaning{part: wholeName, why: whyTaken}, named: true}
		}
	}
	if !found {
		return refuse("--columns: there is no column %q%s", heading, meant(heading, headingsAll(plans)))
	}
	return nil
}
