"""The buttons that play the common example in all lanes at once."""

from __future__ import annotations

import json

import streamlit as st

from playground.player.words import words
from playground.ui.shell.component import stamped, stub

#: Players of this group have one cursor.
GROUP = "lanes"
_KEY = "lanes.play"
_mount = st.components.v2.component("playground_together", js=stub("ui/together.mjs"))


def together() -> None:
    """Show play, step back, step forward and speed, for the players of all lanes."""
    message = {"group": GROUP, "words": words()}
    _mount(key=_KEY, data=stamped(json.dumps(message).encode(), _KEY))
