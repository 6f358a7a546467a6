"""The probe: the one sequence on screen, a window, a sequence of a task, or an edited one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from playground.analysis.explain import Explanation, explain
from playground.cache import ByteCache
from playground.data.sources.tasks.yardstick import Mark
from playground.data.windowing.windows import Split, Windows
from playground.models.architecture import Architecture

#: Most bytes of explanations of untrained networks that are cached.
_UNTRAINED_BYTES = 24_000_000
_untrained: ByteCache[tuple, Explanation] = ByteCache(_UNTRAINED_BYTES)


Place = Literal["training", "validation", "test"]


@dataclass(frozen=True)
class Probe:
    """One sequence as the network reads it, and where it comes from.

    Parameters
    ----------
    part : Split
        A split that consists of this window.
    x : ndarray of shape (T, F), float32
        Inputs in the network's units.
    y : ndarray of shape (K,), float32
        Targets in the network's units; in classification the class number, (1,) int64.
    first : float
        Last observed target: a decoder's first input.
    place : {"training", "validation", "test"}
        The set it belongs to.
    number : int
        First row of the window, or number of the sequence.
    edited : bool
        Whether its inputs were edited.
    """

    part: Split
    x: np.ndarray
    y: np.ndarray
    first: float
    place: Place
    number: int
    edited: bool = False

    @property
    def address(self) -> ProbeAddress:
        """What it takes to find it again in the same windows."""
        edited = (self.x.tobytes(), self.y.tobytes()) if self.edited else None
        return ProbeAddress(self.number, edited)


@dataclass(frozen=True)
class ProbeAddress:
    """A probe without its data, to be sent to where the windows are known.

    Parameters
    ----------
    number : int
        First row of the window, or number of the sequence.
    edited : (bytes, bytes) or None
        Inputs and targets of an edited probe, in the types of `Probe.x` and `Probe.y`.
    """

    number: int
    edited: tuple[bytes, bytes] | None = None

    def probe(self, windows: Windows) -> Probe:
        """Return the probe at this address."""
        find = sequence_probe if windows.task else window_probe
        probe = find(windows, self.number)
        if self.edited is None:
            return probe
        x, y = (
            np.frombuffer(given, like.dtype).reshape(like.shape)
            for given, like in zip(self.edited, (probe.x, probe.y), strict=True)
        )
        return replace(probe, x=x, y=y, edited=True)


def window_probe(windows: Windows, start: int) -> Probe:
    """Return the window that begins at a row, moved as needed to lie within the series."""
    part = windows.validation
    last = len(part.rows) - 1 - max(int(part.target_offsets.max()), part.lookback - 1)
    start = int(min(max(0, start), last))
    ends = start + int(part.target_offsets.max())
    place: Place = (
        "training"
        if ends < windows.bounds[0]
        else "validation"
        if ends < windows.bounds[1]
        else "test"
    )
    return _probe(replace(part, starts=np.array([start], np.int64)), place, start)


def sequence_probe(windows: Windows, number: int) -> Probe:
    """Return a validation sequence by its number from 0, modulo their count."""
    part = windows.validation
    number = number % len(part)
    return _probe(replace(part, starts=part.starts[number : number + 1]), "validation", number)


def default_probe(windows: Windows, number: int = 0) -> Probe:
    """Return the initial probe: a validation sequence by number, or the last validation window."""
    if windows.task:
        return sequence_probe(windows, number)
    return window_probe(windows, int(windows.validation.starts[-1]))


def edited_probe(probe: Probe, x: np.ndarray, answer: Callable[[np.ndarray], np.ndarray]) -> Probe:
    """Return a task's probe with other inputs (T, F) and their targets.

    ``answer`` computes the targets: ``answer(x)``, with x of shape (1, T, F), returns (1, T).
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
    """Return a task's inputs (T, F) with new values in the first channel and new marks.

    Parameters
    ----------
    x : ndarray of shape (T, F)
        The inputs before; channels that are neither the first nor for marks stay the same.
    values, signs : ndarrays of shape (T,)
        Values of the first channel, and the number of the mark at each step: from 1, or 0 for none.
    """
    edited = np.array(x, np.float64)
    if columns[0] not in {mark.channel for mark in marks}:
        edited[:, 0] = values
    for k, mark in enumerate(marks, 1):
        channel = columns.index(mark.channel)
        # A -1 at the ends is not a mark, and stays.
        edited[:, channel] = np.where(signs == k, 1.0, np.minimum(edited[:, channel], 0.0))
    return edited


def explain_probe(
    architecture: Architecture, weights: Mapping[str, np.ndarray], probe: Probe
) -> Explanation:
    """Return the explanation of a network on a probe."""
    first = probe.first if architecture.has_decoder else None
    return explain(architecture, weights, probe.x, probe.y, first_input=first)


def explain_untrained(architecture: Architecture, probe: Probe) -> Explanation:
    """Return the explanation with the initial weights, cached."""
    key = architecture, probe.x.shape, probe.x.tobytes(), probe.y.tobytes(), probe.first
    return _untrained.get_or_make(
        key, lambda: explain_probe(architecture, architecture.initial_weights(), probe)
    )


def _probe(part: Split, place: Place, number: int) -> Probe:
    return Probe(part, part.x(0)[0], part.y(0)[0], float(part.first(0)[0, 0]), place, number)
