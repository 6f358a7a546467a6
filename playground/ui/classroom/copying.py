"""A text with a button that copies it."""

from __future__ import annotations

import json

import streamlit as st

from playground.ui.shell.component import stamped, stub
from playground.wording import _

_mount = st.components.v2.component("playground_copy", js=stub("ui/copy.mjs"), isolate_styles=False)


def copied(text: str, label: str, key: str) -> None:
    """Show a text to be copied.

    Parameters
    ----------
    text : str
    label : str
        Name of the field.
    key : str
        Name of the element.
    """
    words = {"text": text, "label": label, "copy": _("Copy the link"), "copied": _("Copied.")}
    _mount(key=key, data=stamped(json.dumps(words).encode(), key))
