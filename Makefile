# Two commands for new users: `make demo` and `make test`. Both set up .venv first and skip what is done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.9
INSTALLED := $(VENV)/.installed
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: setup demo test lint browser bench models constraints screenshots report-assets clean help
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

setup: $(INSTALLED) ## Make .venv with exactly the pinned packages

# Installing the pinned list without resolving keeps torch, umap-learn and numba out: BERTopic names them as
# dependencies but does not need them here (docs/decisions/0001-lightweight-environment.md).
$(INSTALLED): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(BIN)/pip install --quiet --disable-pip-version-check 'uv>=$(UV_VERSION)'
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps -r constraints.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

demo: setup ## Run the pipeline on data/raw and print where the report is
	@$(BIN)/python -m flows.pipeline

browser:
	@sh tests/browser/ensure_browser.sh $(BIN)/python

test: setup browser ## Run the whole test suite
	@$(BIN)/python -m pytest

lint: setup ## Linters, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

screenshots: setup browser ## Screenshots of the sample report (desktop, phone, print) into build/screenshots
	@$(BIN)/python -m tests.browser.screenshots build/screenshots

report-assets: ## Build the report's plotly bundle and base map again (needs Node.js and npm)
	@cd src/feedback_nlp/report/assets/build && npm install --no-audit --no-fund --no-package-lock && npm run build

models: ## Rebuild the encoder from the upstream weights: make models UPSTREAM=folder (needs the extra `train`)
	@$(BIN)/python -m feedback_nlp.encoder.export --upstream $(UPSTREAM)

bench: setup ## Topics side by side with BERTopic's defaults, k-means and EVoC (needs the extra `bench`)
	@$(BIN)/python -m tests.benchmarks.topics

constraints: setup ## Pin the newest versions that pyproject.toml allows
	@$(UV) pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--no-emit-index-url --no-header --no-annotate --quiet --output-file constraints.txt

clean: ## Remove what runs and builds left behind (not data/raw)
	@rm -rf build dist .cache .prefect .pytest_cache .mypy_cache .ruff_cache .hypothesis
