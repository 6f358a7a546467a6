"""What the README says of problem types, lessons, files of a run, answers and tests is so."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from playground.config import registry
from playground.config.experiment import Experiment
from playground.gallery.exhibits.problem_types import TARGET_LOSSES
from playground.lessons.course import lessons
from playground.wording import LANGUAGES
from tests import conftest
from tests.contracts.test_documents import README, WORDS
from tests.contracts.test_run_folder import NAMES

#: A row of the table of problem types: its name, its link, its threshold.
ROW = re.compile(r"^\| ([a-z-]+) \| `/\?(\S+)` \| ([\d.]+)", re.MULTILINE)


def test_each_problem_type_has_a_link_that_trains_and_the_tested_threshold() -> None:
    """The thresholds are those that tests/numerics/test_exhibits.py trains to."""
    links = {}
    for name, link, threshold in ROW.findall(README):
        fields = dict(parse_qsl(link, strict_parsing=True))
        assert fields.pop("at") == "400"
        experiment = Experiment.from_query(fields)
        kind = experiment.problem.kind
        assert registry.lookup("problem", kind).label.lower() == name
        assert (experiment.data.source, experiment.training.max_steps) == ("waveforms", 400)
        links[kind] = float(threshold)
    assert links == TARGET_LOSSES


def test_the_lessons_and_languages_are_counted() -> None:
    """Each lesson in each language."""
    assert f"{WORDS[len(lessons())]} lessons" in README
    assert set(LANGUAGES) == {"en", "es"}
    assert "English and Spanish" in README


def test_the_files_of_a_run_are_those_that_it_writes() -> None:
    """In their order."""
    table = README.partition("| in `DIR` | |\n")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([\w.]+)`", table, re.MULTILINE) == NAMES


def test_the_answers_about_a_file_are_parameters_of_the_file() -> None:
    """`data.params` may be given each of them."""
    named = re.search(r"`data\.params` answers them \((.+?) …\)", README, re.DOTALL)
    assert named is not None
    parameters = {parameter.name for parameter in registry.source("file").parameters}
    assert set(re.findall(r"`(\w+)`", named[1])) <= parameters


@pytest.mark.parametrize(("found", "required"), [(None, False), (None, True), ("/chrome", False)])
def test_without_a_browser_all_other_tests_run(
    found: str | None, required: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless one is required, the browser tests alone are deselected."""
    monkeypatch.setattr(conftest, "find_browser", lambda: found)
    monkeypatch.setattr(conftest, "REQUIRED", required)
    deselected: list[Any] = []
    hook = SimpleNamespace(pytest_deselected=lambda items: deselected.extend(items))
    one, other = (
        SimpleNamespace(get_closest_marker=lambda mark, ours=ours: ours and mark == "browser")
        for ours in (True, False)
    )
    items: list[Any] = [other, one]
    conftest.pytest_collection_modifyitems(SimpleNamespace(hook=hook), items)  # type: ignore[arg-type]
    runs = bool(found) or required
    assert items == ([one, other] if runs else [other])
    assert deselected == ([] if runs else [one])
