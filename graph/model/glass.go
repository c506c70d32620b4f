package model

import (
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/models"
)

// BreakGlassUse is one break of the glass, as information governance and whoever broke it see it.
type BreakGlassUse struct {
	ID, Reader          string
	Role                models.Role
	Partner             *models.Partner
	Org                 *string
	Family, Class       string
	Agreement, Reason   string
	OpenedAt, ExpiresAt time.Time
	EndedAt             *time.Time
	EndedBy             *string
	Reads               int
	Review              *BreakGlassReview
}

// BreakGlassReview is what information governance said of it.
type BreakGlassReview struct {
	Verdict    models.GlassVerdict
	ReviewedBy string
	ReviewedAt time.Time
	Note       *string
}

// MarshalBreakGlassState writes a state as the enum spells it.
func MarshalBreakGlassState(s models.GlassState) graphql.Marshaler { return marshalEnum(s) }

// UnmarshalBreakGlassState reads the enum's spelling.
func UnmarshalBreakGlassState(v any) (models.GlassState, error) {
	return unmarshalEnum[models.GlassState](v)
}

// MarshalBreakGlassVerdict writes a verdict as the enum spells it.
func MarshalBreakGlassVerdict(v models.GlassVerdict) graphql.Marshaler { return marshalEnum(v) }

// UnmarshalBreakGlassVerdict reads the enum's spelling.
func UnmarshalBreakGlassVerdict(v any) (models.GlassVerdict, error) {
	return unmarshalEnum[models.GlassVerdict](v)
}
