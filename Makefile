# Two commands to start with: `make lab` to learn, `make test` to check the whole house. `make demo` grades a class.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: lab test demo notebooks install lint clean

lab: install
	@$(BIN)/python -m course.start

test: install
	$(BIN)/python -m pytest
	$(BIN)/ruff check .

demo: install
	@$(BIN)/python tests/sample_class.py demo

notebooks: install
	@$(BIN)/grader notebooks

lint: install
	$(BIN)/ruff check .

install: $(READY)

# The stamp is newer than what it was made from, so a second call installs nothing and starts in seconds.
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(not (3, 10) <= v < (3, 14) and f"Python {v[0]}.{v[1]} found, 3.10 to 3.13 needed. Call `make PYTHON=python3.11 ...`.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[grader,test]'
	touch $(READY)

clean:
	rm -rf demo .pytest_cache .ruff_cache
