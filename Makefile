# The verbs of this project. `make help` lists them; each needs nothing but make and Python 3.11 or newer.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := $(VENV)/.installed-tools
CONTRACTS := $(wildcard contracts/*.dcl)

# A newer Python on the path is taken where plain `python3` is too old; `make PYTHON=…` overrides.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$python"; exit; fi; \
	done; echo python3)

# `EXTRAS=dev,oracles` also installs the libraries that the metrics are held to; `make test-all` adds `tools` by itself.
EXTRAS ?= dev

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint format types check bench docs site picture build clean

help:  ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: $(STAMP)  ## check the Palmer penguins against contracts/penguins.dcl
	@data=$$($(BIN)/python -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("palmerpenguins").origin).parent / "data" / "penguins-raw.csv")') || exit 2; \
	echo "dcl check --limit 6 contracts/penguins.dcl penguins-raw.csv"; echo; \
	status=0; $(BIN)/dcl check --limit 6 contracts/penguins.dcl "$$data" || status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi

test: $(STAMP)  ## run the tests (make test ARGS="-k patterns -n 0")
	@echo "Tests in a real browser and with other tools are left out here: make test-all runs them."
	$(BIN)/python -m pytest $(ARGS)

test-all: $(TOOLS)  ## run what `make test` leaves out: browsers, other people's tools (needs chromium, git, node, npm)
	$(BIN)/python -m pytest -m "browser or tools" $(ARGS)

lint: $(STAMP)  ## check the style of the code and of the contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/dcl fmt --check $(CONTRACTS)
	$(BIN)/dcl lint $(CONTRACTS)

format: $(STAMP)  ## lay out the code and the contracts
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/dcl fmt $(CONTRACTS)

types: $(STAMP)  ## check the types
	$(BIN)/mypy

check: lint types test  ## all of lint, types and test

bench: $(STAMP)  ## measure speed and memory against a hand-written script
	$(BIN)/python tests/bench/bench.py $(ARGS)
	$(BIN)/python tests/bench/labelling.py

docs: $(STAMP)  ## write anew what is generated: parse tables, the schema of reports, the pages of codes, the reference
	$(BIN)/python -m dcl.syntax.build_tables
	$(BIN)/python -m dcl.report.schema
	$(BIN)/python -m dcl.explain.pages docs/errors
	$(BIN)/python -m dcl.explain.reference docs/reference

site: $(TOOLS)  ## build the documentation site into build/site
	$(BIN)/python docs/site/build.py build

picture: $(TOOLS)  ## make the picture of the guide anew
	$(BIN)/python docs/site/picture.py

build: $(STAMP)  ## build the wheel and the source package into dist/
	$(BIN)/python -m build

clean:  ## remove all that was built or installed here
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Bytecode is compiled while installing, whatever the environment says, because it decides how fast `dcl` starts.
$(STAMP): pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "dcl needs Python 3.11 or newer; put one on the path or name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)
	unset PYTHONDONTWRITEBYTECODE; $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	unset PYTHONDONTWRITEBYTECODE; $(BIN)/python -m compileall -q dcl
	@touch $@

$(TOOLS): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS),tools]'
	@touch $@
