"""The rooms of the house and what each may import: read from the source, so imports inside functions count too."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANY = "anything"


@dataclass(frozen=True)
class Row:
    """Rooms that may import the same things, named from the top of the house down: each may import itself and those before it."""

    rooms: str
    outside: str = ""  # packages, besides the standard library
    not_outside: str = ""  # refused where anything else is allowed
    not_rooms: str = ""  # rooms above that stay out of reach
    only_in_functions: str = ""  # allowed, but never while the module itself is loaded


TABLE = (
    Row("printable errors setting registry cache visitor turns pace"),
    Row("wording", outside="babel"),
    Row("fields experiment lookup schema cost"),
    Row(
        "data problems initial cells explain what_if influence recording call score spread fairness lanes probe forecast ahead memory feedback named memoryless silencing exhibits gradients "
        "contests sentences player",
        outside="numpy pandas pyarrow python_calamine",
    ),
    Row("figures", outside="plotly numpy"),
    Row("network training", outside="torch safetensors numpy", not_rooms="figures player"),
    Row("cluster", outside="dask distributed", not_rooms="figures player network training", only_in_functions="dask distributed"),
    Row("worker_process overrun"),
    Row("readers", outside="loky", not_rooms="figures player network training"),
    Row("perform pool executor", outside="loky", not_rooms="figures player network", only_in_functions="training"),
    Row("run evaluate trials seeds sweep rates logbook saved_runs", outside="numpy pandas", not_rooms="figures player network training"),
    Row("export cli", outside=ANY, not_outside="streamlit torch", not_rooms="network training"),
    Row("ui pages main app", outside=ANY, not_outside="torch", not_rooms="network training"),
)
#: Files that belong to a room without bearing its name.
PART_OF = {"playground.__main__": "cli"}
#: Rooms that the server never loads: the workers do.
WORKERS = {"network", "training"}
#: Scripts: importing one runs a page.
SCRIPTS = {"pages", "main", "app"}


@dataclass(frozen=True)
class Import:
    """One imported name, for example ``playground.data.series`` or ``numpy``."""

    name: str
    line: int
    in_function: bool


def modules() -> dict[str, Path]:
    """Return every module of the project by its dotted name."""
    files = [*(ROOT / "playground").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    return {_dotted(file): file for file in sorted(files) if file.exists()}


def _dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """Return the room of a dotted name of ours: ``playground.data.series`` is in ``data``; the bare package is in none."""
    if module in PART_OF:
        return PART_OF[module]
    parts = module.split(".")
    return parts[0] if parts[0] != "playground" else parts[1] if len(parts) > 1 else ""


@cache
def imports(module: str) -> tuple[Import, ...]:
    """Return what a module imports, wherever it does so, imports for type checking apart."""
    file = modules()[module]
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    return tuple(_walk(ast.parse(file.read_text(encoding="utf-8")), package, in_function=False))


def _walk(node: ast.AST, package: str, *, in_function: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            for other in child.orelse:
                yield from _walk(other, package, in_function=in_function)
            continue
        for name in _names(child, package):
            yield Import(name, child.lineno, in_function)
        yield from _walk(child, package, in_function=in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def _names(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            yield f"{base}.{alias.name}" if base in ("playground", "") or f"{base}.{alias.name}" in modules() else base
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("importlib.import_module", "import_module", "__import__"):
        if node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def row_of(room: str) -> Row:
    """Return the room's line of the table."""
    found = [row for row in TABLE if room in row.rooms.split()]
    assert found, f"the room {room!r} has no place in TABLE: say above what it stands and what it may import"
    return found[0]


def rooms_above(room: str) -> list[str]:
    """Return the rooms that the table puts above ``room``."""
    order = [name for row in TABLE for name in row.rooms.split()]
    return order[: order.index(room)]


def fault(module: str, found: Import) -> str | None:
    """Return why the import is not allowed, or None."""
    room, row = room_of(module), row_of(room_of(module))
    top = found.name.split(".")[0]
    if top in ("playground", "pages", "app"):
        target = room_of(found.name)
        if target in ("", room):
            return None
        if target not in rooms_above(room) and target not in row.only_in_functions.split():
            return f"{target} is not above {room}"
        if target in row.not_rooms.split():
            return f"{room} keeps away from {target}"
    else:
        target = top
        if top in sys.stdlib_module_names:
            return None
        if target in row.not_outside.split() or (row.outside != ANY and target not in row.outside.split()):
            return f"{room} may import, besides the standard library, only: {row.outside or 'nothing'}"
    if target in row.only_in_functions.split() and not found.in_function:
        return f"{room} imports {target} only inside the function that needs it"
    return None


@pytest.mark.parametrize("module", [name for name in modules() if room_of(name)])
def test_module_imports_only_what_its_room_allows(module: str) -> None:
    """DESIGN's table of rooms, one module at a time."""
    faults = [f"{module}:{found.line} imports {found.name}: {why}" for found in imports(module) if (why := fault(module, found))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("module", "line", "refused"),
    [
        ("playground.data.series", "import torch", True),
        ("playground.data.series", "def f():\n    import streamlit as st", True),
        ("playground.data.series", "def f():\n    importlib.import_module('torch.nn')", True),
        ("playground.data.series", "from playground.cells import lstm", True),
        ("playground.data.series", "from ..errors import DataError\nimport numpy as np", False),
        ("playground.errors", "import numpy", True),
        ("playground.figures.losses", "from playground import network", True),
        ("playground.executor", "from playground.training import advance", True),
        ("playground.executor", "def f():\n    from playground.training import advance", False),
        ("playground.ui.link", "import torch", True),
        ("pages.train", "from playground.training.advance import advance", True),
        ("pages.train", "import streamlit as st\nfrom playground.ui import link", False),
    ],
)
def test_the_table_tells_allowed_imports_from_others(module: str, line: str, *, refused: bool) -> None:
    """The check itself, on lines written for it."""
    found = list(_walk(ast.parse(line), module.rpartition(".")[0], in_function=False))
    assert any(fault(module, one) for one in found) is refused


def test_the_server_and_the_command_line_start_without_torch() -> None:
    """Every module outside the workers' rooms is loaded in a fresh process, and torch is not there afterwards."""
    names = [name for name in modules() if room_of(name) not in WORKERS | SCRIPTS and name != "playground.__main__"]
    code = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False"]
