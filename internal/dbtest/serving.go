package dbtest

import (
	"net/url"
	"strings"
)

// servingRole is the role as which an installation on Postgres serves: it owns nothing.
const servingRole = "thrive_app"

// Serving is the same database as the role that serves, once it is migrated; on SQLite, which has no roles, the same address.
func Serving(dsn string) string {
	if u, err := url.Parse(dsn); err == nil && strings.HasPrefix(dsn, "postgres") {
		u.User = withName(u.User)
		return u.String()
	}
	return dsn
}

func withName(user *url.Userinfo) *url.Userinfo {
	if password, set := user.Password(); set {
		return url.UserPassword(servingRole, password)
	}
	return url.User(servingRole)
}

// makeServingRole makes the role on a server, with the password of the address, where it is not there yet: the migrations grant it
// what it needs.
func makeServingRole(server string) error {
	u, err := url.Parse(server)
	if err != nil {
		return err
	}
	password, _ := u.User.Password()
	return execute(server, `DO $$ BEGIN CREATE ROLE `+servingRole+` LOGIN PASSWORD `+literal(password)+`;
		EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
}

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
