package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// piece is facts of one class that were read, on their way into documents.
type piece interface {
	// sort puts each fact into the part of its family, class and partner; where an address in the family is protected
	// into two copies, one without places.
	sort(parts map[partKey]*models.Part, members map[string]string, protected map[string]bool)
	// holders tells which organisations the facts name as those whose own people they are about.
	holders(tell func(p *models.Provenance, fact models.Fact))
}

// factKind says where facts of one type stand and how they are read.
type factKind[T any, P interface {
	*T
	models.Fact
}] struct {
	class   models.Class
	file    string // the source table, and the provenance's File
	columns string
	join    string // further joins; s is the source table and l the link
	list    func(*models.Part) *[]T
	// hide takes every place out of a copy; false leaves the fact out altogether, because it is nothing but a place. Nil:
	// the fact names no place.
	hide func(P) bool
}

// provenance are the columns that every fact carries.
const provenance = "s.partner, s.org, s.ref, s.import_id, i.started_at AS received_at, l.person_id, "

// ofLinked reads current rows of a source table for the people of batch_links, by the column that names the person.
func ofLinked(file, columns, join, person string) string {
	return "SELECT " + provenance + columns + " FROM batch_links l CROSS JOIN source_" + file + " s CROSS JOIN imports i " + join +
		" WHERE l.partner IN (" + sendersOf(file) + ") AND s.partner = l.partner AND s.org = l.org AND " + person +
		" = l.ref AND s.ended_import_id IS NULL AND i.id = s.import_id"
}

// sendersOf lists the partners whose feeds have a file: of the records of others it holds nothing.
func sendersOf(file string) string {
	var senders []string
	for _, partner := range models.Partners {
		if _, ok := feeds.FileNamed(partner, file); ok {
			senders = append(senders, "'"+string(partner)+"'")
		}
	}
	return strings.Join(senders, ", ")
}

func (k factKind[T, P]) read(t *Tx) ([]piece, error) {
	var facts []T
	if err := t.scan(&facts, ofLinked(k.file, k.columns, k.join, "s.person_ref")); err != nil {
		return nil, fmt.Errorf("reading %s: %w", k.file, err)
	}
	return []piece{k.of(facts)}, nil
}

// of makes a piece of facts, in an order that does not hang on who else is there.
func (k factKind[T, P]) of(facts []T) piece {
	slices.SortFunc(facts, func(a, b T) int { return bySource(P(&a).Source(), P(&b).Source()) })
	return &foundFacts[T, P]{kind: k, facts: facts}
}

type foundFacts[T any, P interface {
	*T
	models.Fact
}] struct {
	kind  factKind[T, P]
	facts []T
}

func (f *foundFacts[T, P]) sort(parts map[partKey]*models.Part, members map[string]string, protected map[string]bool) {
	for i := range f.facts {
		fact := f.facts[i]
		source := P(&fact).Source()
		source.File = f.kind.file
		source.ReceivedAt = source.ReceivedAt.UTC()
		key := partKey{FamilyID: members[source.PersonID], Class: f.kind.class, Partner: f.partner(source), Places: placesOpen}
		if !protected[key.FamilyID] {
			f.put(parts, key, fact)
			continue
		}
		key.Places = placesFull
		f.put(parts, key, fact)
		key.Places = placesHidden
		source.PlaceHidden = true
		if f.kind.hide == nil || f.kind.hide(P(&fact)) {
			f.put(parts, key, fact)
		}
	}
}

func (f *foundFacts[T, P]) holders(tell func(*models.Provenance, models.Fact)) {
	for i := range f.facts {
		tell(P(&f.facts[i]).Source(), P(&f.facts[i]))
	}
}

// partner is under whose word the fact stands; links are the council's making, whoever sent the records.
func (f *foundFacts[T, P]) partner(source *models.Provenance) models.Partner {
	if f.kind.class == models.ClassLinks {
		return models.Council
	}
	return source.Partner
}

func (f *foundFacts[T, P]) put(parts map[partKey]*models.Part, key partKey, fact T) {
	part := parts[key]
	if part == nil {
		part = &models.Part{}
		parts[key] = part
	}
	list := f.kind.list(part)
	*list = append(*list, fact)
}

// bySource orders facts by person, partner, organisation and reference.
func bySource(a, b *models.Provenance) int {
	return cmp.Or(cmp.Compare(a.PersonID, b.PersonID), cmp.Compare(a.Partner.Rank(), b.Partner.Rank()),
		cmp.Compare(a.Org, b.Org), cmp.Compare(a.Ref, b.Ref))
}

// facts reads everything that is held about the members of the families.
func (t *Tx) facts(families []string) ([]piece, error) {
	if err := t.exec("DELETE FROM batch_links"); err != nil {
		return nil, err
	}
	if err := t.exec(`INSERT INTO batch_links SELECT l.partner, l.org, l.ref, l.person_id, l.rule, l.confidence, l.match_weight, l.match_probability
		FROM persons p CROSS JOIN links l WHERE p.family_id IN ? AND NOT p.ended AND l.person_id = p.id`, families); err != nil {
		return nil, err
	}
	if err := t.analyse("batch_links"); err != nil {
		return nil, err
	}
	var pieces []piece
	for _, kind := range kinds {
		found, err := kind.read(t)
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, found...)
	}
	return pieces, nil
}
