# `make demo` and `make test` do all their set-up on a machine with Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint schemas outputs floors clean

demo: .venv/demo.ok
	$(BIN)/extractor extract corpus/raw -o outputs --quiet
	$(BIN)/extractor validate corpus

test: .venv/test.ok
	$(BIN)/ruff check extractor tests
	$(BIN)/ruff format --check extractor tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo.ok: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/test.ok: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all,test]'
	touch .venv/demo.ok $@

schemas: .venv/demo.ok
	$(BIN)/extractor schema -o schemas

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
