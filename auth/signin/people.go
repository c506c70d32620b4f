package signin

import (
	"errors"
	"slices"
	"strings"

	"thrivingfamilies.example/hub/auth"
)

// ErrNobody is somebody whom the provider knows and the hub has no role for. The text goes on with what is missing, and never holds
// what a claim said.
var ErrNobody = errors.New("the account has no role in the hub")

// person is who the claims make somebody, by the first rule that fits.
func (c Config) person(claims map[string]any) (auth.Caller, error) {
	for _, r := range c.People {
		if !slices.Contains(texts(claims, r.Claim), r.Value) {
			continue
		}
		org := r.Org
		if r.OrgClaim != "" {
			named := texts(claims, r.OrgClaim)
			if len(named) != 1 || strings.TrimSpace(named[0]) == "" {
				return auth.Caller{}, errors.New("its role is for one organisation, and it does not name one")
			}
			org = named[0]
		}
		subject := texts(claims, c.Subject)
		if len(subject) != 1 {
			return auth.Caller{}, errors.New("it does not have the claim that the hub knows people by")
		}
		return auth.Person(subject[0], org, r.Role, r.Purposes)
	}
	return auth.Caller{}, errors.New("none of the rules of who is who fits it")
}

// texts are what a claim says: its text, or the texts of its list. The claim is looked for by its whole name, and then as one
// within another: realm_access.roles.
func texts(claims map[string]any, name string) (all []string) {
	value, ok := claims[name]
	for rest := name; !ok; {
		var outer string
		if outer, rest, ok = strings.Cut(rest, "."); !ok {
			return nil
		}
		inner, within := claims[outer].(map[string]any)
		if !within {
			return nil
		}
		claims = inner
		value, ok = claims[rest]
	}
	list, isList := value.([]any)
	if !isList {
		list = []any{value}
	}
	for _, one := range list {
		if text, ok := one.(string); ok {
			all = append(all, text)
		}
	}
	return all
}
