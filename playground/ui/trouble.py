"""What a visitor reads when something went wrong: always a sentence, never a traceback."""

from __future__ import annotations

import streamlit as st

from playground.errors import PlaygroundError
from playground.wording import _


def tell(error: Exception) -> bool:
    """Show one sentence for an error that reached the frame; Streamlit has already logged it in full.

    Returns
    -------
    bool
        Always ``True``: Streamlit shows nothing of its own.
    """
    if isinstance(error, PlaygroundError):
        sentence = str(error)
    else:
        sentence = _(
            "Something went wrong here; it is not your fault. Your link still describes your experiment: reload the page to go on."
        )
    st.error(sentence, icon=":material/info:")
    return True
