# make demo   sets everything up and shows the main job on examples/
# make test   sets everything up, then lint, types, architecture and tests (COVER=1: with the coverage,
#             which must hold; THOROUGH=1: properties with three times the examples; LOCKED=1: exactly the versions of
#             requirements/dev.txt, by their hashes)
# make test-oldest  the tests with the oldest version of each library that pyproject.toml allows
# make bench  what everything costs, beside the bare primitives and beside other programs (PEERS=no: without those, which need npm)
# make lock   writes requirements/dev.txt (UPGRADE=1: with newer versions); make audit asks whether one has a known weakness

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto
COVER ?=
THOROUGH ?=
LOCKED ?=
UPGRADE ?=
PEERS ?=
TOOLS := .tools
OLDEST := .oldest
# Most modules of most libraries are never imported: compiling all of them takes as long as unpacking them.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile
# The tests start hundreds of programs, and an environment may forbid to keep what Python compiles: then each compiles all.
export PYTHONDONTWRITEBYTECODE :=
COVERING = $(if $(COVER),--cov --cov-report=term --cov-fail-under=96)

.PHONY: demo test test-slow test-oldest lock audit check bench mutate schemas docs clean interop

$(VENV)/.plain: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) --editable .
	touch $@

$(VENV)/.test: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
ifdef LOCKED
	$(BIN)/python $(INSTALL) --require-hashes --requirement requirements/dev.txt
	$(BIN)/python $(INSTALL) --no-deps --editable .
else
	$(BIN)/python $(INSTALL) --editable '.[test]'
endif
	touch $(VENV)/.plain $@

demo: $(VENV)/.plain
	$(BIN)/mexbadge demo

check: $(VENV)/.test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --no-cache --no-logo
	@echo "types, and beside them whether every test can be loaded"
	@$(BIN)/pytest --collect-only -qqq > /dev/null & loading=$$!; \
	  $(BIN)/mypy --no-error-summary; types=$$?; \
	  wait $$loading && exit $$types || { echo "a test cannot be loaded: pytest --collect-only says which"; exit 1; }

# Where coverage is asked for, properties run apart: what they reach by chance must not count. Thoroughness is for them alone.
test: check
ifeq ($(COVER)$(THOROUGH),)
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -q -m 'not slow'
else
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -q -m 'not slow' --ignore tests/property $(COVERING)
	MEXBADGE_THOROUGH=$(THOROUGH) $(BIN)/pytest -n $(WORKERS) --dist worksteal -q -m 'not slow' tests/property
endif

test-slow: $(VENV)/.test
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -q -m slow

$(OLDEST)/.ready: pyproject.toml tools/oldest.py
	test -x $(OLDEST)/bin/python || $(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python tools/oldest.py > $(OLDEST)/constraints.txt
	$(OLDEST)/bin/python $(INSTALL) --constraint $(OLDEST)/constraints.txt --editable '.[test]'
	touch $@

test-oldest: $(OLDEST)/.ready
	$(OLDEST)/bin/pytest -n $(WORKERS) --dist worksteal -q -m 'not slow'

$(TOOLS)/.ready:
	test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python $(INSTALL) uv pip-audit
	touch $@

lock: $(TOOLS)/.ready
	$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --extra test --extra docs --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) \
	  --output-file requirements/dev.txt pyproject.toml

audit: $(TOOLS)/.ready
	$(TOOLS)/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements/dev.txt

bench: $(VENV)/.plain $(if $(filter no,$(PEERS)),,interop/.ready)
	PEERS=$(PEERS) $(BIN)/python bench/run.py

mutate: $(VENV)/.test
	$(BIN)/python tools/mutate.py $(TARGETS)

schemas: $(VENV)/.test
	$(BIN)/python tools/catalogues.py
	$(BIN)/python tools/published_schemas.py schemas
	$(BIN)/python tools/reference_pages.py docs/reference

$(VENV)/.docs: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) --editable '.[docs]'
	touch $(VENV)/.plain $@

docs: $(VENV)/.docs
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b html docs docs/_build

interop/.ready: interop/package.json interop/requirements.txt
	@command -v npm >/dev/null || { echo "make interop needs node 20 and npm: apt-get install nodejs npm"; exit 1; }
	npm install --prefix interop --silent --no-audit --no-fund --no-package-lock --ignore-scripts
	test -x interop/.python/bin/python || $(PYTHON) -m venv interop/.python
	interop/.python/bin/python $(INSTALL) --requirement interop/requirements.txt
	touch $@

interop: $(VENV)/.plain interop/.ready
	$(BIN)/python interop/run.py

clean:
	rm -rf interop/node_modules interop/.python interop/.ready $(VENV) $(OLDEST) $(TOOLS) .mypy_cache .pytest_cache .ruff_cache .hypothesis .mutate .coverage .coverage.* build dist docs/_build
