package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/graph/generated"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// Options are what the adapter is made of.
type Options struct {
	Store      Store
	Review     Review
	Glass      Glass
	Rights     Rights
	Agreements func() *sharing.Set // those that are loaded now
	// Identify says who makes a request: an error of kind auth.ErrUnauthenticated where that is nobody, another where it could not be found out.
	Identify func(*http.Request) (auth.Caller, error)
	Cursors  Sealer
	Now      func() time.Time
	Unusual  func(now time.Time) audit.UnusualRules // what counts as unusual reading
	Logger   *slog.Logger
}

// The headers of a read, besides the bearer token and the purpose.
const (
	HeaderWithheld = "Thrive-Withheld" // "error": all or nothing
	HeaderReason   = "Thrive-Reason"   // a coordinator's reason to see protected addresses
)

// minReason and maxReason bound a stated reason, in characters.
const (
	minReason = 20
	maxReason = 500
)

// maxTokens bounds an operation's text.
const maxTokens = 15000

// guard is the extension that stands before every operation and field.
type guard struct {
	Options
	classes   *classes
	decisions decisions
	own       *ownSchemas
}

// NewHandler serves GraphQL over HTTP. It fails where a field of the schema is not classified.
func NewHandler(o Options) (http.Handler, error) {
	schema := generated.NewExecutableSchema(generated.Config{})
	classified, err := classify(schema.Schema())
	if err != nil {
		return nil, err
	}
	resolver := &Resolver{store: o.Store, review: o.Review, glass: o.Glass, rights: o.Rights, now: o.Now, unusual: o.Unusual, classes: classified}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Schema: schema.Schema(), Resolvers: resolver}))
	server.AddTransport(transport.POST{})
	server.AddTransport(transport.GET{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	server.SetParserTokenLimit(maxTokens)
	server.SetValidationRulesFn(validation)
	server.SetDisableSuggestion(true)
	server.SetErrorPresenter(present(o.Logger))
	server.SetRecoverFunc(func(ctx context.Context, cause any) error {
		o.Logger.ErrorContext(ctx, "a resolver panicked", "cause", fmt.Sprintf("%T", cause), "stack", string(debug.Stack()))
		return problem(Internal, "something went wrong in the hub; nothing was changed")
	})
	g := &guard{Options: o, classes: classified, decisions: newDecisions(), own: newOwnSchemas(classified)}
	server.Use(g)
	return g.admit(server), nil
}

// admit lets in who is known and has a purpose, and begins the reading.
func (g *guard) admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		caller, err := g.Identify(req)
		switch {
		case errors.Is(err, auth.ErrUnauthenticated):
			g.Logger.InfoContext(req.Context(), "a token was refused", "reason", err.Error())
			w.Header().Set("WWW-Authenticate", `Bearer realm="thrive"`)
			refuse(w, http.StatusUnauthorized, Unauthenticated, "no valid token: send `Authorization: Bearer …` with one that is in force")
			return
		case err != nil:
			g.Logger.ErrorContext(req.Context(), "who calls could not be found out", "error", err)
			refuse(w, http.StatusServiceUnavailable, Unavailable, "the hub did not get to an answer: try again")
			return
		}
		if kind, _, err := mime.ParseMediaType(req.Header.Get("Content-Type")); req.Method == http.MethodPost && (err != nil || kind != "application/json") {
			refuse(w, http.StatusUnsupportedMediaType, Invalid, "send the operation as JSON, with the Content-Type application/json")
			return
		}
		purpose, err := caller.Purpose(req.Header.Get(auth.PurposeHeader))
		if err != nil {
			code, status := Invalid, http.StatusBadRequest
			if errors.Is(err, auth.ErrPurposeRefused) {
				code, status = Forbidden, http.StatusForbidden
			}
			refuse(w, status, code, err.Error())
			return
		}
		reader := sharing.Reader{Role: caller.ActsAs, Org: caller.Org, Subject: caller.Subject, Purpose: purpose, On: models.NewDate(g.Now())}
		reason := strings.TrimSpace(req.Header.Get(HeaderReason))
		if n := len([]rune(reason)); n > 0 && (n < minReason || n > maxReason) {
			refuse(w, http.StatusBadRequest, Invalid, "the reason in Thrive-Reason must have from 20 to 500 characters")
			return
		}
		reader.Program = caller.Role == models.Integration
		reader.SeesPlaces = reason != "" && caller.Role == models.Coordinator // a person, never a program
		set := g.Agreements()
		decided, breaks, err := g.decide(req.Context(), set, reader)
		if err != nil {
			g.Logger.ErrorContext(req.Context(), "breaks of the glass could not be read", "error", err)
			refuse(w, http.StatusServiceUnavailable, Unavailable, "the hub did not get to an answer: try again")
			return
		}
		rd := &reading{
			set: set, decided: decided, strict: strings.EqualFold(req.Header.Get(HeaderWithheld), "error"), reason: reason,
			program: reader.Program, breaks: breaks, disclosed: newDisclosure(), cursors: g.Cursors,
		}
		if err := readable(req); err != nil {
			refuse(w, http.StatusBadRequest, Invalid, err.Error())
			return
		}
		next.ServeHTTP(w, req.WithContext(withReading(auth.WithCaller(req.Context(), caller, purpose), rd)))
	})
}

func refuse(w http.ResponseWriter, status int, code Code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"data": nil, "errors": []map[string]any{{"message": message, "extensions": map[string]any{"code": code}}},
	})
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
	graphql.OperationContextMutator
	graphql.OperationInterceptor
	graphql.FieldInterceptor
	graphql.ResponseInterceptor
} = (*guard)(nil)

// ExtensionName names the guard.
func (g *guard) ExtensionName() string { return "Sharing" }

// Validate is asked for by the library; the schema was checked before.
func (g *guard) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation decides the whole operation before anything is loaded.
func (g *guard) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	rd := readingOf(ctx)
	rd.begun = true
	asked, err := g.classes.ask(graphql.GetOperationContext(ctx))
	if err == nil {
		rd.asked = asked
		err = rd.authorise()
	}
	if err != nil {
		told := present(g.Logger)(ctx, err)
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{told}, Data: json.RawMessage("null")})
	}
	return next(ctx)
}

// InterceptResponse writes the disclosure down, and only then lets the reply leave.
func (g *guard) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if rd := readingOf(ctx); response != nil && !rd.begun {
		response.Errors = g.told(ctx, response.Errors)
		return response
	}
	if response == nil || !graphql.HasOperationContext(ctx) || len(response.Data) == 0 || string(response.Data) == "null" {
		return response
	}
	rd := readingOf(ctx)
	lines := rd.disclosed.lines()
	if rd.strict && len(lines) > 0 {
		why := allOrNothing
		if graphql.GetOperationContext(ctx).Operation.Operation == ast.Mutation {
			why = changeStands
		}
		return refusal(ctx, g.Logger, problem(Forbidden, why))
	}
	if err := g.Store.Log(ctx, g.entry(ctx, rd)); err != nil {
		g.Logger.ErrorContext(ctx, "a disclosure could not be written to the log", "error", err)
		return refusal(ctx, g.Logger, problem(Unavailable, "the read could not be written to the log, so nothing was shown: try again"))
	}
	if len(lines) > 0 {
		if response.Extensions == nil {
			response.Extensions = map[string]any{}
		}
		response.Extensions["withheld"] = lines
	}
	if through := rd.disclosed.through(); len(through) > 0 {
		if response.Extensions == nil {
			response.Extensions = map[string]any{}
		}
		response.Extensions["broken"] = through
	}
	return response
}

// Why an operation that was valid is refused whole. What is withheld of a change's answer can hang on whom the change brought
// there, so it is known only once the change stands.
const (
	allOrNothing = "the operation asks for something that is not shared with you, and you wanted all of it or nothing"
	changeStands = "the change was made, but its answer holds something that is not shared with you, and you wanted all of it or nothing: " +
		"ask again with the same idempotencyKey and without Thrive-Withheld"
)

func refusal(ctx context.Context, logger *slog.Logger, err error) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{present(logger)(ctx, err)}, Data: json.RawMessage("null")}
}

// entry is what the log says of the read.
func (g *guard) entry(ctx context.Context, rd *reading) audit.Entry {
	e := rd.opening(ctx, g.Now())
	if !rd.unsaid { // a name may say it as well
		e.Operation = graphql.GetOperationContext(ctx).Operation.Name
	}
	rd.disclosed.record(&e)
	for class := range rd.disclosed.classesShown() {
		for _, grant := range rd.access.Verdict(class).Grants {
			if grant.Opening == nil || slices.Contains(e.Glass, grant.Opening.Break) {
				under(&e, grant.Agreement)
			}
		}
	}
	return e
}

// opening is what every entry of an operation says: who, why, when, and what was asked.
func (rd *reading) opening(ctx context.Context, at time.Time) audit.Entry {
	caller, purpose, _ := auth.From(ctx)
	e := audit.Entry{
		At: at, Kind: audit.Consultation, Purpose: string(purpose), Reason: rd.reason, Set: rd.set.SHA256(),
		Actor: audit.Actor{Subject: caller.Subject, Role: string(caller.Role), Org: caller.Org, TokenID: caller.TokenID},
	}
	if caller.ActsAs != caller.Role {
		e.Actor.ActsAs = string(caller.ActsAs)
	}
	if rd.access.Reader.Outsider() {
		e.Kind = audit.Disclosure
	}
	if !rd.unsaid {
		sum := sha256.Sum256([]byte(graphql.GetOperationContext(ctx).RawQuery))
		e.Query = hex.EncodeToString(sum[:])
	}
	return e
}

// under notes the agreement under which something was shown or done.
func under(e *audit.Entry, a *sharing.Agreement) {
	if e.Agreements == nil {
		e.Agreements = map[string]string{}
	}
	e.Agreements[a.ID] = a.SHA256
}
