package graph

import (
	"sort"
	"sync"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// disclosure gathers, while an operation is answered, what of whom was shown and what was withheld. Fields are answered at
// the same time, so it is locked.
type disclosure struct {
	mu       sync.Mutex
	shown    map[string]map[models.Class]bool
	withheld map[heldKey]*audit.Withheld
	about    []string // whose entries of the log were asked for
	broken   broken
}

type heldKey struct {
	path    string
	refusal sharing.Refusal
}

func newDisclosure() *disclosure {
	return &disclosure{
		shown: map[string]map[models.Class]bool{}, withheld: map[heldKey]*audit.Withheld{},
		broken: broken{read: map[readThrough]sharing.Opening{}, shown: map[string]sharing.Opening{}},
	}
}

// expect notes a field that is withheld wherever it stands, even if that is nowhere in this reply.
func (d *disclosure) expect(path string, class models.Class, refusal sharing.Refusal) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at(path, class, refusal)
}

// hold counts one place at which a field is withheld.
func (d *disclosure) hold(path string, class models.Class, refusal sharing.Refusal) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at(path, class, refusal).Count++
}

func (d *disclosure) at(path string, class models.Class, refusal sharing.Refusal) *audit.Withheld {
	key := heldKey{path, refusal}
	entry := d.withheld[key]
	if entry == nil {
		entry = &audit.Withheld{Path: path, Class: string(class), Reason: string(refusal.Reason), Agreement: refusal.Agreement}
		d.withheld[key] = entry
	}
	return entry
}

// show notes that something of the class was shown about a person or family.
func (d *disclosure) show(subject string, class models.Class) {
	if subject == "" {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shown[subject] == nil {
		d.shown[subject] = map[models.Class]bool{}
	}
	d.shown[subject][class] = true
}

// ask notes whose entries of the log are asked for.
func (d *disclosure) ask(known []audit.Known) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, k := range known {
		d.about = append(d.about, k.ID)
	}
}

// Withheld is one line of extensions.withheld.
type Withheld struct {
	Path      string         `json:"path"`
	Class     *string        `json:"class"` // null of what is open, and of no use to the role
	Reason    sharing.Reason `json:"reason"`
	Gateway   *string        `json:"gateway"`
	Agreement *string        `json:"agreement"`
	Count     int            `json:"count"`
}

// lines are the withheld fields, by path.
func (d *disclosure) lines() []Withheld {
	d.mu.Lock()
	defer d.mu.Unlock()
	lines := make([]Withheld, 0, len(d.withheld))
	for key, entry := range d.withheld {
		lines = append(lines, Withheld{
			Path: entry.Path, Class: orNil(entry.Class), Reason: key.refusal.Reason, Gateway: orNil(key.refusal.Gateway),
			Agreement: orNil(key.refusal.Agreement), Count: entry.Count,
		})
	}
	sort.Slice(lines, func(i, j int) bool {
		if lines[i].Path != lines[j].Path {
			return lines[i].Path < lines[j].Path
		}
		return lines[i].Reason < lines[j].Reason
	})
	return lines
}

// record fills in the log entry: people and classes shown, and what was withheld.
func (d *disclosure) record(e *audit.Entry) {
	for _, line := range d.lines() {
		held := audit.Withheld{Path: line.Path, Reason: string(line.Reason), Count: line.Count}
		if line.Class != nil {
			held.Class = *line.Class
		}
		if line.Agreement != nil {
			held.Agreement = *line.Agreement
		}
		e.Withheld = append(e.Withheld, held)
	}
	for _, line := range d.through() {
		e.Glass = append(e.Glass, line.Break)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.about) > 0 {
		e.Detail = map[string]any{"about": d.about}
	}
	if len(d.shown) > 0 {
		e.Shown = make(map[string][]string, len(d.shown))
	}
	for subject, classes := range d.shown {
		for _, class := range models.Classes {
			if classes[class] {
				e.Shown[subject] = append(e.Shown[subject], string(class))
			}
		}
	}
}

// classesShown are those of which anything was shown of anybody.
func (d *disclosure) classesShown() map[models.Class]bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := map[models.Class]bool{}
	for _, classes := range d.shown {
		for class := range classes {
			all[class] = true
		}
	}
	return all
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
