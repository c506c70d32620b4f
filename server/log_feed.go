package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// The bounds of a page of the log's feed.
const (
	feedUsual = 500
	feedMost  = 1000
	feedWait  = 10 * time.Second       // a request waits for the next entry no longer
	feedLook  = 500 * time.Millisecond // and looks for it so often
)

// HeaderCursor is where a page of the log's feed ends: pass it as after for the next one.
const HeaderCursor = "Thrive-Cursor"

// logFeed answers GET /log/entries?after=CURSOR&limit=N&wait=SECONDS: entries of the log as NDJSON, the oldest first, each with the
// cursor behind it. A program is shown those of its own organisation's readers, information governance all.
type logFeed struct {
	*hub
	cursors graph.Sealer
}

// cursor seals where in the log a reader is: the number of an entry would tell how much others read.
func (f *logFeed) cursor(scope string, seq int64) string {
	return f.cursors.Seal(strconv.FormatInt(seq, 10), "log feed", scope)
}

func (f *logFeed) position(scope, cursor string) (int64, error) {
	text, ok := f.cursors.Open(cursor, "log feed", scope)
	if !ok {
		return 0, errors.New("after is no cursor of this feed: pass one of a page that you were given, or leave it out to begin with the first entry")
	}
	return strconv.ParseInt(text, 10, 64)
}

// feedLine is one line of it.
type feedLine struct {
	Cursor string `json:"cursor"`
	Seq    int64  `json:"seq,omitempty"` // to information governance alone: the gaps would tell of others' reads
	audit.Entry
}

func (f *logFeed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	caller, purpose, ok := f.admit(w, r)
	if !ok {
		return
	}
	scope, governs := audit.ReaderOf(caller.Partner, caller.Org), caller.Role == models.Governance
	if governs {
		scope = ""
	}
	asked, err := f.asked(r, scope)
	if err != nil {
		f.refuse(w, http.StatusBadRequest, "INVALID", err.Error())
		return
	}
	entries, err := f.next(r, scope, asked)
	if err != nil {
		f.log.ErrorContext(r.Context(), "the log could not be followed", "error", err)
		f.refuse(w, http.StatusServiceUnavailable, "UNAVAILABLE", "the hub did not get to an answer: try again")
		return
	}
	var page bytes.Buffer
	last := asked.after
	for _, e := range entries {
		line := feedLine{Cursor: f.cursor(scope, e.Seq), Entry: e.ForReaders()}
		if governs {
			line.Seq, line.Entry = e.Seq, e.Entry
		}
		if err := json.NewEncoder(&page).Encode(line); err != nil {
			f.refuse(w, http.StatusInternalServerError, "INTERNAL", "something went wrong in the hub")
			return
		}
		last = e.Seq
	}
	if err := f.tell(r, caller, purpose, len(entries)); err != nil {
		f.log.ErrorContext(r.Context(), "a page of the log could not be written to the log", "error", err)
		f.refuse(w, http.StatusServiceUnavailable, "UNAVAILABLE", "the read could not be written to the log, so nothing was shown: try again")
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	w.Header().Set(HeaderCursor, f.cursor(scope, last))
	_, _ = page.WriteTo(w)
}

// admit lets in programs and information governance.
func (f *logFeed) admit(w http.ResponseWriter, r *http.Request) (caller auth.Caller, purpose models.Purpose, ok bool) {
	caller, err := f.identify(r)
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		f.log.InfoContext(r.Context(), "a token was refused", "reason", err.Error())
		w.Header().Set("WWW-Authenticate", `Bearer realm="thrive"`)
		f.refuse(w, http.StatusUnauthorized, "UNAUTHENTICATED", "no valid token: send `Authorization: Bearer …` with one that is in force")
		return caller, "", false
	case err != nil:
		f.log.ErrorContext(r.Context(), "who calls could not be found out", "error", err)
		f.refuse(w, http.StatusServiceUnavailable, "UNAVAILABLE", "the hub did not get to an answer: try again")
		return caller, "", false
	}
	if caller.Role != models.Integration && caller.Role != models.Governance {
		f.refuse(w, http.StatusForbidden, "FORBIDDEN", "the log is followed by an organisation's program and by information governance")
		return caller, "", false
	}
	purpose, err = caller.Purpose(r.Header.Get(auth.PurposeHeader))
	if errors.Is(err, auth.ErrPurposeRefused) {
		f.refuse(w, http.StatusForbidden, "FORBIDDEN", err.Error())
		return caller, "", false
	}
	if err != nil {
		f.refuse(w, http.StatusBadRequest, "INVALID", err.Error())
		return caller, "", false
	}
	return caller, purpose, true
}

// feedAsked is what a request asks for.
type feedAsked struct {
	after int64
	limit int
	wait  time.Duration
}

func (f *logFeed) asked(r *http.Request, scope string) (feedAsked, error) {
	q, query := feedAsked{limit: feedUsual}, r.URL.Query()
	var err error
	if text := query.Get("limit"); text != "" {
		if q.limit, err = strconv.Atoi(text); err != nil || q.limit < 1 || q.limit > feedMost {
			return q, errors.New("limit must be from 1 to 1000")
		}
	}
	if text := query.Get("wait"); text != "" {
		seconds, err := strconv.Atoi(text)
		if q.wait = time.Duration(seconds) * time.Second; err != nil || seconds < 0 || q.wait > feedWait {
			return q, errors.New("wait must be from 0 to 10 seconds")
		}
	}
	if text := query.Get("after"); text != "" {
		if q.after, err = f.position(scope, text); err != nil {
			return q, err
		}
	}
	return q, nil
}

// next are the entries that follow, as soon as there are any, or none when the request has waited for them as long as it would.
func (f *logFeed) next(r *http.Request, scope string, asked feedAsked) ([]audit.Logged, error) {
	over := time.After(asked.wait)
	look := time.NewTicker(feedLook)
	defer look.Stop()
	for {
		entries, err := f.store.FollowLog(r.Context(), scope, asked.after, asked.limit)
		if err != nil || len(entries) > 0 || asked.wait == 0 || f.draining.Load() {
			return entries, err
		}
		select {
		case <-look.C:
		case <-over:
			return nil, nil
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

// tell writes down that a page was read. A page on which nothing stands shows nothing, and is no entry.
func (f *logFeed) tell(r *http.Request, caller auth.Caller, purpose models.Purpose, n int) error {
	if n == 0 {
		return nil
	}
	e := audit.Entry{
		At: f.now(), Kind: audit.Consultation, Purpose: string(purpose), Operation: audit.Following, Set: f.agreements.set.Load().SHA256(),
		Actor:  audit.Actor{Subject: caller.Subject, Role: string(caller.Role), Org: caller.Org, TokenID: caller.TokenID},
		Detail: map[string]any{"entries": n},
	}
	if caller.ActsAs != caller.Role {
		e.Actor.ActsAs = string(caller.ActsAs)
	}
	if (sharing.Reader{Role: caller.ActsAs}).Outsider() {
		e.Kind = audit.Disclosure
	}
	return f.store.Log(r.Context(), e)
}

// refuse answers as the GraphQL endpoint does, so that a program meets one kind of error.
func (f *logFeed) refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"data": nil, "errors": []map[string]any{{"message": message, "extensions": map[string]any{"code": code}}},
	})
}
