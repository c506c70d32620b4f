package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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

// verifyExport is the check of an export, whose checkpoints theKeys signed.
func verifyExport(r io.Reader) (*audit.Check, error) {
	c := &audit.Check{Known: theKeys.Known()}
	return c, c.Export(r)
}

// someExport is that of a log which is signed at its middle and its end.
func someExport(t rapid.TB, entries int) []byte {
	bodies := make([]string, entries)
	for i := range bodies {
		bodies[i] = canonical(t, audit.Entry{
			At: noon, Kind: audit.Disclosure, Operation: fmt.Sprintf("person <%d>", i), Actor: audit.Actor{Subject: "Zoë"},
			Shown: map[string][]string{"P1": {"identity"}},
		})
	}
	return export(t, recorded(t, bodies, int64(entries+1)/2, int64(entries)))
}

// An export read back is the log: whatever an entry says, its line verifies.
func TestExport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := someBodies(t, 1)
		c, err := verifyExport(iotest.OneByteReader(bytes.NewReader(export(t, recorded(t, bodies, 1)))))
		if err != nil {
			t.Fatal(err)
		}
		if head := c.Head(); head.Size != int64(len(bodies)) || head.Root != root(bodies) {
			t.Fatalf("the head is %v", head)
		}
	})
}

func TestLine(t *testing.T) {
	line, err := audit.Record{Seq: 1, Body: `{"a":"<é>"}`, Hashes: []audit.Hash{root(nil)}}.Line()
	if want := `{"seq":1,"body":"{\"a\":\"<é>\"}","hashes":["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]}` + "\n"; err != nil || string(line) != want {
		t.Errorf("%s, %v", line, err)
	}
	line, err = audit.Record{Checkpoint: "a\nb\n"}.Line()
	if want := `{"checkpoint":"a\nb\n"}` + "\n"; err != nil || string(line) != want {
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
		_, err := verifyExport(bytes.NewReader(broken))
		line := bytes.Count(whole[:at], []byte("\n")) + 1
		entry := bytes.Count(whole[:at], []byte(`{"seq"`)) // or the last one before, of a checkpoint
		if err == nil || !names(err, line) && !names(err, entry) && !names(err, entry+1) {
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
	sound, err := verifyExport(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(whole)-1).Draw(t, "at")
		upTo := rapid.IntRange(at, min(len(whole), at+40)).Draw(t, "up to")
		put := rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "put in")
		broken := append(append(bytes.Clone(whole[:at]), put...), whole[upTo:]...)
		c, err := verifyExport(bytes.NewReader(broken))
		if err != nil || bytes.Equal(broken, whole) {
			return
		}
		if _, signed := c.Signed(); c.Head() == sound.Head() && signed == 2 {
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
			if _, err := verifyExport(strings.NewReader(test.export)); err == nil || err.Error() != test.want {
				t.Error(err)
			}
		})
	}
	if _, err := verifyExport(iotest.ErrReader(iotest.ErrTimeout)); err == nil || !strings.HasPrefix(err.Error(), "the export cannot be read beyond line 0") {
		t.Error(err)
	}
}

// FuzzVerifyExport: what verifies is, byte for byte, the export of the log that it holds.
func FuzzVerifyExport(f *testing.F) {
	whole := someExport(f, 3)
	f.Add(whole)
	f.Add(whole[:bytes.IndexByte(whole, '\n')+1])
	f.Add([]byte(`{"SEQ":1,"body":"","hashes":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := verifyExport(bytes.NewReader(text))
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
		if _, signed := c.Signed(); c.Head().Size+int64(signed) != int64(len(log)) || !bytes.Equal(export(t, log), text) {
			t.Errorf("%d entries and %d checkpoints of %d lines", c.Head().Size, signed, len(log))
		}
	})
}
