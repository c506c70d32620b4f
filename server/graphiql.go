package main

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"slices"

	"thrivingfamilies.example/hub/auth"
)

// assetFiles are what `make assets` brought before the program was built: perhaps nothing.
//
//go:embed assets
var assetFiles embed.FS

// graphiqlAssets are the files of GraphiQL, by their names in assets/.
var graphiqlAssets = []string{"react.production.min.js", "react-dom.production.min.js", "graphiql.min.js", "graphiql.min.css"}

// graphiqlPolicy lets the page load what the hub serves, ask the hub, and nothing else. Its editor sets styles as it runs, and its
// stylesheet holds the fonts.
const graphiqlPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// graphiqlPage is a workbench for operations. It begins with the headers given, and keeps nothing when it is closed.
type graphiqlPage struct {
	Built   bool // its files are there
	Headers map[string]string
}

// graphiql serves GraphiQL: by GET for who is signed in or has a token to paste, by POST with the token of the development issuer's page.
func (h *hub) graphiql(mux *http.ServeMux) {
	page := func(w http.ResponseWriter, r *http.Request) {
		status, built := http.StatusOK, graphiqlBuilt()
		if !built {
			status = http.StatusNotImplemented
		}
		w.Header().Set("Content-Security-Policy", graphiqlPolicy)
		h.show(w, status, "graphiql.html", graphiqlPage{built, h.graphiqlHeaders(r)})
	}
	mux.HandleFunc("GET /graphiql", page)
	mux.HandleFunc("POST /graphiql", page)
	mux.HandleFunc("GET /graphiql/page.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, pageFiles, "pages/graphiql.js")
	})
	for _, name := range graphiqlAssets {
		mux.HandleFunc("GET /graphiql/"+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "max-age=3600")
			http.ServeFileFS(w, r, assetFiles, "assets/"+name)
		})
	}
}

// graphiqlHeaders are those with which the page begins: the purpose alone where somebody is signed in and brings no token.
func (h *hub) graphiqlHeaders(r *http.Request) map[string]string {
	token, purpose := r.PostFormValue("token"), r.PostFormValue("purpose")
	if token == "" && h.people != nil {
		if caller, err := h.session(r); err == nil {
			return map[string]string{auth.PurposeHeader: string(caller.Purposes[0])}
		}
	}
	if token == "" {
		token = "…"
	}
	return map[string]string{"Authorization": "Bearer " + token, auth.PurposeHeader: purpose}
}

// graphiqlBuilt reports whether the program holds GraphiQL's files.
func graphiqlBuilt() bool {
	return !slices.ContainsFunc(graphiqlAssets, func(name string) bool {
		_, err := fs.Stat(assetFiles, "assets/"+name)
		return err != nil
	})
}

// JSON is the headers as GraphiQL's editor of headers holds them.
func (p graphiqlPage) JSON() (string, error) {
	text, err := json.MarshalIndent(p.Headers, "", "  ")
	return string(text), err
}
