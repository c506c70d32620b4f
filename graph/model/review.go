package model

import (
	"context"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/models"
)

// ReviewTask is one task as one reader sees it. What costs more than a look at the task is found when it is asked for.
type ReviewTask struct {
	ID                  string
	Version             int
	Kind                review.Kind
	State               review.State
	OpenedAt, DecidedAt time.Time
	Left, Right         *ReviewRecord
	Reason              string
	ReportedBy          *models.Role
	Verdict             review.Verdict
	Decisions           []ReviewDecision

	Explain func(context.Context) (*LinkExplanation, error)
	Notify  func(context.Context) ([]ReviewNotice, error)
}

// Explanation is nil while the reader decides blind.
func (t *ReviewTask) Explanation(ctx context.Context) (*LinkExplanation, error) {
	return t.Explain(ctx)
}

// Notices are those who are to be told; none where nothing proved wrong.
func (t *ReviewTask) Notices(ctx context.Context) ([]ReviewNotice, error) { return t.Notify(ctx) }

// ReviewRecord is one partner's record, as far as the reader may see it.
type ReviewRecord struct {
	Partner                                                models.Partner
	Org, Ref                                               string
	Forename, MiddleNames, Surname, FormerSurname, KnownAs string
	DateOfBirth                                            models.Date
	Sex                                                    string
	Address                                                *Address
	NINO, UPN, ULN, NHSNumber, PNCID                       string

	Whose *Person // whom it is taken to be
	Blind bool    // that is not to be shown: the reader is to say whose it is
}

// Person is whom the record is taken to be; nil while the reader decides blind.
func (r *ReviewRecord) Person() *Person {
	if r.Blind {
		return nil
	}
	return r.Whose
}

// ReviewDecision is one reader's decision.
type ReviewDecision struct {
	Verdict                                     review.Verdict
	Note, DecidedBy, WithdrawnBy, WithdrawnNote string
	DecidedAt, WithdrawnAt                      time.Time
}

// ReviewNotice is somebody who was shown two people's records as one.
type ReviewNotice struct {
	Subject, Org              string
	Role                      models.Role
	Classes                   []string
	FirstShownAt, LastShownAt time.Time
	Times                     int
}

// LinkExplanation is how the linker weighed two records. Nil figures are not known.
type LinkExplanation struct {
	Model                                                           string
	Weight, Probability, HouseholdProbability, UnrelatedProbability *float64
	Start, Total                                                    *LinkBits
	Steps                                                           []LinkStep
}

// LinkBits are base-2 logarithms; nil where there is no such number, as of what cannot be.
type LinkBits struct{ Same, Household, Unrelated *float64 }

// LinkStep is what one comparison adds.
type LinkStep struct {
	Comparison, Level string
	LinkBits
	Rarity *float64
}

// ReviewQuality is how well doubt and readers do.
type ReviewQuality struct {
	Decided, SecondRead, Agreed int
	Kappa                       *float64
	Bands, Doubts               []review.Band
}

// ReviewBand is a range of probability and what became of it.
type ReviewBand = review.Band

// LinkEvent is what became of a person or a family, as one reader may see it: nil is somebody out of scope.
type LinkEvent struct {
	At       time.Time
	Kind     string
	From, To *string
	Reason   string
	Weight   *float64
	Model    string
}

// MarshalReviewKind writes a kind as the enum spells it.
func MarshalReviewKind(k review.Kind) graphql.Marshaler { return marshalEnum(k) }

// UnmarshalReviewKind reads the enum's spelling.
func UnmarshalReviewKind(v any) (review.Kind, error) { return unmarshalEnum[review.Kind](v) }

// MarshalReviewState writes a state as the enum spells it.
func MarshalReviewState(s review.State) graphql.Marshaler { return marshalEnum(s) }

// UnmarshalReviewState reads the enum's spelling.
func UnmarshalReviewState(v any) (review.State, error) { return unmarshalEnum[review.State](v) }

// MarshalReviewVerdict writes a verdict as the enum spells it.
func MarshalReviewVerdict(w review.Verdict) graphql.Marshaler { return marshalEnum(w) }

// UnmarshalReviewVerdict reads the enum's spelling.
func UnmarshalReviewVerdict(v any) (review.Verdict, error) { return unmarshalEnum[review.Verdict](v) }

// MarshalFamilyCorrectionKind writes a kind as the enum spells it.
func MarshalFamilyCorrectionKind(k string) graphql.Marshaler { return marshalEnum(k) }

// UnmarshalFamilyCorrectionKind reads the enum's spelling.
func UnmarshalFamilyCorrectionKind(v any) (string, error) { return unmarshalEnum[string](v) }

// marshalEnum writes a word that is kept as `cannot-tell` as `CANNOT_TELL`, and none as null.
func marshalEnum[T ~string](word T) graphql.Marshaler {
	return MarshalText(strings.ToUpper(strings.ReplaceAll(string(word), "-", "_")))
}

// unmarshalEnum reads it; that the word is one of the enum's was checked with the operation.
func unmarshalEnum[T ~string](v any) (T, error) {
	word, err := graphql.UnmarshalString(v)
	return T(strings.ToLower(strings.ReplaceAll(word, "_", "-"))), err
}
