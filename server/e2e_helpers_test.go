package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/sharing"
	"thrivingfamilies.example/hub/store"
)

// sharedFolder holds the county that everybody tests with. It is read before TestMain takes the settings away.
var sharedFolder = cmp.Or(os.Getenv("THRIVE_SHARED"), filepath.Join("..", "..", "shared"))

// reader is who asks: what the token says, and what the request says beside it.
type reader struct {
	name    string // as golden files and reports call it; the role where left out
	role    string
	as      string // for INTEGRATION
	org     string
	subject string
	purpose string
	reason  string
}

func (r reader) String() string {
	return strings.TrimSpace(cmp.Or(r.name, r.role+" "+r.as+" "+r.org) + " for " + r.purpose)
}

// hubUnderTest is a hub that is served over real HTTP, with everything that it logs.
type hubUnderTest struct {
	address string
	log     *lockedBuffer
	tokens  map[string]string
	mint    func(reader) string // makes the tokens where thrive token does not
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// useDatabase points the program at an empty database, at this version's schema.
func useDatabase(t *testing.T, dsn string) {
	t.Helper()
	t.Setenv("THRIVE_DATABASE", dbtest.Serving(dsn))
	t.Setenv("THRIVE_DATA", filepath.Join(t.TempDir(), "data"))
	if strings.HasPrefix(dsn, "postgres") {
		t.Setenv("THRIVE_OWNER_DATABASE", dsn)
		must(t, "migrate")
	}
}

// importFeeds imports the folders of the five partners as the operator does, each as a whole, and links.
func importFeeds(t *testing.T, county string) {
	t.Helper()
	for _, partner := range models.Partners {
		r := thrive(t, "import", string(partner), filepath.Join(county, string(partner)), "--no-progress", "--defer-link")
		if r.code != done {
			t.Fatalf("importing %s ended with %d: %s%s", partner, r.code, r.out, r.err)
		}
	}
	must(t, "link")
}

// serveHub serves the database until the test ends.
func serveHub(t *testing.T) *hubUnderTest {
	t.Helper()
	h := &hubUnderTest{log: &lockedBuffer{}, tokens: map[string]string{}}
	ctx, stop := context.WithCancel(context.Background())
	reading, writing := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--log-level", "debug"}, strings.NewReader(""), writing, h.log)
		_ = writing.Close()
	}()
	t.Cleanup(func() {
		stop()
		select {
		case code := <-ended:
			if code != done {
				t.Errorf("the server ended with %d: %s", code, h.log)
			}
		case <-time.After(20 * time.Second):
			t.Error("the server does not end")
		}
	})
	line := make([]byte, 100)
	n, err := reading.Read(line)
	address, ok := strings.CutPrefix(strings.TrimSpace(string(line[:n])), "Listening on ")
	if err != nil || !ok {
		t.Fatalf("the server did not start: %s", h.log)
	}
	h.address = address
	return h
}

// token is made by thrive token, once for each bearer.
func (h *hubUnderTest) token(t *testing.T, r reader) string {
	t.Helper()
	if h.mint != nil {
		return h.mint(r)
	}
	args := []string{"token", "--role", r.role, "--ttl", "1h"}
	for flag, value := range map[string]string{"--as": r.as, "--org": r.org, "--subject": r.subject} {
		if value != "" {
			args = append(args, flag, value)
		}
	}
	key := strings.Join([]string{r.role, r.as, r.org, r.subject}, "\x00")
	if h.tokens[key] == "" {
		h.tokens[key] = lastLine(must(t, args...).out)
	}
	return h.tokens[key]
}

// answered is a reply and what it holds.
type answered struct {
	reply
	Data       map[string]any
	Errors     []struct{ Message, Extensions any }
	Extensions struct{ Withheld, Broken []map[string]any }
}

// request prepares an operation as the reader sends it: by POST, or by GET as a browser would.
func (h *hubUnderTest) request(t *testing.T, r reader, method, query string, variables map[string]any) *http.Request {
	t.Helper()
	address, body := h.address+"/graphql", io.Reader(http.NoBody)
	text, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		body = bytes.NewReader(text)
	} else {
		given, _ := json.Marshal(variables)
		address += "?" + url.Values{"query": {query}, "variables": {string(given)}}.Encode()
	}
	request, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+h.token(t, r))
	request.Header.Set("Thrive-Purpose", r.purpose)
	if r.reason != "" {
		request.Header.Set("Thrive-Reason", r.reason)
	}
	return request
}

// ask sends one operation, which must be answered without an error.
func (h *hubUnderTest) ask(t *testing.T, r reader, query string, variables map[string]any) answered {
	t.Helper()
	a := answered{reply: send(t, h.request(t, r, http.MethodPost, query, variables))}
	if err := json.Unmarshal([]byte(a.body), &a); err != nil {
		t.Fatalf("%s: the reply is not JSON: %.300s", r, a.body)
	}
	if a.status != http.StatusOK || len(a.Errors) > 0 {
		t.Fatalf("%s: %.200s… is answered with %d: %.500s", r, query, a.status, a.body)
	}
	return a
}

// families reads every family in the reader's scope, page by page, and checks that the pages and the count agree.
func (h *hubUnderTest) families(t *testing.T, r reader, selection string) []object {
	t.Helper()
	const page = `query ($after: String) { families(first: 200, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { `
	var all []object
	var after any
	for {
		found := h.ask(t, r, page+selection+` } } }`, map[string]any{"after": after}).Data["families"].(object)
		all = append(all, objects(found["nodes"])...)
		info := found["pageInfo"].(object)
		if info["hasNextPage"] != true {
			if n := int(found["totalCount"].(float64)); n != len(all) {
				t.Errorf("%s: totalCount is %d, the pages hold %d families", r, n, len(all))
			}
			return all
		}
		after = info["endCursor"]
	}
}

// object is a JSON object.
type object = map[string]any

// objects are the objects of a JSON list; none of null.
func objects(list any) []object {
	items, _ := list.([]any)
	found := make([]object, 0, len(items))
	for _, item := range items {
		found = append(found, item.(object))
	}
	return found
}

// members are the people of a family that was read with members { person { … } }.
func members(family object) []object {
	found := make([]object, 0, 4)
	for _, m := range objects(family["members"]) {
		found = append(found, m["person"].(object))
	}
	return found
}

// readCSV reads a feed's file by its headings, without any code of the hub.
func readCSV(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	rows := make([]map[string]string, 0, len(lines))
	for _, line := range lines[1:] {
		row := make(map[string]string, len(line))
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// inStore does something to the database that no command does yet.
func inStore(t *testing.T, dsn string, do func(*store.Tx) error) {
	t.Helper()
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.InTx(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

// assign gives a family to somebody: a key worker by subject, the auditors by a claim, a study.
func assign(t *testing.T, dsn, family string, relation sharing.Relation, holder string) {
	t.Helper()
	inStore(t, dsn, func(tx *store.Tx) error { return tx.Assign(family, relation, holder) })
}
