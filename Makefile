# The everyday commands; `make` alone lists them.

lint := go tool -modfile=tools/go.mod golangci-lint
gofumpt := go tool -modfile=tools/go.mod gofumpt

# What `make generate` writes. It is committed, so that the program builds and reads without its generators.
generated := graph/generated graph/model docs/sharing.md ':(glob)**/*_gen.go' ':(glob)**/*.gen.go'

# The race detector needs a C compiler; go turns cgo off where there is none.
race := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)

.DEFAULT_GOAL := help
.PHONY: help demo build assets browser test sequences postgres verify cover lint fmt generate bench bench-linkage fuzz

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 22

demo: ## the whole hub on this machine: a synthetic county, imported, linked and served
	@$(MAKE) -s assets || echo "The demonstration goes on without GraphiQL."
	go run ./server demo

build: ## one static program, bin/thrive, with what `make assets` brought
	CGO_ENABLED=0 go build -trimpath -o bin/thrive ./server

assets: server/assets/graphiql.min.js ## what browsers load, from npm, to be built into the program

server/assets/graphiql.min.js: tools/browser/package-lock.json
	@command -v npm >/dev/null || { echo "What browsers load comes by npm, which is not here: install Node.js."; exit 1; }
	npm ci --prefix tools/browser --ignore-scripts --no-audit --no-fund
	cd tools/browser/node_modules && cp react/umd/react.production.min.js react-dom/umd/react-dom.production.min.js \
		graphiql/graphiql.min.css graphiql/graphiql.min.js ../../../server/assets

browser: ## install npm and Chromium from the distribution, if the tests would not find them
	@.ci/browser

test: postgres browser assets ## all tests, on SQLite and a real Postgres; then again, the long ones shortened, under the race detector
	go test -timeout 20m ./...
	@$(if $(race),:,echo "No C compiler: no second run under the race detector.")
	$(if $(race),go test -race -short -timeout 20m ./...)

sequences: postgres ## 1,000 random sequences of imports, decisions and links, on SQLite; 50 on Postgres
	THRIVE_SEQUENCES=1000 go test -v -count 1 -timeout 3h -run '^TestSequences$$' ./store

postgres: ## install Postgres from the distribution, if the tests would not find it
	@.ci/postgres

verify: ## what must hold besides the tests: arrows, coverage of the decision, format, lint, generated files, modules, vulnerabilities
	go vet ./...
	go test ./internal/arch
	$(MAKE) cover
	@unformatted=$$($(gofumpt) -l .); test -z "$$unformatted" || { echo "make fmt would change: $$unformatted"; exit 1; }
	$(lint) run
	go mod tidy -diff
	go -C tools mod tidy -diff
	$(MAKE) generate
	git diff --exit-code -- $(generated)
	@new=$$(git ls-files --others --exclude-standard -- $(generated)); test -z "$$new" || { echo "generated, not committed: $$new"; exit 1; }
	.ci/vulnerabilities

cover: ## the decision who sees what: its tests must reach every statement
	@covered=$$(go test -cover ./sharing) && echo "$$covered" && case $$covered in *"coverage: 100.0% of statements"*) ;; \
		*) echo "Not every statement of package sharing is tested: go test -coverprofile c.out ./sharing && go tool cover -func c.out"; exit 1;; esac

lint: ## only the linters
	$(lint) run

fmt: ## format, with the imports in three groups
	$(lint) fmt

generate: ## write again what is generated: GraphQL code, page queries, the sharing matrix, the schema's pages
	go generate ./...

bench: ## the benchmarks, side by side
	go run ./bench

bench-linkage: ## the linker beside Splink, which it installs, on the labelled files and the county in $THRIVE_SHARED
	go run ./bench -linkage $(or $(THRIVE_SHARED),../shared) -write bench/linkage.md

fuzz: ## each fuzz test for ten seconds
	go vet ./...
	@set -e; for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime 10s -fuzzminimizetime 10x $$package; \
		done; \
	done
