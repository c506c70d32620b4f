package store

import (
	"testing"

	"thrivingfamilies.example/hub/feeds"
	"thrivingfamilies.example/hub/models"
)

// Whatever a partner may send of somebody is of a class, or only links and protects.
func TestEverythingThatIsHeldIsOfAClass(t *testing.T) {
	silent := map[string]bool{"person_ref": true, "restricted": true, "sensitive": true}
	for _, partner := range models.Partners {
		for _, file := range feeds.Files(partner) {
			if file.Name == "people" {
				for _, c := range file.Columns {
					if class := classOfColumn[c.Name]; !class.Valid() && !silent[c.Name] {
						t.Errorf("%s people.csv: %s is of no class", partner, c.Name)
					}
				}
			} else if class := classOfFile[file.Name]; !class.Valid() {
				t.Errorf("%s %s.csv is of no class", partner, file.Name)
			}
		}
	}
}
