"""Present mode: no sidebar, larger text, thick lines, and keys that act wherever the focus is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from playground.ui.shell import link
from playground.ui.shell.component import stamped, stub
from playground.wording import N_, _

_KEY = "present"
_SHEET = Path(__file__).parents[1] / "browser" / "present.css"
_mount = st.components.v2.component(
    "playground_present", js=stub("ui/present.mjs"), isolate_styles=False
)

#: The words of the list of keys; ``key_…`` are those of ``player/assets/keys.mjs``.
WORDS = {
    "title": N_("Keys"),
    "close": N_("Close"),
    "space": N_("space"),
    "in_present": N_("Anywhere"),
    "in_tracks": N_("On the tracks, after a click on them"),
    "in_curve": N_("On the error curve, after a click on it"),
    "train_button": N_("Train"),
    "pause": N_("Pause"),
    "key_train": N_("train, or pause"),
    "key_time": N_("one time step back or forward"),
    "key_film": N_("one recorded training step back or forward"),
    "key_film_far": N_("ten recorded training steps forward or back"),
    "key_film_first": N_("the first training step"),
    "key_film_newest": N_("the latest training step"),
    "key_play_film": N_("play the recording"),
    "key_substep": N_("a sub-step of the cell"),
    "key_backward": N_("the cell backwards, or forwards again"),
    "key_screen": N_("full screen, or back"),
    "key_list": N_("this list"),
    "key_time_ends": N_("the first or the last time step"),
    "key_time_marks": N_("to the mark before or after"),
    "key_time_back": N_("back to the time step shown at first"),
    "key_play_sequence": N_("play the sequence"),
    "key_unit": N_("the next unit, or the one before"),
    "key_edit": N_("change the input at the cursor"),
    "key_mark": N_("set or remove a mark at the cursor"),
    "Escape": N_("Esc"),
    "Home": N_("Home"),
    "End": N_("End"),
    "PageUp": N_("Page up"),
    "PageDown": N_("Page down"),
}


def presented() -> bool:
    """Return whether the link asks for present mode."""
    return link.kept().get("present", "0") != "0"


def style() -> None:
    """Add the style of present mode."""
    if presented():
        st.html(f"<style>{_sheet()}</style>")


def switch() -> None:
    """Show the control in the bar, and in present mode the list of keys."""
    shown = presented()
    with st.container(key=_KEY, horizontal=True, gap="xsmall"):
        words = {name: _(text) for name, text in WORDS.items()} if shown else None
        _mount(key="keys", data=stamped(json.dumps(words).encode(), "keys"))
        st.button(
            _("Stop presenting") if shown else _("Present"),
            icon=":material/cancel_presentation:" if shown else ":material/present_to_all:",
            on_click=link.view,
            args=({"present": None if shown else "1"},),
            help=_("No sidebar, larger text, thick lines, and keys for the picture; ? lists them."),
        )


@cache
def _sheet() -> str:
    return _SHEET.read_text(encoding="utf-8")
