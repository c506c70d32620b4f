package graph

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// broken is, of one operation, what was read through broken glass, and by which breaks something was shown. The disclosure that
// holds it locks it.
type broken struct {
	read  map[readThrough]sharing.Opening // that no agreement shows to the role
	shown map[string]sharing.Opening      // by the break's id
}

// readThrough is a class of a person or family.
type readThrough struct {
	subject string
	class   models.Class
}

// gather notes that a fact of the person, and so of the family, was read through broken glass.
func (d *disclosure) gather(o sharing.Opening, person string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.broken.read[readThrough{person, o.Class}] = o
	d.broken.read[readThrough{o.Family, o.Class}] = o
}

// show notes that something of the class was shown about a person or family to whom the reader stands so, and by which broken
// glass, if it would not have been without.
func (rd *reading) show(subject string, rel sharing.Relations, class models.Class, detail models.Detail) {
	rd.disclosed.show(subject, class)
	opening := rd.access.OpenedBy(rel, class, detail)
	rd.disclosed.mu.Lock()
	defer rd.disclosed.mu.Unlock()
	broken := rd.disclosed.broken
	if read, ok := broken.read[readThrough{subject, class}]; ok && opening == nil {
		opening = &read
	}
	if opening != nil {
		broken.shown[opening.Break] = *opening
	}
}

// Broken is one line of extensions.broken: by which break something in the reply is shown, and for how long that goes on.
type Broken struct {
	Break  string    `json:"break"`
	Family string    `json:"family"`
	Class  string    `json:"class"`
	Until  time.Time `json:"until"`
}

// through are the breaks by which something was shown.
func (d *disclosure) through() []Broken {
	d.mu.Lock()
	defer d.mu.Unlock()
	lines := make([]Broken, 0, len(d.broken.shown))
	for o := range maps.Values(d.broken.shown) {
		lines = append(lines, Broken{o.Break, o.Family, string(o.Class), o.Until.UTC()})
	}
	slices.SortFunc(lines, func(a, b Broken) int { return cmp.Compare(a.Break, b.Break) })
	return lines
}
