package main

import (
	"bytes"
	"context"
	"encoding/json"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// subjectAccessCommand drafts, or prints as it was released, the answer to somebody who asks what is held of a person.
type subjectAccessCommand struct {
	Person    string `arg:"" help:"The person's id."`
	Request   string `placeholder:"ID" help:"The request that is answered: it says who asks, and once released, what is held back."`
	Applicant bool   `help:"The copy for who asked, instead of the one for whoever decides what is released."`
	Format    string `enum:"json,html" default:"json" help:"As json, or html: one page to print that needs nothing else."`
	Out       string `placeholder:"FILE" help:"Write it to a file, whole or not at all, instead of to standard output."`
}

// Run implements `thrive subject-access`.
func (c *subjectAccessCommand) Run(ctx context.Context, p *program) error {
	db, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	answer, err := c.answer(ctx, db)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if c.Format == "html" {
		err = pageTemplates.ExecuteTemplate(&text, "subject_access.html", answer)
	} else {
		encoder := json.NewEncoder(&text)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(answer)
	}
	if err != nil {
		return err
	}
	if err := db.Log(ctx, c.entry(p, answer)); err != nil { // before anything leaves
		return err
	}
	if c.Out != "" {
		return writeWhole(c.Out, text.Bytes())
	}
	_, err = text.WriteTo(p.out)
	return err
}

// answer gathers what is held and what of it is held back.
func (c *subjectAccessCommand) answer(ctx context.Context, db *store.Store) (*subjectAnswer, error) {
	live, family, err := db.FamilyOf(ctx, c.Person)
	switch {
	case err != nil:
		return nil, err
	case live == "":
		return nil, refuse("there is nobody of the id %q: find the person first, and take the id that the hub shows", c.Person)
	}
	asker := models.AskerThePerson
	var exemptions []models.Exemption
	var request *models.SubjectRequest
	if c.Request != "" {
		found, err := db.SubjectRequest(ctx, c.Request)
		if err != nil {
			return nil, err
		}
		if of, _, err := db.FamilyOf(ctx, found.Person); err != nil || of != live {
			return nil, refuse("that request is of another person: copy its id from subjectRequests")
		}
		request, asker = &found, found.Asker
	}
	hidden, err := db.PlaceHidden(ctx, family)
	switch {
	case err != nil:
		return nil, err
	case request != nil && request.ReleasedAt != nil:
		exemptions = request.Withheld
	case c.Applicant:
		return nil, refuse("there is no copy for who asked before a person has released it: read the draft, and decide by releaseSubjectAccess")
	default:
		exemptions = sharing.ProposedExemptions(asker, hidden)
	}
	held, err := db.Held(ctx, live)
	if err != nil {
		return nil, err
	}
	remarks, err := db.Remarks(ctx, []string{live})
	if err != nil {
		return nil, err
	}
	known, err := db.KnownAs(ctx, live)
	if err != nil {
		return nil, err
	}
	entries, err := db.AccessLog(ctx, audit.Query{People: known}, 0, everything)
	if err != nil {
		return nil, err
	}
	answer := newSubjectAnswer(live, request, c.Applicant, hidden, exemptions)
	for _, row := range held {
		answer.hold(row)
	}
	for _, remark := range remarks[live] {
		answer.remark(remark)
	}
	answer.seen(known, entries)
	return answer, nil
}

// everything is more entries than the log has.
const everything = 1 << 30

// entry is what the log says of it: of whom which classes were drafted, or released to who asked.
func (c *subjectAccessCommand) entry(p *program, a *subjectAnswer) audit.Entry {
	e := audit.Entry{At: p.now(), Kind: audit.Consultation, Actor: operator(), Operation: "subject access, draft", Shown: map[string][]string{}}
	if c.Applicant {
		e.Kind, e.Operation = audit.Disclosure, "subject access, answer"
	}
	if c.Request != "" {
		e.Detail = map[string]any{"request": c.Request}
	}
	for _, part := range a.Held {
		e.Shown[a.Person] = append(e.Shown[a.Person], string(part.Class))
	}
	if a.Review != nil {
		for _, part := range a.Review.HeldBack {
			e.Shown[a.Person] = append(e.Shown[a.Person], string(part.Class))
		}
	}
	return e
}
