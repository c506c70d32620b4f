package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/pprof"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"thrivingfamilies.example/hub/agreements"
	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/auth/keyring"
	"thrivingfamilies.example/hub/graph"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// watchedStore is the hub's store, whose log can be left out: what a read takes without it.
type watchedStore struct {
	*store.Store
	unlogged bool
	waited   atomic.Int64 // nanoseconds that replies waited for their entries
}

func (s *watchedStore) Log(ctx context.Context, e audit.Entry) error {
	if s.unlogged {
		return nil
	}
	began := time.Now()
	err := s.Store.Log(ctx, e)
	s.waited.Add(int64(time.Since(began)))
	return err
}

// What of a profile is the server's, the decision's and the log's: functions, as a regular expression. A generic function has the
// packages of its types in its name, so the package must stand first.
const (
	servesIt  = `net/http\.\(\*conn\)\.serve|store\.\(\*Store\)\.writeLog`
	decidesIt = `^thrivingfamilies\.example/hub/sharing\.|graph\.\(\*classes\)\.ask|graph\.\(\*reading\)\.authorise`
	logsIt    = `store\.\(\*Store\)\.(Log|writeLog)|graph\.\(\*guard\)\.entry|graph\.\(\*disclosure\)`
)

// shares measures which part of a family view sharing and the log take: the same handler in this process, by its profile, by how long
// replies wait for their entries, and beside one that writes none.
func shares(ctx context.Context, s settings, dir, dsn string, families []string, w io.Writer) error {
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	watched := &watchedStore{Store: db}
	issuer, err := auth.OpenIssuer(dir)
	if err != nil {
		return err
	}
	token, err := issuer.Token(auth.TokenRequest{Role: models.Coordinator, TTL: time.Hour}, time.Now())
	if err != nil {
		return err
	}
	set, err := sharing.Load(agreements.Files)
	if err != nil {
		return err
	}
	keys, err := db.Keys(ctx, time.Now())
	if err != nil {
		return err
	}
	rings, err := keyring.New(keys, time.Now)
	if err != nil {
		return err
	}
	verifier := auth.NewVerifier(issuer.KeySet(), auth.DevelopmentIssuer, auth.Audience, time.Now)
	identify := func(r *http.Request) (auth.Caller, error) {
		token, err := auth.Bearer(r)
		if err != nil {
			return auth.Caller{}, err
		}
		return verifier.Verify(token)
	}
	handler, err := graph.NewHandler(graph.Options{
		Store: watched, Review: db, Agreements: func() *sharing.Set { return set }, Cursors: rings.Sealer(keyring.Cursors), Now: time.Now, Logger: slog.New(slog.DiscardHandler),
		Identify: identify,
	})
	if err != nil {
		return err
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	reader := graphqlReader{address: server.URL, token: token, purpose: string(models.FamilySupport)}
	say("the share of sharing and the log")
	var with, without []loaded
	profile := filepath.Join(dir, "reads.pprof")
	watched.waited.Store(0)
	for round := range s.rounds {
		watched.unlogged = false
		read, err := profiled(ctx, s, families, reader.request, profile, round == 0)
		if err != nil {
			return err
		}
		with = append(with, read)
		watched.unlogged = true
		if read, err = load(ctx, s, families, reader.request); err != nil {
			return err
		}
		without = append(without, read)
	}
	return writeShares(ctx, s, profile, middle(with), middle(without), time.Duration(watched.waited.Load()), w)
}

// profiled loads, and keeps the profile of it where asked.
func profiled(ctx context.Context, s settings, families []string, request func(context.Context, string) (*http.Request, error), path string, keep bool) (loaded, error) {
	if !keep {
		return load(ctx, s, families, request)
	}
	file, err := os.Create(path)
	if err != nil {
		return loaded{}, err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return loaded{}, err
	}
	defer pprof.StopCPUProfile()
	return load(ctx, s, families, request)
}

// middle is the load of middling throughput.
func middle(loads []loaded) loaded {
	slices.SortFunc(loads, func(a, b loaded) int { return cmp.Compare(a.perSecond, b.perSecond) })
	return loads[len(loads)/2]
}

func writeShares(ctx context.Context, s settings, profile string, with, without loaded, waited time.Duration, w io.Writer) error {
	var cpu [3]float64 // seconds: all of the server, deciding, the log
	for i, functions := range []string{servesIt, decidesIt, logsIt} {
		var err error
		if cpu[i], err = spent(ctx, profile, functions); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "\n### What sharing and the log take of a family view\n\nThe coordinator's view on Postgres by %d connections, the handler in this process, medians of %d rounds in turns. "+
		"The processor's share is of the hub's own work (a profile), not of Postgres; the wait is of replies for their entries, beside other work meanwhile.\n\n", s.connections, s.rounds)
	fmt.Fprintf(w, "| | requests/s | p50 | share of the hub's processor time |\n|---|---:|---:|---:|\n")
	fmt.Fprintf(w, "| whole | %.0f | %.1f ms | deciding %.1f %%, the log %.1f %% |\n", with.perSecond, millis(with.p50), 100*cpu[1]/cpu[0], 100*cpu[2]/cpu[0])
	fmt.Fprintf(w, "| without writing the log | %.0f | %.1f ms | |\n\n", without.perSecond, millis(without.p50))
	reads := with.perSecond * (s.seconds + time.Second).Seconds() * float64(s.rounds)
	fmt.Fprintf(w, "The log takes **%.0f %%** of the requests that the machine would answer without it, and a reply waits %.1f ms for its entry on average.\n",
		100*(1-with.perSecond/without.perSecond), float64(waited.Milliseconds())/reads)
	return nil
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

// accounted is what pprof says of the samples that it was asked for: "Showing nodes accounting for 1.20s, 34% of 3.5s total".
var accounted = regexp.MustCompile(`accounting for ([0-9.]+)(m?s)`)

// spent is how many seconds of the profile were in, or below, the functions.
func spent(ctx context.Context, profile, functions string) (float64, error) {
	out, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", "-nodefraction=0", "-focus="+functions, profile).Output() //nolint:gosec // a file of ours
	if err != nil {
		return 0, fmt.Errorf("reading the profile: %w", err)
	}
	found := accounted.FindSubmatch(out)
	if found == nil {
		return 0, nil // no sample at all
	}
	seconds, err := strconv.ParseFloat(string(found[1]), 64)
	if string(found[2]) == "ms" {
		seconds /= 1e3
	}
	return seconds, err
}
