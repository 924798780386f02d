# make run          open the window on Figure 4 (with no display: the tour)
# make test         everything that continuous integration runs
# make check        the quick part: style, types, rooms, messages
# make messages     rewrite the list of translatable messages, and bring the translations up to it
# make long         the tests that take minutes: ten thousand random edits of a running circuit
# make verify       run every claim of every preset (PRESETS="fig3 fig4" for some)
# make bench        measure speed, write benchmarks/results.md (ONLY="W2 engine" for a part)
# make endurance    eight hours of model time, then an hour with the window open
# make cross-check  nine circuits in NEURON, kept for make test to compare with
# make exchange     what we write, opened by other tools, in an environment of its own
# make bundle       a portable folder that needs no Python, in dist/ (an environment of its own)
# make screenshots  rewrite docs/images
# make article      rewrite docs/article.md
# make docs         the guide as a site in build/docs/html, in an environment of its own

VENV := .venv
PEERS := .bench-venv
OUTSIDE := .exchange-venv
SPHINX := .docs-venv
BUNDLER := .bundle-venv
BIN := $(VENV)/bin
PYTHONS := $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3
MESSAGES := assets/translations/circuitlab.pot
EXTRACT := $(BIN)/pybabel -q extract -F pyproject.toml --no-location --sort-output \
	--omit-header --project=CircuitLab -k _ .

ENGINE := $(wildcard circuitlab/engine/*.py circuitlab/engine/*/*.py)

.PHONY: run test long verify check messages bench endurance cross-check exchange \
	bundle screenshots article docs

run: $(VENV)/.compiled
	@$(BIN)/python scripts/launch.py

test: $(VENV)/.developer
	@$(BIN)/python scripts/compile_kernels.py & compiling=$$!; \
	$(MAKE) --no-print-directory check || { kill $$compiling; exit 1; }; \
	wait $$compiling
	$(BIN)/python -m pytest -q

long: $(VENV)/.developer
	CIRCUITLAB_LONG=1 $(BIN)/python -m pytest -q -n 1 tests/engine/stepping/test_random_edits.py tests/engine/stepping/test_random_circuits.py \
		tests/files/test_mutated_files.py tests/gui/test_random_hands.py

verify: $(VENV)/.compiled
	$(BIN)/python -m circuitlab verify $(PRESETS)

check: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@$(EXTRACT) -o $(VENV)/messages.pot
	@diff -q $(VENV)/messages.pot $(MESSAGES) >/dev/null || \
		{ echo "$(MESSAGES) is behind the sources: run 'make messages'" >&2; exit 1; }

messages: $(VENV)/.developer
	@mkdir -p $(dir $(MESSAGES))
	$(EXTRACT) -o $(MESSAGES)
	$(BIN)/python scripts/translations.py

bench: $(VENV)/.compiled $(PEERS)/.installed
	$(BIN)/python -m benchmarks.measure $(ONLY) $(if $(ROUNDS),--rounds $(ROUNDS))

endurance: $(VENV)/.compiled
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.endurance engine --hours 8
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.endurance window --hours 1

cross-check: $(VENV)/.compiled $(PEERS)/.installed
	$(BIN)/python -m scripts.cross_check

exchange: $(OUTSIDE)/.installed
	CIRCUITLAB_OUTSIDE=1 QT_QPA_PLATFORM=offscreen $(OUTSIDE)/bin/python -m pytest -q tests/outside

bundle: $(BUNDLER)/.installed
	@echo "Compiling the equations, then copying all that they need: some minutes"
	@rm -f dist/circuitlab-*.whl
	@$(BUNDLER)/bin/python -m pip wheel -q --disable-pip-version-check --no-build-isolation \
		--no-deps -w dist .
	@$(BUNDLER)/bin/python -m pip install -q --disable-pip-version-check --no-deps \
		--force-reinstall dist/circuitlab-*.whl
	@$(BUNDLER)/bin/python scripts/bundle

screenshots: $(VENV)/.installed
	$(BIN)/python scripts/screenshots.py

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing CircuitLab into $(VENV): once, a minute or two"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e . || \
		{ echo "Installing did not work: it needs the network, this once. Then run make again." >&2; exit 1; }
	@touch $@

$(VENV)/.compiled: $(VENV)/.installed $(ENGINE)
	@echo "Compiling the equations for this processor: once, about a minute"
	@$(BIN)/python scripts/compile_kernels.py
	@$(BIN)/python -m compileall -q circuitlab
	@touch $@

$(VENV)/.developer: pyproject.toml | $(BIN)/python
	@echo "Installing CircuitLab and its development tools into $(VENV): once, a minute or two"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]' || \
		{ echo "Installing did not work: it needs the network, this once. Then run make again." >&2; exit 1; }
	@touch $@ $(VENV)/.installed

$(PEERS)/.installed: benchmarks/peers/requirements.txt | $(BIN)/python
	@echo "Installing other simulators into $(PEERS), to measure against: once, a minute or two"
	@$(BIN)/python -m venv $(PEERS) || true
	@missing=; while read -r peer; do \
		case "$$peer" in "#"*|"") continue;; esac; \
		$(PEERS)/bin/python -m pip install -q --disable-pip-version-check "$$peer" </dev/null || missing=1; \
	done < $<; \
	[ -n "$$missing" ] || touch $@

$(OUTSIDE)/.installed: tests/outside/requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing other tools into $(OUTSIDE), to open what we write: once, some minutes"
	@$(BIN)/python -m venv $(OUTSIDE)
	@$(OUTSIDE)/bin/python -m pip install -q --disable-pip-version-check -e '.[dev,data]' -r $<
	@touch $@

$(SPHINX)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing Sphinx into $(SPHINX): once, a minute"
	@$(BIN)/python -m venv $(SPHINX)
	@$(SPHINX)/bin/python -m pip install -q --disable-pip-version-check -e '.[docs]'
	@touch $@

$(BUNDLER)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing what the portable folder is made with into $(BUNDLER): once, a minute or two"
	@$(BIN)/python -m venv $(BUNDLER)
	@$(BUNDLER)/bin/python -m pip install -q --disable-pip-version-check -e . \
		'pyinstaller>=6.11' 'hatchling>=1.25'
	@touch $@

$(BIN)/python:
	@for python in $(PYTHONS); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		$$python -c 'import ensurepip' 2>/dev/null || { unfit=$$python; continue; }; \
		exec $$python -m venv $(VENV); \
	done; \
	if [ -n "$$unfit" ]; then \
		echo "$$unfit cannot make environments. On Debian: sudo apt install python3-venv" >&2; \
	else \
		echo "CircuitLab needs Python 3.11 or newer. On Debian: sudo apt install python3 python3-venv" >&2; \
	fi; exit 1

article: $(VENV)/.developer
	$(BIN)/python scripts/article.py

docs: $(SPHINX)/.installed
	$(SPHINX)/bin/python scripts/commands_page.py
	QT_QPA_PLATFORM=offscreen $(SPHINX)/bin/python scripts/docs_source.py build/docs/source
	$(SPHINX)/bin/python -m sphinx -q -W --keep-going -c docs build/docs/source build/docs/html
	@echo "build/docs/html/index.html"
