"""What the feeds of a run in training have in common, on whichever page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.execution.changes import Watcher
from playground.ui.session.session import Session


class RunFeed:
    """The feed of a session's run; a page adds its message.

    Parameters
    ----------
    session : Session
    rest : callable
        What the rest of the page depends on; see `playground.ui.session.renewing.part`.
    drawn : object
        What it returned when the page was drawn.
    dark : bool
        Whether the theme of the page is dark.
    """

    def __init__(self, session: Session, rest: Callable[[], Any], drawn: Any, dark: bool) -> None:
        self._session, self._rest, self._drawn, self._dark = session, rest, drawn, dark
        self._watcher: Watcher | None = None

    def watched_by(self, watcher: Watcher) -> None:
        """Wake a watcher whenever there may be something new."""
        self._watcher = watcher
        self._session.run.watch(watcher)

    def touch(self) -> None:
        """Keep the run going, and ask for results that are due."""
        self._session.touch()

    def _out_of_date(self) -> bool:
        """Return whether the page is to be drawn anew."""
        return self._rest() != self._drawn

    def _wake(self) -> None:
        """Have the next message looked for now; called in any thread."""
        if self._watcher is not None:
            self._watcher.wake()
