"""Release closed pages within a minute, with everything they hold.

Streamlit keeps a session whose connection ended for two minutes, so that a short cut of the network
loses nothing, and looks for old ones only when another ends. It also leaves the three descriptors
of a session's event loop open until then.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any

from playground.config.limits import LIMITS
from playground.execution.run import Run
from playground.execution.trials import Trials
from playground.ui.session import admission, memory
from playground.ui.session.uploaded_file import KeptFile
from playground.ui.shell import feed, film_route, preview

log = logging.getLogger(__name__)

#: Seconds between two looks, and for which a page without a connection may come back to what it
#: had: together well under a minute.
LOOK_EVERY = 10.0
PATIENCE = float(LIMITS.away)
#: Looks between two times that the caches forget what was not used.
FORGET_EVERY = 3


class Janitor:
    """Lets go of the sessions of one server; used in the thread of its event loop only.

    Parameters
    ----------
    manager : streamlit.runtime.session_manager.SessionManager
    clock : callable
        Seconds, rising.
    """

    def __init__(self, manager: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._manager, self._clock = manager, clock
        self._seen: dict[str, tuple[Any, float]] = {}
        self._leaving: list[Any] = []

    def look(self) -> int:
        """Let go of those whose page has been gone for long enough; return how many there were."""
        now = self._clock()
        sessions = {info.session.id: info.session for info in self._manager.list_sessions()}
        for name, session in sessions.items():
            if self._manager.is_active_session(name) or name not in self._seen:
                self._seen[name] = session, now
        for name, (session, last) in list(self._seen.items()):
            if (
                name not in sessions or now - last >= PATIENCE
            ):  # Streamlit itself forgets some, and shuts none of these down
                del self._seen[name]
                self._manager.close_session(name)
                session.shutdown()
                self._leaving.append(session)
        gone = [
            session for session in self._leaving if session._scriptrunner is None
        ]  # a script still under way would fill it again
        self._leaving = [session for session in self._leaving if session not in gone]
        for session in gone:
            let_go(session.session_state.filtered_state)
            session.session_state.clear()
        return len(gone)


def let_go(held: Any) -> None:
    """End a visitor's runs, cancel pending calls and empty files, wherever they are held."""
    todo, seen = [held], set()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, (Run, Trials)):
            one.let_go()
        elif isinstance(one, Future):
            one.cancel()
        elif isinstance(one, KeptFile):
            one.empty()
        elif isinstance(one, (feed.Feed, film_route.Film, preview.Preview)):
            one.close()
        elif isinstance(one, dict):
            todo.extend(one.values())
        elif isinstance(one, (list, tuple, set)):
            todo.extend(one)
        elif type(one).__module__.startswith("playground.ui."):
            todo.extend(getattr(one, "__dict__", {}).values())


async def keep_tidy() -> None:
    """Look again and again, until cancelled."""
    from streamlit.runtime import get_instance

    manager = get_instance()._session_mgr
    admission.begin(manager)
    janitor = Janitor(manager)
    memory.settle()
    for look in count(1):
        await asyncio.sleep(LOOK_EVERY)
        try:
            left = janitor.look()
            if not look % FORGET_EVERY:
                left += memory.forget_unused()
            if left:
                await asyncio.to_thread(memory.give_back)
        except Exception:
            log.exception("closed pages could not be let go")
