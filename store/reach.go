package store

import (
	"strings"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// within is the condition under which a row of holdings, called h, puts its person within reach on the day.
func within(reach sharing.Reach, day models.Date) (string, []any) {
	if reach.Empty() {
		return "1 = 0", nil
	}
	var any_ []string
	var args []any
	for _, h := range reach.Holdings {
		condition, more := holds(h)
		any_ = append(any_, condition)
		args = append(args, more...)
	}
	where := "(" + strings.Join(any_, " OR ") + ") AND " + lasting
	args = append(args, day)
	if reach.HidesSensitive {
		where += " AND NOT h.sensitive"
	}
	return where, args
}

// withinOrOpened is the condition under which such a row puts its person within reach of a reader who asks for the family by its
// id: as within says, or because a broken glass shows something of the family that the holder tells.
func withinOrOpened(reach sharing.Reach, day models.Date) (string, []any) {
	where, args := within(reach, day)
	for _, o := range reach.Opened {
		opened := "h.family_id = ? AND h.relation = ? AND h.partner IN ? AND " + lasting
		if reach.HidesSensitive {
			opened += " AND NOT h.sensitive"
		}
		where += " OR (" + opened + ")"
		args = append(args, o.Family, sharing.Holds, o.Partners, day)
	}
	return "(" + where + ")", args
}

// lasting is the condition under which a row of holdings, called h, still holds on the day.
const lasting = "(h.ends_on IS NULL OR h.ends_on >= ?)"

// holds is the condition under which a row of holdings, called h, is the one wanted.
func holds(h sharing.Holding) (string, []any) {
	if h.Holder == "" {
		return "(h.relation = ? AND h.partner = ?)", []any{h.Relation, h.Partner}
	}
	return "(h.relation = ? AND h.partner = ? AND h.holder IN ('', ?))", []any{h.Relation, h.Partner, h.Holder}
}

// seenThrough is the condition under which a row of findable, called f, may be used by a search through the lenses.
func seenThrough(lenses []sharing.Lens, day models.Date) (string, []any) {
	if len(lenses) == 0 {
		return "1 = 0", nil
	}
	var any_ []string
	var args []any
	for _, lens := range lenses {
		var voices []string
		for _, v := range lens.Voices {
			condition, more := spoken(v)
			voices = append(voices, condition)
			args = append(args, more...)
		}
		condition := "(" + strings.Join(voices, " OR ") + ")"
		if lens.Who != nil {
			who, more := holds(*lens.Who)
			condition = "(" + condition + " AND EXISTS (SELECT 1 FROM holdings h WHERE h.person_id = f.person_id AND " + who + " AND " + lasting + "))"
			args = append(append(args, more...), day)
		}
		any_ = append(any_, condition)
	}
	return "(" + strings.Join(any_, " OR ") + ")", args
}

func spoken(v sharing.Voice) (string, []any) {
	condition, args := "f.partner = ?", []any{v.Partner}
	switch v.Letting {
	case sharing.LettingNone:
		condition += " AND f.letting = ''"
	case sharing.LettingOnly:
		condition += " AND f.letting <> ''"
		if v.Org != "" {
			return "(" + condition + " AND f.letting = ?)", append(args, v.Org)
		}
	}
	if v.Org != "" {
		condition += " AND f.org IN ('', ?)"
		args = append(args, v.Org)
	}
	return "(" + condition + ")", args
}
