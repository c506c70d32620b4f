package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// loaded is what came of reading for a while.
type loaded struct {
	perSecond float64
	p50, p99  time.Duration
	bytes     int // of a reply, on average
}

// row writes it as a row of the table.
func (l loaded) row(w io.Writer, cells ...string) {
	say("%s: %.0f requests/s, p50 %v, p99 %v", strings.Join(cells, ", "), l.perSecond, l.p50.Round(time.Millisecond/10), l.p99.Round(time.Millisecond/10))
	fmt.Fprintf(w, "| %s | %.0f | %.1f ms | %.1f ms | %d |\n", strings.Join(cells, " | "), l.perSecond,
		float64(l.p50.Microseconds())/1e3, float64(l.p99.Microseconds())/1e3, l.bytes)
}

// load asks for one family after the other on several connections until the time is over; a second before it counts warms
// up. Any answer but a whole one ends it.
func load(ctx context.Context, s settings, families []string, request func(context.Context, string) (*http.Request, error)) (loaded, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: s.connections, MaxConnsPerHost: s.connections}, Timeout: 30 * time.Second}
	defer client.CloseIdleConnections()
	counts := time.Now().Add(time.Second)
	ends := counts.Add(s.seconds)
	var all sync.WaitGroup
	took, read, errs := make([][]time.Duration, s.connections), make([]int, s.connections), make([]error, s.connections)
	for c := range s.connections {
		all.Go(func() {
			for i := c; time.Now().Before(ends) && ctx.Err() == nil; i += s.connections {
				began := time.Now()
				n, err := fetch(ctx, client, families[i%len(families)], request)
				if err != nil {
					errs[c] = err
					return
				}
				if began.After(counts) {
					took[c], read[c] = append(took[c], time.Since(began)), read[c]+n
				}
			}
		})
	}
	all.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return loaded{}, err
	}
	times := slices.Sorted(slices.Values(slices.Concat(took...)))
	if len(times) == 0 {
		return loaded{}, errors.New("no request ended in time")
	}
	total := 0
	for _, n := range read {
		total += n
	}
	return loaded{
		perSecond: float64(len(times)) / s.seconds.Seconds(), p50: times[len(times)/2], p99: times[len(times)*99/100], bytes: total / len(times),
	}, nil
}

func fetch(ctx context.Context, client *http.Client, family string, request func(context.Context, string) (*http.Request, error)) (int, error) {
	req, err := request(ctx, family)
	if err != nil {
		return 0, err
	}
	answer, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	text := string(body)
	if answer.StatusCode != http.StatusOK || strings.Contains(text, `"errors":`) || !strings.Contains(text, family) {
		return 0, fmt.Errorf("the answer is %d: %.300s", answer.StatusCode, text)
	}
	return len(body), nil
}
