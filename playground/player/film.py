"""The recorded frames of a training run, packed for the player.

A frame contains only the parts of a payload that differ between training steps. It consists of the
length of the frame (4 bytes), the length of its header (4 bytes), the header (JSON, padded with
spaces to a multiple of four), and the arrays. ``assets/film.mjs`` reads it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from playground.player.payload import Track, array_of, colours_end

#: Largest 16-bit code, and the code for "no value".
MOST_CODE, NOTHING = 32767, -32768
#: Largest number that the codes can represent to three decimals; maps with larger ones are float32.
ROOM = 9.99


def pack_frame(
    step: int,
    tracks: Sequence[Track],
    said: Sequence[str],
    cell: Mapping[str, Any],
    asides: Mapping[str, str] | None = None,
    drawings: Mapping[str, Any] | None = None,
) -> bytes:
    """Pack the tracks of one recorded training step.

    Maps are 16-bit codes, precise enough for every decimal that the player shows; all other tracks,
    and maps with larger numbers, are float32.

    Parameters
    ----------
    step : int
        Training step of the frame.
    tracks : sequence of Track
        Tracks with the same names and shapes as those passed to `payload.pack` for the latest step.
    said : sequence of str
        Sentences about this training step.
    cell : mapping
        Data of the cell's diagram that differ between training steps.
    asides : mapping of str to str or None
        As in `view.View`.
    drawings : mapping of str to mapping, or None
        What further elements of the page show at this training step, by their keys.
    """
    entries, blocks, offset = [], [], 0
    # Float32 first: it must begin at a multiple of four.
    for track, array, most in sorted(map(_measured, tracks), key=lambda each: each[2] <= ROOM):
        block, scale = _codes(array, most) if most <= ROOM else (_plain(array), None)
        entries.append(
            {
                "name": track.name,
                "offset": offset,
                "shape": list(array.shape),
                "scale": scale,
                "note": track.note,
                "dimmed": track.dimmed,
                "extent": _extent(array),
                "reach": colours_end(track, array),
            }
        )
        blocks.append(block)
        offset += len(block)
    header = {
        "step": step,
        "said": list(said),
        "alt": " ".join(said),
        "asides": dict(asides or {}),
        "cell": dict(cell),
        "tracks": entries,
        **({"drawings": dict(drawings)} if drawings else {}),
    }
    text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    data = b"".join(blocks)
    data += b"\0" * (-len(data) % 4)
    return struct.pack("<II", 8 + len(text) + len(data), len(text)) + text + data


def unpack_frames(blob: bytes) -> list[tuple[dict[str, Any], dict[str, np.ndarray]]]:
    """Return the header and the arrays by track name of every frame in ``blob``."""
    frames, at = [], 0
    while at < len(blob):
        size, length = struct.unpack_from("<II", blob, at)
        header = json.loads(blob[at + 8 : at + 8 + length])
        data = blob[at + 8 + length : at + size]
        frames.append((header, {entry["name"]: _read(entry, data) for entry in header["tracks"]}))
        at += size
    return frames


def _measured(track: Track) -> tuple[Track, np.ndarray, float]:
    """Return a track, its values, and their largest magnitude, or infinity if it is no map."""
    array = array_of(track)
    return track, array, _most(array) if track.kind == "map" else np.inf


def _plain(array: np.ndarray) -> bytes:
    with np.errstate(over="ignore"):
        return array.astype("<f4").tobytes()


def _codes(array: np.ndarray, most: float) -> tuple[bytes, float]:
    """Return 16-bit codes of numbers up to a magnitude, and their scale.

    A code c represents all numbers from c / scale to (c + 1) / scale and is decoded as their
    midpoint. The scale is a multiple of 2000, so no such interval contains a rounding boundary of
    the third decimal: rounded to three decimals, the midpoint and the number are equal.
    """
    scale = 2000.0 * int(MOST_CODE / (2000.0 * max(most, 1.0)))
    codes = np.clip(np.floor(array * scale), -MOST_CODE, MOST_CODE - 1)
    return np.where(np.isnan(array), NOTHING, codes).astype("<i2").tobytes(), scale


def _most(array: np.ndarray) -> float:
    most = float(np.abs(array).max(initial=0.0))
    return most if most == most else float(np.nanmax(np.abs(array), initial=0.0))


def _extent(array: np.ndarray) -> list[float] | None:
    """Return minimum and maximum of the finite values, or None if there are none."""
    low, high = float(array.min(initial=np.inf)), float(array.max(initial=-np.inf))
    if np.isfinite(low) and np.isfinite(high):  # NaN would come out
        return [low, high]
    finite = array[np.isfinite(array)]
    return [float(finite.min()), float(finite.max())] if finite.size else None


def _read(entry: Mapping[str, Any], data: bytes) -> np.ndarray:
    count = int(np.prod(entry["shape"]))
    if entry["scale"] is None:
        return np.frombuffer(data, "<f4", count, entry["offset"]).reshape(entry["shape"])
    codes = np.frombuffer(data, "<i2", count, entry["offset"]).astype(np.float64)
    return np.where(codes == NOTHING, np.nan, (codes + 0.5) / entry["scale"]).reshape(
        entry["shape"]
    )
