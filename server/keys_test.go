package main

import (
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strings"
	"testing"
	"time"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// eventually waits until something is so, as it must soon be.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Errorf("it does not come about that %s", what)
}

// madeBy is the number of the key that sealed a cursor, which stands before it.
func madeBy(t *testing.T, cursor any) uint32 {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(cursor.(string))
	if err != nil {
		t.Fatal(err)
	}
	return binary.BigEndian.Uint32(raw)
}

// Servers of one database share the keys that rotate, and hear of a new one while they run.
func TestKeysRotateUnderRunningServers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		p := newPanel(t, dsn)
		second := serveHub(t)
		by := reader{role: "COUNCIL_COORDINATOR", purpose: "data-quality"}
		first := func(h *hubUnderTest) any {
			return h.ask(t, by, `{ families(first: 1) { pageInfo { endCursor } } }`, nil).Data["families"].(object)["pageInfo"].(object)["endCursor"]
		}
		taken := func(h *hubUnderTest, cursor any) bool {
			got := send(t, h.request(t, by, http.MethodPost, `query ($after: String) { families(first: 1, after: $after) { totalCount } }`, object{"after": cursor}))
			if strings.Contains(got.body, `"INVALID"`) == strings.Contains(got.body, `"totalCount"`) {
				t.Fatalf("a cursor is answered with %s", got.body)
			}
			return strings.Contains(got.body, `"totalCount"`)
		}
		cursor := first(p.hubUnderTest)
		if !taken(second, cursor) {
			t.Error("another server of the database refuses the cursor")
		}
		if out := must(t, "keys", "rotate", "cursors").out; !strings.HasPrefix(out, "cursors: key 2 is used from ") {
			t.Errorf("rotate says %q", out)
		}
		list := must(t, "keys", "list").out
		if strings.Count(list, "cursors") != 2 || strings.Count(list, "sessions") != 1 || strings.Count(list, "pseudonyms") != 1 {
			t.Errorf("the keys are\n%s", list)
		}
		eventually(t, "the new key is used by both servers", func() bool {
			return madeBy(t, first(p.hubUnderTest)) == 2 && madeBy(t, first(second)) == 2
		})
		if !taken(p.hubUnderTest, cursor) || !taken(second, cursor) || !taken(p.hubUnderTest, first(second)) {
			t.Error("a cursor is refused while its key is accepted")
		}
		must(t, "keys", "rotate", "cursors", "--forget")
		eventually(t, "a cursor of a forgotten key is refused", func() bool { return !taken(p.hubUnderTest, cursor) && !taken(second, cursor) })
		if !taken(p.hubUnderTest, first(second)) {
			t.Error("a cursor of the key in use is refused")
		}
		if log := must(t, "audit", "export").out; strings.Count(log, "rotate the key of cursors") != 2 {
			t.Error("the log does not tell of both rotations")
		}
		if r := thrive(t, "keys", "rotate", "doors"); r.code != misused {
			t.Errorf("keys of nothing: it ended with %d", r.code)
		}
	})
}
