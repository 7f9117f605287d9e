# Set-up and nothing else: make a virtual environment from the lock files, then call invoke.
.DEFAULT_GOAL := help
.PHONY: help demo digest test serve lint

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# In a folder that was moved, and under a newer Python of the machine, nothing that was installed runs: make it anew.
$(shell test ! -e $(VENV)/pyvenv.cfg || { grep -qsF "$(realpath $(VENV))/bin/python" $(BIN)/pip && \
	$(BIN)/python -c "import pip"; } 2>/dev/null || rm -rf $(VENV))

help:
	@echo "make demo    set up everything and build a sample site"
	@echo "make test    set up everything and run the tests"
	@echo "make lint    check style, types and the fences between the rooms"
	@echo "make digest  pull the real feeds and build the site"
	@echo "make serve   build, serve on this machine and rebuild on every change"

demo: $(VENV)/site.stamp
	@$(BIN)/inv demo

digest: $(VENV)/site.stamp
	@$(BIN)/inv digest || [ $$? -eq 2 ]  # published; what failed is told, and make would call it an error

serve: $(VENV)/dev.stamp
	@$(BIN)/inv serve

test: $(VENV)/dev.stamp
	@$(BIN)/inv test

lint: $(VENV)/dev.stamp
	@$(BIN)/inv lint

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

# The package is installed editable; its own dependencies come from the lock alone.
$(VENV)/%.stamp: requirements/%.lock requirements/site.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) from $< ..."
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
