package audit_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

// theKeys sign all logs of the tests.
var theKeys = func() *audit.Keys {
	keys, err := audit.NewKeys()
	if err != nil {
		panic(err)
	}
	return keys
}()

func signer(t rapid.TB, k *audit.Keys) note.Signer {
	s, err := k.Signer()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// recorded are entries as the log keeps them, with a checkpoint behind each of some.
func recorded(t rapid.TB, bodies []string, signed ...int64) []audit.Record {
	tree := &audit.Tree{}
	var log []audit.Record
	for _, body := range bodies {
		log = append(log, audit.Record{Seq: tree.Size() + 1, Body: body, Hashes: tree.Add(body)})
		if slices.Contains(signed, tree.Size()) {
			text, err := (audit.Checkpoint{Size: tree.Size(), Root: tree.Root()}).Sign(signer(t, theKeys))
			if err != nil {
				t.Fatal(err)
			}
			log = append(log, audit.Record{Checkpoint: text})
		}
	}
	return log
}

// someBodies are the texts of at least so many entries.
func someBodies(t *rapid.T, least int) []string {
	bodies := make([]string, rapid.IntRange(least, 8).Draw(t, "entries"))
	for i := range bodies {
		bodies[i] = canonical(t, someEntry(t))
	}
	return bodies
}

func check(log []audit.Record) (*audit.Check, error) {
	c := &audit.Check{Known: theKeys.Known()}
	for _, record := range log {
		if err := c.Add(record); err != nil {
			return nil, err
		}
	}
	return c, c.End()
}

func TestSoundLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := someBodies(t, 1)
		n := int64(len(bodies))
		at := rapid.Int64Range(1, n).Draw(t, "signed")
		c, err := check(recorded(t, bodies, at, n))
		if err != nil {
			t.Fatal(err)
		}
		if head := c.Head(); head.Size != n || head.Root != root(bodies) {
			t.Fatalf("the head is %v", head)
		}
		if last, count := c.Signed(); last.Size != n || count < 1 || last.Root != root(bodies) {
			t.Fatalf("the last of %d checkpoints is %v", count, last)
		}
	})
}

func TestEmptyLog(t *testing.T) {
	c := &audit.Check{}
	if err := errors.Join(c.Export(strings.NewReader("")), c.End()); err != nil || c.Head().Size != 0 {
		t.Errorf("%v, %v", err, c.Head())
	}
}

// Each way of tampering is found and the entry at fault, or the one after it, is named. Who writes all hashes anew as well is
// found by the signed checkpoint at the end, and it says between which entries.
func TestTampering(t *testing.T) {
	for name, tamper := range map[string]func(t *rapid.T, log []audit.Record, i int) []audit.Record{
		"drop":      func(_ *rapid.T, log []audit.Record, i int) []audit.Record { return slices.Delete(log, i, i+1) },
		"cut short": func(_ *rapid.T, log []audit.Record, i int) []audit.Record { return slices.Delete(log, i, len(log)-1) },
		"drop and renumber": func(_ *rapid.T, log []audit.Record, i int) []audit.Record {
			return renumbered(slices.Delete(log, i, i+1))
		},
		"repeat": func(_ *rapid.T, log []audit.Record, i int) []audit.Record { return slices.Insert(log, i, log[i]) },
		"swap": func(_ *rapid.T, log []audit.Record, i int) []audit.Record {
			j := (i + 1) % (len(log) - 1)
			log[i], log[j] = log[j], log[i]
			return log
		},
		"add": func(_ *rapid.T, log []audit.Record, i int) []audit.Record {
			return slices.Insert(log, i, audit.Record{Body: "{}"})
		},
		"change the text": func(_ *rapid.T, log []audit.Record, i int) []audit.Record { log[i].Body += " "; return log },
		"change a hash": func(_ *rapid.T, log []audit.Record, i int) []audit.Record {
			log[i].Hashes = slices.Clone(log[i].Hashes)
			log[i].Hashes[len(log[i].Hashes)-1][7] ^= 1
			return log
		},
		"leave the hashes out": func(_ *rapid.T, log []audit.Record, i int) []audit.Record { log[i].Hashes = nil; return log },
		"change the number":    func(_ *rapid.T, log []audit.Record, i int) []audit.Record { log[i].Seq += 1000; return log },
		"change all from there": func(t *rapid.T, log []audit.Record, i int) []audit.Record {
			bodies := texts(log)
			bodies[i] += " "
			return append(recorded(t, bodies), log[len(log)-1])
		},
		"add with all hashes": func(t *rapid.T, log []audit.Record, i int) []audit.Record {
			return append(recorded(t, slices.Insert(texts(log), i, "{}")), log[len(log)-1])
		},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				bodies := someBodies(t, 2)
				log := recorded(t, bodies, int64(len(bodies)))
				i := rapid.IntRange(0, len(bodies)-1).Draw(t, "at")
				_, err := check(tamper(t, slices.Clone(log), i))
				if err == nil {
					t.Fatalf("not found at %d", i+1)
				}
				if !names(err, i+1) && !names(err, i+2) && !names(err, 1) && !strings.Contains(err.Error(), "cut short") && !strings.Contains(err.Error(), "wrong place") {
					t.Fatalf("at %d: %v", i+1, err)
				}
			})
		})
	}
}

// texts are those of a log that has a checkpoint at its end.
func texts(log []audit.Record) []string {
	var bodies []string
	for _, r := range log[:len(log)-1] {
		bodies = append(bodies, r.Body)
	}
	return bodies
}

func renumbered(log []audit.Record) []audit.Record {
	for i := range log[:len(log)-1] {
		log[i].Seq = int64(i + 1)
	}
	return log
}

// names reports whether the message speaks of the entry or line of that number.
func names(err error, n int) bool {
	words := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == ' ' || r == ':' })
	for i, word := range words[1:] {
		if (words[i] == "entry" || words[i] == "entries" || words[i] == "line") && word == strconv.Itoa(n) {
			return true
		}
	}
	return false
}

func TestFaultsAreNamed(t *testing.T) {
	log := recorded(t, []string{"{}", "{}", "{}", "{}"}, 2, 4) // 1 2 checkpoint 3 4 checkpoint
	other, err := audit.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := audit.Checkpoint{Size: 2, Root: root([]string{"{}", "{}"})}.Sign(signer(t, other))
	if err != nil {
		t.Fatal(err)
	}
	changed := func(at int, change func(r *audit.Record)) []audit.Record {
		list := slices.Clone(log)
		change(&list[at])
		return list
	}
	for _, test := range []struct {
		name, want string
		log        []audit.Record
	}{
		{"dropped", "entry 3 stands where entry 2 belongs: one was dropped, added or swapped", []audit.Record{log[0], log[3]}},
		{"repeated", "entry 2 stands where entry 3 belongs: one was dropped, added or swapped", []audit.Record{log[0], log[1], log[1]}},
		{"text", "entry 2 was changed: its text does not fit its hash", changed(1, func(r *audit.Record) { r.Body = "[]" })},
		{
			"text and hash", "entry 2 does not follow those before it: a hash of them was changed, or several entries were with their hashes",
			changed(1, func(r *audit.Record) { r.Body, r.Hashes = "[]", append(new(audit.Tree).Add("[]"), r.Hashes[1]) }),
		},
		{
			"all hashes", "entries 1 to 2 are not those of which the checkpoint after them was signed: one of them was changed, with its hash",
			append(recorded(t, []string{"{}", "[]"}), log[2]),
		},
		{"a checkpoint's text", "the checkpoint after entry 2 was changed: its signature is not right", changed(2, func(r *audit.Record) { r.Checkpoint = strings.Replace(r.Checkpoint, "\n2\n", "\n3\n", 1) })},
		{"another's checkpoint", "the checkpoint after entry 2 was changed: it is signed by a key that is not known here", changed(2, func(r *audit.Record) { r.Checkpoint = foreign })},
		{"a checkpoint too late", "the checkpoint after entry 3 stands in the wrong place: it was signed of 2", []audit.Record{log[0], log[1], log[3], log[2]}},
		{"cut short", "the log is cut short: it has 3 entries, and a checkpoint was signed of 4", []audit.Record{log[0], log[1], log[3], log[5]}},
		{"a checkpoint with a number", "the checkpoint after entry 2 was changed: it is no entry, and has something of one", changed(2, func(r *audit.Record) { r.Seq = 3 })},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := check(test.log); err == nil || err.Error() != test.want {
				t.Error(err)
			}
		})
	}
	if err := new(audit.Check).Add(audit.Record{Checkpoint: log[2].Checkpoint}); !errors.Is(err, audit.ErrNoKey) {
		t.Errorf("without a key: %v", err)
	}
}

// A checkpoint that was noted elsewhere finds a log that was cut short or written anew to its end.
func TestNotedCheckpoint(t *testing.T) {
	noted := audit.Checkpoint{Size: 2, Root: root([]string{"a", "b"})}
	for name, c := range map[string]struct {
		bodies []string
		want   string
	}{
		"as it was":    {[]string{"a", "b"}, ""},
		"longer":       {[]string{"a", "b", "c"}, ""},
		"cut short":    {[]string{"a"}, "the log is cut short: it has 1 entries, and the checkpoint that was noted was signed of 2"},
		"written anew": {[]string{"a", "x", "c"}, "entries 1 to 2 are not those of which the checkpoint that was noted was signed: one of them was changed, with its hash"},
	} {
		t.Run(name, func(t *testing.T) {
			check := &audit.Check{}
			check.Expect(noted)
			var err error
			for _, r := range recorded(t, c.bodies) {
				err = errors.Join(err, check.Add(r))
			}
			if err = errors.Join(err, check.End()); err == nil && c.want != "" || err != nil && err.Error() != c.want {
				t.Error(err)
			}
		})
	}
}
