# make run    start the playground        make test     all tests
# make quick  the tests after each edit   make check    ruff and mypy
# make messages: the catalogue of words to translate
# make constraints: pin the newest releases that the requirements allow, with the hashes of their files
#
# Each creates its environment first. VENV is its folder, PYTHON the Python to create it with (3.11 or newer), ARGS are
# passed on, and ADDRESS=0.0.0.0 makes `make run` available on the network.

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

# constraints*.txt pin what is installed, with hashes that pip checks; torch is pinned by version alone (see README.md).
# A copy of these files in the environment tells whether it is current, so a second run starts at once and a changed
# line is installed the next time. The packages for the tests include those of the app.
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
if [ -z "$$found" ]; then echo "Python 3.11 or newer is needed; give its path: make PYTHON=/path/to/python3" >&2; exit 1; fi; \
echo "Installing $(2) into $(VENV) (this takes some minutes the first time)"; \
"$$found" -m venv "$(VENV)" || { echo "On Debian and Ubuntu this needs: apt install python3-venv" >&2; exit 1; }; \
$(python) -m pip install --disable-pip-version-check --require-hashes -r $(1) \
&& $(python) -m pip install --disable-pip-version-check -r $(2)
endef
