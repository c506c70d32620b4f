package model

import (
	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/models"
)

// SubjectRequest is somebody's asking what is held of a person, as information governance sees it.
type SubjectRequest struct {
	models.SubjectRequest
	Withheld []*SubjectExemption
	Overdue  bool
}

// MarshalSubjectRequestAsker writes an asker as the enum spells it.
func MarshalSubjectRequestAsker(a models.Asker) graphql.Marshaler { return marshalEnum(a) }

// UnmarshalSubjectRequestAsker reads the enum's spelling.
func UnmarshalSubjectRequestAsker(v any) (models.Asker, error) {
	return unmarshalEnum[models.Asker](v)
}
