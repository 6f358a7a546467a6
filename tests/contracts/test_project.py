"""`pyproject.toml` and the requirements files say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dask.txt": PROJECT["optional-dependencies"]["dask"],
    "requirements-dev.txt": PROJECT["optional-dependencies"]["dev"],
}


@pytest.mark.parametrize("name", FILES)
def test_the_project_requires_what_its_requirements_file_requires(name: str) -> None:
    """Line by line, and in its order."""
    lines = (
        line.partition("#")[0].strip()
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
    )
    assert FILES[name] == [line for line in lines if line and not line.startswith("-r ")]


def test_all_stated_versions_are_equal() -> None:
    """In the project, the citation and the latest entry of the changelog."""
    citation = re.search(
        r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE
    )
    newest = re.search(
        r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert citation is not None
    assert newest is not None
    assert PROJECT["version"] == citation[1] == newest[1]
