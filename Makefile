# The one door to every command; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
BOOTSTRAP := $(PYTHON) deploy/local/bootstrap.py
CODE := shared services deploy tests
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-package gongkai --no-emit-package requests-api --no-emit-package catalog-api \
	--no-emit-package notifier --custom-compile-command "make lock"
PROJECTS := shared/pyproject.toml services/requests-api/pyproject.toml \
	services/catalog-api/pyproject.toml services/notifier/pyproject.toml
.DEFAULT_GOAL := help
.PHONY: help install run tour test test-unit check format openapi events errors snapshots \
	migrations-check bench bench-growth test-long mutants lock clean

help: ## list the commands
	@echo "Gongkai (公开). Start with: make run"
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## make .venv from the locked requirements (every other command does this first)
	@$(BOOTSTRAP)

# GNU make ends with 2 whatever a recipe failed with; a question (-q) that it has to deny ends it with 1, and a
# `make run` beside a running one shall. So this is asked before there is a recipe.
ifeq ($(MAKECMDGOALS),run)
RUNNING := $(shell $(PYTHON) -m deploy.local.claim)
ifneq ($(RUNNING),)
$(info $(RUNNING))
MAKEFLAGS += --question
endif
endif

run tour: export GONGKAI_LANGUAGE := $(or $(IN),$(GONGKAI_LANGUAGE))
run: ## start the whole platform here; Ctrl-C stops it and keeps its data
	@$(BOOTSTRAP) run

tour: export AT := $(AT)
tour: ## walk through the tour on data of its own (AT=2027-01-02T23:00+08:00 moves the clock, IN=zh: 中文)
	@$(BOOTSTRAP) tour $(if $(AT),--at "$$AT")

test: check ## run the checks, then all tests on real servers
	@echo "All tests, on real servers …"
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --durations=10 || { echo "Tests failed, see above. One alone: .venv/bin/python -m pytest PATH::NAME"; exit 1; }
	@echo "Everything holds. Next: git commit, or make run to try it."

test-unit: install ## run the pure tests only, in seconds
	@$(BIN)/python -m pytest -q tests/unit || { echo "Tests failed, see above. One alone: .venv/bin/python -m pytest PATH::NAME"; exit 1; }
	@echo "The pure tests hold. Next: make test for all of them."

check: install ## format, lint, types, imports, migrations, snapshots, OpenAPI
	@echo "Format …"
	@$(BIN)/ruff format --check --quiet $(CODE) || { echo "Some files are not formatted. Next: make format"; exit 1; }
	@echo "Lint …"
	@$(BIN)/ruff check --quiet $(CODE) || { echo "Lint found the lines above. Next: make format mends what it can"; exit 1; }
	@$(BIN)/codespell $(CODE) docs *.md || { echo "Spelling: the words above"; exit 1; }
	@echo "Types …"
	@$(BIN)/mypy shared/gongkai services/*/*_api services/notifier/notifier deploy/local deploy/openapi deploy/snapshots || { echo "mypy found the lines above"; exit 1; }
	@echo "Imports …"
	@$(BIN)/lint-imports --no-logo > .import-lint.out || { cat .import-lint.out; rm -f .import-lint.out; echo "An import contract of pyproject.toml is broken, see above"; exit 1; }
	@rm -f .import-lint.out
	@$(MAKE) --no-print-directory migrations-check
	@echo "Snapshots …"
	@$(BIN)/python -m deploy.snapshots --check
	@echo "OpenAPI …"
	@$(BIN)/python -m deploy.openapi
	@echo "The checks hold."

format: install ## format the code and mend what the linter can
	@$(BIN)/ruff format --quiet $(CODE)
	@$(BIN)/ruff check --fix --quiet $(CODE) || { echo "The lines above need a person"; exit 1; }
	@echo "Formatted. Next: make check"

openapi events errors: snapshots
snapshots: install ## write the OpenAPI documents and the generated catalogues anew
	@$(BIN)/python -m deploy.snapshots
	@echo "Written. Next: git diff, and commit what you meant to change."

migrations-check: install ## upgrade three empty databases, compare with the models, down and up again
	@echo "Migrations …"
	@$(BIN)/python -m deploy.local.migrations_check || { echo "Migrations and models do not agree, see above"; exit 1; }

bench: install ## measure ratios against bare routes and write docs/benchmarks.md
	@$(BIN)/python -m tests.load.bench || { echo "The bench failed, see above"; exit 1; }
	@echo "Written to docs/benchmarks.md."

bench-growth: install ## show lists, sweeps and feeds at three sizes in docs/benchmarks.md (a quarter of an hour)
	@$(BIN)/python -m tests.load.growth.bench || { echo "The bench failed, see above"; exit 1; }
	@echo "Written to docs/benchmarks.md."

test-long: install ## what takes too long for `make test`: properties drawn deeply, every attack on every operation, the mutants (an hour)
	@echo "Properties, 2000 examples each …"
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --durations=10 --timeout=1200 --hypothesis-profile=deep tests/unit || { echo "Tests failed, see above"; exit 1; }
	@echo "Attacks, everything on every operation …"
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --durations=10 --timeout=3600 --hypothesis-profile=deep tests/integration/security || { echo "Tests failed, see above"; exit 1; }
	@echo "Mutants …"
	@$(MAKE) --no-print-directory mutants

mutants: install ## change the pure cores one place at a time: do the unit tests notice? (twenty minutes)
	@$(BIN)/python -u -m tests.mutants.run

lock: install ## resolve the requirements anew into requirements/*.txt
	@echo "Resolving …"
	@$(LOCK) requirements/dev.in $(PROJECTS) --extra testing -o requirements/dev.txt
	@$(LOCK) $(PROJECTS) -c requirements/dev.txt -o requirements/runtime.txt
	@echo "Locked. Next: make test, then commit requirements/."

clean: install ## remove this checkout's data, logs and keys (.gongkai) and the tools' caches
	@$(BIN)/python -m deploy.local clean
	@rm -rf .mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
