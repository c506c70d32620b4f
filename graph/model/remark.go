package model

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/models"
)

// Remark is what somebody has against a fact that the reader is shown.
type Remark struct {
	models.Remark
	Record *string
	About  *Person
	Tell   func(context.Context) ([]*RemarkNotice, error)
}

// Class is the data class of the fact, in words.
func (r *Remark) Class() string { return string(r.Remark.Class) }

// Notices are who is to be told. They are looked up when they are asked for.
func (r *Remark) Notices(ctx context.Context) ([]*RemarkNotice, error) { return r.Tell(ctx) }

// MarshalRemarkKind writes a kind as the enum spells it.
func MarshalRemarkKind(k models.RemarkKind) graphql.Marshaler { return marshalEnum(k) }

// UnmarshalRemarkKind reads the enum's spelling.
func UnmarshalRemarkKind(v any) (models.RemarkKind, error) {
	return unmarshalEnum[models.RemarkKind](v)
}

// MarshalRemarkState writes a state as the enum spells it.
func MarshalRemarkState(s models.RemarkState) graphql.Marshaler { return marshalEnum(s) }

// UnmarshalRemarkState reads the enum's spelling.
func UnmarshalRemarkState(v any) (models.RemarkState, error) {
	return unmarshalEnum[models.RemarkState](v)
}
