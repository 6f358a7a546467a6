"""The example that is looked at and its edits, as the link has them under ``show``."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from playground.analysis.probe import Probe, sequence_probe, window_probe
from playground.ui.session.session import Session, initial_probe

_COUNT = r"([1-9]\d{0,5})"
_EXAMPLE = re.compile(rf"example:{_COUNT}")
_VALUE = re.compile(rf"x:{_COUNT}=(-?\d{{1,3}}(?:\.\d{{1,12}})?)")
_MARK = re.compile(rf"mark:{_COUNT}=(\d)")


def is_item(text: str) -> bool:
    """Return whether a part of ``show`` is about the example."""
    return any(pattern.match(text) for pattern in (_EXAMPLE, _VALUE, _MARK))


def items(session: Session) -> list[str]:
    """Return the example's number and its edits, counted from 1; nothing for what is shown anyway.

    For example ``["example:3", "x:7=0.25", "mark:9=1", "mark:12=0"]``: at time step 7 the number
    is 0.25, at step 9 there is the first mark, at step 12 no longer one.
    """
    probe = session.focus.probe
    written = []
    if probe.number != initial_probe(session.experiment, session.windows).number:
        written.append(f"example:{probe.number + 1}")
    if session.focus.edited is None:
        return written
    values, signs = _editable(probe, session)
    original, marked = _editable(_example(session, probe.number), session)
    written += [
        f"x:{t + 1}={np.format_float_positional(values[t], trim='-')}"
        for t in np.flatnonzero(values != original)
    ]
    return written + [f"mark:{t + 1}={signs[t]}" for t in np.flatnonzero(signs != marked)]


def apply(parts: Sequence[str], session: Session) -> None:
    """Look at the example of a link; ignore what its sequences do not have."""
    numbers = [int(match[1]) for part in parts if (match := _EXAMPLE.fullmatch(part))]
    session.focus.show(
        _example(session, numbers[-1] - 1)
        if numbers
        else initial_probe(session.experiment, session.windows)
    )
    values, signs = _editable(session.focus.probe, session)
    changed = False
    for part in parts:
        for pattern, array in ((_VALUE, values), (_MARK, signs)):
            match = pattern.fullmatch(part)
            if match and int(match[1]) <= len(array):
                array[int(match[1]) - 1] = float(match[2])
                changed = True
    if changed:
        session.edit(np.stack([values, signs], axis=1), 0)


def _example(session: Session, number: int) -> Probe:
    """Return an example by its number, or the nearest that there is."""
    find = sequence_probe if session.windows.task else window_probe
    return find(session.windows, number)


def _editable(probe: Probe, session: Session) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers (T,) of the first channel, float32, and those of the marks (T,)."""
    columns, marks = session.data.columns, session.experiment.source().facts.get("marks", ())
    signs = np.zeros(len(probe.x), np.int64)
    for k, mark in enumerate(marks, 1):
        signs[probe.x[:, columns.index(mark.channel)] > 0.5] = k
    return probe.x[:, 0].astype(np.float32), signs
