"""Installed packages are pinned with hashes, consistent with the requirements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FILES = {"constraints.txt": "requirements.txt", "constraints-dev.txt": "requirements-dev.txt"}
#: Comes by its version alone: builds for processors and for graphics cards have fingerprints of
#: their own.
BY_VERSION = {"torch"}


def asked(name: str) -> list[Requirement]:
    """Return the requirements of a file, those of the files it names included."""
    found = []
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("-r "):
            found += asked(line.removeprefix("-r "))
        elif line:
            found.append(Requirement(line))
    return found


def locked(name: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Return versions and fingerprints of every package in a file, those of the files it names
    included.
    """
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8")):
        if entry.startswith("-r "):
            found |= locked(entry.removeprefix("-r ").strip())
        elif not entry.startswith("#"):
            package, version = re.match(
                r"([\w.-]+)==([\w.+!]+)", entry
            ).groups()  # any other line, an address too, fails here
            found.setdefault(canonicalize_name(package), []).append(
                (version, re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
            )
    return found


@pytest.mark.parametrize(("constraints", "requirements"), FILES.items())
def test_every_requirement_is_pinned_to_an_allowed_version_with_hashes(
    constraints: str, requirements: str
) -> None:
    """If not: `make constraints`."""
    held = locked(constraints)
    for requirement in asked(requirements):
        if requirement.name in BY_VERSION:
            assert [s.operator for s in requirement.specifier] == ["=="]
            continue
        versions = held.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in {constraints}"
        assert [v for v, _ in versions if not requirement.specifier.contains(v)] == [], (
            requirement.name
        )
    assert [
        package for package, versions in held.items() if not all(hashes for _, hashes in versions)
    ] == []
    assert not [
        package
        for package in held
        if package in BY_VERSION or package.startswith(("nvidia-", "cuda-", "triton"))
    ]


def test_what_make_installs_is_checked_by_its_hashes() -> None:
    """And so are the README's lines for those without make."""
    makefile, readme = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "README.md")
    )
    assert "pip install --disable-pip-version-check --require-hashes -r $(1)" in makefile
    for constraints, requirements in FILES.items():
        assert f"$(call make_venv,{constraints},{requirements})" in makefile
        assert f"pip install --require-hashes -r {constraints}\n" in readme
