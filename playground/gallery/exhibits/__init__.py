"""Exhibits: an experiment, an example, a sentence and a claim that is tested."""

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
from playground.gallery.exhibits.unrolled import UNROLLED
from playground.gallery.exhibits.vanishing import VANISHING
from playground.gallery.exhibits.when_gates_matter import WHEN_GATES_MATTER
from playground.runs.recording import Recording

#: In the order of the lecture.
EXHIBITS: dict[str, Exhibit] = {
    e.name: e
    for e in (
        UNROLLED,
        PROBLEM_TYPES,
        VANISHING,
        EXPLODING,
        REMEMBER,
        ANSWER_WHEN_ASKED,
        STOPWATCH,
        LONG_RECALL,
        WHEN_GATES_MATTER,
    )
}

__all__ = ["EXHIBITS", "Exhibit", "exhibit_of", "exhibit_sentences", "shipped_recording"]


def shipped_recording(experiment: Experiment) -> Recording | None:
    """Return the recording of an experiment if one comes with the project."""
    for exhibit in EXHIBITS.values():
        for label, own in exhibit.named.items():
            if own == experiment:
                return exhibit.recording(label)
    return None


def exhibit_sentences(experiment: Experiment, explanation: Explanation) -> list[str]:
    """Return the sentences of the exhibits with an experiment's task whose claim holds now."""
    return [
        exhibit.sentence(explanation)
        for exhibit in EXHIBITS.values()
        if exhibit.sentence is not None
        and exhibit.has_task_of(experiment)
        and exhibit.claim(explanation)
    ]
