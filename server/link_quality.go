package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"thrivingfamilies.example/hub/audit"
	"thrivingfamilies.example/hub/linkage"
	"thrivingfamilies.example/hub/linkage/quality"
	"thrivingfamilies.example/hub/linkage/review"
	"thrivingfamilies.example/hub/store"
)

// linkQuality is how good the links are as far as can be told without a truth: by the model's own account, and by what readers
// decided of links and doubts drawn by chance.
type linkQuality struct {
	Model    string        `json:"model"`
	Records  int           `json:"records"`
	Links    int           `json:"links"`           // pairs of probability 0.95 and more
	Expected float64       `json:"expected"`        // matches, by the probabilities of all pairs weighed
	Reached  quality.Share `json:"blocking_recall"` // the estimated share of all matches that were weighed at all
	Review   reviewJSON    `json:"review"`
}

// reviewJSON is what reviewQuality shows.
type reviewJSON struct {
	Decided    int        `json:"decided"`
	SecondRead int        `json:"second_read"`
	Agreed     int        `json:"agreed"`
	Kappa      *float64   `json:"kappa"`
	Links      []bandJSON `json:"links"`
	Doubts     []bandJSON `json:"doubts"`
}

// bandJSON is a band of probability of which something was decided.
type bandJSON struct {
	From      float64  `json:"from"`
	Until     float64  `json:"until"`
	Same      int      `json:"same"`
	NotSame   int      `json:"not_same"`
	Precision *float64 `json:"precision"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
}

// measureQuality weighs all pairs anew by the model in use, and writes nothing but the log, which tells of it in counts.
func measureQuality(ctx context.Context, p *program, db *store.Store) (linkQuality, error) {
	linker, err := db.Linker(ctx)
	if err != nil {
		return linkQuality{}, err
	}
	held, _, err := db.EachLinked(ctx)
	if err != nil {
		return linkQuality{}, err
	}
	records := make([]linkage.Record, len(held))
	for i, r := range held {
		records[i] = r.Record
	}
	pairs, report, err := linker.Pairs(records)
	if err != nil {
		return linkQuality{}, err
	}
	read, err := db.WholeReviewQuality(ctx)
	if err != nil {
		return linkQuality{}, err
	}
	q := linkQuality{Model: linker.Version(), Records: len(records), Expected: report.Expected, Reached: report.BlockingRecall, Review: reviewOf(read)}
	for _, pair := range pairs {
		if pair.Same >= quality.Sure {
			q.Links++
		}
	}
	return q, db.Log(ctx, audit.Entry{
		At: p.now(), Kind: audit.Consultation, Actor: operator(), Operation: "link --quality",
		Detail: map[string]any{"records": len(records), "decided": read.Decided},
	})
}

func reviewOf(q review.Quality) reviewJSON {
	return reviewJSON{Decided: q.Decided, SecondRead: q.SecondRead, Agreed: q.Agreed, Kappa: q.Kappa, Links: bandsOf(q.Bands), Doubts: bandsOf(q.Doubts)}
}

func bandsOf(bands []review.Band) []bandJSON {
	list := []bandJSON{}
	for _, b := range bands {
		if b.Precision != nil {
			list = append(list, bandJSON(b))
		}
	}
	return list
}

func (q linkQuality) print(w io.Writer) error {
	fmt.Fprintf(w, "model %s, %s, %s of probability 0.95 and more\n", q.Model, counted(q.Records, "record"), counted(q.Links, "pair"))
	fmt.Fprintf(w, "the pairs weighed hold %.0f matches by their probabilities", q.Expected)
	if q.Expected > 0 && q.Reached.Defined() {
		fmt.Fprintf(w, ", an estimated %.2f %% of all there are", 100*float64(q.Reached))
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, of := range []struct {
		name, none string
		bands      []bandJSON
	}{
		{"links drawn by chance", "no link drawn by chance has been decided: their precision is not known", q.Review.Links},
		{"doubts drawn for two readers", "no doubt drawn for two readers has been decided", q.Review.Doubts},
	} {
		if len(of.bands) == 0 {
			fmt.Fprintf(t, "\n%s\n", of.none)
			continue
		}
		fmt.Fprintf(t, "\n%s, by probability\tone person\tnot\tprecision\t95 %% interval\n", of.name)
		for _, b := range of.bands {
			fmt.Fprintf(t, "%.1f to %.1f\t%d\t%d\t%.4f\t%.4f to %.4f\n", b.From, b.Until, b.Same, b.NotSame, *b.Precision, *b.Low, *b.High)
		}
	}
	fmt.Fprintf(t, "\n%s decided in all; of %d that two read blind, %d were decided alike", counted(q.Review.Decided, "pair"), q.Review.SecondRead, q.Review.Agreed)
	if q.Review.Kappa != nil {
		fmt.Fprintf(t, " (kappa %.2f)", *q.Review.Kappa)
	}
	fmt.Fprintln(t)
	return t.Flush()
}
