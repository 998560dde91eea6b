# The menu. `make` prints it.

PY := .venv/bin/python
IN ?=
ENTRIES ?=
PARTS ?=
STRICT ?=
PORT ?=
FILES ?=
SLACK ?=

.DEFAULT_GOAL := menu
.PHONY: menu help demo run gallery reset test bench crash fuzz mutants load audit licences fix pin clean package deploy plan upgrade-check rollback manifest destroy import

##@ Use it
help: menu
menu: ## print this menu
	@awk -F ':.*## ' '/^##@ / {print (n++ ? "\n" : "") substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: .venv/runs ## play one working week in the terminal (IN=ja or en; ENTRIES=file.csv for your own)
	@$(PY) -m local.demo --in "$(IN)" --entries "$(ENTRIES)"

run: .venv/runs ## all of it on this machine, with a page for a browser (PORT=8001; SLACK=socket: your own workspace)
	@$(PY) -m local --port "$(PORT)" --slack "$(SLACK)"

gallery: .venv/runs ## build a page with everything that people see in Slack, in both languages
	@$(PY) -m local.gallery

reset: .venv/runs ## forget what make run has kept
	@$(PY) -m local --reset

##@ Check it
test: .venv/checks ## everything that must hold: format, lint, types, arrows between the rings, tests
	@.venv/bin/ruff format --check --quiet . || { echo "Not formatted: make fix"; exit 1; }
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-cache > build-imports.log 2>&1 || { cat build-imports.log; rm -f build-imports.log; exit 1; }; rm -f build-imports.log
	@.venv/bin/pytest -q -n auto

bench: .venv/checks ## measure how fast it is and what it costs (PARTS=…, STRICT=--strict)
	@$(PY) -m tests.measure.bench $(PARTS) $(STRICT)

crash: .venv/checks ## end the functions at every point of every scene, on SQLite and on Firestore's emulator
	@CRASH=$(or $(CRASH),all) REQUIRE_EMULATORS=1 .venv/bin/pytest -q -n auto tests/crash

fuzz: .venv/checks ## send 100,000 generated requests to the function that is open to the internet (FUZZ=1000 for fewer)
	@FUZZ=$(or $(FUZZ),100000) .venv/bin/pytest -q -n auto tests/fuzz

# The same seed draws the same from the same code. MAP=1 makes the map anew; AGAIN=1 tries what lived the last time.
mutants: .venv/checks ## change one thing in the code at a time, and see whether a test notices (SAMPLE=100 SEED=1 FILES=…)
	@$(PY) -m tests.measure.mutants --sample $(or $(SAMPLE),100) --seed $(or $(SEED),1) --files "$(FILES)" \
		$(if $(MAP),--map) $(if $(AGAIN),--again)

load: .venv/checks ## 10,000 teams in one slot, through the emulators and a Slack with limits (TEAMS=100 for fewer)
	@$(PY) -m tests.measure.load --teams $(or $(TEAMS),10000)

# In an environment of its own: what it brings does not mix with what is tested. It asks the network.
audit: .venv/checks ## ask whether a weakness is known of what is pinned
	@test -x .venv/audit/bin/pip-audit || { $(PY) -m venv .venv/audit && .venv/audit/bin/pip install --quiet pip-audit; }
	@.venv/audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner=off -r requirements.txt

licences: .venv/checks ## write docs/licences.md
	@$(PY) -m infra.tools.licences

fix: .venv/checks ## format, and mend what the linter can mend by itself
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

PIN := --quiet --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
pin: .venv/checks ## pin the dependencies of pyproject.toml anew, with hashes
	@$(PY) -m pip install --quiet pip-tools
	@.venv/bin/pip-compile --upgrade $(PIN) -o requirements.txt pyproject.toml
	@.venv/bin/pip-compile --upgrade $(PIN) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean: ## remove what was built here
	@rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

##@ Put it into the cloud
package: .venv/runs ## pack what is deployed into build/furikaeri.zip
	@$(PY) -m infra.tools.package

# The words that deploy, plan and the others take. All but YES and ADOPT are remembered until the next time.
# Secrets are asked for, or taken from the environment; never from this command line, which others can see.
WORDS := PROJECT REGION EMAIL YES ADOPT FIRESTORE_DATABASE FIRESTORE_LOCATION MIN_INSTANCES PUBLIC BUDGET READ_LOG ROLE
GIVEN = $(foreach word,$(WORDS),$(word)="$($(word))")

deploy: package ## put it into a Google Cloud project (PROJECT=… REGION=…; EMAIL=… for alerts; YES=1 asks nothing)
	@$(PY) -m infra.tools.deploy $(GIVEN)

plan: package ## say what deploy would change, and change nothing (PROJECT=… REGION=…)
	@$(PY) -m infra.tools.deploy $(GIVEN) PLAN=1

upgrade-check: package ## say in words what this version would change, at Google and at Slack (PROJECT=… REGION=…)
	@$(PY) -m infra.tools.upgrade_check $(GIVEN)

rollback: .venv/runs ## let each function be what it was before the last deploy, without a build (PROJECT=… REGION=…)
	@$(PY) -m infra.tools.rollback $(GIVEN)

# STORE=sqlite:PATH, or GOOGLE_CLOUD_PROJECT for Firestore, says which store.
import: .venv/runs ## bring in an old sheet: FILE=sheet.csv TEAM=T1-C1 (GO=1 writes; NAMES=… COLUMNS=… DATES=dmy; UNDO=…)
	@$(PY) -m infra.tools.import_entries FILE="$(FILE)" TEAM="$(TEAM)" NAMES="$(NAMES)" COLUMNS="$(COLUMNS)" \
		DATES="$(DATES)" GO="$(GO)" UNDO="$(UNDO)"

manifest: .venv/runs ## print the Slack app's manifest (URL=… once deployed; SOCKET=1 for make run SLACK=socket)
	@$(PY) -m infra.tools.manifest "$(URL)" --socket "$(SOCKET)"

destroy: package ## take it out of the project again (PROJECT=… REGION=… WORD=…); entries are kept
	@$(PY) -m infra.tools.destroy $(GIVEN) WORD="$(WORD)"

# What the functions run on, and what checks them: made once, and again when the pins change.
.venv/runs: requirements.txt
	@local/prepare requirements.txt
	@touch $@

.venv/checks: requirements-dev.txt requirements.txt
	@local/prepare requirements-dev.txt
	@touch $@ .venv/runs
