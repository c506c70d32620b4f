package main

import (
	"regexp"
	"strings"

	"thrivingfamilies.example/hub/linkage/quality"
)

// truthTeller says who each row truly is; nil does not know.
type truthTeller struct {
	pattern *regexp.Regexp // over the id; nil: a column says it
	labels  []string
}

// truthTeller is what the flags ask for.
func (l *linkFileCommand) truthTeller() (*truthTeller, error) {
	switch {
	case l.Truth != "" && l.TruthPattern != "":
		return nil, refuse("--truth and --truth-pattern cannot both say who rows are")
	case l.Truth != "":
		return &truthTeller{}, nil
	case l.TruthPattern == "":
		return nil, nil
	}
	pattern, err := regexp.Compile(l.TruthPattern)
	if err != nil {
		return nil, refuse("--truth-pattern is no regular expression: %w", err)
	}
	if pattern.NumSubexp() == 0 {
		return nil, refuse("--truth-pattern has no group: put round brackets about the part of the id that says who it is")
	}
	return &truthTeller{pattern: pattern}, nil
}

// see notes who a row is.
func (t *truthTeller) see(plan *filePlan, id string, cells []string) {
	label := ""
	if t.pattern == nil {
		label = cells[plan.truth()]
	} else if groups := t.pattern.FindStringSubmatch(id); groups != nil {
		label = groups[1]
	}
	t.labels = append(t.labels, strings.Clone(label))
}

// settle makes the people's truth of all that was noted.
func (t *truthTeller) settle(p *peopleFiles, across bool) error {
	if t == nil {
		return nil
	}
	p.truth = &quality.Truth{Person: quality.Labels(t.labels)}
	if across {
		p.truth.Source = p.source
	}
	t.labels = nil
	if p.truth.Known() == 0 {
		return refuse("nothing says who any row truly is: see what --truth or --truth-pattern asks for")
	}
	return nil
}
