"""The conventions of the project: short files, telling names, no machine paths, no CDN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 350
CODE = (".py", ".js", ".mjs", ".css")
TEXT = (*CODE, ".md", ".toml", ".txt", ".json", ".csv", ".html", ".svg", ".pot", ".po", "")
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|misc|common|stuff)(_|$)")
STREAMLIT = re.compile(r"^\s*(import|from)\s+streamlit\b", re.MULTILINE)
STREAMLIT_ROOMS = ("playground/ui/", "pages/", "app.py", "tests/", "benchmarks/visitor.py")
#: Folders of one machine or one person; a path into the project is written from its root.
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/])/(root|home|work|opt|srv|tmp|Users)/[\w.]|\b[A-Z]:\\Users\b"
)
#: Services that hand out packages: nothing is fetched from them while the playground runs, and pip
#: knows its own.
HOSTS = re.compile(
    r"\b(pypi|pythonhosted|npmjs|jsdelivr|unpkg|cdnjs|cloudflare)\.\w+|https?://(cdn|registry|download|files|static)\.",
    re.IGNORECASE,
)


def files() -> Iterator[Path]:
    """Yield the project's own files: no hidden folders but ours, no caches, no environment."""
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.is_file():
                if (
                    path.name != ".git"
                ):  # of a second working tree: it says where the first one lies
                    yield path
            elif path.name in (".ci", ".streamlit") or not (
                path.name.startswith((".", "__")) or (path / "pyvenv.cfg").exists()
            ):
                folders.append(path)


def named(path: Path) -> str:
    """Return the path from the root, with forward slashes everywhere."""
    return path.relative_to(ROOT).as_posix()


ALL = sorted(map(named, files()))
OURS = [name for name in ALL if name.endswith(CODE)]
WRITTEN = [name for name in ALL if Path(name).suffix in TEXT and name != named(Path(__file__))]


@pytest.mark.parametrize("name", [name for name in OURS if not name.startswith("tests/")])
def test_file_is_short_enough_to_have_one_job(name: str) -> None:
    """A longer one has two."""
    lines = len((ROOT / name).read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name} has {lines} lines, more than {LONGEST}"


def test_no_file_bears_a_name_that_says_nothing() -> None:
    """A file called utils lacks a name."""
    assert [
        name
        for name in OURS
        if any(SAYS_NOTHING.search(part) for part in Path(name).with_suffix("").parts)
    ] == []


def test_streamlit_stays_in_its_rooms() -> None:
    """Everything else can be used, and tested, without it."""
    elsewhere = [
        name for name in OURS if name.endswith(".py") and not name.startswith(STREAMLIT_ROOMS)
    ]
    assert [
        name for name in elsewhere if STREAMLIT.search((ROOT / name).read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("pattern", "what"),
    [(MACHINE_PATHS, "a path of one machine"), (HOSTS, "a package host")],
    ids=["paths", "hosts"],
)
def test_no_file_names_a_place_outside_the_project(pattern: re.Pattern[str], what: str) -> None:
    """A clone works anywhere, and fetches nothing while it runs."""
    found = []
    for name in WRITTEN:
        for number, line in enumerate(
            (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1
        ):
            if match := pattern.search(line):
                found.append(f"{name}:{number} names {what}: {match.group()}")
    assert not found, "\n".join(found)
