package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
)

// listFields are the five record lists of the family view.
const listFields = `offences { offenceCode disposal committedOn } enrolments { schoolUrn kind from until }
	attendance { term possible authorised unauthorised } tenancies { landlord tenure started ended } benefitClaims { benefit started ended }`

const familyView = `query Family($id: ID!) { family(id: $id) { id members { role person { id forename surname dateOfBirth ` + listFields + ` } } } }`

// readers are the two who read: one who may see nearly everything, and an outside partner from whom much is withheld.
var readers = []struct{ role, purpose string }{
	{"COUNCIL_COORDINATOR", "family-support"},
	{"POLICE_OFFICER", "crime-prevention"},
}

// reads measures the family view on both databases, and the hand-written handler on the same Postgres.
func reads(ctx context.Context, s settings, program thrive, server string, w io.Writer) error {
	county := filepath.Join(program.dir, "county")
	if _, _, err := program.run(ctx, "", "generate", county, "--families", fmt.Sprint(s.families)); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n### Family view\n\nOne family a request, with its members and five lists of records, %d connections for %v, of a county of %d identified families; "+
		"load and server on the same cores. The hand-written handler does one SQL statement over the source tables, without tokens, permissions, protected addresses or log.\n\n",
		s.connections, s.seconds, s.families)
	fmt.Fprintf(w, "| server | database | reader | requests/s | p50 | p99 | bytes a reply |\n|---|---|---|---:|---:|---:|---:|\n")
	var later bytes.Buffer
	err := inSchema(ctx, program, server, func(dsn string) error {
		families, err := readHub(ctx, s, program, "Postgres", dsn, county, w)
		if err != nil {
			return err
		}
		if err := readPeer(ctx, s, dsn, families, w); err != nil {
			return err
		}
		return shares(ctx, s, program.dir, dbtest.Serving(dsn), families, &later)
	})
	if err != nil {
		return err
	}
	if _, err = readHub(ctx, s, program, "SQLite", "sqlite:"+filepath.Join(program.dir, "reads.db"), county, w); err != nil {
		return err
	}
	_, err = later.WriteTo(w)
	return err
}

// readHub loads the county, serves it and lets each reader read. It returns the families that the first reader has.
func readHub(ctx context.Context, s settings, program thrive, name, dsn, county string, w io.Writer) (first []string, err error) {
	say("loading the county into %s", name)
	for _, partner := range models.Partners {
		_, _, err := program.run(ctx, dsn, "import", string(partner), filepath.Join(county, string(partner)), "--no-progress", "--defer-link")
		if besidesQuarantine(err) != nil {
			return nil, err
		}
	}
	if _, _, err := program.run(ctx, dsn, "link"); err != nil {
		return nil, err
	}
	hub, err := begin(program.command(ctx, dsn, "serve", "--listen", "127.0.0.1:0"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, hub.end()) }()
	for _, r := range readers {
		out, _, err := program.run(ctx, dsn, "token", "--role", r.role)
		if err != nil {
			return nil, err
		}
		lines := strings.Fields(out)
		reader := graphqlReader{address: hub.address + "/graphql", token: lines[len(lines)-1], purpose: r.purpose}
		families, err := reader.families(ctx)
		if err != nil {
			return nil, err
		}
		if first == nil {
			first = families
		}
		result, err := load(ctx, s, families, reader.request)
		if err != nil {
			return nil, err
		}
		result.row(w, "the hub", name, strings.ToLower(strings.ReplaceAll(r.role, "_", " ")))
	}
	return first, nil
}

// besidesQuarantine forgives exit code 3: the county has faulty rows on purpose.
func besidesQuarantine(err error) error {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 3 {
		return nil
	}
	return err
}

// readPeer serves the hand-written view from a process of its own and reads it.
func readPeer(ctx context.Context, s settings, dsn string, families []string, w io.Writer) (err error) {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	peer, err := begin(exec.CommandContext(ctx, self, "-peer", dsn)) //nolint:gosec // this very program
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, peer.end()) }()
	result, err := load(ctx, s, families, func(ctx context.Context, family string) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, peer.address+"/family?id="+family, http.NoBody)
	})
	if err != nil {
		return err
	}
	result.row(w, "hand-written handler", "Postgres", "anybody")
	return nil
}

// graphqlReader asks the hub as one reader.
type graphqlReader struct{ address, token, purpose string }

func (r graphqlReader) ask(ctx context.Context, query string, variables map[string]any) (*http.Request, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.address, strings.NewReader(string(body)))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+r.token)
	request.Header.Set("Thrive-Purpose", r.purpose)
	return request, nil
}

func (r graphqlReader) request(ctx context.Context, family string) (*http.Request, error) {
	return r.ask(ctx, familyView, map[string]any{"id": family})
}

// families are the first 200 families of several people within the reader's reach.
func (r graphqlReader) families(ctx context.Context) ([]string, error) {
	request, err := r.ask(ctx, "{ families(first: 200) { nodes { id members { role } } } }", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var reply struct {
		Data struct {
			Families struct {
				Nodes []struct {
					ID      string
					Members []struct{}
				}
			}
		}
	}
	if err := json.NewDecoder(answer.Body).Decode(&reply); err != nil {
		return nil, fmt.Errorf("listing families: %w", err)
	}
	var ids []string
	for _, family := range reply.Data.Families.Nodes {
		if len(family.Members) > 1 {
			ids = append(ids, family.ID)
		}
	}
	if len(ids) == 0 {
		return nil, errors.New("there is no family to read")
	}
	return ids, nil
}
