"""Files that are made when the reader asks for them, and kept until the browser has fetched them.

Streamlit (1.67) notes for no session a file it has just made, and lets it go after two runs of
anybody's page. While ten people train that is sooner than a browser can ask for it, so the session
that asked holds it until its page is drawn as a whole again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def download(
    label: str, make: Callable[[], bytes | str], name: str, kind: str, **rest: Any
) -> None:
    """Show a button that hands out a file.

    Parameters
    ----------
    label : str
    make : callable
        Gives the content; called when the button is pressed, in a thread of its own.
    name, kind : str
        Name of the file, and what it is (``"text/csv"``).
    **rest
        What else `st.download_button` takes.
    """
    st.download_button(label, kept(make, name, kind), name, kind, on_click="ignore", **rest)


def kept(make: Callable[[], bytes | str], name: str, kind: str) -> Callable[[], bytes]:
    """Return the function that makes a file, which the page's session holds until it is fetched."""
    page = get_script_run_ctx(suppress_warning=True)

    def made() -> bytes:
        content = make()
        raw = content.encode() if isinstance(content, str) else content
        if page is not None and Runtime.exists():
            files = Runtime.instance().media_file_mgr
            keeping = threading.Thread(
                target=files.add,
                args=(raw, kind, f"download {name}", name, True),
                name="keep-download",
            )
            add_script_run_ctx(keeping, page)  # the session is told by the thread
            keeping.start()
            keeping.join()
        return raw

    return made
