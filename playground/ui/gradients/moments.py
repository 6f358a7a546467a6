"""The moments of the session's run, which the workers compute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait

import streamlit as st

from playground.analysis.gradients.learning import Learning, Moment, moment
from playground.runs.recording import Frame
from playground.ui.session.results import value_of
from playground.ui.session.session import Session

#: Frames sent to a worker in one call at most, and bytes of their weights.
_BATCH, _MOST_BYTES = 16, 1_000_000


class Moments:
    """The moments of a session's run on its example, and the call that computes more of them.

    Attributes
    ----------
    complete : bool
        Whether the moments of all chosen training steps are known.
    """

    def __init__(self) -> None:
        self.complete = True
        self._learning = Learning()
        self._call: Future[Sequence[Moment]] | None = None
        self._asked: list[Frame] = []
        self._failed: object = None  # what could not be computed, so as not to ask for it again

    def update(
        self, session: Session, wake: Callable[[], object] | None = None, seconds: float = 0.0
    ) -> list[Moment]:
        """Take what has been computed, ask for what is missing, and return the known moments.

        Parameters
        ----------
        wake : callable or None
            Called in any thread when the next answer has come.
        seconds : float
            How long to wait for it here.
        """
        missing = self._next(session)
        if missing and self._call is None:
            self._call = self._ask(session, missing, wake)
            if seconds:
                wait([self._call], seconds)
                missing = self._next(session)
        self.complete = not missing
        return self._learning.moments() or [self._newest(session)]

    def _next(self, session: Session) -> list[Frame]:
        """Return the frames whose moments are missing, with the answer taken if it has come."""
        run, focus = session.run, session.focus
        about = (id(run), id(focus.probe), focus.layer)
        if about != self._learning.about and self._call is not None:
            self._call.cancel()
            self._call = None
        missing = self._learning.missing(about, run.recording)
        if self._call is not None and self._call.done():
            found = value_of(self._call)
            self._failed = about if found is None else None
            self._learning.add(self._asked, found or [])
            self._call = None
            missing = self._learning.missing(about, run.recording)
        return [] if about == self._failed else missing

    def _ask(
        self, session: Session, missing: list[Frame], wake: Callable[[], object] | None
    ) -> Future[Sequence[Moment]]:
        run, focus = session.run, session.focus
        size = 0 if missing[0].weights is None else missing[0].weights.nbytes
        self._asked = missing[: min(_BATCH, max(1, _MOST_BYTES // max(1, size)))]
        arguments = run.experiment, tuple(self._asked), focus.probe.address, focus.layer
        call = run.workers.submit("moments", *arguments, series=run.series)
        if wake is not None:
            call.add_done_callback(lambda _done: wake())
        return call

    def _newest(self, session: Session) -> Moment:
        """Return the moment of the newest step, computed here so that there is one at once."""
        return moment(session.run.step, session.explanation(), session.focus.layer)


def session_moments() -> Moments:
    """Return the moments that the visitor's page shows."""
    return st.session_state.setdefault("moments", Moments())
