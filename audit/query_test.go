package audit_test

import (
	"testing"
	"time"

	"thrivingfamilies.example/hub/audit"
)

func TestQuery(t *testing.T) {
	e := audit.Entry{
		At: noon, Kind: audit.Consultation, Purpose: "safeguarding", Actor: audit.Actor{Subject: "pc1", Role: "INTEGRATION", ActsAs: "POLICE_OFFICER", Org: "tvp"},
		Shown: map[string][]string{"P1": {"identity", "asb"}, "P2": {"identity"}},
	}
	org, whole := "tvp", ""
	for name, c := range map[string]struct {
		query audit.Query
		want  bool
	}{
		"everything":                  {audit.Query{}, true},
		"the reader":                  {audit.Query{Subject: "pc1"}, true},
		"another reader":              {audit.Query{Subject: "pc"}, false},
		"the role that it acts as":    {audit.Query{Roles: []string{"POLICE_OFFICER"}}, true},
		"the role that it has":        {audit.Query{Roles: []string{"INTEGRATION"}}, false},
		"of no role":                  {audit.Query{Roles: []string{}}, false},
		"the organisation":            {audit.Query{Org: &org}, true},
		"the partner as a whole":      {audit.Query{Org: &whole}, false},
		"a person":                    {audit.Query{People: []audit.Known{{ID: "P9"}, {ID: "P2"}}}, true},
		"until a moment later":        {audit.Query{People: []audit.Known{{ID: "P2", Until: noon.Add(time.Microsecond)}}}, true},
		"until then":                  {audit.Query{People: []audit.Known{{ID: "P2", Until: noon}}}, false},
		"others":                      {audit.Query{People: []audit.Known{{ID: "P9"}}}, false},
		"nobody":                      {audit.Query{People: []audit.Known{}}, false},
		"a class":                     {audit.Query{Class: "asb"}, true},
		"a class of a person":         {audit.Query{Class: "asb", People: []audit.Known{{ID: "P1"}}}, true},
		"a class of another":          {audit.Query{Class: "asb", People: []audit.Known{{ID: "P2"}}}, false},
		"the kind":                    {audit.Query{Kind: audit.Consultation}, true},
		"another kind":                {audit.Query{Kind: audit.Erasure}, false},
		"another purpose":             {audit.Query{Purpose: "evaluation"}, false},
		"from that moment":            {audit.Query{From: noon}, true},
		"from a moment later":         {audit.Query{From: noon.Add(time.Microsecond)}, false},
		"before that moment":          {audit.Query{Until: noon}, false},
		"before a moment later":       {audit.Query{Until: noon.Add(time.Microsecond)}, true},
		"all of it":                   {audit.Query{Subject: "pc1", Class: "identity", People: []audit.Known{{ID: "P2"}}, Purpose: "safeguarding"}, true},
		"all of it but for one thing": {audit.Query{Subject: "pc1", Class: "identity", People: []audit.Known{{ID: "P2"}}, Purpose: "evaluation"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.query.Matches(e); got != c.want {
				t.Errorf("matches: %v", got)
			}
		})
	}
}
