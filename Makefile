# `make demo` and `make test` do all their set-up on a machine with Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test lint outputs schemas floors compiled bench clean

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
	$(BIN)/ruff check extractor tests benchmarks setup.py
	$(BIN)/ruff format --check extractor tests benchmarks setup.py
	$(BIN)/mypy
	$(BIN)/lint-imports

# The way of a plan as machine code (a C compiler, some three minutes), and all tests on it.
NATIVE := $(CURDIR)/build/compiled
compiled: build/compiled/built.ok
	PYTHONPATH=$(NATIVE):$(CURDIR) $(BIN)/python -P -m pytest -n auto --import-mode=importlib

build/compiled/built.ok: setup.py $(shell find extractor -type f -not -name '*.pyc') | .venv/test.ok
	rm -rf build/compiled build/wheels
	$(PIP) 'setuptools>=77'
	PLAN_EXTRACTOR_COMPILE=1 $(BIN)/python -m pip wheel --quiet --no-build-isolation --no-deps -w build/wheels .
	$(PIP) --no-deps --target build/compiled build/wheels/*.whl
	PYTHONPATH=$(NATIVE) $(BIN)/python -P -c "import sys; sys.modules['mypy_extensions'] = None; import extractor.build.assemble as way; assert way.__file__.endswith('.so')"
	touch $@

# Speed beside others, of both builds.
bench: build/compiled/built.ok
	$(BIN)/python -m benchmarks.speed

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
