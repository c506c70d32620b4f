package review

import (
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Scope is whose tasks somebody may see: those of which both records are of people within reach.
type Scope struct {
	Reach   sharing.Reach
	Whole   bool // tasks too of records that are no longer held: for those who may see everybody's links
	On      models.Date
	Subject string
}

// Filter narrows a list of tasks; the zero value lists all. State is as the scope's subject sees it.
type Filter struct {
	ID    string
	Kind  Kind
	State State
	Among *[2]string // people: tasks of which each record is of either
}
