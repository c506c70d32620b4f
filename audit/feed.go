package audit

import "thrivingfamilies.example/hub/models"

// Following is the operation of who follows the log. Its entries are in the log and in no feed of it: each would be the next
// thing to read.
const Following = "follow the log"

// ReaderOf says whose reader an entry is of: of which partner, and of which of its organisations. It is nobody's where a command
// was run on the hub's own machine, where the log was followed, and where information governance read: who is looked at must not
// see that.
func (e Entry) ReaderOf() []string {
	role := models.Role(e.Actor.reads())
	partner := role.Partner()
	if partner == "" || role == models.Governance || e.Operation == Following {
		return nil
	}
	if e.Actor.Org == "" {
		return []string{ReaderOf(partner, "")}
	}
	return []string{ReaderOf(partner, ""), ReaderOf(partner, e.Actor.Org)}
}

// ReaderOf names all readers of a partner, org "", or those of one of its organisations.
func ReaderOf(partner models.Partner, org string) string {
	if org == "" {
		return string(partner)
	}
	return string(partner) + " " + org
}

// ForReaders is the entry as the reader's organisation may have it: without what the hub noted beside it, which may name
// people whom the reader was not shown.
func (e Entry) ForReaders() Entry {
	e.Detail = nil
	return e
}
