"""Editing of the input: the numbers of a task and its marks, such as a bell."""

from __future__ import annotations

import numpy as np

from playground.data.sources.tasks.yardstick import Mark
from playground.player.shown import Shown
from playground.wording import _

#: Range in which a task's numbers can be edited, a little wider than in training.
EDITABLE = (-1.2, 1.2)


def is_editable(shown: Shown) -> bool:
    """Return whether numbers and marks can be edited: the task must define the new targets."""
    return (
        not shown.fixed
        and shown.windows.task
        and "answer" in shown.experiment.source().facts
        and not shown.windows.train.spec.classes
    )


def mark_kinds(shown: Shown) -> tuple[Mark, ...]:
    """Return the kinds of marks of the task, each with its channel and its sign."""
    if not shown.windows.task:
        return ()
    kinds: tuple[Mark, ...] = shown.experiment.source().facts.get("marks", ())
    return kinds


def marks(shown: Shown) -> list[tuple[int, int]]:
    """Return (column, index of its kind) of every mark, in the order of time."""
    rows = []
    for k, mark in enumerate(mark_kinds(shown)):
        channel = shown.probe.x[:, shown.data.columns.index(mark.channel)]
        rows += [(int(t), k) for t in np.flatnonzero(channel > 0.5)]
    return sorted(rows)


def bell_steps(shown: Shown) -> np.ndarray:
    """Return the time steps with a bell as (T,) of bool; all False without such a channel."""
    if shown.data.form == "series" or "bell" not in shown.data.columns:
        return np.zeros(len(shown.probe.x), bool)
    return shown.probe.x[:, shown.data.columns.index("bell")] > 0.5


def hint(shown: Shown) -> str:
    """Return how to edit the input; empty if it cannot be edited."""
    if not is_editable(shown):
        return ""
    kinds = mark_kinds(shown)
    drag = _("Drag a dot to change a number.")
    if not kinds:
        return drag
    click = _("Click in the row at the top to set {signs}; click again to remove it.").format(
        signs=" / ".join(mark.sign for mark in kinds)
    )
    only_marks = kinds[0].channel == shown.data.columns[0]
    return click if only_marks else f"{drag} {click}"
