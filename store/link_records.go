package store

import (
	"slices"
	"strings"

	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// ofBatch and ofPeople read the records of the batch, and those of some people.
const (
	ofBatch = "SELECT " + recordColumns + ` FROM batch_records r CROSS JOIN source_people p
		LEFT JOIN links l ON l.partner = p.partner AND l.org = p.org AND l.ref = p.ref
		WHERE p.partner = r.partner AND p.org = r.org AND p.ref = r.ref AND p.ended_import_id IS NULL`
	ofPeople = "SELECT " + recordColumns + ` FROM links l CROSS JOIN source_people p
		WHERE p.partner = l.partner AND p.org = l.org AND p.ref = l.ref AND p.ended_import_id IS NULL AND l.person_id IN ?`
)

const recordColumns = `p.partner, p.org, p.ref, p.forename, p.middle_names, p.surname, p.former_surname, p.known_as, p.date_of_birth,
	p.sex, p.address_line_1 AS address_line1, p.address_line_2 AS address_line2, p.town, p.postcode, p.uprn, p.nino, p.upn, p.uln, p.nhs_number, p.pnc_id, coalesce(l.person_id, '') AS person_id`

// Particulars are what a partner's record of a person says.
type Particulars struct {
	Forename, MiddleNames, Surname, FormerSurname, KnownAs string
	DateOfBirth                                            models.Date
	Sex                                                    string
	AddressLine1                                           string `gorm:"column:address_line1"`
	AddressLine2                                           string `gorm:"column:address_line2"`
	Town, Postcode                                         string
	UPRN                                                   string `gorm:"column:uprn"`
	NINO                                                   string `gorm:"column:nino"`
	UPN                                                    string `gorm:"column:upn"`
	ULN                                                    string `gorm:"column:uln"`
	NHSNumber                                              string `gorm:"column:nhs_number"`
	PNCID                                                  string `gorm:"column:pnc_id"`
}

// LinkRow is such a record as linkage reads it.
type LinkRow struct {
	Partner     models.Partner
	Org, Ref    string
	PersonID    string
	Particulars `gorm:"embedded"`
}

func (p LinkRow) record() linkage.Record {
	return linkage.Record{
		Key:      linkage.Key{Partner: p.Partner, Org: p.Org, Ref: p.Ref},
		Forename: p.Forename, MiddleNames: p.MiddleNames, Surname: p.Surname, FormerSurname: p.FormerSurname, KnownAs: p.KnownAs,
		DateOfBirth: p.DateOfBirth, Sex: p.Sex, AddressLine1: p.AddressLine1, AddressLine2: p.AddressLine2, Town: p.Town,
		Postcode: p.Postcode, UPRN: p.UPRN, NINO: p.NINO, UPN: p.UPN, ULN: p.ULN, NHSNumber: p.NHSNumber, PNCID: p.PNCID,
		PersonID: p.PersonID,
	}
}

// records loads the linkage records of the batch and of the people, in the order of their keys.
func (f *follower) records(people []string) ([]linkage.Record, error) {
	if f.everything {
		return f.allRecords() // nobody has other records than those of the batch
	}
	var rows, more []LinkRow
	if err := f.tx.scan(&rows, ofBatch); err != nil {
		return nil, err
	}
	for _, some := range chunks(people, 5000) {
		more = more[:0]
		if err := f.tx.scan(&more, ofPeople, some); err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	seen := make(map[linkage.Key]bool, len(rows))
	records := make([]linkage.Record, 0, len(rows))
	for _, row := range rows {
		if r := row.record(); !seen[r.Key] {
			seen[r.Key] = true
			records = append(records, r)
		}
	}
	slices.SortFunc(records, byKey)
	return records, nil
}

// recordsOf loads the linkage records of the keys that are still held.
func (f *follower) recordsOf(keys []linkage.Key) ([]linkage.Record, error) {
	if err := f.writeOthers(keys); err != nil {
		return nil, err
	}
	var found []LinkRow
	if err := f.tx.scan(&found, strings.ReplaceAll(ofBatch, "batch_records", "other_records")); err != nil {
		return nil, err
	}
	records := make([]linkage.Record, len(found))
	for i, row := range found {
		records[i] = row.record()
	}
	return records, nil
}

// writeOthers makes other_records those of the keys.
func (f *follower) writeOthers(keys []linkage.Key) error {
	if err := f.tx.exec("DELETE FROM other_records"); err != nil {
		return err
	}
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = []any{k.Partner, k.Org, k.Ref}
	}
	return f.tx.insert("other_records", []string{"partner", "org", "ref"}, rows, "ON CONFLICT DO NOTHING")
}
