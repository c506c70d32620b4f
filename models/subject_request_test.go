package models_test

import (
	"testing"

	"thrivingfamilies.example/hub/models"
)

func TestASubjectRequestIsDueInAMonth(t *testing.T) {
	for received, due := range map[models.Date]models.Date{
		"2012-09-03": "2012-10-03", "2012-12-31": "2013-01-31", "2013-01-31": "2013-02-28", "2012-01-31": "2012-02-29", "2013-01-29": "2013-02-28",
		"2012-03-31": "2012-04-30", "2012-12-01": "2013-01-01", "2012-02-29": "2012-03-29",
	} {
		if got := (models.SubjectRequest{ReceivedOn: received}).DueOn(); got != due {
			t.Errorf("received on %s it is due on %s, want %s", received, got, due)
		}
	}
}
