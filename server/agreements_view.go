package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/goccy/go-yaml"

	"thrivingfamilies.example/hub/auth"
	"thrivingfamilies.example/hub/store"
)

// view is one caller of a hub in this process.
type view struct {
	handler http.Handler
	token   string
}

func newView(ctx context.Context, p *program, db *store.Store, request auth.TokenRequest) (*view, error) {
	agreements, err := p.newLiveAgreements()
	if err != nil {
		return nil, err
	}
	readers, err := developmentReaders(p)
	if err != nil {
		return nil, err
	}
	h := &hub{readers: readers, store: db, agreements: agreements, now: p.now, log: p.log}
	if err := h.readShared(ctx); err != nil {
		return nil, err
	}
	handler, err := h.routes()
	if err != nil {
		return nil, err
	}
	token, err := readers.issuer.Token(request, p.now())
	if err != nil {
		return nil, err
	}
	return &view{handler, token}, nil
}

// viewed is a reply, as far as a person is to read it.
type viewed struct {
	Data       json.RawMessage
	Errors     []struct{ Message string }
	Extensions struct {
		Withheld []struct{ Path, Class, Reason, Gateway, Agreement string }
	}
}

// ask sends the operation and returns its reply; the reply's errors are an error.
func (v *view) ask(ctx context.Context, query string, variables map[string]any) (text []byte, reply viewed, err error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, reply, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, reply, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+v.token)
	var kept keptReply
	v.handler.ServeHTTP(&kept, request)
	if err := json.Unmarshal(kept.Bytes(), &reply); err != nil {
		return nil, reply, fmt.Errorf("reading the reply: %w", err)
	}
	if len(reply.Errors) > 0 {
		return nil, reply, refuse("the query was refused: %s", reply.Errors[0].Message)
	}
	return kept.Bytes(), reply, nil
}

// keptReply is an http.ResponseWriter that keeps the body.
type keptReply struct {
	bytes.Buffer
	header http.Header
}

// Header implements http.ResponseWriter.
func (k *keptReply) Header() http.Header {
	if k.header == nil {
		k.header = http.Header{}
	}
	return k.header
}

// WriteHeader implements http.ResponseWriter: the body says what went wrong.
func (k *keptReply) WriteHeader(int) {}

// inWords is the reply's data as lines for a person: each null says whether it is withheld or not known.
func inWords(reply viewed) (string, error) {
	var data yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(reply.Data, &data, yaml.UseOrderedMap()); err != nil {
		return "", err
	}
	withheld := map[string]bool{}
	for _, w := range reply.Extensions.Withheld {
		withheld[w.Path] = true
	}
	text, err := yaml.Marshal(said("", data, withheld))
	return string(text), err
}

// said is the value at the path with its nulls in words.
func said(path string, value any, withheld map[string]bool) any {
	switch v := value.(type) {
	case nil:
		if withheld[path] {
			return "withheld"
		}
		return "not known"
	case yaml.MapSlice:
		for i := range v {
			at := fmt.Sprint(v[i].Key)
			if path != "" {
				at = path + "." + at
			}
			v[i].Value = said(at, v[i].Value, withheld)
		}
	case []any:
		for i := range v {
			v[i] = said(path, v[i], withheld)
		}
	}
	return value
}
