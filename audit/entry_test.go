package audit_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

var noon = time.Date(2014, 6, 2, 12, 0, 0, 123456789, time.UTC)

func someEntry(t *rapid.T) audit.Entry {
	word := rapid.String()
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"identity", "offences", "<b>", "\u2028"}), 0, 4)
	return audit.Entry{
		At:         noon.Add(time.Duration(rapid.Int64Range(0, 1e15).Draw(t, "after"))),
		Kind:       rapid.SampledFrom([]audit.Kind{audit.Disclosure, audit.Erasure}).Draw(t, "kind"),
		Actor:      audit.Actor{Subject: word.Draw(t, "subject"), Role: "POLICE_OFFICER", TokenID: word.Draw(t, "token")},
		Reason:     word.Draw(t, "reason"),
		Operation:  word.Draw(t, "operation"),
		Agreements: rapid.MapOfN(word, word, 0, 2).Draw(t, "agreements"),
		Shown:      rapid.MapOfN(word, words, 0, 3).Draw(t, "shown"),
		Withheld:   []audit.Withheld{{Path: "person.nino", Class: "nino", Reason: "NOT_SHARED", Count: rapid.Int().Draw(t, "count")}},
		Detail:     map[string]any{"n": rapid.Int32().Draw(t, "n"), "s": word.Draw(t, "s")},
	}
}

func TestCanonicalText(t *testing.T) {
	entry := audit.Entry{
		At: noon, Kind: audit.Disclosure, Purpose: "safeguarding", Operation: "person", Query: "ab",
		Actor:      audit.Actor{Subject: "me", Role: "INTEGRATION", ActsAs: "POLICE_OFFICER", Org: "tvp", TokenID: "t1"},
		Agreements: map[string]string{"police": "02", "council": "01"},
		Shown:      map[string][]string{"P2": {"asb"}, "P1": {"offences", "asb", "offences"}},
		Withheld:   []audit.Withheld{{Path: "person.nino", Class: "nino", Reason: "NOT_SHARED", Agreement: "dwp", Count: 2}},
	}
	got, err := entry.Canonical()
	want := `{"at":"2014-06-02T12:00:00.123456Z","kind":"disclosure",` +
		`"actor":{"subject":"me","role":"INTEGRATION","actsAs":"POLICE_OFFICER","org":"tvp","token":"t1"},` +
		`"purpose":"safeguarding","operation":"person","query":"ab","agreements":{"council":"01","police":"02"},` +
		`"shown":{"P1":["asb","offences"],"P2":["asb"]},` +
		`"withheld":[{"path":"person.nino","class":"nino","reason":"NOT_SHARED","agreement":"dwp","count":2}]}`
	if err != nil || got != want {
		t.Errorf("%v\n got %s\nwant %s", err, got, want)
	}
	if len(entry.Shown["P1"]) != 3 || entry.Shown["P1"][0] != "offences" {
		t.Error("the caller's entry was changed")
	}
}

// The same facts give the same text: in another zone, in another order, and once more from the text itself.
func TestCanonicalTextIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entry := someEntry(t)
		text := canonical(t, entry)
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\n\x00") {
			t.Fatalf("%q cannot be kept everywhere", text)
		}
		other := entry
		other.At = entry.At.In(time.FixedZone("", 3600))
		other.Shown = map[string][]string{}
		for person, classes := range entry.Shown {
			for _, class := range classes {
				other.Shown[person] = append([]string{class}, other.Shown[person]...)
			}
			if classes != nil && other.Shown[person] == nil {
				other.Shown[person] = []string{}
			}
		}
		if again := canonical(t, other); again != text {
			t.Fatalf("\n%s\n%s", text, again)
		}
		var read audit.Entry
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Fatal(err)
		}
		if again := canonical(t, read); again != text {
			t.Fatalf("\n%s\n%s", text, again)
		}
	})
}

// A database refuses text that is not UTF-8; an entry may quote what somebody sent.
func TestCanonicalTextIsText(t *testing.T) {
	text := canonical(t, audit.Entry{Reason: "a\xffb\x00", Shown: map[string][]string{"\xfe": {"\xff"}}})
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		t.Errorf("%q", text)
	}
}

func TestCanonicalRefusesWhatIsNoText(t *testing.T) {
	if _, err := (audit.Entry{Detail: map[string]any{"rate": math.NaN()}}).Canonical(); err == nil {
		t.Error("accepted")
	}
}

func canonical(t rapid.TB, e audit.Entry) string {
	text, err := e.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSubjects(t *testing.T) {
	e := audit.Entry{Shown: map[string][]string{"P2": nil, "P1": {"asb"}}, Detail: map[string]any{"person": "P1", "task": "T1", "counts": 3, "note": "P9"}}
	if got := strings.Join(e.Subjects(), " "); got != "P1 P2 T1" {
		t.Errorf("it tells of %s", got)
	}
	if got := (audit.Entry{Detail: map[string]any{"person": 3, "task": ""}}).Subjects(); len(got) > 0 {
		t.Errorf("nobody is %v", got)
	}
}
