package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// serveCommand serves the hub.
type serveCommand struct {
	logKeys
	Listen   string        `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one. The development issuer works on loopback addresses only."`
	Issuer   string        `placeholder:"URL" help:"Who signs the readers' tokens: their iss. Left out, the development issuer of the data folder."`
	Audience string        `placeholder:"NAME" help:"For whom the issuer's tokens are: their aud."`
	JWKS     string        `name:"jwks" placeholder:"FILE|URL" help:"The issuer's key set, a file or an https address."`
	SignIn   string        `name:"sign-in" placeholder:"FILE" help:"How people sign in with a browser: a YAML file of the OpenID provider, and of who its accounts are here. Left out, nobody does."`
	Drain    time.Duration `default:"0s" help:"How long /readyz says no before connections are closed, for a load balancer to see it."`
	Reload   time.Duration `name:"reload-agreements" default:"30s" help:"How often the agreements' folder is looked at for changes, which are then taken over; 0s looks only on SIGHUP."`
	GraphiQL bool          `name:"graphiql" help:"Offer GraphiQL, a page to try operations on, at /graphiql: with the development issuer only, as tokens are pasted into it."`
	Config   string        `placeholder:"FILE" help:"A YAML or JSON file of these settings, by the names of their flags; the command line and the environment go before it."`
}

// Run implements `thrive serve`.
func (s *serveCommand) Run(ctx context.Context, p *program) error {
	if s.GraphiQL && s.Issuer != "" {
		return refuse("--graphiql goes with the development issuer only: people paste their tokens into GraphiQL, and those of a real issuer open real families")
	}
	readers, err := s.readers(ctx, p)
	if err != nil {
		return err
	}
	if s.Reload < 0 {
		return refuse("--reload-agreements must be 0s or more")
	}
	if readers.issuer != nil && !loopback(s.Listen) {
		return refuse("the development issuer works on loopback addresses only: listen on 127.0.0.1, or set --issuer, --audience and --jwks")
	}
	agreements, err := p.newLiveAgreements()
	if err != nil {
		return err
	}
	agreements.onHangup()
	db, err := p.open(ctx, true)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if commands, err := db.Commanding(ctx); err != nil {
		return err
	} else if commands {
		p.log.Warn("the hub is connected as the owner of the tables or as a superuser: row scopes do not bind it, and it could alter the log; serve as thrive_app, and give the owner's address to --owner-database")
	}
	keys, err := s.open(p)
	if err == nil {
		_, err = signersOf(keys)
	}
	if err != nil {
		return err
	}
	h := &hub{readers: readers, store: db, agreements: agreements, reload: s.Reload, now: p.now, log: p.log, keys: keys, workbench: s.GraphiQL}
	return h.serve(ctx, s.Listen, s.Drain, func() error {
		_, err := fmt.Fprintf(p.out, "Listening on %s\n", h.address)
		return err
	})
}

// stopping is how long requests may take to end once the program is told to.
const stopping = 15 * time.Second

// serve answers requests at the address until ctx ends, and calls ready once they are. Requests under way are then let
// end; drain is how long new ones are still taken.
func (h *hub) serve(ctx context.Context, address string, drain time.Duration, ready func() error) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	defer listener.Close()
	h.address = "http://" + listener.Addr().String()
	if h.issuer != nil && !loopback(listener.Addr().String()) {
		return refuse("the development issuer works on loopback addresses only, and %s is none", address)
	}
	if err := h.readShared(ctx); err != nil {
		return err
	}
	if h.own != nil {
		if err := h.own(h.address); err != nil {
			return err
		}
	}
	handler, err := h.routes()
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) }, // a stop lets requests end
	}
	h.agreements.announce()
	defer h.sealing()()
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	if err := ready(); err != nil {
		return errors.Join(err, server.Close())
	}
	go h.agreements.watch(ctx, h.reload)
	go h.look(ctx)
	h.log.Info("serving", "address", h.address, "development", h.issuer != nil)
	select {
	case err := <-ended:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	h.draining.Store(true)
	h.log.Info("stopping")
	time.Sleep(drain)
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopping)
	defer cancel()
	if err := server.Shutdown(limit); err != nil {
		h.log.Warn("requests were cut off", "after", stopping)
		return server.Close()
	}
	return nil
}
