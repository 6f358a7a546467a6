"""The one sequence a reader looks at: a window of the series, a sequence of the task, or one edited
by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from playground.analysis.explain import Explanation, explain
from playground.cache import ByteCache
from playground.data.sources.tasks.yardstick import Mark
from playground.data.windowing.windows import Split, Windows
from playground.models.architecture import Architecture

#: Bytes of untrained networks' numbers that are kept.
_UNTRAINED_BYTES = 24_000_000
_untrained: ByteCache[tuple, Explanation] = ByteCache(_UNTRAINED_BYTES)


@dataclass(frozen=True)
class Probe:
    """One sequence as the network sees it, and where it comes from.

    Parameters
    ----------
    part : Part
        A part with this one window.
    x : ndarray of shape (T, F), float32
        Inputs in the network's units.
    y : ndarray of shape (K,), float32
        Targets in the network's units; of classes the class number, (1,) int64.
    first : float
        Last observed target: a decoder's first input.
    place : {"training", "validation", "test"}
        Part of the data it lies in.
    number : int
        First row of the window, or number of the sequence.
    edited : bool
        Whether it was changed by hand.
    """

    part: Split
    x: np.ndarray
    y: np.ndarray
    first: float
    place: str
    number: int
    edited: bool = False


def window_probe(windows: Windows, start: int) -> Probe:
    """Return the window that begins at a row, moved inside the series where it would stick out."""
    part = windows.validation
    last = len(part.rows) - 1 - max(int(part.target_offsets.max()), part.lookback - 1)
    start = int(min(max(0, start), last))
    ends = start + int(part.target_offsets.max())
    place = (
        "training"
        if ends < windows.bounds[0]
        else "validation"
        if ends < windows.bounds[1]
        else "test"
    )
    return _probe(replace(part, starts=np.array([start], np.int64)), place, start)


def sequence_probe(windows: Windows, number: int) -> Probe:
    """Return a validation sequence of a task, counted from 0 and around."""
    part = windows.validation
    number = number % len(part)
    return _probe(replace(part, starts=part.starts[number : number + 1]), "validation", number)


def default_probe(windows: Windows, number: int = 0) -> Probe:
    """Return the probe a page opens with: a sequence by number, or the last window of the
    validation part.
    """
    if windows.task:
        return sequence_probe(windows, number)
    return window_probe(windows, int(windows.validation.starts[-1]))


def edited_probe(probe: Probe, x: np.ndarray, answer: Callable[[np.ndarray], np.ndarray]) -> Probe:
    """Return a task's probe with other inputs (T, F) and the targets that ``answer(x (1, T, F)) ->
    (1, T)`` gives.
    """
    x = np.asarray(x, np.float32).reshape(probe.x.shape)
    y = answer(x[None].astype(np.float64))[0].astype(np.float32)[probe.part.target_offsets]
    return replace(probe, x=x, y=y, edited=True)


def edited_inputs(
    x: np.ndarray,
    values: np.ndarray,
    signs: np.ndarray,
    columns: Sequence[str],
    marks: Sequence[Mark],
) -> np.ndarray:
    """Return a task's inputs (T, F) with other numbers in the first channel and other signs in the
    channels of marks.

    Parameters
    ----------
    x : ndarray of shape (T, F)
        As they were; what is neither the first channel nor a mark stays.
    values, signs : ndarrays of shape (T,)
        The numbers, and at each step the number of its mark from 1, or 0 for none.
    """
    found = np.array(x, np.float64)
    if columns[0] not in {mark.channel for mark in marks}:
        found[:, 0] = values
    for k, mark in enumerate(marks, 1):
        channel = columns.index(mark.channel)
        found[:, channel] = np.where(
            signs == k, 1.0, np.minimum(found[:, channel], 0.0)
        )  # a -1 at the ends is no mark, and stays
    return found


def explain_probe(
    architecture: Architecture, weights: Mapping[str, np.ndarray], probe: Probe
) -> Explanation:
    """Return every number of a network that reads a probe."""
    first = probe.first if architecture.has_decoder else None
    return explain(architecture, weights, probe.x, probe.y, first_input=first)


def explain_untrained(architecture: Architecture, probe: Probe) -> Explanation:
    """Return `explain_probe` with the initial weights; computed once, however often it is drawn."""
    key = architecture, probe.x.shape, probe.x.tobytes(), probe.y.tobytes(), probe.first
    return _untrained.get_or_make(
        key, lambda: explain_probe(architecture, architecture.initial_weights(), probe)
    )


def _probe(part: Split, place: str, number: int) -> Probe:
    return Probe(part, part.x(0)[0], part.y(0)[0], float(part.first(0)[0, 0]), place, number)
