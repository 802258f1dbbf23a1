# `make demo` and `make test` set up everything they need; `make check` is all a contributor needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo test check format lint types imports docs docs-check sql sql-check guides wheel bench clean

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml hatch_build.py | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(DEV_STAMP): pyproject.toml hatch_build.py | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,server,report]'
	touch $(RUN_STAMP) $@

demo: $(RUN_STAMP)
	@sh sample_logs/demo.sh $(BIN)/stepready

test: $(DEV_STAMP)
	$(BIN)/python -m pytest -n 2

check: $(DEV_STAMP) lint types imports sql-check docs-check test wheel

format: $(DEV_STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV_STAMP)
	$(BIN)/mypy

imports: $(DEV_STAMP)
	$(BIN)/lint-imports

guides: $(DEV_STAMP)
	$(BIN)/python -m stepready.guides.compile

sql: $(DEV_STAMP)
	$(BIN)/python -m stepready.store.compile

sql-check: $(DEV_STAMP)
	$(BIN)/python -m stepready.store.compile --check

docs: $(DEV_STAMP)
	$(BIN)/python -m stepready.guides.page
	$(BIN)/python docs/commands.py

docs-check: $(DEV_STAMP)
	$(BIN)/python -m stepready.guides.page --check
	$(BIN)/python docs/commands.py --check

wheel: $(DEV_STAMP)
	$(BIN)/python tests/wheel.py

bench: $(DEV_STAMP)
	$(BIN)/python benchmarks/daily.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
