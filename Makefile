# Everything a new user or developer does starts here; `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1
E2E ?= 1

CLIENT := tests/e2e/node_modules/.package-lock.json
CAN_DRIVE_A_CLIENT := $(and $(shell command -v npm),$(shell command -v chromium chromium-browser google-chrome))

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run test e2e pictures playground lint golden docs language bench lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: .venv/.runtime ## Make .venv with everything a user needs, and .venv/bin/fristvakt

setup-dev: .venv/.dev ## The same with what tests and checks need

demo: setup ## Try it: a made-up municipality, answers, digests, then the bot (SERVE=0: stop before serving)
	$(BIN)/fristvakt demo $(if $(filter 0,$(SERVE)),--no-serve,)

run: setup ## Serve the bot with your own settings
	$(BIN)/fristvakt serve

test: setup-dev ## Every test, on SQLite and on a real PostgreSQL (E2E=0: without the real client)
	-@$(if $(filter-out 0,$(E2E)),$(if $(CAN_DRIVE_A_CLIENT),$(MAKE) --no-print-directory $(CLIENT)))
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(if $(filter 0,$(E2E)),--ignore=tests/e2e,)

e2e: setup-dev $(CLIENT) ## A real client, driven in a real browser; pictures in var/e2e/
	FRISTVAKT_E2E=required $(BIN)/python -m pytest tests/e2e --numprocesses 2 --dist loadfile

pictures: setup-dev $(CLIENT) ## Take the pictures in the guides anew, to be looked at
	FRISTVAKT_E2E=required FRISTVAKT_UPDATE_PICTURES=1 $(BIN)/python -m pytest tests/e2e/test_the_pictures.py

playground: setup $(CLIENT) ## Talk with the bot by hand in a client (AS=e-mail: as whom)
	@AS='$(if $(findstring command,$(origin AS)),$(AS))' $(BIN)/python tests/e2e/try_by_hand.py

$(CLIENT): tests/e2e/package-lock.json
	@command -v npm >/dev/null || { echo "Node.js with npm is needed for the client."; exit 1; }
	cd tests/e2e && npm ci --silent
	@touch $@

lint: setup-dev ## ruff, mypy --strict, import-linter, and pages that must not be stale
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m rules.catalogue_page --check
	$(BIN)/python -m bot.settings_page --check
	$(BIN)/python -m digests.monthly.word_names --check
	$(BIN)/python -m digests.monthly.docx_template --check

golden: setup-dev ## Write the golden files anew, to be reviewed like code
	FRISTVAKT_UPDATE_GOLDEN=1 $(BIN)/python -m pytest tests/digests

docs: setup ## Write the generated pages and the Word template anew
	$(BIN)/python -m rules.catalogue_page > docs/regler.md
	$(BIN)/python -m bot.settings_page > docs/sv/installningar.md
	$(BIN)/python -m digests.monthly.word_names > docs/sv/mallfalt.md
	$(BIN)/python -m digests.monthly.docx_template

language: setup-dev ## Write anew what is made from the language data and the labelled sentences
	$(BIN)/python -m bot.understanding.language_index
	$(BIN)/python -m bot.understanding.training tests/data/dev.tsv tests/bot/understanding/*.tsv

bench: setup-dev ## Ratios measured in this run: dates, import, questions, digests; how forecasts turned out
	$(BIN)/python -m bench

lock: setup-dev ## Lock the requirements anew, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade --extra build pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --constraint requirements/runtime.txt --extra build --extra dev pyproject.toml -o requirements/dev.txt

clean: ## Remove what was built, not the data in var/
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
