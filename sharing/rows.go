package sharing

import "thrivingfamilies.example/hub/models"

// RowScope is which parts of family documents may be read for a reader at all, whatever an operation asks for: of which classes,
// by which partners' word, of families in which somebody stands to the reader in which way. It is coarser than the decision about
// each fact, and stands behind it: the database itself keeps to it, where it can.
type RowScope struct {
	Day       models.Date
	Places    bool // the copies with protected places
	Sensitive bool // who has a sensitive record puts a family within it too
	Near      []Near
	Parts     []PartScope
	Opened    []Opening // parts of one family each, by a broken glass
}

// Near is a holding that puts its person's family within a scope.
type Near struct {
	Scope Scope
	Holding
}

// PartScope is a part of the documents of families within a scope.
type PartScope struct {
	Scope   Scope
	Class   models.Class
	Partner models.Partner
}

// Rows is the reader's row scope.
func (a *Access) Rows() RowScope {
	rows := RowScope{Day: a.Reader.On, Places: a.Reader.SeesPlaces, Sensitive: !a.Reader.byConsent(), Opened: a.Opened()}
	scopes, parts := map[Scope]bool{}, map[PartScope]bool{}
	for _, class := range models.Classes {
		for _, g := range a.verdicts[class].Grants {
			if g.Opening != nil {
				continue
			}
			scope := g.Terms.Scope
			if !scopes[scope] {
				scopes[scope] = true
				rows.Near = append(rows.Near, a.near(scope)...)
			}
			for _, v := range g.voices {
				if part := (PartScope{scope, class, v.Partner}); !parts[part] {
					parts[part] = true
					rows.Parts = append(rows.Parts, part)
				}
			}
		}
	}
	return rows
}

func (a *Access) near(s Scope) []Near {
	if s != All {
		if h := a.holding(s); h.Relation != "" {
			return []Near{{s, h}}
		}
		return nil
	}
	var near []Near
	for _, h := range a.Reach().Holdings {
		near = append(near, Near{s, h})
	}
	return near
}
