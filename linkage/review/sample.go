package review

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/goccy/go-yaml"

	"thrivingfamilies.example/hub/linkage"
)

// Sampling is how links are drawn of which nobody is in doubt.
type Sampling struct {
	Most int `yaml:"most"` // at a time
	From int `yaml:"from"` // of fewer links none is drawn
}

//go:embed sample.yaml
var sampling []byte

// DefaultSampling is what sample.yaml says.
var DefaultSampling = sync.OnceValue(func() Sampling {
	s, err := ReadSampling(sampling)
	if err != nil {
		panic(err) // embedded, and read in a test
	}
	return s
})

// ReadSampling reads such a file strictly.
func ReadSampling(text []byte) (Sampling, error) {
	var s Sampling
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&s); err != nil {
		return Sampling{}, fmt.Errorf("sample: %s", yaml.FormatError(err, false, false))
	}
	if s.Most < 0 || s.From < 1 {
		return Sampling{}, fmt.Errorf("sample: most must not be less than 0, nor from less than 1")
	}
	return s, nil
}

// Link is two records that are one person as the linker has it.
type Link struct {
	A, B                    linkage.Key // the lesser first
	Weight, Same, Household float64     // as the model says
}

// Draw draws links, as many of each band of probability as of any other while there are more. Which they are hangs on the
// installation's secret, the model and the records alone: the same model draws the same of the same links, and from what is
// left goes on in the same order.
func (s Sampling) Draw(ids IDs, model string, links []Link) []Link {
	if len(links) < s.From {
		return nil
	}
	type ticket struct {
		number uint64
		link   int
	}
	var tickets [bands][]ticket
	number := ids.tickets(model)
	for i := range links {
		l := &links[i]
		band := bandOf(l.Same)
		tickets[band] = append(tickets[band], ticket{number(l.A, l.B), i})
	}
	for _, band := range tickets {
		slices.SortFunc(band, func(x, y ticket) int { return cmp.Compare(x.number, y.number) })
	}
	var drawn []Link
	for round := 0; ; round++ {
		before := len(drawn)
		for band := bands - 1; band >= 0; band-- { // those of which the linker is surest first: they are most of all
			if round < len(tickets[band]) && len(drawn) < s.Most {
				drawn = append(drawn, links[tickets[band][round].link])
			}
		}
		if len(drawn) == before {
			return drawn
		}
	}
}

// tickets gives the numbers by which links are drawn. Without the secret nobody can tell them. There are as many as links, so
// nothing is made anew for each.
func (ids IDs) tickets(model string) func(a, b linkage.Key) uint64 {
	mac, text, sum := hmac.New(sha256.New, ids.Secret), []byte(nil), []byte(nil)
	return func(a, b linkage.Key) uint64 {
		text = append(text[:0], "sample/1 "...)
		for _, word := range []string{model, string(a.Partner), a.Org, a.Ref, string(b.Partner), b.Org, b.Ref} {
			text = strconv.AppendQuote(text, word)
		}
		mac.Reset()
		_, _ = mac.Write(text)
		sum = mac.Sum(sum[:0])
		return binary.BigEndian.Uint64(sum)
	}
}
