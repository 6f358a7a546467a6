"""What a visitor reads when something went wrong: always a sentence, never a traceback, and never
anything but text.

Such sentences repeat what came: a key of a link, a name of a file or a column. So all of them are
shown by the two functions here.
"""

from __future__ import annotations

import streamlit as st

from playground.errors import PlaygroundError
from playground.ui.shell.markdown import literal
from playground.wording import _


def complain(sentence: object) -> None:
    """Say what could not be done, an error or its sentence."""
    st.error(literal(str(sentence)), icon=":material/info:")


def warn(sentence: object) -> None:
    """Say what is shown otherwise than asked for."""
    st.warning(literal(str(sentence)), icon=":material/info:")


def tell(error: Exception) -> bool:
    """Show one sentence for an error that reached the frame; Streamlit has already logged it in
    full.

    Returns
    -------
    bool
        Always ``True``: Streamlit shows nothing of its own.
    """
    if isinstance(error, PlaygroundError):
        complain(error)
    else:
        complain(
            _(
                "Something went wrong here; it is not your fault. Your link still describes your experiment: reload the page to go on."
            )
        )
    return True
