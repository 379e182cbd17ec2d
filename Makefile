# Colophon. `make` builds the graph of the three example articles; `make help` lists the rest.
# Needs Python 3.11 or newer and the package registries; everything is installed into .venv/.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
DOCS ?= source_docs
WORKSPACE ?= out
CODE := kg training tests benchmarks docs
PYTEST_ARGS ?= -n auto --dist loadfile

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
QUIET := -qq --no-warn-script-location
# Stamps lie inside the environment: they go when it goes.
RUNNABLE := $(VENV)/.stamp-run
TESTABLE := $(VENV)/.stamp-dev
EDITOR := kg/server/editor/built/editor.js

.DEFAULT_GOAL := build
PUBLIC ?= ../shared
TRAINED ?= .train

.PHONY: evaluate train build serve help test check format format-check lint types layers browser virtuoso node clients editor golden reference lock clean distclean

build: $(RUNNABLE) editor ## Set up .venv, build the graph of source_docs/ into out/, print the summary (the default)
	@$(BIN)/kg build $(DOCS) --workspace $(WORKSPACE)

serve: $(RUNNABLE) editor ## Show the graph in the browser and answer SPARQL, at http://127.0.0.1:8010/ ; build it first where there is none
	@test -d $(WORKSPACE)/store || $(BIN)/kg build $(DOCS) --workspace $(WORKSPACE)
	@$(BIN)/kg serve --workspace $(WORKSPACE)

help: ## List every target
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-13s %s\n' "$$name" "$$text"; done

test: $(TESTABLE) browser virtuoso editor clients ## Set up everything, Chromium and Virtuoso too where apt may be used, and run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: format-check lint types layers test ## All that a change must pass: format, lint, types, layers, tests

format: $(TESTABLE) ## Rewrite the code in the house format
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix-only $(CODE)

format-check: $(TESTABLE) ## Say which files are not in the house format
	@$(BIN)/ruff format --check $(CODE)

lint: $(TESTABLE) ## Run the linter with all rules
	@$(BIN)/ruff check $(CODE)

types: $(TESTABLE) node ## Check the types: of the code, the tests and the scripts of the view
	@$(BIN)/mypy
	@if test -x node_modules/.bin/tsc; then node_modules/.bin/tsc --project .; fi

layers: $(TESTABLE) ## Check that imports point one way
	@$(BIN)/lint-imports

browser: ## Install Chromium for the browser tests, where this is root or sudo asks for no password
	@if test -x /usr/bin/chromium; then :; \
	elif ! command -v apt-get >/dev/null; then echo "No Chromium and no apt: the browser tests will be skipped." >&2; \
	else as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
		if [ -z "$$as" ] || $$as true 2>/dev/null; then \
			echo "Installing Chromium for the browser tests" >&2; \
			{ $$as apt-get update -qq && \
			$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; } \
			|| echo "Chromium could not be installed: the browser tests will be skipped." >&2; \
		else echo "No Chromium, and no right to install it: the browser tests will be skipped." >&2; fi; fi

# The program alone: Debian's package with the service is another one, and is not installed.
virtuoso: ## Install Virtuoso for the tests of SPARQL servers, where this is root or sudo asks for no password
	@if test -x /usr/bin/virtuoso-t; then :; \
	elif ! command -v apt-get >/dev/null; then echo "No Virtuoso and no apt: its tests will be skipped." >&2; \
	else as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
		if [ -z "$$as" ] || $$as true 2>/dev/null; then \
			echo "Installing Virtuoso for the tests of SPARQL servers" >&2; \
			{ $$as apt-get update -qq && \
			$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null; } \
			|| echo "Virtuoso could not be installed: its tests will be skipped." >&2; \
		else echo "No Virtuoso, and no right to install it: its tests will be skipped." >&2; fi; fi

node: ## Install the sources of the query editor and what checks the pages' scripts, where Node.js is there
	@if command -v npm >/dev/null; then \
		test node_modules/.stamp -nt package-lock.json || { \
			echo "Installing the sources of the query editor, and what checks the pages' scripts" >&2; \
			npm ci --silent --ignore-scripts --no-audit --no-fund --fetch-retries 1 --fetch-retry-mintimeout 1000 >/dev/null && touch node_modules/.stamp || { \
			echo "npm could not install them: the query page has a plain text area, scripts and accessibility are not checked." >&2; test "$$CI" != true; }; }; \
	else echo "No Node.js with npm: the query page has a plain text area, scripts and accessibility are not checked." >&2; test "$$CI" != true; fi

# For the tests alone, and large: not a part of `node`, so that a plain `make` does not wait for it.
clients: ## Install Comunica, with which the tests ask as others do, where Node.js is there
	@if command -v npm >/dev/null; then \
		test tests/clients/node_modules/.stamp -nt tests/clients/package-lock.json || { \
			echo "Installing Comunica for the tests of SPARQL clients" >&2; \
			(cd tests/clients && npm ci --silent --ignore-scripts --no-audit --no-fund --fetch-retries 1 --fetch-retry-mintimeout 1000 >/dev/null) && touch tests/clients/node_modules/.stamp || { \
			echo "npm could not install Comunica: its tests will be skipped." >&2; test "$$CI" != true; }; }; \
	else echo "No Node.js with npm: the tests with Comunica will be skipped." >&2; test "$$CI" != true; fi

editor: node ## Bundle the editor of the query page, where Node.js is there
	@if test -f node_modules/.stamp && command -v node >/dev/null; then \
		test -f $(EDITOR) && test -z "$$(find package-lock.json kg/server/editor/bundle -newer $(EDITOR))" || \
			node kg/server/editor/bundle/build.mjs || { \
			echo "The query editor could not be bundled: the query page has a plain text area." >&2; test "$$CI" != true; }; fi

golden: $(TESTABLE) ## Rewrite the expected outputs of the tests; read the difference before you commit it
	@KG_GOLDEN=write $(BIN)/python -m pytest -q -m golden
	@git --no-pager diff --stat -- tests docs

reference: $(TESTABLE) ## Rewrite the generated pages of docs/reference/
	@KG_GOLDEN=write $(BIN)/python -m pytest -q -m reference
	@git --no-pager diff --stat -- docs

evaluate: $(TESTABLE) ## Measure the extraction on annotated texts: rules alone, the encoder alone, both
	@PYTHONPATH=. $(BIN)/python benchmarks/quality.py

train: $(TESTABLE) ## Train the encoder anew, from corpus/ and from the public data in $(PUBLIC), into $(TRAINED)/
	@$(PIP) install $(QUIET) -c constraints.txt --group train
	@PYTHONPATH=. $(BIN)/python -m training $(PUBLIC) $(TRAINED)

lock: ## Renew constraints.txt with the newest versions that pyproject.toml allows
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
	@rm -rf .lock-venv && $(PYTHON) -m venv .lock-venv
	@.lock-venv/bin/python -m pip install $(QUIET) --upgrade pip
	@.lock-venv/bin/python -m pip install $(QUIET) --group dev .
	@{ echo "# Exact versions of everything that development installs; renew with: make lock"; \
		.lock-venv/bin/python -m pip freeze --all --exclude setuptools --exclude colophon-kg; } > constraints.txt
	@rm -rf .lock-venv
	@! grep '+' constraints.txt || { echo "a local version suffix stands in constraints.txt" >&2; exit 1; }

clean: ## Remove what builds and tests leave behind, the workspace too
	@rm -rf $(WORKSPACE) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .lock-venv
	@find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## As clean, and remove .venv/ and node_modules/
	@rm -rf $(VENV) node_modules tests/clients/node_modules $(dir $(EDITOR))

# The environment, in two steps: what runs the program, then what tests it. Versions are those of constraints.txt.
$(RUNNABLE): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Colophon needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "Setting up $(VENV)" >&2; $(PYTHON) -m venv $(VENV); } || \
		{ rm -rf $(VENV); echo "No environment could be made; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the program and what it needs" >&2
	@$(PIP) install $(QUIET) -c constraints.txt pip hatchling editables
	@$(PIP) install $(QUIET) -c constraints.txt --no-build-isolation -e .
	@touch $@

$(TESTABLE): $(RUNNABLE)
	@echo "Installing what the tests need" >&2
	@$(PIP) install $(QUIET) -c constraints.txt --group dev
	@touch $@
