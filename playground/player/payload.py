"""Tracks packed into one blob of bytes, in the format that the player in the browser reads.

The blob is a 4-byte little-endian length, a JSON header of that length (padded with spaces to a
multiple of four), and the arrays, one after the other, as little-endian float32.
``assets/payload.mjs`` reads it.

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
#: Most units that are drawn as lines; more become a map of units × time.
LINES = 4


@dataclass(frozen=True)
class Track:
    """A quantity that has a value at every time step.

    Parameters
    ----------
    name : str
        Public name, unique in a view: ``"forget_gate"``.
    symbol : str
        Symbol in formulas, with the subscript after an underscore: ``"f_t"``.
    label : str
        Label on screen.
    kind : {"series", "line", "map", "gradient", "hidden"}
        ``series``: in data units, shares its row with the other series of the same ``row``.
        ``line``: a gate or state of few units. ``map``: units × time. ``gradient``: sizes ≥ 0,
        drawn on a logarithmic scale. ``hidden``: not drawn, but sent for the cell's diagram.
    values : ndarray of shape (T,) or (T, H)
        NaN where there is no value. ``series`` and ``gradient`` have one value a step.
    low, high : float or None
        Ends of the scale (a gate: 0 and 1); ``None`` takes round numbers around the values,
        symmetric for a line or a map.
        Of a gradient, ``low`` is the end of the scale, below which nothing is drawn.
    colour : str
        Key of the player's palette: orange, green, blue, grey, data, prediction, gradient; every
        other key, such as "text" and "target", is the colour of the text.
    note : str
        Remark beside the label.
    dimmed : bool
        Whether it is drawn faintly, since it hardly moves.
    units : sequence of int
        Number of the unit in each column; from 1 on when empty.
    row : str
        Series with the same row are drawn together; of gradients with the same row one is drawn.
    choice : str
        Name of a gradient among those of its row.
    opens : {"always", "wide", "asked"}
        Whether the row is open at first: always, except on phones, or only when the reader asks for
        it.
    style : {"solid", "thick", "dotted", "dots"}
        How a series is drawn.
    stepped : bool
        Whether a value is drawn as a horizontal step (gates, states, tasks) or joined to its
        neighbors by slopes.
    start : int
        Column of the first value, of a track that begins later than the axis.
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
        Label on screen.
    units : sequence of int
        Columns of the arrays, counted from 0, in the order in which they are drawn from the top.
    """

    label: str
    units: Sequence[int]


@dataclass(frozen=True)
class View:
    """The time axis that all tracks share, and the words around it.

    Parameters
    ----------
    title, alt : str
        Title, and the text alternative: one or two sentences about what is shown now.
    cursor : int or None
        Column of the cursor until the reader moves it; None is the last one.
    first : int
        Number of the first column.
    labels : sequence of str
        Name of each column in place of its number, such as a date.
    marks : sequence of int
        Columns with a mark (a bell, a question), drawn through all tracks.
    signs : sequence of str
        Symbol of each kind of mark; a click in their lane goes from none to the first, to the next,
        and back to none.
    kinds : sequence of int
        Index into ``signs`` for each mark; empty stands for the first one.
    sign_names : sequence of str
        Name of each kind of mark, for screen readers.
    dividers : sequence of (int, str)
        Columns with a dashed line before them, and its label: where the forecast begins, or the
        decoder.
    loss_at : int or None
        Column of the loss, from which time steps back are counted for gradients.
    editable : bool
        Whether the first series named ``"x"`` and the marks can be changed by hand.
    edited : int or None
        Number, sent by the browser, of the last edit that these values include.
    asked : mapping or None
        A place to go to: ``t`` (column), ``film`` (training step), or None for each, and a
        ``number``, by which the player knows whether it has been there. The player reports where it
        comes to rest. With None for the whole it neither goes nor reports.
    unit : int or None
        Column of the chosen unit until the reader chooses another; None is the first one, which is
        then not marked as chosen.
    orders : sequence of Order
        Ways to sort the units, the default first; empty leaves them as they are.
    said : sequence of str
        Sentences below the tracks about the moment shown; every frame of a film has its own.
    group : str
        Players of one group on a page share cursor and training step; empty is no group.
    cell : mapping
        Data of the cell's diagram, as values for JSON.
    training : mapping or None
        The error curve to scrub along, from `playground.player.training.curve`.
    film : str or None
        Address of the recorded frames; None shows only these values.
    opening : bool
        Whether the film plays once when the page is opened.
    hint : str
        How to change the input by hand, shown below the axis.
    words : mapping of str to str
        Every word of the player, by key: `playground.player.words`.
    language : str
        Code of the language in which numbers are written.
    height : int or None
        Height in pixels that the rows share; None gives each row what it needs.
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
    with np.errstate(over="ignore"):  # beyond float32, values are drawn and written as infinite
        return b"".join(
            [
                struct.pack("<I", len(text)),
                text,
                *(array.astype("<f4").tobytes() for array in arrays),
            ]
        )


def unpack(blob: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return the header, and each track's float32 array by name (gradients as powers of ten)."""
    (length,) = struct.unpack_from("<I", blob)
    header = json.loads(blob[4 : 4 + length])
    numbers = np.frombuffer(blob, "<f4", offset=4 + length)
    return header, {
        t["name"]: numbers[t["offset"] : t["offset"] + int(np.prod(t["shape"]))].reshape(t["shape"])
        for t in header["tracks"]
    }


def array_of(track: Track) -> np.ndarray:
    """Return the values as they are sent: (T,) for one value per time step, else (T, H)."""
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
    """Return where the colours of a map end if its ends are not given; None for other tracks."""
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
