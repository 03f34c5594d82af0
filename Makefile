# Two commands on a fresh machine: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := ../shared/samples
.PHONY: demo test lint types layers score evaluate bench clean

$(BIN)/.installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (first run only) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

demo: $(BIN)/.installed
	$(BIN)/crossbearing demo --out demo-dossier
	@echo "crossbearing is $(BIN)/crossbearing here"

test: lint types layers
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(BIN)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.installed
	$(BIN)/mypy

layers: $(BIN)/.installed
	$(BIN)/lint-imports

score: $(BIN)/.installed
	$(BIN)/python -m evaluation.samples $(SAMPLES)

evaluate: $(BIN)/.installed
	$(BIN)/python -m evaluation

bench: $(BIN)/.installed
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo-dossier build dist
