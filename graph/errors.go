package graph

import (
	"context"
	"errors"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"thrivingfamilies.example/hub/graph/model"
	"thrivingfamilies.example/hub/models"
)

// Code is what kind of thing went wrong, for a program to act on.
type Code string

// The codes of the contract.
const (
	Unauthenticated Code = "UNAUTHENTICATED"
	Forbidden       Code = "FORBIDDEN"
	NotFound        Code = "NOT_FOUND"
	Invalid         Code = "INVALID"
	Conflict        Code = "CONFLICT"
	TooComplex      Code = "TOO_COMPLEX"
	RateLimited     Code = "RATE_LIMITED"
	Unavailable     Code = "UNAVAILABLE"
	Internal        Code = "INTERNAL"
)

// Problem is an error whose message is fit for the caller.
type Problem struct {
	Code    Code
	Message string
}

// Error is the message.
func (p *Problem) Error() string { return p.Message }

func problem(code Code, message string) error { return &Problem{code, message} }

// present makes of any error what the caller is told: a Problem as it is, the library's own findings about the operation as
// INVALID, and everything else as one bland sentence, the true one going to the log.
func present(logger *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		var p *Problem
		var refused *models.Refused
		var found *gqlerror.Error
		var input model.InputError
		switch {
		case errors.As(err, &input):
			return tell(ctx, err, Invalid, input.Error())
		case errors.As(err, &p):
			return tell(ctx, err, p.Code, p.Message)
		case errors.As(err, &refused):
			return tell(ctx, err, Code(refused.Kind), refused.Message)
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return tell(ctx, err, Unavailable, "the hub did not get to an answer in time: try again")
		case errors.As(err, &found) && found.Err == nil:
			found.Extensions = map[string]any{"code": Invalid}
			return found
		case errors.As(err, &found) && found.Extensions["code"] == errcode.ValidationFailed:
			found.Extensions = map[string]any{"code": Invalid}
			return found
		}
		logger.ErrorContext(ctx, "a field could not be answered", "error", err)
		return tell(ctx, err, Internal, "something went wrong in the hub; nothing was changed")
	}
}

func tell(ctx context.Context, err error, code Code, message string) *gqlerror.Error {
	told := &gqlerror.Error{Message: message, Extensions: map[string]any{"code": code}}
	var at *gqlerror.Error
	if errors.As(err, &at) {
		told.Path, told.Locations = at.Path, at.Locations
	} else if graphql.GetFieldContext(ctx) != nil {
		told.Path = graphql.GetPath(ctx)
	}
	return told
}
