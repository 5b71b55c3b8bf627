# Every command a person types. The logic lives in scripts/; what needs more than a script is a subcommand of the binary.
.PHONY: help run dev check test e2e bench seed migrate prepare fmt ci doctor

help:      ## what there is
	@grep -hE '^[a-z0-9]+: .*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

run:       ## install what is missing, build the release, serve it with story data at http://localhost:3000
	@scripts/run

dev:       ## serve a development build and rebuild on every change
	@scripts/dev

check:     ## formatting and lints of both sides, against the committed query data: the quick look before a commit
	@scripts/check

test:      ## what must hold: lints, docs, tests on a real Postgres, journeys in Chromium
	@scripts/test

e2e:       ## only the journeys in the browser
	@scripts/setup tests && scripts/e2e

bench:     ## measure, print the table, write target/bench/report.json
	@scripts/bench

seed:      ## load the story data, or SCALE=100000 advocates for benchmarks
	@scripts/binary seed $(if $(SCALE),--scale $(SCALE))

migrate:   ## bring the schema up to date
	@scripts/binary migrate

prepare:   ## check every query against a migrated database and write .sqlx
	@scripts/prepare

fmt:       ## format
	@cargo fmt --all

ci:        ## what must hold before a merge: test, the weight of the browser build, licences and sources
	@scripts/ci

doctor:    ## say in words what is misconfigured
	@scripts/binary doctor
