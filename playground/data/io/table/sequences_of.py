"""Labeled sequences from a collection: filled, of equal length, shuffled in a fixed order."""

from __future__ import annotations

import numpy as np

from playground.data.io.limits import MOST_CELLS, MOST_CLASSES, bad_file
from playground.data.io.table.collection import Collection, is_float, too_many
from playground.data.io.table.rows import LARGEST
from playground.data.io.values.cells import MISSING
from playground.data.series import Sequences
from playground.wording import _


def sequences_of(found: Collection, name: str, lengths: str, missing: str) -> Sequences:
    """Return the sequences with equal lengths and no missing values, shuffled in a fixed order.

    Parameters
    ----------
    found : Collection
    name : str
        Name of the collection.
    lengths : {"pad", "cut", "stretch"}
        "pad" repeats the first value of shorter sequences at their beginning, so that all end
        together; "cut" removes the beginning of longer ones; "stretch" interpolates all linearly to
        the longest.
    missing : {"interpolate", "previous", "drop"}
        "previous" fills with the value before, or the first one there is. "interpolate" does the
        same, because interpolation would reveal the future to the network. "drop" removes sequences
        with missing values.

    Raises
    ------
    DataError
        There are fewer than two classes or too many, or no sequence is left.
    """
    notes = [*found.notes]
    pairs, unlabeled = list(zip(found.sequences, found.labels, strict=True)), 0
    whole = []
    holes = wild = empty = dropped = 0
    for values, label in pairs:
        if label.strip().lower() in MISSING:
            unlabeled += 1
            continue
        values = _without_tail(values)
        odd = np.isinf(values) | (np.abs(values) > LARGEST)
        wild += int(odd.sum())
        values = np.where(odd, np.nan, values)
        gaps = int(np.isnan(values).sum())
        if len(values) == 0 or np.isnan(values).all(axis=0).any():
            empty += 1
        elif gaps and missing == "drop":
            dropped += 1
        else:
            holes += gaps
            whole.append((_filled(values) if gaps else values, label))
    for count, sentence in (
        (unlabeled, _("Sequences without a class skipped: {count}.")),
        (wild, _("Infinite or far too large values, treated as missing: {count}.")),
        (empty, _("Sequences without any value in some channel skipped: {count}.")),
        (dropped, _("Sequences with missing values skipped: {count}.")),
        (
            holes,
            _(
                "Missing values filled with the previous value, or with the first one if there is none: {count}."
            ),
        ),
    ):
        if count:
            notes.append(sentence.format(count=count))
    classes = sorted({label for _v, label in whole}, key=_rank)
    if len(classes) < 2:
        raise bad_file(
            _("The sequences have {count} class; classification needs at least two."),
            count=len(classes),
        )
    if len(classes) > MOST_CLASSES:
        raise bad_file(
            _("The sequences have {count} classes, more than {limit}; is this the class column?"),
            count=len(classes),
            limit=MOST_CLASSES,
        )
    x = _alike([v for v, _l in whole], lengths, notes)
    labels = np.array([classes.index(label) for _v, label in whole], dtype=np.int64)
    order = _mixed(labels)
    notes.append(
        _(
            "The {count} sequences are shuffled in a fixed order, because files are often sorted by class."
        ).format(count=len(order))
    )
    y = np.repeat(labels[order].astype(np.float64)[:, None], x.shape[1], axis=1)
    shown = tuple(c[:40] for c in classes)
    names = (
        shown
        if len(set(shown)) == len(shown)
        else tuple(f"{c} ({i + 1})" for i, c in enumerate(shown))
    )
    return Sequences(
        np.ascontiguousarray(x[order]),
        y,
        found.channels,
        name,
        tuple(notes),
        names,
        labels[order],
        own_units=True,
    )


def _without_tail(values: np.ndarray) -> np.ndarray:
    """Return a sequence without missing values at its end, which pad shorter ones in tables."""
    there = np.flatnonzero(~np.isnan(values).all(axis=1))
    return values[: there[-1] + 1] if len(there) else values[:0]


def _filled(values: np.ndarray) -> np.ndarray:
    place = np.where(np.isnan(values), -1, np.arange(len(values))[:, None])
    before = np.maximum.accumulate(place, axis=0)
    first = np.argmax(~np.isnan(values), axis=0)
    return np.take_along_axis(values, np.where(before < 0, first, before), axis=0)


def _alike(sequences: list[np.ndarray], lengths: str, notes: list[str]) -> np.ndarray:
    """Return (n, T, F): all sequences with equal length."""
    sizes = [len(s) for s in sequences]
    short, long = min(sizes), max(sizes)
    length = short if lengths == "cut" else long
    if length * len(sizes) * sequences[0].shape[1] > MOST_CELLS:
        raise too_many()
    if short == long:
        return np.stack(sequences)
    facts = {"count": sum(s != length for s in sizes), "short": short, "long": long}
    if lengths == "cut":
        notes.append(
            _(
                "Sequences of {short} to {long} steps: the beginning of {count} was cut off, so that all have {short}."
            ).format(**facts)
        )
        return np.stack([s[-short:] for s in sequences])
    if lengths == "stretch":
        notes.append(
            _(
                "Sequences of {short} to {long} steps: {count} stretched to {long} by linear interpolation."
            ).format(**facts)
        )
        return np.stack([_stretched(s, long) for s in sequences])
    sentence = _(
        "Sequences of {short} to {long} steps: {count} padded to {long} by repeating their first value at the beginning."
    )
    notes.append(sentence.format(**facts))
    return np.stack(
        [np.concatenate([np.repeat(s[:1], long - len(s), axis=0), s]) for s in sequences]
    )


def _stretched(values: np.ndarray, length: int) -> np.ndarray:
    if len(values) == length:
        return values
    at = np.linspace(0, len(values) - 1, length)
    return np.column_stack([np.interp(at, np.arange(len(values)), column) for column in values.T])


def _mixed(labels: np.ndarray) -> np.ndarray:
    """Return a fixed order in which every stretch has nearly the same shares of classes."""
    rng = np.random.default_rng(0)
    place = np.empty(len(labels))
    for label in np.unique(labels):
        of = np.flatnonzero(labels == label)
        place[rng.permutation(of)] = (np.arange(len(of)) + rng.random()) / len(of)
    return np.argsort(place, kind="stable")


def _rank(label: str) -> tuple[int, float, str]:
    """Order numeric classes by value and the others by name."""
    return (
        (0, float(label), label)
        if is_float(label) and np.isfinite(float(label))
        else (1, 0.0, label)
    )
