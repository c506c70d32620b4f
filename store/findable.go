package store

import (
	"encoding/json"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/models"
)

// findableColumns are those of a findable row, in the order of findableRow.
var findableColumns = []string{
	"person_id", "family_id", "partner", "org", "ref", "forename", "known_as", "surname", "former_surname", "date_of_birth", "postcode",
	"uprn", "address", "shown", "letting", "protected", "nino", "upn", "uln", "nhs_number", "pnc_id",
}

// writeFindable makes anew the rows by which the members of the families and their addresses are found.
func (t *Tx) writeFindable(families []string, members map[string]string, facts []piece, protected map[string]bool) error {
	if err := t.exec("DELETE FROM findable WHERE family_id IN ?", families); err != nil {
		return err
	}
	for _, some := range chunks(sortedKeys(members), 5000) { // people may come from another family
		if err := t.exec("DELETE FROM findable WHERE person_id IN ?", some); err != nil {
			return err
		}
	}
	var rows [][]any
	for _, found := range facts {
		switch found := found.(type) {
		case *peoplePiece:
			for i := range found.rows {
				r := &found.rows[i]
				rows = append(rows, findableRow(&r.Provenance, &r.Particulars, members, "", protected))
			}
		case *lettingPiece:
			for i := range found.rows {
				l := &found.rows[i]
				at := Particulars{AddressLine1: l.AddressLine1, AddressLine2: l.AddressLine2, Town: l.Town, Postcode: l.Postcode, UPRN: l.UPRN}
				rows = append(rows, findableRow(&l.Provenance, &at, members, l.Landlord, protected))
			}
		}
	}
	return t.load(t.db.Statement.Context, "findable", findableColumns, together(rows))
}

func findableRow(source *models.Provenance, p *Particulars, members map[string]string, landlord string, protected map[string]bool) []any {
	shown, _ := json.Marshal(models.PersonAddress{
		AddressLine1: p.AddressLine1, AddressLine2: p.AddressLine2, Town: p.Town, Postcode: p.Postcode, UPRN: p.UPRN,
	})
	family := members[source.PersonID]
	return []any{
		source.PersonID, family, source.Partner, source.Org, source.Ref,
		linkage.Fold(p.Forename), linkage.Fold(p.KnownAs), linkage.Fold(p.Surname), linkage.Fold(p.FormerSurname), p.DateOfBirth,
		linkage.FoldPostcode(p.Postcode), sound(identifier.UPRN, p.UPRN),
		addressWords(p.AddressLine1 + " " + p.AddressLine2 + " " + p.Town + " " + p.Postcode + " " + p.UPRN), string(shown), landlord, protected[family],
		sound(identifier.NINO, p.NINO), sound(identifier.UPN, p.UPN), sound(identifier.ULN, p.ULN),
		sound(identifier.NHSNumber, p.NHSNumber), sound(identifier.PNCID, p.PNCID),
	}
}

// sound is the identifier as it is matched, or folded as written where it fails its check.
func sound(check func(string) (string, error), written string) string {
	if written == "" {
		return ""
	}
	if canonical, err := check(written); err == nil {
		return canonical
	}
	return linkage.Fold(written)
}

// addressWords is an address as it is searched: its folded words, each after a space.
func addressWords(written string) string { return " " + linkage.FoldAddress(written) }
