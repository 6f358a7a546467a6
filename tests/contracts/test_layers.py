"""The rooms: `pyproject.toml` declares the allowed imports, and the server never loads torch."""

from __future__ import annotations

import logging.config
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
#: Most files outside the rooms.
MOST_FILES = 8
#: The workers' room, and what runs as soon as it is loaded.
NOT_LOADED = ("playground.training", "playground.__main__", "playground.ui.main")


def test_rooms_import_only_lower_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contracts of `pyproject.toml`; imports inside functions and for type checking count.

    import-linter would silence every logger there is, also for the tests after this one.
    """
    monkeypatch.setattr(logging.config, "dictConfig", lambda _settings: None)
    assert (
        lint_imports(
            config_filename=str(ROOT / "pyproject.toml"), cache_dir=None, is_debug_mode=False
        )
        == EXIT_STATUS_SUCCESS
    )


def test_few_files_are_outside_the_rooms() -> None:
    """Every room uses them."""
    assert len(list((ROOT / "playground").glob("*.py"))) <= MOST_FILES


def test_every_folder_of_the_package_is_one_for_python_too() -> None:
    """Otherwise the contracts would not see it."""
    folders = {path.parent for path in (ROOT / "playground").rglob("*.py")}
    assert [
        str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()
    ] == []


def test_the_server_and_the_command_line_start_without_torch() -> None:
    """Every module outside the workers' room is loaded in a fresh process, and torch is not there
    afterwards.
    """
    files = sorted((ROOT / "playground").rglob("*.py"))
    names = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for file in files
    ]
    loaded = [name for name in names if not name.startswith(NOT_LOADED)]
    code = f"import importlib, sys\nfor name in {loaded!r}: importlib.import_module(name)\nprint('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False"]
