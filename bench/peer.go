package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// peerView is the family view as one would write it by hand: one statement that builds the reply's JSON.
const peerView = `
SELECT json_build_object('id', $1::text, 'members', coalesce(json_agg(m.person), '[]'))
FROM persons p
CROSS JOIN LATERAL (
	SELECT s.forename, s.surname, s.date_of_birth FROM links l
	JOIN source_people s ON s.partner = l.partner AND s.org = l.org AND s.ref = l.ref AND s.ended_import_id IS NULL
	WHERE l.person_id = p.id ORDER BY l.partner, l.org, l.ref LIMIT 1) n
CROSS JOIN LATERAL (
	SELECT json_agg(json_build_object('offenceCode', o.offence_code, 'disposal', o.disposal, 'committedOn', o.committed_on)) AS list FROM links l
	JOIN source_offences o ON o.partner = l.partner AND o.org = l.org AND o.person_ref = l.ref AND o.ended_import_id IS NULL WHERE l.person_id = p.id) offences
CROSS JOIN LATERAL (
	SELECT json_agg(json_build_object('schoolUrn', e.school_urn, 'kind', e.kind, 'from', e.from_day, 'until', e.until_day)) AS list FROM links l
	JOIN source_enrolments e ON e.partner = l.partner AND e.org = l.org AND e.person_ref = l.ref AND e.ended_import_id IS NULL WHERE l.person_id = p.id) enrolments
CROSS JOIN LATERAL (
	SELECT json_agg(json_build_object('term', a.term, 'possible', a.possible, 'authorised', a.authorised, 'unauthorised', a.unauthorised)) AS list FROM links l
	JOIN source_attendance a ON a.partner = l.partner AND a.org = l.org AND a.person_ref = l.ref AND a.ended_import_id IS NULL WHERE l.person_id = p.id) attendance
CROSS JOIN LATERAL (
	SELECT json_agg(json_build_object('landlord', t.landlord, 'tenure', t.tenure, 'started', t.started, 'ended', t.ended)) AS list FROM links l
	JOIN source_occupants o ON o.partner = l.partner AND o.org = l.org AND o.person_ref = l.ref AND o.ended_import_id IS NULL
	JOIN source_tenancies t ON t.partner = o.partner AND t.org = o.org AND t.ref = o.tenancy_ref AND t.ended_import_id IS NULL WHERE l.person_id = p.id) tenancies
CROSS JOIN LATERAL (
	SELECT json_agg(json_build_object('benefit', b.benefit, 'started', b.started, 'ended', b.ended)) AS list FROM links l
	JOIN source_claims b ON b.partner = l.partner AND b.org = l.org AND b.person_ref = l.ref AND b.ended_import_id IS NULL WHERE l.person_id = p.id) claims
CROSS JOIN LATERAL (
	SELECT json_build_object('id', p.id, 'forename', n.forename, 'surname', n.surname, 'dateOfBirth', n.date_of_birth, 'offences', offences.list,
		'enrolments', enrolments.list, 'attendance', attendance.list, 'tenancies', tenancies.list, 'benefitClaims', claims.list) AS person) m
WHERE p.family_id = $1 AND NOT p.ended`

// servePeer serves the hand-written view until the program is stopped.
func servePeer(ctx context.Context, dsn string) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return err
	}
	config.MaxConns = int32(4 * max(4, runtime.NumCPU())) //nolint:gosec // a machine has few cores
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body []byte
		if err := pool.QueryRow(r.Context(), peerView, r.URL.Query().Get("id")).Scan(&body); err != nil && !errors.Is(err, pgx.ErrNoRows) {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	fmt.Printf("Listening on http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
