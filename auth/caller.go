package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"thrivingfamilies.example/hub/models"
)

// PurposeHeader is the request header in which a caller states the one purpose of a request.
const PurposeHeader = "Thrive-Purpose"

// The kinds of error that this package returns to those who serve requests. Their texts are fit for the user.
var (
	// ErrUnauthenticated is a missing, unreadable or refused token; the text goes on with the reason.
	ErrUnauthenticated = errors.New("the request is not authenticated")
	// ErrPurpose is a purpose left out where several may be stated; the text goes on with those.
	ErrPurpose = errors.New("the request states no purpose")
	// ErrPurposeRefused is a stated purpose that the token or its role does not allow.
	ErrPurposeRefused = errors.New("the stated purpose is not allowed")
)

// Caller is who makes a request, as a verified token says. The zero Caller may state no purpose and so may do nothing.
type Caller struct {
	Subject   string           // `sub`, at most 200 characters; goes into the audit log
	TokenID   string           // `jti`
	Role      models.Role      // `role`, as in the token
	ActsAs    models.Role      // for INTEGRATION the token's `as`, otherwise Role; grants are those of this role
	Partner   models.Partner   // the partner of ActsAs; never empty
	Org       string           // `org`; "" is the partner as a whole
	Purposes  []models.Purpose // the token's purposes that ActsAs may state, in the contract's order; never empty
	Issuer    string           // `iss`
	ExpiresAt time.Time        // `exp`, in UTC, without leeway
	// SignedIn is set of somebody who signed in with a browser: the token's id is then the session's, which is no secret. Such a
	// caller states a purpose in every request, by a header that no page of another site can send.
	SignedIn bool
}

// Purpose is the purpose of a request whose PurposeHeader says stated. Left out (""), it is the only one that the caller
// may state; where there are several, or the caller signed in with a browser, the error is of kind ErrPurpose. One that is not among the caller's, a list of
// several included, is ErrPurposeRefused.
func (c Caller) Purpose(stated string) (models.Purpose, error) {
	switch {
	case stated != "" && slices.Contains(c.Purposes, models.Purpose(stated)):
		return models.Purpose(stated), nil
	case stated != "" || len(c.Purposes) == 0:
		return "", fmt.Errorf("%w: %s may be %s", ErrPurposeRefused, PurposeHeader, alternatives(c.Purposes))
	case len(c.Purposes) > 1 || c.SignedIn:
		return "", fmt.Errorf("%w: %s must be %s", ErrPurpose, PurposeHeader, alternatives(c.Purposes))
	}
	return c.Purposes[0], nil
}

func alternatives(purposes []models.Purpose) string {
	if len(purposes) == 0 {
		return "nothing"
	}
	words := make([]string, len(purposes))
	for i, p := range purposes {
		words[i] = string(p)
	}
	return strings.Join(words, " or ")
}

type contextKey struct{}

type stated struct {
	caller  Caller
	purpose models.Purpose
}

// WithCaller is ctx that also carries who calls and why. Only the code that verified both may call it.
func WithCaller(ctx context.Context, c Caller, p models.Purpose) context.Context {
	return context.WithValue(ctx, contextKey{}, stated{caller: c, purpose: p})
}

// From is the caller and the purpose that WithCaller put into ctx; false, and nobody, where there are none.
func From(ctx context.Context) (Caller, models.Purpose, bool) {
	s, ok := ctx.Value(contextKey{}).(stated)
	return s.caller, s.purpose, ok
}

// Bearer is the token in the request's one Authorization header. A token in the body or in the address is not looked for
// (addresses end up in logs). Errors are of kind ErrUnauthenticated.
func Bearer(r *http.Request) (string, error) {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return "", fmt.Errorf("%w: there is no Authorization header", ErrUnauthenticated)
	}
	if len(values) > 1 {
		return "", fmt.Errorf("%w: there are several Authorization headers", ErrUnauthenticated)
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	token = strings.Trim(token, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" || strings.ContainsAny(token, " ,\t") {
		return "", fmt.Errorf("%w: the Authorization header is not the word Bearer and one token", ErrUnauthenticated)
	}
	return token, nil
}
