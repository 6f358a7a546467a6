"""A slider whose picture follows while it moves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import streamlit as st

from playground.ui.shell.component import stamped, stub
from playground.wording import _

_mount = st.components.v2.component("playground_slide", js=stub("ui/slide.mjs"))


def slide(
    label: str,
    texts: Sequence[str],
    at: int,
    *,
    key: str,
    made: int,
    help: str,
    then: Callable[[int], None],
    ahead: tuple[str, str] | None = None,
) -> None:
    """Show a slider over a row of values.

    Parameters
    ----------
    label, help : str
    texts : sequence of str
        How each value is shown, in order; the same row as long as ``made`` is.
    at : int
        Which of them is shown, from 0.
    key : str
        Name of the element; the same one stays in its place.
    made : int
        Grows when something else has set it: what was on its way for the former values is passed
        over.
    then : callable
        Called with the place of the value chosen, before the run that follows.
    ahead : (str, str) or None
        Key of a chart, and where it is to be had for a place put behind the address: it is drawn
        while the knob moves.
    """
    kept = f"{key} heard"
    message = {
        "label": label,
        "help": help,
        "texts": list(texts),
        "at": at,
        "made": made,
        "heard": st.session_state.get(kept, 0),
        "ahead": ahead,
        "words": {"help": _("What is this? {label}").format(label=label)},
    }

    def moved() -> None:
        moved_to = (st.session_state.get(key) or {}).get("moved")
        if not isinstance(moved_to, dict):
            return
        number, place = moved_to.get("number"), moved_to.get("at")
        st.session_state[kept] = number if isinstance(number, int) else 0
        if moved_to.get("made") == made and isinstance(place, int) and 0 <= place < len(texts):
            then(place)

    _mount(key=key, data=stamped(json.dumps(message).encode(), key), on_moved_change=moved)
