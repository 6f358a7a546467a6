"""Labeled sequences: many short series, each with a class, from formats that archives share."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CELLS, MOST_SEQUENCES, bad_file
from playground.wording import _


@dataclass
class Collection:
    """The sequences of a file, of any lengths, including missing values.

    Parameters
    ----------
    sequences : list of ndarray, each of shape (T_i, F)
        Values in the order of time, NaN where one is missing.
    labels : list of str
        The class of each.
    channels : tuple of str
        The F names.
    layout : Layout
    notes : list of str
    """

    sequences: list[np.ndarray]
    labels: list[str]
    channels: tuple[str, ...]
    layout: Layout
    notes: list[str] = field(default_factory=list)


def too_many() -> Exception:
    """Return the error for a collection with too many values."""
    return bad_file(
        _("The collection has more than {limit} values; keep only some of the sequences."),
        limit=f"{MOST_CELLS:,}",
    )


def side_by_side(channels: Sequence[np.ndarray]) -> np.ndarray:
    """Return (T, F): channels next to each other, shorter ones padded with NaN."""
    longest = max(map(len, channels))
    if all(len(c) == longest for c in channels):
        return np.array(channels).T
    beside = np.full((longest, len(channels)), np.nan)
    for place, channel in enumerate(channels):
        beside[: len(channel), place] = channel
    return beside


def check_count(count: int) -> None:
    """Refuse more sequences than can be read."""
    if count > MOST_SEQUENCES:
        raise bad_file(
            _("The collection has more than {limit} sequences; keep only some of them."),
            limit=f"{MOST_SEQUENCES:,}",
        )


def from_rows(
    values: np.ndarray, labels: list[str], layout: Layout, notes: list[str]
) -> Collection:
    """Return a collection from a table with one sequence per row."""
    check_count(len(values))
    return Collection(list(values[:, :, None]), labels, ("value",), layout, notes)


def from_long(
    ids: np.ndarray,
    values: np.ndarray,
    labels: np.ndarray,
    names: tuple[str, ...],
    layout: Layout,
    notes: list[str],
) -> Collection:
    """Return a collection from a long table, in which the rows of one id are one sequence.

    A sequence whose rows have different classes gets its most frequent one, with a note.
    """
    order = np.argsort(ids, kind="stable")
    edges = np.flatnonzero(np.r_[True, ids[order][1:] != ids[order][:-1], True])
    check_count(len(edges) - 1)
    sequences, found, torn = [], [], 0
    for a, b in itertools.pairwise(edges):
        rows = order[a:b]
        kinds, counts = np.unique(labels[rows].astype(str), return_counts=True)
        torn += len(kinds) > 1
        sequences.append(values[rows])
        found.append(str(kinds[counts.argmax()]))
    if torn:
        notes.append(
            _("Sequences with more than one class, given their most frequent one: {count}.").format(
                count=torn
            )
        )
    return Collection(sequences, found, names, layout, notes)


def is_float(cell: str) -> bool:
    """Return whether a word is a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
