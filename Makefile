# Everything is installed into .venv; with the locks unchanged, no target but `lock` needs a network.
# Yours to set: PYTHON=/path/to/python3  HOST=0.0.0.0  PORT=8080  PYTEST_ARGS="-k visits"  TOOL=redbot  BENCH_ARGS=--full  LOCK_ARGS=--upgrade

VENV := .venv
BIN := $(VENV)/bin
CONFORMANCE := .venv-conformance
PEERS := .venv-bench
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHONS := $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# npm is found with the node that came beside it.
NPM := PATH="$(CURDIR)/$(CONFORMANCE)/bin:$$PATH" $(CONFORMANCE)/bin/npm --ignore-scripts
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate $(LOCK_ARGS)
PYTEST := -m pytest --numprocesses logical
# Hundreds of programs are started: each would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE
CHECKED := $(wildcard app bench examples conformance migrations scripts tests typescript)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install serve quick test conformance typescript bench check fix lock wheel clean

help: ## Print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

install: $(VENV)/.dev $(VENV)/.runtime $(VENV)/.project $(CONFORMANCE)/.node typescript/node_modules/.made ## Install what the other targets need; each of them does it too

serve: $(VENV)/.runtime $(VENV)/.project ## Load the seed into policyfacts.db and serve it on http://127.0.0.1:8000
serve: export POLICYFACTS_DATABASE_URL := $(or $(POLICYFACTS_DATABASE_URL),sqlite:///policyfacts.db)
serve:
	$(BIN)/policyfacts migrate
	$(BIN)/policyfacts load
	$(BIN)/policyfacts serve --host $(HOST) --port $(PORT)

quick: $(VENV)/.dev $(VENV)/.project ## Run what is soon done: a minute, on SQLite, without browser and whole programs
	$(BIN)/python $(PYTEST) --quick $(PYTEST_ARGS)

test: $(VENV)/.dev $(VENV)/.project ## Run all tests, with the coverage gate; or some, without (PYTEST_ARGS="-k visits")
ifdef PYTEST_ARGS
	$(BIN)/python -m pytest $(PYTEST_ARGS)
else
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run $(PYTEST)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report
endif

conformance: $(VENV)/.runtime $(VENV)/.project $(CONFORMANCE)/.python $(CONFORMANCE)/.node ## Hold the running service against tools that others wrote (TOOL=redbot: that one)
	$(CONFORMANCE)/bin/python -m conformance $(BIN)/policyfacts $(TOOL)

typescript: $(VENV)/.dev $(VENV)/.project typescript/node_modules/.made ## Build the client for web pages and Node into typescript/dist, and test it in both
	$(NPM) --prefix typescript --silent run build
	$(NPM) --prefix typescript --silent run check
	$(BIN)/python -m pytest typescript/tests

bench: $(VENV)/.dev $(VENV)/.project $(PEERS)/.python ## Measure speed as ratios: about four minutes and 100,000 facts (BENCH_ARGS=--full: a million)
	$(BIN)/python -m bench --peers $(PEERS)/bin $(BENCH_ARGS)

check: $(VENV)/.dev $(VENV)/.project ## Look for faults without running: format, lint, types, layers, sizes, Dockerfile
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m pytest --quiet tests/architecture/test_layers.py

fix: $(VENV)/.dev ## Mend what can be mended by machine: format, imports, simple lint
	$(BIN)/ruff check --fix --exit-zero $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

lock: $(VENV)/.dev $(CONFORMANCE)/.python ## Write the locks anew from pyproject.toml (LOCK_ARGS=--upgrade takes newer versions)
	$(COMPILE) pyproject.toml --group dev --extra client --extra mcp --extra postgres --output-file requirements-dev.lock
	$(COMPILE) pyproject.toml --extra client --extra mcp --extra postgres --constraints requirements-dev.lock --output-file requirements.lock
	$(COMPILE) --group build --constraints requirements-dev.lock --output-file requirements-build.lock
	$(COMPILE) --group conformance --output-file requirements-conformance.lock
	$(COMPILE) --group bench --output-file requirements-bench.lock
	$(NPM) --prefix conformance install --package-lock-only
	$(NPM) --prefix typescript install --package-lock-only
	@! grep -n '://' requirements*.lock || { echo 'A lock names a host: it must not.' >&2; exit 1; }
	@! grep -n '"resolved"' conformance/package-lock.json typescript/package-lock.json || { echo 'A lock names a host: it must not.' >&2; exit 1; }

wheel: $(VENV)/.build ## Build the wheel, through the sdist, into dist/
	$(BIN)/python -m build --no-isolation

clean: ## Remove .venv, builds and caches; policyfacts.db stays
	rm -rf $(VENV) $(CONFORMANCE) $(PEERS) conformance/node_modules build dist typescript/node_modules typescript/dist typescript/src/schema.ts typescript/LICENSE .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find app conformance migrations scripts tests bench typescript -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# Stamps: each is older than what it was made from only when there is work to do.

define FIND_PYTHON
found=; bare=; \
for name in $(PYTHONS); do \
  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
  if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then found=$$name; break; fi; \
  bare=$${bare:-$$name}; \
done; \
if [ -z "$$found$$bare" ]; then \
  echo 'policyfacts needs Python 3.11 or newer, and none of these is: $(PYTHONS).' \
    'On Debian or Ubuntu: apt-get install python3 python3-venv; elsewhere: make PYTHON=/path/to/python3' >&2; \
  exit 1; \
fi; \
if [ -z "$$found" ]; then \
  version=$$("$$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
  echo "$$bare cannot make a virtual environment, its venv module is missing." \
    "On Debian or Ubuntu: apt-get install python$$version-venv" >&2; \
  exit 1; \
fi
endef

$(VENV)/.created:
	@$(FIND_PYTHON); \
	echo "Making $(VENV) with $$found"; \
	"$$found" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.build: requirements-build.lock $(VENV)/.created
	@echo 'Installing what builds the package'
	@$(INSTALL) --require-hashes --requirement requirements-build.lock
	@touch $@

$(VENV)/.runtime: requirements.lock $(VENV)/.build
	@echo 'Installing what the service needs'
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.build
	@echo 'Installing what tests and checks need'
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.build
	@echo 'Installing policyfacts itself, as a link to this checkout'
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(CONFORMANCE)/.python: requirements-conformance.lock $(VENV)/.created
	@echo 'Installing the conformance tools that are Python'
	@$(BIN)/python -m venv --clear $(CONFORMANCE)
	@$(CONFORMANCE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-conformance.lock
	@touch $@

$(PEERS)/.python: requirements-bench.lock $(VENV)/.created
	@echo 'Installing what is measured beside the service'
	@$(BIN)/python -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	@touch $@

$(CONFORMANCE)/.node: conformance/package-lock.json conformance/package.json $(CONFORMANCE)/.python
	@echo 'Installing the conformance tools that are JavaScript'
	@$(NPM) --prefix conformance ci --silent
	@touch $@

typescript/node_modules/.made: typescript/package-lock.json typescript/package.json $(CONFORMANCE)/.python
	@echo 'Installing what builds the TypeScript client'
	@$(NPM) --prefix typescript ci --silent
	@touch $@
