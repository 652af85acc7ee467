# make run    sets everything up, runs a city:  make run | make run CITY=leipzig DATA=../shared/cities/leipzig
# make test   passes everything: unit, PostgreSQL, architecture, browser
# make check  ruff, formatting, mypy, layers        make bench   speeds, side by side with peers
PYTHON ?= python3
CITY ?= musterstadt
FOLDER ?= cities/$(notdir $(CITY))
PORT ?= 8000
BIN := .venv/bin

.PHONY: run test check bench vendor messages clean
.DELETE_ON_ERROR:

run: .venv/run
	@$(BIN)/sozialraum run $(CITY) --city $(FOLDER) --port $(PORT) $(if $(DATA),--data $(DATA)) $(if $(BLOCKS),--blocks $(BLOCKS))

test: .venv/test
	@$(BIN)/pytest -n 2 --dist loadgroup

check: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/bench
	$(BIN)/python -m benchmarks

vendor: .venv/run
	$(BIN)/python tools/vendor.py
	$(BIN)/python tools/fonts.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] >= (3, 11) else "sozialraum needs Python 3.11 or newer, this is %d.%d: name another one with make PYTHON=python3.11" % sys.version_info[:2])'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing: on Debian install python3-venv." >&2; exit 1; }
	@echo "Setting up (once) …"
	@$(PYTHON) -m venv .venv
	@touch $@

# Each set of packages is installed when its list changed; the product itself is installed in place.
.venv/run: .venv/made requirements/run.txt requirements/build.txt pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/run requirements/test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

.venv/bench: .venv/test requirements/bench.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@
