package store_test

import (
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// Cat's sister Ottoline is of another family. What changes of who Ottoline is, Cat's document tells too.
func TestADocumentNamesRelativesOfOtherFamilies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		const orr = ",Ottoline,Orr,1980-05-02,9 Far End,OX26 9ZZ"
		p.send("schools", "s"+orr)
		p.send("dwp", "d"+orr)
		imported(t, p.s, sent{
			"people":        rows(plainHeader, "o,Ottoline,Lee,1980-05-02,12 Mill Lane,OX28 1AA", "c,Cat,Wall,2001-04-03,3 High Street,OX26 2BB"),
			"relationships": rows("person_ref,other_ref,kind", "c,o,sibling-of"),
		}, importOf(models.Council))
		named := func(people string) {
			t.Helper()
			p.expectPeople("of Cat and her sister", people)
			sister := p.personOf("council o")
			if found := p.lines("SELECT class FROM family_documents WHERE body LIKE '%\"other\":\"" + sister + "\"%'"); len(found) != 1 {
				t.Errorf("no document names the sister of %q", people)
			}
			expect(t, "families of both", p.lines("SELECT count(*) FROM families WHERE NOT ended AND id IN (SELECT family_id FROM persons WHERE id IN ('"+
				sister+"', '"+p.personOf("council c")+"'))"), "2")
		}
		named("council c; council o; dwp d + schools s")
		p.readBy(1)
		p.decideOf("ann", "council o, schools s", review.Same)
		named("council c; council o + dwp d + schools s")
		p.withdraw("ann", p.tasks("ann", review.Filter{State: review.Decided})[0])
		named("council c; council o; dwp d + schools s")
	})
}
