package main

import (
	"context"
	"fmt"
	"slices"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// explainCommand says what decides one field for one role.
type explainCommand struct {
	Role    string `required:"" help:"Who reads."`
	Field   string `required:"" placeholder:"PATH" help:"The field, as Family.members.person.offences."`
	Purpose string `help:"Why it is read; may be left out where the role may state only one."`
	On      string `placeholder:"DATE" help:"The day on which it is read (default: today)."`
	Org     string `help:"The reader's organisation (default: the partner as a whole)."`
	Subject string `help:"The reader; a key worker's own families are assigned to it."`
	Person  string `placeholder:"ID" help:"Of this person, as the database has them; the asking is written to its log."`
}

// Run implements `thrive agreements explain`.
func (e *explainCommand) Run(ctx context.Context, p *program) error {
	reader, err := e.reader(p)
	if err != nil {
		return err
	}
	field, err := graph.ResolvePath(e.Field)
	if err != nil {
		return invalid{err}
	}
	if field.Class == "" && field.Act == "" {
		_, err := fmt.Fprintf(p.out, "Yes: %s is open to every role: it shows nothing that needs a data class.\n", e.Field)
		return err
	}
	set, err := p.sharingSet()
	if err != nil {
		return err
	}
	if field.Act != "" {
		_, err = fmt.Fprintln(p.out, set.ExplainAct(reader, field.Act))
		return err
	}
	asked := sharing.Asked{Reader: reader, Class: field.Class, Detail: field.Detail, Place: field.Place}
	said := ""
	if e.Person == "" {
		said = set.Explain(asked)
	} else if said, err = e.ofPerson(ctx, p, set, asked); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, said)
	return err
}

func (e *explainCommand) reader(p *program) (sharing.Reader, error) {
	role := roleNamed(e.Role)
	purpose, err := statedPurpose(role, e.Purpose)
	if err != nil {
		return sharing.Reader{}, err
	}
	on, err := dayOrToday(e.On, p)
	return sharing.Reader{Role: role, Org: e.Org, Subject: e.Subject, Purpose: purpose, On: on}, err
}

// statedPurpose is the purpose that was named, or the only one that the role may state.
func statedPurpose(role models.Role, named string) (models.Purpose, error) {
	may := role.Purposes()
	if len(may) == 0 {
		return "", refuse("%s is no role that agreements grant anything to", role)
	}
	if named == "" && len(may) == 1 {
		return may[0], nil
	}
	if purpose := models.Purpose(named); slices.Contains(may, purpose) {
		return purpose, nil
	}
	return "", refuse("--purpose must be one that %s may state: %s", role, purposeWords(may, " or "))
}

// ofPerson explains the field of one person of the database, once the log says that it was asked.
func (e *explainCommand) ofPerson(ctx context.Context, p *program, set *sharing.Set, asked sharing.Asked) (string, error) {
	db, err := p.open(ctx, false)
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	live, family, err := db.FamilyOf(ctx, e.Person)
	if err != nil {
		return "", err
	}
	if live == "" {
		return "", refuse("there is no person with the id %s", e.Person)
	}
	who, err := standingOf(ctx, db, set.Access(asked.Reader), live, family)
	if err != nil {
		return "", err
	}
	err = db.Log(ctx, audit.Entry{
		At: p.now(), Kind: audit.Consultation, Actor: operator(), Purpose: string(models.GovernancePurpose), Operation: "agreements explain",
		Set: set.SHA256(), Detail: map[string]any{"person": live, "class": string(asked.Class), "role": string(asked.Reader.Role)},
	})
	return set.ExplainOf(asked, who), err
}

// standingOf is how the reader stands to the person, and which marks the person has.
func standingOf(ctx context.Context, db *store.Store, access *sharing.Access, person, family string) (sharing.Somebody, error) {
	who, day, reach := sharing.Somebody{ID: person, Absent: true}, access.Reader.On, access.Reach()
	shown, err := db.Present(ctx, reach, day, []string{family})
	if err != nil {
		return who, err
	}
	reach.HidesSensitive = false
	held, err := db.Present(ctx, reach, day, []string{family})
	if err != nil {
		return who, err
	}
	if holdings, there := held[family][person]; there {
		_, ok := shown[family][person]
		who.Absent, who.Marks.Sensitive, who.Relations = false, !ok, access.RelationsFrom(holdings)
	}
	documents, err := db.Documents(ctx, identityWithin(reach, day), models.Wanted{models.ClassIdentity: models.Partners}, []string{family})
	for _, part := range documents[family] {
		for _, name := range part.Part.Names {
			if source := name.Source(); source.PersonID == person {
				who.Marks.PlaceHidden = who.Marks.PlaceHidden || source.PlaceHidden
				age, known := name.DateOfBirth.AgeOn(day)
				told := access.Shows(who.Relations, models.ClassIdentity, models.DetailValue, sharing.Origin{Partner: source.Partner, Org: source.Org})
				who.Marks.Child = who.Marks.Child || told && known && age < sharing.AdultAge
			}
		}
	}
	return who, err
}

// identityWithin is the row scope of who asks on the operator's behalf how a person is marked, and shows nothing of it.
func identityWithin(reach sharing.Reach, day models.Date) sharing.RowScope {
	scope := sharing.RowScope{Day: day, Sensitive: true}
	for _, h := range reach.Holdings {
		scope.Near = append(scope.Near, sharing.Near{Scope: sharing.All, Holding: h})
	}
	for _, partner := range models.Partners {
		scope.Parts = append(scope.Parts, sharing.PartScope{Scope: sharing.All, Class: models.ClassIdentity, Partner: partner})
	}
	return scope
}
