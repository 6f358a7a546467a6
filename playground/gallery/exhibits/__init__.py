"""Exhibits: an experiment, a probe, a sentence and a claim that a test holds them to."""

from __future__ import annotations

from playground.analysis.explain import Explanation
from playground.config.experiment import Experiment
from playground.gallery.exhibits.answer_when_asked import ANSWER_WHEN_ASKED
from playground.gallery.exhibits.exhibit import Exhibit, exhibit_of
from playground.gallery.exhibits.exploding import EXPLODING
from playground.gallery.exhibits.long_recall import LONG_RECALL
from playground.gallery.exhibits.problem_types import PROBLEM_TYPES
from playground.gallery.exhibits.remember import REMEMBER
from playground.gallery.exhibits.stopwatch import STOPWATCH
from playground.gallery.exhibits.when_gates_matter import WHEN_GATES_MATTER

#: In the order of the lessons.
EXHIBITS: dict[str, Exhibit] = {
    e.name: e
    for e in (
        REMEMBER,
        ANSWER_WHEN_ASKED,
        STOPWATCH,
        LONG_RECALL,
        EXPLODING,
        WHEN_GATES_MATTER,
        PROBLEM_TYPES,
    )
}

__all__ = ["EXHIBITS", "Exhibit", "exhibit_of", "told_by_exhibits"]


def told_by_exhibits(experiment: Experiment, explanation: Explanation) -> list[str]:
    """Return the sentences of the exhibits that ask an experiment's question, of those whose claim
    holds for what is on screen.
    """
    asked = (e for e in EXHIBITS.values() if e.says is not None and e.asks_as(experiment))
    return [
        exhibit.says(explanation)
        for exhibit in asked
        if exhibit.says is not None and exhibit.claim(explanation)
    ]
