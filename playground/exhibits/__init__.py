"""Exhibits: an experiment, a probe, a sentence and a claim that a test holds them to."""

from __future__ import annotations

from playground.exhibits.answer_when_asked import ANSWER_WHEN_ASKED
from playground.exhibits.exhibit import Exhibit, exhibit_of
from playground.exhibits.exploding import EXPLODING
from playground.exhibits.long_recall import LONG_RECALL
from playground.exhibits.problem_types import PROBLEM_TYPES
from playground.exhibits.remember import REMEMBER
from playground.exhibits.stopwatch import STOPWATCH
from playground.exhibits.when_gates_matter import WHEN_GATES_MATTER
from playground.experiment import Experiment
from playground.explain import Explanation

#: In the order of the lessons.
EXHIBITS: dict[str, Exhibit] = {
    e.name: e for e in (REMEMBER, ANSWER_WHEN_ASKED, STOPWATCH, LONG_RECALL, EXPLODING, WHEN_GATES_MATTER, PROBLEM_TYPES)
}

__all__ = ["EXHIBITS", "Exhibit", "exhibit_of", "told_by_exhibits"]


def told_by_exhibits(experiment: Experiment, explanation: Explanation) -> list[str]:
    """Return the sentences of the exhibits that ask an experiment's question, of those whose claim holds for what is on screen."""
    asked = (e for e in EXHIBITS.values() if e.says is not None and e.asks_as(experiment))
    return [exhibit.says(explanation) for exhibit in asked if exhibit.says is not None and exhibit.claim(explanation)]
