"""Parts of a page that follow a training, and controls that show what holds."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.ui.session import renewing
from playground.ui.shell import held

ROOT = Path(__file__).resolve().parents[3]


def _names(file: Path) -> set[str]:
    """Return what a file imports from the module of parts that renew themselves, and the fragments
    it makes.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    taken = {
        a.name
        for n in ast.walk(tree)
        if isinstance(n, ast.ImportFrom) and n.module == "playground.ui.shell.language"
        for a in n.names
    }
    return taken | {
        n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "fragment"
    }


def test_every_part_that_renews_itself_wakes_the_page() -> None:
    """There is one way to make such a part, so whatever button stands in one goes through the
    comparison below.
    """
    files = [*(ROOT / "pages").glob("*.py"), *(ROOT / "playground").rglob("*.py")]
    makers = {file.stem for file in files if _names(file) & {"live", "fragment"}}
    assert makers == {"language", "renewing"}


@pytest.mark.parametrize(("before", "after"), [(False, True), (True, False)])
def test_a_part_wakes_the_page_when_something_starts_and_when_it_ends(
    monkeypatch: pytest.MonkeyPatch, before: bool, after: bool
) -> None:
    """A button in a part that follows nothing starts a training that nobody would look at."""
    now, woken = [before], []

    def press() -> Any:
        now[0] = after

    monkeypatch.setattr(renewing, "live", lambda view: view)
    monkeypatch.setattr(renewing, "follow", lambda source, key: None)
    monkeypatch.setattr(renewing.st, "rerun", lambda: woken.append(True))
    renewing.part(lambda: None, lambda: now[0], before, key="part")
    assert not woken
    renewing.part(press, lambda: now[0], before, key="part")
    assert woken


def test_a_control_is_made_anew_only_when_something_else_set_what_it_stands_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the reader clicked stays the same control."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(held.st, "session_state", state)
    shown: dict[str, tuple[int, Any]] = {}
    assert held.seeded(shown, "layer", 0) == ("layer", 0)
    state["layer"] = 1
    assert held.seeded(shown, "layer", 1) == ("layer", 0)
    assert held.seeded(shown, "layer", 0) == ("layer.1", 0)


def test_what_is_set_gives_way_to_nothing_set_while_it_trained() -> None:
    """A learning rate chosen for a new run holds from its first step."""
    training = {"training.changes": [{"step": 5, "field": "learning_rate", "value": 0.1}]}
    experiment = Experiment().with_values(training)
    assert experiment.training.in_force("learning_rate", 5) == 0.1
    assert experiment.training.in_force("learning_rate", 4) == Experiment().training.learning_rate
    assert (
        held.described(experiment, {"training.learning_rate": 0.5}).training.in_force(
            "learning_rate", 9
        )
        == 0.5
    )
