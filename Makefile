# Saksama. `make help` lists what there is; each target says in one line what it does.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
ON ?= 2024-11-09
VENV := .venv
BIN := $(VENV)/bin
SETUP_MARK := $(VENV)/.setup-done

.PHONY: help setup run test check bench loadtest demo-reset demo-day fmt lint types law docs messages lock

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(SETUP_MARK) ## install everything into .venv and build the assets

$(SETUP_MARK): requirements.txt pyproject.toml package.json package-lock.json $(shell find src/saksama/pages/assets src/saksama/pages/components -type f 2>/dev/null)
	@bin/setup $(PYTHON)
	@touch $@

run: setup ## serve the Kukar example on http://127.0.0.1:$(PORT), log-ins printed
	@$(BIN)/saksama demo --if-missing --on $(ON)
	@$(BIN)/saksama serve --port $(PORT)

test: setup ## every test: rules, both databases, browser, accessibility
	@bin/test

check: setup ## exactly what CI runs
	@.ci/run

bench: setup ## measure pages and clocks; figures go to docs/benchmarks
	@$(BIN)/python -m bench.run

loadtest: setup ## kill the server under load a hundred times, play a voting day, count what was acknowledged
	@$(BIN)/python -m bench.kill --times 100
	@$(BIN)/python bin/with_postgresql $(BIN)/python -m bench.voting_day

demo-reset: setup ## throw the example away and make it anew
	@$(BIN)/saksama demo --reset --on $(ON)

demo-day: setup ## move the example to a day: make demo-day ON=2024-11-10
	@$(BIN)/saksama demo --move-to $(ON)

fmt: setup ## put code in order
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

lint: setup ## find faults of style and order
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/saksama makemigrations --check --dry-run

types: setup ## strict types in law and in every rules and operations module
	@bin/types

law: setup ## list every value of the law that nobody has confirmed yet
	@$(BIN)/python -m saksama.law.listing

docs: setup ## check that documents match the code and no link is dead
	@$(BIN)/pytest -q tests/test_docs.py tests/test_repository.py

messages: setup ## compile the Indonesian texts
	@find src -name django.po -execdir msgfmt --check-format -o django.mo django.po \;

lock: ## pin every package again (needs uv)
	@uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt --upgrade
