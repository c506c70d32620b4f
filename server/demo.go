package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
)

// demoListen is where the demonstration listens unless it is told otherwise; a free port where that one is taken.
const demoListen = "127.0.0.1:8080"

// demoReload is how often the demonstration looks at the agreements that it was given. Its terminal's SIGHUP ends it.
const demoReload = 5 * time.Second

// demoCommand is the whole hub on one machine.
type demoCommand struct {
	County         string `placeholder:"DIR" help:"The folder of the five partners' feeds to load (default: a synthetic county is made)."`
	Families       int    `default:"810" help:"How many identified families the synthetic county has."`
	Seed           uint64 `default:"1" help:"Which synthetic county."`
	Listen         string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen: a loopback address."`
	GraphiQL       bool   `name:"graphiql" negatable:"" default:"true" help:"Offer GraphiQL, a page to try operations on, at /graphiql."`
	ExitAfterReady bool   `help:"End as soon as everything is ready: to try out whether it gets there."`
}

// Run implements `thrive demo`.
func (d *demoCommand) Run(ctx context.Context, p *program) error {
	switch {
	case p.Database != "":
		return refuse("the demonstration keeps a database of its own in the data folder: leave --database and THRIVE_DATABASE out")
	case !loopback(d.Listen):
		return refuse("the demonstration listens on loopback addresses only: 127.0.0.1:8080, say")
	case d.Families < 1:
		return refuse("a county needs at least one family")
	}
	agreements, err := p.newLiveAgreements()
	if err != nil {
		return err
	}
	if p.Data == "" {
		if p.Data, err = os.MkdirTemp("", "thrive-demo-"); err != nil {
			return err
		}
	}
	fmt.Fprintf(p.out, "Data folder: %s\n", p.Data)
	readers, err := developmentReaders(p)
	if err != nil {
		return err
	}
	db, err := p.open(ctx, true)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	load := loading{program: p, county: d.County, families: d.Families, seed: d.Seed, db: db, set: agreements.set.Load()}
	if err := load.all(ctx); err != nil {
		return err
	}
	keys, err := logKeys{}.open(p)
	if err != nil {
		return err
	}
	h := &hub{readers: readers, store: db, agreements: agreements, reload: demoReload, now: p.now, log: p.log, keys: keys, workbench: d.GraphiQL}
	h.own = func(address string) error { return h.provide(address, p.now) }
	return d.serve(ctx, p, h)
}

func (d *demoCommand) serve(ctx context.Context, p *program, h *hub) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ready := func() error {
		err := d.welcome(ctx, p, h)
		if d.ExitAfterReady {
			stop()
		}
		return err
	}
	err := h.serve(ctx, d.Listen, 0, ready)
	if d.Listen == demoListen && errors.Is(err, syscall.EADDRINUSE) {
		return h.serve(ctx, "127.0.0.1:0", 0, ready)
	}
	return err
}

// welcome tells where the hub is, and gives a token for each role.
func (d *demoCommand) welcome(ctx context.Context, p *program, h *hub) error {
	if err := answersReady(ctx, h.address); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nTokens, for an hour from now:\n")
	command := ""
	for _, role := range models.Roles {
		request := auth.TokenRequest{Role: role, TTL: time.Hour}
		fmt.Fprintf(&b, "\n%s", role)
		if role == models.Integration {
			request.As = models.Coordinator
			fmt.Fprintf(&b, " as %s", request.As)
		}
		token, err := h.issuer.Token(request, p.now())
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, ": %s\n%s\n", purposeWords(purposesOf(request), ", "), token)
		if role == models.Coordinator {
			command = curl(h.address, token, models.FamilySupport)
		}
	}
	_, err := fmt.Fprintf(p.out, "%s\nTo try it:\n%s\n\nA program's own token, by client credentials:\n%s\n\nSign in at %s/sign-in\nListening on %s\n",
		b.String(), command, demoTokenCurl(h.address), h.address, h.address)
	return err
}

// answersReady asks the hub itself.
func answersReady(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", http.NoBody)
	if err != nil {
		return err
	}
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		return fmt.Errorf("the hub is not ready: it answers %s", reply.Status)
	}
	return nil
}

// demoKeyWorker is the subject of the key worker, by a token and by signing in.
func demoKeyWorker() string { return demoSubject(models.KeyWorker) }

// countyFolder is where the synthetic county of the data folder lies.
func countyFolder(data string) string { return filepath.Join(data, "county") }

// everybody is the reach of a coordinator today.
func everybody(set *sharing.Set, on models.Date) sharing.Reach {
	return set.Access(sharing.Reader{Role: models.Coordinator, Purpose: models.FamilySupport, On: on}).Reach()
}
