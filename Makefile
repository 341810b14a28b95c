# Everything from a fresh clone with Python 3.11, make and the package registries. Each step leaves a stamp, so that it is done once.
#   make setup            install into .venv
#   make demo             build the demo bank, run its day end, serve it (ARGS="--customers 20000 --port 8080")
#   make test             everything CI runs: style, types, layers, texts, tests, journeys in a real browser
#   make lock             resolve the dependencies anew into requirements/
#   make clean            remove .venv and caches (var/, where data lie, stays)

PYTHON ?= python3.11
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check
LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
       --no-emit-index-url --no-header --no-annotate --quiet
DATA ?= var

.PHONY: setup demo test lock texts browser clean

setup: .venv/installed texts

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/locked: requirements/dev.txt | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.venv/installed: .venv/locked pyproject.toml
	$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch $@

texts: .venv/installed
	@$(BIN)/python -m guanxi.site.texts compile

demo: setup
	$(BIN)/guanxi demo --data $(DATA) $(ARGS)

test: setup browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m guanxi.site.texts check
	$(BIN)/pytest -n 2 $(ARGS)

# Journeys drive the system's Chromium, with a Chinese font for the pictures.
browser:
	@sh .ci/browser

lock: .venv/locked
	$(LOCK) $(UPGRADE) -o requirements/base.txt
	$(LOCK) $(UPGRADE) --extra demo -o requirements/demo.txt
	$(LOCK) $(UPGRADE) --extra spark -o requirements/spark.txt
	$(LOCK) $(UPGRADE) --extra demo --extra spark --extra dev -o requirements/dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
