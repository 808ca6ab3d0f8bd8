# Everything a person types. Python 3.11, make and the package registries are all that must be there.
# The environment is passed through as it is: indexes, proxies and certificates are the machine's own business.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
export PORT
BIN := .venv/bin
MANAGE := DEMO=$${DEMO-1} $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help setup dev run reset test test-services journeys proofs lint format code screenshots words backup

help:  ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## Install what the product needs; starts nothing
	@$(PYTHON) cms/bootstrap.py run

dev:  ## Install the tools of the test run as well
	@$(PYTHON) cms/bootstrap.py dev

run: setup  ## Start the demo on http://localhost:8000/ (PORT=8001 for another); Ctrl-C stops it
	@exec $(BIN)/python cms/serve.py --tied

reset: setup  ## Empty the demo's databases, files and queue; the next run begins anew
	@exec $(BIN)/python cms/serve.py reset

test: dev  ## Run the tests (ARGS="tests/registry -k search" for some)
	@$(BIN)/python -m tests.template >/dev/null
	@exec $(BIN)/python -m pytest $(ARGS)

test-services: dev  ## The same tests on PostgreSQL and Redis (DATABASE_URL, BROKER_URL, or local throw-away servers)
	@exec $(BIN)/python -m tests.services.local $(BIN)/python -m pytest -m "not journey and not proof" $(ARGS)

journeys: dev  ## Walk through the product in a browser (CHROMIUM=/path, else the machine's own)
	@$(BIN)/python -m tests.template >/dev/null
	@exec $(BIN)/python -m pytest -m journey $(ARGS)

proofs: dev  ## Run the long proofs (PROOF_SHARE=0.1 for a seeded tenth)
	@$(BIN)/python -m tests.template >/dev/null
	@$(BIN)/python -m pytest -m proof $(ARGS) || [ $$? -eq 5 ]  # 5: this part of the house has none

lint: dev  ## Check style, import directions and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(MANAGE) makemigrations --check --dry-run

format: dev  ## Write the style
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

code: setup  ## Print the second-step code of a demo user (ROLE=secretariat)
	@$(MANAGE) code "$(ROLE)"

words: dev  ## Bring the catalogues of words up to date, and compile them
	@$(MANAGE) words
	@$(PYTHON) cms/bootstrap.py assets

screenshots: dev  ## Make the README's pictures from the running demo
	@$(BIN)/python -m tests.screenshots

backup: setup  ## Write a backup under var/backup (TO=/path for another place)
	@$(MANAGE) backup $(if $(TO),--to "$(TO)")
