# make run    build, solve the default scenario on real data, show the plan
# make test   everything that must hold, in under ten minutes after the build
# make soak   the long campaigns
# make bench  purview beside other solvers: LIMIT=300 RUNS=5 THREADS=2, INSTANCES="..." for some only
# make bench-scaling   purview on networks that grow: RUNS, THREADS, PLACES="..." for some sizes only
# make bench-changes   purview after small changes, from the tree that was kept: CHANGES, THREADS
# make bench-daily     what an analyst waits for every day
# make lint   formatting and lints, as .ci/run has them

SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.PHONY: run test soak bench bench-scaling bench-changes bench-daily lint build clean help

ready = .ci/setup $(1) && . target/setup.env
plan := target/two-tier-2023.plan.json
python := PYTHONDONTWRITEBYTECODE=1 target/bench/venv/bin/python
LIMIT ?= 300
RUNS ?= 5
THREADS ?= 2
INSTANCES ?=
PLACES ?=
CHANGES ?= 50

help:
	@sed -n 's/^# //p' Makefile

build:
	@$(call ready)
	cargo build --release

run:
	@$(call ready)
	cargo build --release
	target/release/purview solve scenarios/two-tier-2023.json --gap 0.001 --time-limit 120 --threads 2 -o $(plan)
	target/release/purview check $(plan)

test:
	@$(call ready,tests)
	cargo test --release

soak:
	@$(call ready,tests)
	PURVIEW_SOAK=1 cargo test --release --test agreement -- --nocapture

bench:
	@$(call ready,bench)
	cargo build --release
	$(python) -m unittest discover --start-directory benches --quiet
	$(python) benches/compare.py --limit $(LIMIT) --runs $(RUNS) --threads $(THREADS) --instances $(INSTANCES)

bench-scaling:
	@$(call ready,bench)
	cargo build --release
	$(python) benches/scaling.py --runs $(RUNS) --threads $(THREADS) --places $(PLACES)

bench-changes:
	@$(call ready,bench)
	cargo build --release
	$(python) benches/changes.py --changes $(CHANGES) --threads $(THREADS)

bench-daily:
	@$(call ready)
	cargo bench --profile release

lint:
	@$(call ready)
	cargo fmt --check
	cargo clippy --release --all-targets -- -D warnings

clean:
	cargo clean
