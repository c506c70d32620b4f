package audit_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/audit"
)

// someLog is a sound log of at least so many entries.
func someLog(t *rapid.T, least int) []audit.Record {
	log := make([]audit.Record, rapid.IntRange(least, 8).Draw(t, "entries"))
	for i := range log {
		log[i] = audit.Record{Seq: int64(i + 1), Body: canonical(t, someEntry(t))}
	}
	return rechained(log, 0)
}

// rechained writes the hashes anew from an entry on, as somebody would who has the whole log in hand.
func rechained(log []audit.Record, from int) []audit.Record {
	for i := from; i < len(log); i++ {
		if log[i].Previous = ""; i > 0 {
			log[i].Previous = log[i-1].Hash
		}
		log[i].Hash = audit.Link(log[i].Previous, log[i].Body)
	}
	return log
}

func check(log []audit.Record) (*audit.Chain, error) {
	var chain audit.Chain
	for _, record := range log {
		if err := chain.Add(record); err != nil {
			return nil, err
		}
	}
	return &chain, nil
}

func TestSoundLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := someLog(t, 1)
		chain, err := check(log)
		if err != nil {
			t.Fatal(err)
		}
		if seq, hash := chain.Head(); seq != int64(len(log)) || hash != log[len(log)-1].Hash {
			t.Fatalf("the head is %d %s", seq, hash)
		}
	})
}

func TestEmptyLog(t *testing.T) {
	chain, err := audit.VerifyExport(strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	if seq, hash := chain.Head(); seq != 0 || hash != "" {
		t.Errorf("the head is %d %q", seq, hash)
	}
}

// Each way of tampering is found and the entry at fault, or the one after it, is named. What only the head can tell, a
// log cut short or rewritten to its end, it does tell.
func TestTampering(t *testing.T) {
	forged := audit.Record{Body: `{"forged":true}`}
	for name, tamper := range map[string]func(log []audit.Record, i int) []audit.Record{
		"drop":      func(log []audit.Record, i int) []audit.Record { return slices.Delete(log, i, i+1) },
		"cut short": func(log []audit.Record, i int) []audit.Record { return log[:i] },
		"drop and renumber": func(log []audit.Record, i int) []audit.Record {
			return renumbered(slices.Delete(log, i, i+1))
		},
		"repeat": func(log []audit.Record, i int) []audit.Record { return slices.Insert(log, i, log[i]) },
		"swap": func(log []audit.Record, i int) []audit.Record {
			log[i], log[(i+1)%len(log)] = log[(i+1)%len(log)], log[i]
			return log
		},
		"swap texts": func(log []audit.Record, i int) []audit.Record {
			j := (i + 1) % len(log)
			log[i].Body, log[j].Body = log[j].Body, log[i].Body+" "
			return log
		},
		"add": func(log []audit.Record, i int) []audit.Record { return slices.Insert(log, i, forged) },
		"add with its hash": func(log []audit.Record, i int) []audit.Record {
			added := forged
			if i > 0 {
				added.Previous = log[i-1].Hash
			}
			added.Hash = audit.Link(added.Previous, added.Body)
			return renumbered(slices.Insert(log, i, added))
		},
		"change the text": func(log []audit.Record, i int) []audit.Record { log[i].Body += " "; return log },
		"change the hash": func(log []audit.Record, i int) []audit.Record {
			log[i].Hash = audit.Link("", "x")
			return log
		},
		"change text and hash": func(log []audit.Record, i int) []audit.Record {
			log[i].Body = forged.Body
			log[i].Hash = audit.Link(log[i].Previous, log[i].Body)
			return log
		},
		"change all from there": func(log []audit.Record, i int) []audit.Record {
			log[i].Body = forged.Body
			return rechained(log, i)
		},
		"change the number": func(log []audit.Record, i int) []audit.Record { log[i].Seq += 1000; return log },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				log := someLog(t, 2)
				sound, _ := check(log)
				i := rapid.IntRange(0, len(log)-1).Draw(t, "at")
				chain, err := check(tamper(slices.Clone(log), i))
				if err == nil {
					seq, hash := chain.Head()
					if n, h := sound.Head(); seq == n && hash == h {
						t.Fatalf("not found at %d", i+1)
					}
					return
				}
				if !names(err, i+1) && !names(err, i+2) && (name != "swap" || !names(err, 1)) && (name != "swap texts" || !names(err, 1)) {
					t.Fatalf("at %d: %v", i+1, err)
				}
			})
		})
	}
}

func renumbered(log []audit.Record) []audit.Record {
	for i := range log {
		log[i].Seq = int64(i + 1)
	}
	return log
}

// names reports whether the message speaks of the entry or line of that number.
func names(err error, n int) bool {
	words := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == ' ' || r == ':' })
	for i, word := range words[1:] {
		if (words[i] == "entry" || words[i] == "line") && word == strconv.Itoa(n) {
			return true
		}
	}
	return false
}

func TestFaultsAreNamed(t *testing.T) {
	log := rechained([]audit.Record{{Seq: 1, Body: "{}"}, {Seq: 2, Body: "{}"}, {Seq: 3, Body: "{}"}}, 0)
	changed := func(change func(r *audit.Record)) []audit.Record {
		other := slices.Clone(log)
		change(&other[1])
		return other
	}
	for _, test := range []struct {
		name, want string
		log        []audit.Record
	}{
		{"dropped", "entry 3 stands where entry 2 belongs: one was dropped, added or swapped", []audit.Record{log[0], log[2]}},
		{"repeated", "entry 2 stands where entry 3 belongs: one was dropped, added or swapped", []audit.Record{log[0], log[1], log[1]}},
		{"text", "entry 2 was changed: its text does not fit its hash", changed(func(r *audit.Record) { r.Body = "[]" })},
		{
			"hash", "entry 3 does not follow entry 2: one of them was changed, added or swapped",
			changed(func(r *audit.Record) { r.Body = "[]"; r.Hash = audit.Link(r.Previous, r.Body) }),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := check(test.log); err == nil || err.Error() != test.want {
				t.Error(err)
			}
		})
	}
}
