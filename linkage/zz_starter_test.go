package linkage

import (
	"os"
	"testing"

	"thrivingfamilies.example/hub/synthetic"
)

func TestZZStarter(t *testing.T) {
	folder := t.TempDir()
	if err := (synthetic.County{Families: 810, Seed: 1, Errors: 0.05}).Write(folder); err != nil {
		t.Fatal(err)
	}
	c := readTownsfolk(t, folder)
	t.Log(len(c.records))
	l := learnt(t, c.records).Portable()
	if err := os.WriteFile("starter.json", l.Marshal(), 0o644); err != nil {
		t.Fatal(err)
	}
}
