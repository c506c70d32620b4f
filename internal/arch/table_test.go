package arch

// house is the order of this module's packages. Change it with the design, not to make a test pass: an arrow that points
// up usually means that an interface belongs to its caller, or that two things should be joined in server.
var house = table{
	module: "thrivingfamilies.example/hub",
	// A package may import what stands in a row below its own, and nothing beside or above it. Its sub-folders belong to
	// it: they and it may import each other.
	rows: [][]string{
		{"server"},
		{"graph", "web"},
		{"store"},
		{"linkage", "criteria", "payments", "worklessness", "interventions", "feeds", "synthetic"},
		{"sharing", "audit", "auth", "agreements"},
		{"models", "identifier"},
	},
	// Narrower than their row: these may import only what is listed.
	only: map[string][]string{
		"sharing": {"models"},                       // a decision depends on nothing that could surprise it
		"web":     {"auth", "models", "identifier"}, // a client of the GraphQL endpoint, like any other
	},
	// The store satisfies interfaces that these declare; server joins them.
	never: map[string][]string{
		"graph": {"store"},
	},
	// Tools of the house: they may import anything of ours.
	free: []string{"bench", "internal/dbtest"},
	// Only tests, and the free, may import these.
	testOnly: []string{"internal/dbtest", "internal/arch"},
	// Who may know a library. Tests keep to it too, but for those of the top row, which may import anything.
	libraries: map[string][]string{
		"gorm.io":                       {"store", "bench"},
		"github.com/ncruces/go-sqlite3": {"store", "bench"},
		"github.com/jackc/pgx":          {"store", "bench", "internal/dbtest"},
		"github.com/99designs/gqlgen":   {"graph", "server", "bench"},
		"github.com/vektah/gqlparser":   {"graph", "server", "bench"},
		"github.com/coreos/go-oidc":     {"auth"},
		"golang.org/x/oauth2":           {"auth"},
		"github.com/zitadel/oidc":       {"auth"},
	},
	maxLines: 500,
}
