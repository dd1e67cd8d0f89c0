# `make demo` and `make test` do all their set-up on a machine with Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test lint outputs schemas floors clean

demo: .venv/demo.ok outputs
	$(BIN)/extractor validate corpus --summary

# What outputs/ holds; a test shows that it is current.
outputs: .venv/demo.ok
	$(BIN)/extractor extract corpus/raw -o outputs --quiet
	$(BIN)/extractor compare corpus/raw -o outputs/comparison
	$(BIN)/extractor report corpus/raw -o outputs/reports
	$(BIN)/extractor export corpus/raw -o outputs/datapackage --format datapackage

test: .venv/test.ok lint
	$(BIN)/python -m pytest -n auto

lint: .venv/test.ok
	$(BIN)/ruff check extractor tests benchmarks
	$(BIN)/ruff format --check extractor tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

schemas: .venv/demo.ok
	$(BIN)/extractor schema -o schemas

# Raises the pinned scores where they are better than pinned; never lowers one.
floors: .venv/demo.ok
	$(BIN)/extractor validate corpus --summary --raise-floors

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo.ok: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e '.[compare,export]'
	touch $@

.venv/test.ok: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e '.[all,test]'
	touch .venv/demo.ok $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
