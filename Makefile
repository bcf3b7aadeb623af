# Two commands: `make run` and `make test`. Both make .venv themselves and touch nothing else.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check install --quiet -c requirements.lock

.PHONY: run test format lock

run: .venv/run.installed
	$(BIN)/streamlit run app.py

test: .venv/test.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/pytest

format: .venv/test.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# After a change of requirements.txt or requirements-dev.txt: every platform's versions, in one file. Needs uv.
lock:
	uv pip compile requirements-dev.txt --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url -q -o requirements.lock

.venv/run.installed: requirements.txt requirements.lock | .venv
	$(PIP) -r requirements.txt
	touch $@

.venv/test.installed: requirements-dev.txt requirements.txt requirements.lock | .venv
	$(PIP) -r requirements-dev.txt
	touch $@

.venv:
	$(PYTHON) -m venv .venv
