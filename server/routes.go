package main

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth/keyring"
	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/store"
)

// hub is what answers requests.
type hub struct {
	readers
	store      *store.Store
	agreements *liveAgreements
	reload     time.Duration // how often the agreements are looked at; 0 only on SIGHUP
	now        func() time.Time
	log        *slog.Logger
	keys       *audit.Keys    // that sign the log
	rings      *keyring.Rings // the keys that rotate, as they were last read
	address    string         // http://HOST:PORT, once it listens
	workbench  bool           // GraphiQL is offered
	draining   atomic.Bool
	// own is told the address before there are routes; it makes the demonstration's provider, and is nil but in a demonstration.
	own      func(address string) error
	provider http.Handler // the demonstration's; nil elsewhere
}

// maxBody is the most bytes that a request may have.
const maxBody = 1 << 20

// routes is every address of the hub.
func (h *hub) routes() (http.Handler, error) {
	cursors := h.rings.Sealer(keyring.Cursors)
	graphql, err := graph.NewHandler(graph.Options{
		Store: h.store, Review: h.store, Glass: h.store, Rights: h.store, Agreements: h.agreements.set.Load,
		Identify: h.identify, Cursors: cursors, Now: h.now, Unusual: unusualRules, Logger: h.log,
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /log/entries", &logFeed{h, cursors})
	mux.Handle("GET /graphql", graphql)
	mux.Handle("POST /graphql", graphql)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", h.readiness)
	h.pages(mux)
	if h.provider != nil {
		mux.Handle(demoProvider+"/", h.provider)
	}
	if h.workbench {
		h.graphiql(mux)
	}
	handler := http.NewCrossOriginProtection().Handler(mux)
	if h.issuer != nil {
		handler = onlyLoopback(handler)
	}
	return h.recovered(guarded(http.MaxBytesHandler(handler, maxBody))), nil
}

// readiness says whether requests should be sent here. That no migration is pending was seen at the start, and stays so:
// migrations only go forward.
func (h *hub) readiness(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	switch {
	case h.draining.Load():
		answer(w, http.StatusServiceUnavailable, "stopping")
	case h.store.Ping(ctx) != nil:
		answer(w, http.StatusServiceUnavailable, "the database does not answer")
	default:
		answer(w, http.StatusOK, "ready")
	}
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// guarded tells browsers to load nothing, keep nothing and send no one here from elsewhere.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-store")
		header.Set("Content-Security-Policy",
			"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		next.ServeHTTP(w, r)
	})
}

// onlyLoopback refuses requests to another name than this machine's own: a page from elsewhere whose name was made to
// point here (DNS rebinding) would else be given tokens by the sign-in page.
func onlyLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			answer(w, http.StatusMisdirectedRequest, "the development issuer works on loopback addresses only")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// recovered ends a request that went wrong in a way nobody foresaw with one bland sentence. What it was about is not
// logged, as it may be somebody's data.
func (h *hub) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch v := recover(); v {
			case nil:
			case http.ErrAbortHandler:
				panic(v)
			default:
				h.log.Error("a request went wrong", "path", r.URL.Path, "stack", string(debug.Stack()))
				answer(w, http.StatusInternalServerError, "something went wrong")
			}
		}()
		next.ServeHTTP(w, r)
	})
}
