# make run    start the playground        make test     all tests
# make quick  the tests after each edit   make check    ruff and mypy
# make messages: the catalogue of words to translate
# make constraints: look up the newest releases that the requirements allow, and their fingerprints
#
# Each makes its environment first. VENV may lie anywhere, PYTHON chooses the Python it is made with (3.11 or newer),
# ARGS are handed on, and ADDRESS=0.0.0.0 lets a class reach `make run` over the network.

VENV    ?= .venv
PYTHON  ?=
ADDRESS ?= localhost
ARGS    ?=

python = "$(VENV)/bin/python"

.DEFAULT_GOAL := run
.PHONY: run test quick check format messages constraints install install-dev

run: install
	@$(python) -m streamlit run app.py --server.address "$(ADDRESS)" --server.showEmailPrompt false $(ARGS)

test: install-dev
	@$(python) -m pytest $(ARGS)

quick: install-dev
	@$(python) -m pytest -m "not browser and not pages and not numerics and not dask" $(ARGS)

check: install-dev
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(python) -m mypy

format: install-dev
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .

messages: install-dev
	@$(python) -m tools.messages

constraints: install-dev
	@$(python) -m tools.constraints

# What is installed stands in constraints*.txt, with fingerprints that pip checks; only torch comes by its version alone (README.md says why).
# What was installed is compared by content with a copy kept in the environment, so a second run starts at once
# and a changed line is installed the next time. The tests' packages include the app's.
lines = requirements.txt constraints.txt
lines-dev = $(lines) requirements-dev.txt requirements-dask.txt constraints-dev.txt

install:
	@cat $(lines) | cmp -s - "$(VENV)/installed.txt" \
	|| cat $(lines-dev) | cmp -s - "$(VENV)/installed-dev.txt" \
	|| { $(call make_venv,constraints.txt,requirements.txt) && cat $(lines) > "$(VENV)/installed.txt"; }

install-dev:
	@cat $(lines-dev) | cmp -s - "$(VENV)/installed-dev.txt" \
	|| { $(call make_venv,constraints-dev.txt,requirements-dev.txt) && cat $(lines-dev) > "$(VENV)/installed-dev.txt"; }

define make_venv
for name in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python); do \
	if "$$name" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then found=$$name; break; fi; \
done; \
if [ -z "$$found" ]; then echo "Python 3.11 or newer is needed; say where it is: make PYTHON=/path/to/python3" >&2; exit 1; fi; \
echo "Installing $(2) into $(VENV) (the first time this takes some minutes)"; \
"$$found" -m venv "$(VENV)" || { echo "On Debian and Ubuntu this needs: apt install python3-venv" >&2; exit 1; }; \
$(python) -m pip install --disable-pip-version-check --require-hashes -r $(1) \
&& $(python) -m pip install --disable-pip-version-check -r $(2)
endef
