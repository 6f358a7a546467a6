"""The payload of the player: a view and its tracks, packed into bytes.

A payload consists of a 4-byte little-endian length, a JSON header of that length (padded with
spaces to a multiple of four), and the concatenated arrays as little-endian float32.
``assets/payload.mjs`` reads it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.player.reach import reach_of
from playground.player.view import View

FORMAT = 1
KINDS = ("series", "line", "map", "gradient", "hidden")
OPENS = ("always", "wide", "asked")
STYLES = ("solid", "thick", "dotted", "dots")
#: Most units that are drawn as lines; more are drawn as a map of units × time.
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
        ``series``: in the data's units, drawn in one row with the other series of the same ``row``.
        ``line``: a gate or state of few units. ``map``: units × time. ``gradient``: values ≥ 0,
        drawn on a logarithmic scale. ``hidden``: not drawn, but sent for the cell's diagram.
    values : ndarray of shape (T,) or (T, H)
        NaN where there is no value. ``series`` and ``gradient`` have one value per step.
    low, high : float or None
        Ends of the scale (0 and 1 for a gate); None chooses round numbers around the values,
        symmetric for a line or a map. Of a gradient, nothing is drawn below ``low``.
    colour : str
        Key of the player's palette: orange, green, blue, grey, data, prediction or gradient; any
        other key, such as "text" or "target", means the colour of the text.
    note : str
        Remark beside the label.
    dimmed : bool
        Whether it is drawn faintly, because it hardly changes.
    units : sequence of int
        Number of the unit in each column; empty means 1, 2, …
    row : str
        Series of one row are drawn together; of the gradients of one row, the chosen one is drawn.
    choice : str
        Name of a gradient in the choice of its row.
    opens : {"always", "wide", "asked"}
        Whether the row is open at first: always, on wide screens, or only when the reader opens it.
    style : {"solid", "thick", "dotted", "dots"}
        How a series is drawn.
    stepped : bool
        Whether a value is drawn as a horizontal step (gates, states, tasks) or connected to its
        neighbors by sloped lines.
    start : int
        Column of the first value, for a track that begins later than the axis.
    group : str
        Key of a group in ``View.groups``, whose rows fold together behind one heading.
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
    group: str = ""


def pack(view: View, tracks: Sequence[Track]) -> bytes:
    """Pack a view and its tracks into bytes.

    Returns
    -------
    bytes
        About 4 · (number of values) + 300 · (number of tracks).

    Raises
    ------
    ValueError
        If the values of a track do not fit its kind, or two tracks have the same name.
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
    with np.errstate(over="ignore"):  # values too large for float32 become infinite
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
        # Powers of ten: 1e-100 does not fit into a float32, but -100 does.
        with np.errstate(divide="ignore"):
            values = np.log10(np.abs(values))
    if track.start:
        values = np.concatenate([np.full((track.start, *values.shape[1:]), np.nan), values])
    return values


def colours_end(track: Track, array: np.ndarray) -> float | None:
    """Return the end of the colour scale of a map whose scale is not given, otherwise None."""
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
        "group",
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
        "forecast_at": view.forecast_at,
        "loss_at": view.loss_at,
        "editable": view.editable,
        "edited": view.edited,
        "asked": None if view.asked is None else dict(view.asked),
        "unit": view.unit,
        "orders": [
            {"label": order.label, "units": [int(u) for u in order.units]} for order in view.orders
        ],
        "said": list(view.said),
        "groups": dict(view.groups),
        "asides": dict(view.asides),
        "group": view.group,
        "cell": dict(view.cell),
        "training": None if view.training is None else dict(view.training),
        "strip": view.strip,
        "film": view.film,
        "slide": None if view.slide is None else dict(view.slide),
        "opening": view.opening,
        "hint": view.hint,
        "words": dict(view.words),
        "language": view.language,
        "height": view.height,
    }
