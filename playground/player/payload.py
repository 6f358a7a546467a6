"""Tracks packed into one blob of bytes, as the player in the browser reads them.

The blob is a 4-byte little-endian length, a JSON header of that length (padded with spaces to a
multiple of four), and the arrays, one after the other, as little-endian float32.
``assets/payload.mjs`` is the other half of this file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.player.reach import reach_of

FORMAT = 1
KINDS = ("series", "line", "map", "gradient", "hidden")
OPENS = ("always", "wide", "asked")
STYLES = ("solid", "thick", "dotted", "dots")
#: Up to so many units are drawn as lines; more become a units × time map.
LINES = 4


@dataclass(frozen=True)
class Track:
    """One thing that has a value at every time step.

    Parameters
    ----------
    name : str
        Name in code, unique in a view: ``"forget_gate"``.
    symbol : str
        Sign in formulas; what follows an underscore is set low: ``"f_t"``.
    label : str
        What it is called on screen.
    kind : {"series", "line", "map", "gradient", "hidden"}
        ``series``: in data units, shares its row with the other series of the same ``row``.
        ``line``: a gate or state of few units. ``map``: units × time. ``gradient``: sizes ≥ 0,
        drawn on a logarithmic scale. ``hidden``: not drawn, but at hand for what stands beside the
        tracks (the cell diagram).
    values : ndarray of shape (T,) or (T, H)
        NaN where there is no value. ``series`` and ``gradient`` have one value a step.
    low, high : float or None
        Ends of the scale (a gate: 0 and 1); ``None`` takes round numbers around the values,
        symmetric for a line or a map.
        Of a gradient, ``low`` is the floor below which nothing is told apart.
    colour : str
        Key of the player's palette: forget, input, output, reset, update, candidate, data,
        prediction, gradient; cell, hidden, target and text are drawn in the text's own colour.
    note : str
        One sentence beside the label.
    dimmed : bool
        Whether it is drawn faintly because it hardly moves.
    units : sequence of int
        Number of each column, for example after sorting; counted from 1 when empty.
    row : str
        Series of the same row are drawn together; gradients of the same row are alternatives, of
        which one is drawn.
    choice : str
        What a gradient is called among the alternatives of its row.
    opens : {"always", "wide", "asked"}
        Whether the row is open at first: always, except on phones, or only when the reader asks for
        it.
    style : {"solid", "thick", "dotted", "dots"}
        How a series is drawn.
    stepped : bool
        Whether a value holds for its whole step (gates, states, tasks) or neighbours are joined by
        a slope.
    start : int
        Column of the first value, for tracks that begin later than the axis.
    """

    name: str
    symbol: str
    label: str
    kind: str
    values: np.ndarray
    low: float | None = None
    high: float | None = None
    colour: str = "text"
    note: str = ""
    dimmed: bool = False
    units: Sequence[int] = ()
    row: str = ""
    choice: str = ""
    opens: str = "wide"
    style: str = "solid"
    stepped: bool = True
    start: int = 0


@dataclass(frozen=True)
class Order:
    """One way to sort the units of a map.

    Parameters
    ----------
    label : str
        What it is called on screen.
    units : sequence of int
        Columns of the arrays, counted from 0, in the order in which they are drawn from the top.
    """

    label: str
    units: Sequence[int]


@dataclass(frozen=True)
class View:
    """What the tracks share: the time axis and the words around it.

    Parameters
    ----------
    title, alt : str
        What it is, and what it shows now in a sentence or two (for those who do not see it).
    cursor : int or None
        Column under the cursor until the reader takes hold of it; ``None`` is the last.
    first : int
        Number of the first column.
    labels : sequence of str
        Name of each column instead of its number (dates, for instance).
    marks : sequence of int
        Columns with a sign (a bell, a question), drawn through all tracks.
    signs : sequence of str
        The signs there are; a click in their lane goes from none to the first, on to the next, and
        back to none.
    kinds : sequence of int
        Number of each mark's sign, counted from 0; all the first when empty.
    sign_names : sequence of str
        What each sign is called, for those who listen.
    dividers : sequence of (int, str)
        Columns before which a dashed line stands, with its word: where the forecast begins, the
        hand-over to the decoder.
    loss_at : int or None
        Column where the loss is; a gradient is read as so many steps before it.
    editable : bool
        Whether the first series named ``"x"`` and the marks can be changed by hand.
    edited : int or None
        Number of the edit that these values answer, as the browser sent it.
    asked : mapping or None
        ``t`` (column) and ``film`` (training step), or None for each, that a player takes up which
        has not heard of this ``number`` yet; where it comes to rest later is told to Python. None
        for the whole neither asks nor is told.
    unit : int or None
        Column of the unit chosen until the reader chooses another; ``None`` is the first, not
        marked as chosen.
    orders : sequence of Order
        Ways to sort the units, the first one at first; empty leaves them as they are.
    said : sequence of str
        Sentences below the tracks; they belong to the moment shown, and a film brings those of its
        own frames.
    group : str
        Players of one group share cursor and training step on the page; empty stands alone.
    cell : mapping
        Whatever the diagram beside the tracks needs; plain values that go into JSON.
    training : mapping or None
        The error curve to scrub along, from `playground.player.training.curve`.
    film : str or None
        Address of the recorded frames; ``None`` shows only what is sent here.
    opening : bool
        Whether the film plays once by itself when the page is opened.
    hint : str
        What can be done with it, below the axis.
    words : mapping of str to str
        Translations of the player's own words; see ``assets/words.mjs`` for the keys.
    language : str
        Code of the language numbers are written in.
    height : int or None
        Pixels of the whole player, which the rows then share; ``None`` gives each row what it
        needs.
    """

    title: str
    alt: str
    cursor: int | None = None
    first: int = 1
    labels: Sequence[str] = ()
    marks: Sequence[int] = ()
    signs: Sequence[str] = ("▲",)
    kinds: Sequence[int] = ()
    sign_names: Sequence[str] = ()
    dividers: Sequence[tuple[int, str]] = ()
    loss_at: int | None = None
    editable: bool = False
    edited: int | None = None
    asked: Mapping[str, int | None] | None = None
    unit: int | None = None
    orders: Sequence[Order] = ()
    said: Sequence[str] = ()
    group: str = ""
    cell: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] | None = None
    film: str | None = None
    opening: bool = False
    hint: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    height: int | None = None


def pack(view: View, tracks: Sequence[Track]) -> bytes:
    """Pack a view into bytes.

    Returns
    -------
    bytes
        About 4 · (number of values) + 300 · (number of tracks).

    Raises
    ------
    ValueError
        When a track's values do not fit its kind, or two tracks have one name.
    """
    if len({t.name for t in tracks}) != len(tracks):
        raise ValueError("two tracks have the same name: " + ", ".join(t.name for t in tracks))
    arrays = [array_of(track) for track in tracks]
    times = max((len(array) for array in arrays), default=0)
    entries, offset = [], 0
    for track, array in zip(tracks, arrays, strict=True):
        entries.append(
            {
                **_entry(track),
                "reach": colours_end(track, array),
                "offset": offset,
                "shape": list(array.shape),
            }
        )
        offset += array.size
    header = {"format": FORMAT, "times": times, **_plain(view), "tracks": entries}
    text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    with np.errstate(over="ignore"):  # what a float32 cannot hold is drawn and written as infinite
        return b"".join(
            [
                struct.pack("<I", len(text)),
                text,
                *(array.astype("<f4").tobytes() for array in arrays),
            ]
        )


def unpack(blob: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return the header and each track's float32 array (gradients as powers of ten) by name."""
    (length,) = struct.unpack_from("<I", blob)
    header = json.loads(blob[4 : 4 + length])
    numbers = np.frombuffer(blob, "<f4", offset=4 + length)
    return header, {
        t["name"]: numbers[t["offset"] : t["offset"] + int(np.prod(t["shape"]))].reshape(t["shape"])
        for t in header["tracks"]
    }


def array_of(track: Track) -> np.ndarray:
    """Return the values as sent: (T,) for one value a step, else (T, H)."""
    if track.kind not in KINDS or track.style not in STYLES or track.opens not in OPENS:
        raise ValueError(
            f"{track.name}: no such kind or style: {track.kind}, {track.style}, {track.opens}"
        )
    values = np.asarray(track.values, float)
    if values.ndim not in (1, 2) or (values.ndim == 2 and track.kind in ("series", "gradient")):
        raise ValueError(f"{track.name}: {track.kind} cannot show values of shape {values.shape}")
    if track.units and (values.ndim != 2 or len(track.units) != values.shape[1]):
        raise ValueError(
            f"{track.name}: {len(track.units)} unit numbers for values of shape {values.shape}"
        )
    if track.kind == "gradient":
        with np.errstate(
            divide="ignore"
        ):  # as powers of ten: 1e-100 does not fit a float32, -100 does
            values = np.log10(np.abs(values))
    if track.start:
        values = np.concatenate([np.full((track.start, *values.shape[1:]), np.nan), values])
    return values


def colours_end(track: Track, array: np.ndarray) -> float | None:
    """Return where the colours of a map without given ends stop telling values apart; None for
    every other track.
    """
    return (
        reach_of(array)
        if track.kind == "map" and (track.low is None or track.high is None)
        else None
    )


def _entry(track: Track) -> dict[str, Any]:
    names = (
        "name",
        "symbol",
        "label",
        "kind",
        "low",
        "high",
        "colour",
        "note",
        "dimmed",
        "row",
        "choice",
        "opens",
        "style",
        "stepped",
    )
    return {
        **{name: getattr(track, name) for name in names},
        "units": [int(u) for u in track.units],
    }


def _plain(view: View) -> dict[str, Any]:
    return {
        "title": view.title,
        "alt": view.alt,
        "cursor": view.cursor,
        "first": view.first,
        "labels": [str(label) for label in view.labels],
        "marks": [int(t) for t in view.marks],
        "signs": list(view.signs),
        "kinds": [int(k) for k in view.kinds],
        "sign_names": list(view.sign_names),
        "dividers": [[int(t), word] for t, word in view.dividers],
        "loss_at": view.loss_at,
        "editable": view.editable,
        "edited": view.edited,
        "asked": None if view.asked is None else dict(view.asked),
        "unit": view.unit,
        "orders": [
            {"label": order.label, "units": [int(u) for u in order.units]} for order in view.orders
        ],
        "said": list(view.said),
        "group": view.group,
        "cell": dict(view.cell),
        "training": None if view.training is None else dict(view.training),
        "film": view.film,
        "opening": view.opening,
        "hint": view.hint,
        "words": dict(view.words),
        "language": view.language,
        "height": view.height,
    }
