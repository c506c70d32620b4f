package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"thrivingfamilies.example/hub/models"
	"thrivingfamilies.example/hub/synthetic"
)

// generateCommand writes a synthetic county. The same flags, the same bytes.
type generateCommand struct {
	Dir      string  `arg:"" name:"dir" help:"Where to write; a folder that is not there yet, or is empty."`
	Families int     `default:"810" help:"How many families meet all three national criteria; there are about four times as many households."`
	Seed     uint64  `default:"1" help:"Which county: the same seed, the same bytes."`
	Errors   float64 `default:"0.05" help:"The chance, 0 to 1, that a cell about a person is wrong or missing."`
	On       string  `default:"2012-12-31" placeholder:"DATE" help:"The day on which the county is looked at."`
}

// Run implements `thrive generate`.
func (g *generateCommand) Run(_ context.Context, p *program) error {
	switch entries, err := os.ReadDir(g.Dir); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return invalid{err}
	case len(entries) > 0:
		return refuse("%s is not empty: name a folder to be made", g.Dir)
	}
	if g.Families < 1 || g.On == "" {
		return refuse("a county needs at least one family, and a day")
	}
	county := synthetic.County{Families: g.Families, Seed: g.Seed, Errors: g.Errors, AsOf: models.Date(g.On)}
	if err := writeCounty(county, g.Dir); err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%s holds the feeds of %s, council, police, schools, housing and dwp, and truth.csv\n",
		g.Dir, counted(g.Families, "identified family"))
	return nil
}

// writeCounty writes the county. What does not come from the file system is wrong with the county that was asked for.
func writeCounty(county synthetic.County, dir string) error {
	err := county.Write(dir)
	var path *fs.PathError
	if err != nil && !errors.As(err, &path) {
		return invalid{err}
	}
	return err
}
