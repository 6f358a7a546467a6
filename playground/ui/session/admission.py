"""Whether a page may open: the server has room for a number of pages, and for their memory."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import psutil
from streamlit.runtime.scriptrunner import get_script_run_ctx

from playground.config.limits import LIMITS
from playground.visitor import current
from playground.wording import _, counted, number

#: The visitors of the pages that were admitted, by the number of the page's session.
_admitted: dict[str, Hashable] = {}
#: Streamlit's keeper of sessions; None outside a server.
_manager: Any = None


def begin(manager: Any) -> None:
    """Limit the pages of the server whose sessions ``manager`` keeps."""
    global _manager
    _manager = manager
    _admitted.clear()


def _forget_closed() -> None:
    """Forget the pages that the server keeps no longer, with or without a connection."""
    kept = {info.session.id for info in _manager.list_sessions()} if _manager else set()
    for closed in list(_admitted.keys() - kept):
        _admitted.pop(closed, None)


def admit() -> str | None:
    """Admit the current page, once for its whole life; return why it is refused, or None."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or _manager is None or context.session_id in _admitted:
        return None
    _forget_closed()
    if reason := refusal(len(_admitted), psutil.Process().memory_info().rss / 1e6):
        return reason
    _admitted[context.session_id] = current()
    return None


def pages() -> int:
    """Return how many pages are open."""
    _forget_closed()
    return len(_admitted)


def visitors() -> int:
    """Return how many visitors have an open page."""
    _forget_closed()
    return len(set(_admitted.values()))


def refusal(pages: int, megabytes: float) -> str | None:
    """Return why a further page is refused, or None.

    Parameters
    ----------
    pages : int
        Pages that are open.
    megabytes : float
        Memory of the server.
    """
    if pages >= LIMITS.sessions:
        return counted(
            pages,
            "{n} page of this server is open, as many as it allows; try again in a minute.",
            "{n} pages of this server are open, as many as it allows; try again in a minute.",
        )
    if megabytes > LIMITS.memory:
        return _(
            "the pages that are open use {used} MB of memory, and this server allows {most} MB; try again in a minute."
        ).format(used=number(round(megabytes), 9), most=number(LIMITS.memory, 9))
    return None
