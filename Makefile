# `make demo` and `make test` set up everything they need; `make check` is all a contributor needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
TEST_STAMP := $(VENV)/.tested
TESTED := $(wildcard $(shell git ls-files 2>/dev/null))

# Tests start the program hundreds of times: what it imports is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check format lint types imports docs docs-check sql sql-check guides wheel lowest lock bench clean

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml hatch_build.py | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(DEV_STAMP): pyproject.toml hatch_build.py constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,server,report]'
	touch $(RUN_STAMP) $@

demo: $(RUN_STAMP)
	@sh sample_logs/demo.sh $(BIN)/stepready

test: $(DEV_STAMP)
	$(BIN)/python -m pytest -n 2
	@touch $(TEST_STAMP)

check: $(DEV_STAMP) lint types imports sql-check docs-check $(TEST_STAMP) wheel

# `make check` tests again only what has changed since `make test` passed.
$(TEST_STAMP): $(DEV_STAMP) $(or $(TESTED),FORCE)
	$(MAKE) test

FORCE:

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

# What users install at the lowest versions that pyproject.toml names, and the tests of what rests on it. The text of
# the statements is written by the version that development uses, and none writes it for users.
lowest:
	$(PYTHON) -m venv $(VENV)-lowest
	$(PYTHON) tests/lowest.py > $(VENV)-lowest/constraints.txt
	$(VENV)-lowest/bin/pip install --quiet --disable-pip-version-check --constraint $(VENV)-lowest/constraints.txt \
	  --editable '.[anki,server,sheets,report]' pytest pytest-xdist hypothesis pypdf
	$(VENV)-lowest/bin/python -m pytest -n 2 tests/store tests/cli tests/render tests/report \
	  --deselect 'tests/store/test_compiled.py::test_the_compiled_file_is_fresh'

# The newest versions that the bounds allow, once `make check` passes with them.
lock: $(DEV_STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager '.[dev,server,report]'
	sed '/^[^#]/d' constraints.txt > constraints.new
	$(BIN)/pip list --format=freeze --exclude-editable --exclude stepready >> constraints.new
	mv constraints.new constraints.txt

bench: $(DEV_STAMP)
	$(BIN)/python benchmarks/daily.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
