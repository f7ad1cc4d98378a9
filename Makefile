# To start with: `make lab` to learn, `make demo` to see a class graded, `make test` to check the whole house.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
JOBS ?= 3  # tests at one time, on two cores: kernels wait for one another; each job needs 3 GB
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder

.PHONY: lab test prove demo notebooks site install lint wheels clean

lab: install
	@$(BIN)/python -m course.start

# What every change must pass, in minutes: each promise once.
test: lint
	$(PYTEST) -m "not prove"

# What takes longer and is rarely the first to fail: all known answers by way of `grader verify`, every small edit of
# every reference, hostile classes at length, comparisons with stock nbgrader, a cluster, wheels, a plain user, clones
# in odd places, a corpus of nbgrader courses graded by nbgrader and by us, and lessons in a real browser.
prove: install
	$(PYTEST) -m prove $(PROVE_OPTIONS)

demo: install
	@$(BIN)/python tests/sample_class.py demo

notebooks: install
	@$(BIN)/grader notebooks

# build/site/: the course to read on the web, with what its code gives and without answers. Publish it as it stands.
# PACK=NAME builds the site of another course pack, into build/NAME/.
site: install
	$(if $(PACK),$(BIN)/python docs/pack_site.py $(PACK) build/$(PACK),$(BIN)/python -m sphinx -q -W --keep-going -d build/doctrees docs build/site)
	@echo "Open build/$(or $(PACK),site)/index.html"

# Style, which room may import which (the contracts in pyproject.toml), and types.
lint: install
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# dist/: the course with the grader, and the learner's half without the answers.
wheels: install
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist . ./packaging/learner

install: $(READY)

# The stamp is newer than what it was made from, so a second call installs nothing and starts in seconds.
$(READY): pyproject.toml setup.py
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(not (3, 10) <= v < (3, 14) and f"Python {v[0]}.{v[1]} found, 3.10 to 3.13 needed. Call `make PYTHON=python3.11 ...`.")'
	rm -rf *.egg-info  # of an earlier version: it would name entry points that have moved
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[grader,test]'
	touch $(READY)

clean:
	rm -rf demo dist build docs/lessons packaging/learner/build .pytest_cache .ruff_cache .mypy_cache
