"""Groups of rows that fold together behind one heading."""

from __future__ import annotations

from collections.abc import Sequence

from playground.player.payload import Track
from playground.wording import N_, _, counted

#: Keys of the groups: the gradients, and the inputs beside the first one.
LISTENS, INPUTS = "listens", "inputs"
_LISTENS_HEADING = N_("How far back does it listen?")


def groups(tracks: Sequence[Track]) -> dict[str, str]:
    """Return the headings of the groups that have tracks, by their keys."""
    headings = {}
    if any(track.group == LISTENS for track in tracks):
        headings[LISTENS] = _(_LISTENS_HEADING)
    if count := sum(track.group == INPUTS for track in tracks):
        headings[INPUTS] = counted(count, "{n} further input", "{n} further inputs")
    return headings
