package auth

import (
	"errors"
	"strings"

	"thrivingfamilies.example/hub/models"
)

// Person is the caller whom somebody is who signed in, as the organisation's own provider and the hub's configuration have it.
// Without purposes it may state all of the role's. A program signs in nowhere: INTEGRATION is refused. What is wrong is said without
// what was given.
func Person(subject, org string, role models.Role, purposes []models.Purpose) (Caller, error) {
	if role == models.Integration {
		return Caller{}, errors.New("INTEGRATION is a program's role: a person cannot have it")
	}
	if _, err := grantee(role, ""); err != nil {
		return Caller{}, err
	}
	if len(purposes) == 0 {
		purposes = role.Purposes()
	}
	may, err := statable(role, purposes)
	switch {
	case err != nil:
		return Caller{}, err
	case strings.TrimSpace(subject) == "" || plain(subject, maxText) != nil:
		return Caller{}, errors.New("its subject is empty, longer than 200 characters or holds control characters")
	case plain(org, maxOrg) != nil:
		return Caller{}, errors.New("its organisation is longer than 100 characters or holds control characters")
	}
	return Caller{Subject: subject, Role: role, ActsAs: role, Partner: role.Partner(), Org: org, Purposes: may, SignedIn: true}, nil
}
