"""What a visitor reads when something went wrong: a sentence, never a traceback, and only text.

Such sentences repeat what came: a key of a link, a name of a file or a column. So all of them are
shown by the two functions here.
"""

from __future__ import annotations

import streamlit as st

from playground.errors import PlaygroundError
from playground.ui.shell.markdown import literal
from playground.wording import _, again


def complain(error: PlaygroundError | str) -> None:
    """Say what could not be done.

    Parameters
    ----------
    error : PlaygroundError or str
    """
    message = error.message if isinstance(error, PlaygroundError) else again(error)
    st.error(literal(as_sentence(message)), icon=":material/info:")


def warn(message: str) -> None:
    """Say what is shown otherwise than was requested."""
    st.warning(literal(as_sentence(again(message))), icon=":material/info:")


def as_sentence(message: str) -> str:
    """Return the message of an error as a whole sentence.

    On the command line and in a list, the name of a field or of the program precedes it.

    Examples
    --------
    >>> as_sentence("needs a whole number, but got 0.5.")
    'This field needs a whole number, but got 0.5.'
    >>> as_sentence("choose fewer units.")
    'Choose fewer units.'
    """
    if message.startswith(_("needs") + " "):
        return _("This field {needs}").format(needs=message)
    return message[:1].upper() + message[1:]


def tell(error: Exception) -> bool:
    """Show one sentence for an error that no page handled; Streamlit has logged it in full.

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
                "Something went wrong here, and it is not your fault. Your link still describes your experiment: reload the page to continue."
            )
        )
    return True
