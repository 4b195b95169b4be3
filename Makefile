# What is done with this project, command by command; `make` alone lists them.

PYTHON ?= python3
WORKERS ?= auto
SECONDS ?= 60

VENV := .venv
BARE := .venv-bare
SPARK := .venv-spark
HUNT := .venv-hunt
WEB := tests/web
INSTALL := -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt

MAKEFLAGS += --no-print-directory
# Two installations into one virtual environment would tread on each other.
.NOTPARALLEL:
.PHONY: help demo test long lint bare web spark mutants solver fuzz bench docs screenshots constraints clean chromium

help: ## list these commands
	@awk -F ': .*## ' '/^[a-z]+: .*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.installed-cli ## show the timeline and some answers from the embedded notice
	@$(VENV)/bin/python examples/first_look.py

test: lint ## all that CI checks: lint, types, import contracts, tests with coverage, and the bare leg
	@echo '== tests'
	@$(VENV)/bin/pytest --quiet --numprocesses $(WORKERS) --cov
	@$(MAKE) bare

long: $(VENV)/.installed-dev ## the tests with 5,000 examples a law, where CI has 50: takes hours
	@HYPOTHESIS_PROFILE=long $(VENV)/bin/pytest --quiet --numprocesses $(WORKERS)

lint: $(VENV)/.installed-dev ## lint, formatting, types and import contracts only
	@echo '== ruff'
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@echo '== mypy'
	@$(VENV)/bin/mypy
	@echo '== import contracts'
	@$(VENV)/bin/lint-imports --no-logo

bare: $(BARE)/.installed ## what must work with no extra installed
	@echo '== tests with no extra installed'
	@# The conftest above is for Hypothesis, which is an extra.
	@$(BARE)/bin/pytest --quiet -p no:cacheprovider --confcutdir tests/bare tests/bare

spark: $(SPARK)/.installed ## the tests on a real Apache Spark, a master and two workers of their own
	@echo '== tests on Apache Spark'
	@$(SPARK)/bin/pytest --quiet -p no:cacheprovider --cov --cov-config=tests/spark/coverage.ini tests/spark

web: $(VENV)/.installed-dev chromium $(WEB)/node_modules/.installed ## the report in a real browser, and calendars read by JavaScript
	@echo '== tests in a browser'
	@$(VENV)/bin/pytest --quiet -p no:cacheprovider $(WEB)

solver: $(HUNT)/.installed ## the laws on every path that a solver finds, and faults that it has to find: some minutes
	@echo '== laws under the solver'
	@HYPOTHESIS_PROFILE=solver $(HUNT)/bin/pytest --verbose -p no:cacheprovider tests/test_laws_at_the_microsecond.py tests/solver

fuzz: $(HUNT)/.installed ## look for texts that break a parser: SECONDS=60 for each, KEEP=1 keeps what reaches new code
	@echo '== fuzzing'
	@$(HUNT)/bin/python -m tests.fuzz --seconds $(SECONDS) $(if $(KEEP),--keep) $(TARGETS)

mutants: $(HUNT)/.installed ## put one small fault after the other into the core: tests have to find each; ONLY='states.*'
	@HYPOTHESIS_PROFILE=mutants $(HUNT)/bin/python -m tests.mutants $(ONLY)

bench: $(VENV)/.installed-dev ## measure the speed of the answers, each beside its floor
	@$(VENV)/bin/pytest --quiet tests/benchmarks

docs: $(VENV)/.installed-dev ## write the generated parts of docs/ anew
	@$(VENV)/bin/python -m docs.generate

screenshots: $(VENV)/.installed-dev chromium ## take the pictures of the report anew
	@$(VENV)/bin/python -m docs.screenshots

# Run it with the oldest Python supported, so that what it pins installs there. The package itself, which its own extras
# name, is called unsafe to keep it out of the pins.
constraints: $(VENV)/.installed-dev ## pin the newest versions that fit together, for development
	@CUSTOM_COMPILE_COMMAND='make constraints' $(VENV)/bin/pip-compile --quiet --upgrade --all-extras --strip-extras \
	  --unsafe-package hersys-lifecycle --no-emit-options --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --output-file constraints.txt pyproject.toml

clean: ## remove all that these commands made
	rm -rf $(VENV) $(BARE) $(SPARK) $(HUNT) $(WEB)/node_modules build dist .coverage .coverage.* .benchmarks .fuzz .hypothesis \
	  .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

chromium:
	@command -v chromium >/dev/null || { \
	  echo 'Installing the browser of the tests, once: this takes up to a minute.'; \
	  apt-get update --quiet --quiet && apt-get install --quiet --quiet --yes --no-install-recommends chromium \
	    >/dev/null; } || { echo 'The tests need the command chromium: install it, on Debian as root by' >&2; \
	  echo '  apt-get install chromium' >&2; exit 1; }

$(WEB)/node_modules/.installed: $(WEB)/package-lock.json | $(VENV)/.installed-dev
	@cd $(WEB) && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@

$(VENV)/.installed-%: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing hersys-lifecycle[$*] into $(VENV), once: this takes up to a minute.'
	@$(VENV)/bin/python $(INSTALL) --editable '.[$*]'
	@touch $@

$(BARE)/.installed: pyproject.toml constraints.txt | $(BARE)/bin/python
	@echo 'Installing hersys-lifecycle without extras into $(BARE), once.'
	@$(BARE)/bin/python $(INSTALL) --editable . pytest
	@touch $@

$(SPARK)/.installed: pyproject.toml constraints.txt | $(SPARK)/bin/python
	@echo 'Installing hersys-lifecycle[spark] with Spark and Java into $(SPARK), once: this takes some minutes.'
	@$(SPARK)/bin/python $(INSTALL) --editable '.[spark-dev]'
	@touch $@

$(HUNT)/.installed: pyproject.toml constraints.txt | $(HUNT)/bin/python
	@echo 'Installing hersys-lifecycle with what hunts for faults into $(HUNT), once: this takes some minutes.'
	@$(HUNT)/bin/python $(INSTALL) --editable '.[hunt-dev]'
	@touch $@

$(VENV)/bin/python $(BARE)/bin/python $(SPARK)/bin/python $(HUNT)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo '$(PYTHON) is missing or older than Python 3.11: install a newer one and name it, as in' >&2; \
	  echo '  make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@echo 'Making the virtual environment $(@D:/bin=).'
	@$(PYTHON) -m venv $(@D:/bin=) || { rm -rf $(@D:/bin=); \
	  echo 'No virtual environment could be made: on Debian and Ubuntu, apt install python3-venv' >&2; exit 1; }
