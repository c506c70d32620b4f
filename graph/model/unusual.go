package model

import (
	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/audit"
)

// MarshalUnusualReadingKind writes a kind as the enum spells it.
func MarshalUnusualReadingKind(k audit.UnusualKind) graphql.Marshaler { return marshalEnum(k) }

// UnmarshalUnusualReadingKind reads the enum's spelling.
func UnmarshalUnusualReadingKind(v any) (audit.UnusualKind, error) {
	return unmarshalEnum[audit.UnusualKind](v)
}
