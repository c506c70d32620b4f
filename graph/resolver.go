//go:generate go tool gqlgen generate

package graph

import (
	"context"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Store is what the adapter asks of the database. Everything that answers a reader takes the reader's reach.
type Store interface {
	Present(ctx context.Context, reach sharing.Reach, day models.Date, families []string) (map[string]map[string][]sharing.Holding, error)
	Documents(ctx context.Context, wanted models.Wanted, places bool, families []string) (map[string][]models.DocumentPart, error)
	FamilyOf(ctx context.Context, personID string) (person, family string, err error)
	LiveFamily(ctx context.Context, familyID string) (string, error)
	FamilyPage(ctx context.Context, reach sharing.Reach, day models.Date, filter sharing.FamilyFilter, after string, limit int) ([]string, error)
	CountFamilies(ctx context.Context, reach sharing.Reach, day models.Date, filter sharing.FamilyFilter) (int, error)
	FindPeople(ctx context.Context, reach sharing.Reach, day models.Date, clues []sharing.Clue, seePlaces bool, limit int) ([]models.FoundPerson, error)
	FindAddresses(ctx context.Context, reach sharing.Reach, day models.Date, lenses []sharing.Lens, search string, seePlaces bool, limit int) ([]models.FoundAddress, error)
	Imports(ctx context.Context, filter models.ImportFilter, before int64, limit int) ([]models.Receipt, error)
	Log(ctx context.Context, e audit.Entry) error
}

// Resolver answers the schema's fields.
type Resolver struct {
	store      Store
	agreements func() *sharing.Set
	classes    *classes
}
