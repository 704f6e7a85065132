# Two commands do everything on a fresh Debian or Ubuntu: make demo, make test.
.DEFAULT_GOAL := help
.PHONY: help demo test soak lint ci fit evaluate bench letters console pins clean

VENV := .venv
BIN := $(VENV)/bin

unexport PYTHONDONTWRITEBYTECODE  # what the tests start again and again is compiled once

help:  ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */  make \1\t/' | expand -t 17

demo: $(VENV)/demo.done  ## Install what the demo needs and play a day in the life
	sh .ci/setup ocr
	$(BIN)/intake demo

test: $(VENV)/test.done  ## Install what the tests need (Dovecot, Cyrus, PostgreSQL, ClamAV, Tesseract, Chromium) and run them all
	sh .ci/setup servers $(VENV)
	$(BIN)/pytest -n 2 --dist worksteal
	$(BIN)/pytest -n 2 --dist worksteal --database postgresql

soak: $(VENV)/test.done  ## Run the long random fault runs (SOAK_SECONDS each, default 300)
	sh .ci/setup servers $(VENV)
	SOAK_SECONDS=$${SOAK_SECONDS:-300} $(BIN)/pytest -m soak --timeout 0 -n 2
	SOAK_SECONDS=$${SOAK_SECONDS:-300} $(BIN)/pytest -m soak --timeout 0 -n 2 --database postgresql

lint: $(VENV)/test.done  ## Check style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

ci: lint test  ## What the continuous integration runs

fit: $(VENV)/fit.done  ## Fit the reader of documents anew on the papers of benchmarks/corpus
	cd benchmarks && ../$(BIN)/python -m corpus.fit --all

# What is measured has not seen the author: a copy of intake with weights that were fitted on the others.
MEASURED := $(CURDIR)/build/evaluate
evaluate: $(VENV)/fit.done  ## Measure what is read of documents (by an author held out) and of job ads; write docs/
	sh .ci/setup servers $(VENV)
	rm -rf $(MEASURED) && mkdir -p $(MEASURED)
	cp -r intake templates seeds config $(MEASURED)
	cd benchmarks && PYTHONPATH=$(MEASURED) ../$(BIN)/python -m corpus.fit --output $(MEASURED)/intake/reading/papers/weights.json
	cd benchmarks && PYTHONPATH=$(MEASURED) ../$(BIN)/python -m corpus.evaluate --write ../docs
	cd benchmarks && PYTHONPATH=$(MEASURED) ../$(BIN)/python -m corpus.endtoend --write ../docs
	cd benchmarks && ../$(BIN)/python -m adposts.measure --write ../docs

# `make bench BENCH=--quick` takes three minutes, and leaves docs/ as it is.
BENCH := --write ../docs
bench: $(VENV)/test.done  ## Measure how fast intake is, beside others, and write docs/performance.md
	sh .ci/setup servers $(VENV)
	sh benchmarks/speed/peers.sh
	cd benchmarks && ../$(BIN)/python -m speed.bench $(BENCH)

letters: $(VENV)/test.done  ## Draw every letter in every language anew, and write docs/letters/
	sh .ci/setup browser
	$(BIN)/python docs/letters/make.py

console: $(VENV)/test.done  ## Take every page of the console anew, and write docs/console/
	sh .ci/setup browser
	$(BIN)/python docs/console/make.py

pins: $(VENV)/test.done  ## Pin the dependencies anew, with hashes
	sh .ci/pin

clean:  ## Remove what was installed and made here
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/%.done: requirements/%.txt pyproject.toml .ci/setup
	sh .ci/setup python $(VENV)
	$(BIN)/pip install --quiet --require-hashes --requirement $<
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
