package review

import (
	"thrivingfamilies.example/hub/linkage"
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
	Pair  *[2]linkage.Key // the lesser first
}
