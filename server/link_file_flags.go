package main

import (
	"strings"

	"thrivingfamilies.example/hub/linkage/match"
)

// nameColumns does what --columns says: field=column, field=a+b for several, field= or field=- for none, -=column to leave
// a column out.
func nameColumns(plans []*filePlan, items []string) error {
	order := 0
	for _, item := range items {
		left, right, ok := strings.Cut(item, "=")
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		if !ok {
			return refuse("--columns: %q is not of the form field=column", item)
		}
		if left == "-" {
			for _, heading := range headingsOf(plans, right) {
				if err := leaveOut(plans, heading); err != nil {
					return err
				}
			}
			continue
		}
		none := right == "" || right == "-"
		_, err := match.ParseField(left)
		if err != nil && none && leaveOut(plans, left) == nil { // a heading
			continue
		}
		if left == nameField && !none {
			if err := nameWhole(plans, right); err != nil {
				return err
			}
			continue
		}
		field, err := fieldOf(left)
		switch {
		case err != nil:
			return refuse("--columns: %w", err)
		case none:
			closeField(plans, field)
			continue
		}
		for _, heading := range headingsOf(plans, right) {
			order++
			if err := nameColumn(plans, field, heading, order); err != nil {
				return err
			}
		}
	}
	return nil
}

// fieldOf reads the name of a field; what a heading for it may be called is one too.
func fieldOf(name string) (match.Field, error) {
	field, err := match.ParseField(strings.ReplaceAll(name, "_", "-"))
	if err != nil {
		if m := headingMeaning(name); m.field != "" && m.part == "" {
			return m.field, nil
		}
	}
	return field, err
}

// headingsOf takes "a+b" apart, unless that is a heading.
func headingsOf(plans []*filePlan, list string) []string {
	for _, plan := range plans {
		if plan.find(list) >= 0 {
			return []string{list}
		}
	}
	return strings.Split(list, "+")
}

func nameColumn(plans []*filePlan, field match.Field, heading string, order int) error {
	found := false
	for _, plan := range plans {
		i := plan.find(heading)
		if i < 0 {
			continue
		}
		found = true
		u := &plan.uses[i]
		if u.named && u.field != "" && u.field != field {
			return refuse("--columns: column %q is to be both %s and %s", heading, u.field, field)
		}
		kind := u.kind
		if many(field) && (kind == "" || u.field != field) {
			kind = strings.Join(headingWords(plan.heads[i]), " ")
		}
		plan.uses[i] = columnUse{meaning: meaning{field: field, kind: kind}, named: true, order: order}
	}
	if !found {
		return refuse("--columns: there is no column %q%s", heading, meant(heading, headingsAll(plans)))
	}
	return nil
}

func leaveOut(plans []*filePlan, heading string) error {
	found := false
	for _, plan := range plans {
		if i := plan.find(heading); i >= 0 {
			found = true
			plan.uses[i] = columnUse{meaning: meaning{why: whyLeftOut}, named: true}
		}
	}
	if !found {
		return refuse("--columns: there is no column %q%s", heading, meant(heading, headingsAll(plans)))
	}
	return nil
}

// closeField sees to it that no column is taken for the field.
func closeField(plans []*filePlan, field match.Field) {
	for _, plan := range plans {
		for i := range plan.uses {
			if u := &plan.uses[i]; u.field == field && !u.named {
				u.meaning = meaning{why: whyLeftOut, id: u.id}
			}
		}
	}
}
