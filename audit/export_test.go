package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

func export(t rapid.TB, log []audit.Record) []byte {
	var out bytes.Buffer
	for _, record := range log {
		line, err := record.Line()
		if err != nil {
			t.Fatal(err)
		}
		out.Write(line)
	}
	return out.Bytes()
}

func someExport(t rapid.TB, entries int) []byte {
	log := make([]audit.Record, entries)
	for i := range log {
		entry := audit.Entry{
			At: noon, Kind: audit.Disclosure, Operation: fmt.Sprintf("person <%d>", i), Actor: audit.Actor{Subject: "Zoë"},
			Shown: map[string][]string{"P1": {"identity"}},
		}
		log[i] = audit.Record{Seq: int64(i + 1), Body: canonical(t, entry)}
	}
	return export(t, rechained(log, 0))
}

// An export read back is the log: whatever an entry says, its line verifies.
func TestExport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := someLog(t, 1)
		chain, err := audit.VerifyExport(iotest.OneByteReader(bytes.NewReader(export(t, log))))
		if err != nil {
			t.Fatal(err)
		}
		if seq, hash := chain.Head(); seq != int64(len(log)) || hash != log[len(log)-1].Hash {
			t.Fatalf("the head is %d %s", seq, hash)
		}
	})
}

func TestLine(t *testing.T) {
	line, err := audit.Record{Seq: 1, Body: `{"a":"<é>"}`, Previous: "p", Hash: "h"}.Line()
	if want := `{"seq":1,"body":"{\"a\":\"<é>\"}","previous":"p","hash":"h"}` + "\n"; err != nil || string(line) != want {
		t.Errorf("%s, %v", line, err)
	}
}

// Every byte of a line is flipped in its lowest and its case bit; a thousand anywhere become any other.
func TestFlippedBytes(t *testing.T) {
	whole := someExport(t, 12)
	flip := func(at int, with byte) {
		t.Helper()
		broken := bytes.Clone(whole)
		broken[at] ^= with
		_, err := audit.VerifyExport(bytes.NewReader(broken))
		if line := bytes.Count(whole[:at], []byte("\n")) + 1; err == nil || !names(err, line) {
			t.Errorf("byte %d, on line %d, %q for %q: %v", at, line, broken[at], whole[at], err)
		}
	}
	for at := range bytes.IndexByte(whole, '\n') + 1 {
		flip(at, 0x01)
		flip(at, 0x20)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		flip(random.IntN(len(whole)), byte(1+random.IntN(255)))
	}
	flip(len(whole)-1, '\n'^'\r')
}

// A byte, or several, taken out or put in anywhere.
func TestShiftedBytes(t *testing.T) {
	whole := someExport(t, 3)
	chain, err := audit.VerifyExport(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	n, hash := chain.Head()
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(whole)-1).Draw(t, "at")
		upTo := rapid.IntRange(at, min(len(whole), at+40)).Draw(t, "up to")
		put := rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "put in")
		broken := append(append(bytes.Clone(whole[:at]), put...), whole[upTo:]...)
		chain, err := audit.VerifyExport(bytes.NewReader(broken))
		if err != nil || bytes.Equal(broken, whole) {
			return
		}
		if m, h := chain.Head(); m == n && h == hash {
			t.Fatalf("not found: %q for %q at %d", put, whole[at:upTo], at)
		}
	})
}

func TestExportErrors(t *testing.T) {
	whole := string(someExport(t, 3))
	first, _, _ := strings.Cut(whole, "\n")
	for _, test := range []struct{ name, export, want string }{
		{"not JSON", first + "\nhello\n", "line 2 of the export cannot be read as an entry"},
		{"an empty line", first + "\n\n", "line 2 of the export cannot be read as an entry"},
		{"without its line feed", first, "line 1 of the export was changed: it is not written as an export writes it"},
		{"Windows line ends", first + "\r\n", "line 1 of the export was changed: it is not written as an export writes it"},
		{"another key", strings.Replace(first, "{", `{"x":1,`, 1) + "\n", "line 1 of the export was changed: it is not written as an export writes it"},
		{"a key in capitals", strings.Replace(first, `"seq"`, `"SEQ"`, 1) + "\n", "line 1 of the export was changed: it is not written as an export writes it"},
		{"a gap", first + "\n" + strings.Replace(first, `"seq":1`, `"seq":3`, 1) + "\n", "entry 3 stands where entry 2 belongs: one was dropped, added or swapped"},
		{"too long a line", first + "\n" + strings.Repeat("x", audit.MaxLine+1), "the export cannot be read beyond line 1: bufio.Scanner: token too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			chain, err := audit.VerifyExport(strings.NewReader(test.export))
			if err == nil || err.Error() != test.want || chain != nil {
				t.Error(err)
			}
		})
	}
	if _, err := audit.VerifyExport(iotest.ErrReader(iotest.ErrTimeout)); err == nil || !strings.HasPrefix(err.Error(), "the export cannot be read beyond line 0") {
		t.Error(err)
	}
}

// FuzzVerifyExport: what verifies is, byte for byte, the export of the log that it holds.
func FuzzVerifyExport(f *testing.F) {
	whole := someExport(f, 3)
	f.Add(whole)
	f.Add(whole[:bytes.IndexByte(whole, '\n')+1])
	f.Add([]byte(`{"SEQ":1,"body":"","previous":"","hash":""}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		chain, err := audit.VerifyExport(bytes.NewReader(text))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q", err)
			}
			return
		}
		var log []audit.Record
		for line := range bytes.Lines(text) {
			var record audit.Record
			if err := json.Unmarshal(line, &record); err != nil {
				t.Fatal(err)
			}
			log = append(log, record)
		}
		if seq, _ := chain.Head(); seq != int64(len(log)) || !bytes.Equal(export(t, log), text) {
			t.Errorf("%d entries of %d lines", seq, len(log))
		}
	})
}
