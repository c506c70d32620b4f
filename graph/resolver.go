//go:generate go tool gqlgen generate

package graph

import (
	"context"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Store is what the adapter asks of the database. Everything that answers a reader takes the reader's reach.
type Store interface {
	Present(ctx context.Context, reach sharing.Reach, day models.Date, families []string) (map[string]map[string][]sharing.Holding, error)
	Documents(ctx context.Context, scope sharing.RowScope, wanted models.Wanted, families []string) (map[string][]models.DocumentPart, error)
	FamilyOf(ctx context.Context, personID string) (person, family string, err error)
	LiveFamily(ctx context.Context, familyID string) (string, error)
	PartedFrom(ctx context.Context, partner models.Partner, id string) ([]string, error)
	FamilyPage(ctx context.Context, reach sharing.Reach, day models.Date, filter sharing.FamilyFilter, after string, limit int) ([]string, error)
	CountFamilies(ctx context.Context, reach sharing.Reach, day models.Date, filter sharing.FamilyFilter) (int, error)
	FindPeople(ctx context.Context, reach sharing.Reach, day models.Date, clues []sharing.Clue, seePlaces bool, limit int) ([]models.FoundPerson, error)
	FindAddresses(ctx context.Context, reach sharing.Reach, day models.Date, lenses []sharing.Lens, search string, seePlaces bool, limit int) ([]models.FoundAddress, error)
	Imports(ctx context.Context, filter models.ImportFilter, before int64, limit int) ([]models.Receipt, error)
	Log(ctx context.Context, e audit.Entry) error
	AccessLog(ctx context.Context, q audit.Query, before int64, limit int) ([]audit.Logged, error)
	UnusualReading(ctx context.Context, from, until time.Time, rules audit.UnusualRules) ([]audit.Unusual, error)
	KnownAs(ctx context.Context, person string) ([]audit.Known, error)
}

// Review is what the adapter asks of those who keep the review of doubtful links, and the corrections of families. A change is done, with all that follows
// from it, when it returns; by is its entry in the log, without what came of it. What cannot be done is a models.Refused.
type Review interface {
	ReviewTasks(ctx context.Context, scope review.Scope, filter review.Filter, after string, limit int) ([]review.Task, error)
	CountReviewTasks(ctx context.Context, scope review.Scope, filter review.Filter) (int, error)
	ReviewQuality(ctx context.Context, scope review.Scope) (review.Quality, error)
	Notices(ctx context.Context, tasks []review.Task) (map[string][]review.Notice, error)
	LinkEvents(ctx context.Context, people []string) (map[string][]review.Event, error)
	FamilyEvents(ctx context.Context, families []string) (map[string][]review.Event, error)
	QuietRecords(ctx context.Context) (map[linkage.Key]bool, error)
	PersonOfRecord(ctx context.Context, key linkage.Key) (models.FoundPerson, error)
	ExplainLink(ctx context.Context, subject string, a, b linkage.Key, model string) (linkage.Explanation, error)
	DecideReview(ctx context.Context, scope review.Scope, by audit.Entry, d review.Decide) (task string, err error)
	WithdrawReview(ctx context.Context, scope review.Scope, by audit.Entry, w review.Withdraw) (task string, err error)
	ReportWrongLink(ctx context.Context, by audit.Entry, w review.Wrong) (review.Reported, error)
	MarkLinks(ctx context.Context, by audit.Entry, m review.Mark) error
	CorrectFamilies(ctx context.Context, by audit.Entry, c review.Correct) (review.Corrected, error)
	CorrectionPeople(ctx context.Context, id string) ([]models.FoundPerson, error)
	WithdrawCorrection(ctx context.Context, by audit.Entry, w review.WithdrawCorrection) (review.Corrected, error)
}

// Resolver answers the schema's fields.
type Resolver struct {
	store   Store
	review  Review
	glass   Glass
	rights  Rights
	now     func() time.Time
	unusual func(now time.Time) audit.UnusualRules
	classes *classes
}
