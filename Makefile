# make run    opens the dashboard on the sample province (FOR=seconds bounds the run)
# make test   checks style, types, architecture, then runs every test
PYTHON ?= python3
FOR ?=
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test bench lint lock translations sample clean

# Without a display the run is bounded, says what is on the screen and leaves a picture of it.
HEADLESS := $(if $(filter Linux,$(shell uname -s)),$(if $(DISPLAY)$(WAYLAND_DISPLAY),,yes))

run: $(VENV)/ready $(VENV)/libraries-run
	$(BIN)/python main.py $(if $(HEADLESS),--for $(or $(FOR),30) --summary - --screenshot out/overview.png,$(if $(FOR),--for $(FOR)))
	$(if $(HEADLESS),@echo "screenshot: out/overview.png")

test: $(VENV)/ready $(VENV)/libraries-run $(VENV)/libraries-test lint
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready $(VENV)/libraries-run
	$(BIN)/python -m benchmarks

# Resolves the newest allowed versions for every supported Python and platform.
lock: $(VENV)/ready
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra postgresql --group dev --universal --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --upgrade -o requirements.lock

# Collects the interface's texts, and compiles their translation.
translations: $(VENV)/ready
	$(BIN)/python -m widgets.i18n.update

# Builds the sample deployment from the sources' figures.
sample: $(VENV)/ready
	$(BIN)/python -m sample_feeds.build ../shared/seed_indicators.csv

$(VENV)/ready: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/libraries-%: tools/system_libraries.sh | $(VENV)/ready
	sh tools/system_libraries.sh $*
	@touch $@

clean:
	rm -rf $(VENV) build dist out *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
