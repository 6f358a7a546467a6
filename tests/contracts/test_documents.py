"""The documents are correct: their links, example descriptions, commands, settings and limits."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from playground.cli import main
from playground.config.experiment import Experiment
from playground.config.limits import Limits
from playground.config.registry import entries
from playground.data import source
from playground.data.io import limits
from playground.execution import overrun
from playground.gallery.exhibits import EXHIBITS
from playground.ui.session import janitor

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_into_the_project_leads_somewhere(document: Path) -> None:
    """Pictures included."""
    targets = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    inside = [target for target in targets if "://" not in target]
    assert [target for target in inside if not (document.parent / target).exists()] == []


def test_every_example_link_describes_an_experiment() -> None:
    """Each says something, and is accepted."""
    links = re.findall(r"http://localhost:8501/\?(\S+)", README)
    assert len(links) >= 3
    for link in links:
        made = Experiment.from_query(dict(parse_qsl(link, strict_parsing=True)))
        assert made != Experiment.from_query({}), link


def test_every_example_description_is_accepted() -> None:
    """The JSON of the command line section."""
    examples = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    assert examples
    for example in examples:
        Experiment.from_dict(json.loads(example))


def test_named_targets_of_make_exist() -> None:
    """In every document."""
    targets = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
        assert named <= targets, f"{document.name} names {sorted(named - targets)}"


def test_named_settings_of_the_environment_are_read() -> None:
    """Each PLAYGROUND_ name in the documents is one that the code reads."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "playground").rglob("*.py"))
    for document in DOCUMENTS:
        for name in set(re.findall(r"PLAYGROUND_[A-Z]+", document.read_text(encoding="utf-8"))):
            assert name in code, f"{document.name} names {name}"


def test_the_limits_in_the_readme_are_those_of_the_code() -> None:
    """Each number is formatted from the constant that enforces it."""
    section = README.partition("## Limits\n")[2].partition("\n## ")[0]
    for limit in (
        f"at most {limits.MOST_BYTES // 1_000_000} MB, {limits.MOST_ROWS:,} rows",
        f"{limits.MOST_COLUMNS} columns and {limits.MOST_CELLS:,} cells",
        f"{limits.MOST_SEQUENCES:,} sequences and {limits.MOST_CLASSES} classes",
        f"at most {source.MOST_STEPS:,} time steps",
        f"longer than {overrun.MOST_SECONDS:g} s",
        f"ended for {janitor.PATIENCE:g} s",
    ):
        assert limit in section
    for each in fields(Limits):
        default = {"workers": 2, "cpu": 120}.get(each.name, each.default)  # those of two cores
        row = f"| `{each.metadata['variable']}` | {default:,} | {each.metadata['meaning']} |"
        assert row in section


NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
WORDS = NUMBERS.split()


def test_the_counts_in_the_readme_are_those_of_the_registry() -> None:
    """The four wave shapes are a task for the program, but no memory task."""
    kinds = [entry.facts["kind"] for entry in entries("source").values()]
    tasks, bundled = WORDS[kinds.count("task") - 1], WORDS[kinds.count("bundled")]
    assert f"{tasks.capitalize()} memory tasks and {bundled} real data sets" in README
    assert f"{WORDS[len(EXHIBITS)]} prepared exhibits" in README
    assert f"{WORDS[len(entries('problem'))]} problem types" in " ".join(README.split())


def test_every_library_of_the_requirements_is_explained_and_no_other() -> None:
    """The table of libraries names each package that is installed with the playground."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["dask"]]
    section = README.partition("## Libraries\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z][a-z-, ]*) \|", section, re.MULTILINE)
    named = {name for row in rows for name in row.split(", ")}
    assert named == {re.split(r"[<>=]", line)[0] for line in required}


def test_named_programs_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """Subcommands of the playground, benchmarks and tools, in every document and issue form."""
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE))
    texts = [*DOCUMENTS, *(ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")]
    for document in texts:
        text = document.read_text(encoding="utf-8")
        commands = set(re.findall(r"python -m playground ([a-z]+)", text))
        assert commands <= known, document.name
        for folder, name in re.findall(r"python -m (benchmarks|tools)\.([a-z_]+)", text):
            assert (ROOT / folder / f"{name}.py").exists(), document.name
