package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thrivingfamilies.example/hub/internal/dbtest"
)

// An operator checks the log on the database and on an export without one, signs it, notes it elsewhere, and makes new keys.
func TestAudit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		useDatabase(t, dsn)
		feeds := county(t)
		must(t, "import", "council", filepath.Join(feeds, "council"), "--no-progress", "--defer-link")
		says := func(want string, args ...string) {
			t.Helper()
			if out := must(t, args...).out; !strings.Contains(out, want) {
				t.Errorf("thrive %s says %q, want in it %q", strings.Join(args, " "), out, want)
			}
		}
		refused := func(code int, want string, args ...string) {
			t.Helper()
			if r := thrive(t, args...); r.code != code || !strings.Contains(r.err, want) {
				t.Errorf("thrive %s ended with %d and said %q, want %d and in it %q", strings.Join(args, " "), r.code, r.err, code, want)
			}
		}
		says("the log holds: 1 entry, root ", "audit", "verify")
		says("no checkpoint of it was ever signed: whoever can change the database could have rewritten all of it", "audit", "verify")

		noted := write(t, filepath.Join(t.TempDir(), "noted"), must(t, "audit", "checkpoint").out)
		says("1 signed checkpoint, the last one of 1 entry", "audit", "verify")
		must(t, "import", "police", filepath.Join(feeds, "police"), "--no-progress", "--defer-link")
		says("the log holds: 2 entries", "audit", "verify", "--noted", noted)
		public := strings.TrimSpace(must(t, "audit", "key").out)
		if out := must(t, "audit", "rotate-key").out; strings.Count(out, "— thrive-log ") != 2 {
			t.Errorf("the first checkpoint of a new key is %q", out)
		}
		if keys := must(t, "audit", "key").out; strings.Count(keys, "\n") != 2 || !strings.HasSuffix(keys, public+"\n") {
			t.Errorf("then the keys are %q", keys)
		}
		says("2 signed checkpoints, the last one of 2 entries", "audit", "verify")

		export := write(t, filepath.Join(t.TempDir(), "log.ndjson"), must(t, "audit", "export").out)
		says("2 signed checkpoints", "audit", "verify", export)
		text, err := os.ReadFile(export)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(text), "\n")
		changed := write(t, filepath.Join(t.TempDir(), "changed.ndjson"), strings.Replace(string(text), "council", "police ", 1))
		refused(failed, "the log does not hold: entry 1 was changed: its text does not fit its hash", "audit", "verify", changed)
		cut := write(t, filepath.Join(t.TempDir(), "cut.ndjson"), lines[0])
		says("the log holds: 1 entry", "audit", "verify", cut)
		newest := write(t, filepath.Join(t.TempDir(), "newest"), must(t, "audit", "checkpoint").out)
		refused(failed, "the log is cut short: it has 1 entries, and the checkpoint that was noted was signed of 2", "audit", "verify", cut, "--noted", newest)

		// One entry is proved, on the database, on an export, and by a file of its own.
		const second = "entry 2 is in the log: it and its path, 1 long, make the root of the checkpoint of 2 entries, "
		says(second, "audit", "verify", "--entry", "2")
		says(second, "audit", "verify", export, "--entry", "2")
		proof := filepath.Join(t.TempDir(), "proof.json")
		must(t, "audit", "proof", "2", "--out", proof)
		says(second, "audit", "verify", proof)
		refused(misused, "the proof is of entry 2, not of 1", "audit", "verify", proof, "--entry", "1")
		refused(misused, "there is no entry 3", "audit", "verify", "--entry", "3")
		refused(misused, "there is no entry 3 in the log", "audit", "proof", "3")
		said, err := os.ReadFile(proof)
		if err != nil {
			t.Fatal(err)
		}
		falsified := write(t, filepath.Join(t.TempDir(), "false.json"), strings.Replace(string(said), "police", "houses", 1))
		refused(failed, "the proof does not hold: entry 2 is not in the log of which the checkpoint was signed", "audit", "verify", falsified)
		must(t, "import", "housing", filepath.Join(feeds, "housing"), "--no-progress", "--defer-link")
		refused(misused, "no checkpoint was signed yet that covers entry 3: sign one by thrive audit checkpoint", "audit", "proof", "3")
		refused(misused, "no checkpoint was signed yet that covers entry 3", "audit", "verify", "--entry", "3")
		says("the checkpoint of 2 entries continues that of 1: entries 1 to 1 are the same in both", "audit", "verify", "--from", "1", "--to", "2")
		says("continues that of 1", "audit", "verify", export, "--from", "1", "--to", "2", "--entry", "1")
		refused(failed, "no checkpoint was signed of 3 entries", "audit", "verify", "--from", "1", "--to", "3")
		refused(misused, "--from and --to go together", "audit", "verify", "--from", "1")

		// Somewhere else, with the public keys alone, or with none.
		t.Setenv("THRIVE_DATA", t.TempDir())
		refused(misused, "the log has signed checkpoints: name the key that signed them, by --key or --log-key", "audit", "verify", export)
		refused(misused, "the log has signed checkpoints: name the key that signed them, by --key or --log-key", "audit", "verify", proof)
		refused(failed, "the checkpoint of the proof was changed: it is signed by a key that is not known here", "audit", "verify", proof, "--key", public)
		refused(failed, "it is signed by a key that is not known here", "audit", "verify", export, "--key", public)
		refused(misused, "--key: line 1 is no public key", "audit", "verify", export, "--key", "hello")
		refused(misused, "is no checkpoint: it is signed by a key that is not known here", "audit", "verify", export, "--noted", newest, "--key", must(t, "audit", "key").out)
	})
}

// The keys are for their owner alone, and are never made anew where they are wrong.
func TestLogKeys(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("THRIVE_DATA", dir)
	file := filepath.Join(dir, "log.keys")
	must(t, "audit", "key")
	for name, c := range map[string]struct {
		text string
		mode os.FileMode
		want string
	}{
		"read by others": {must(t, "audit", "key").out, 0o640, "others may use " + file + ", which must have mode 0600"},
		"empty":          {"", 0o600, file + " does not hold the keys of the log: it holds no public key"},
		"public alone":   {must(t, "audit", "key").out, 0o600, ""},
	} {
		t.Run(name, func(t *testing.T) {
			write(t, file, c.text)
			if err := os.Chmod(file, c.mode); err != nil {
				t.Fatal(err)
			}
			r := thrive(t, "audit", "key")
			if (r.code != done) != (c.want != "") || !strings.Contains(r.err, c.want) {
				t.Errorf("ended with %d: %q, want %q", r.code, r.err, c.want)
			}
			if c.want == "" {
				if r := thrive(t, "serve", "--listen", "127.0.0.1:0"); r.code != misused || !strings.Contains(r.err, "there is no private key to sign a checkpoint with") {
					t.Errorf("serving with public keys alone ended with %d: %q", r.code, r.err)
				}
			}
		})
	}
}
