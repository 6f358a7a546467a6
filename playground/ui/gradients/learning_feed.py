"""What the Gradients page is told of a run in training, without a rerun."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playground.figures.packed import packed
from playground.ui.gradients.learning_charts import MAP, REMARKS, USE, growth_map, use_chart
from playground.ui.gradients.moments import Moments
from playground.ui.session.run_feed import RunFeed
from playground.ui.session.session import Session
from playground.ui.shell.feed import Message
from playground.ui.shell.live_text import STATUS, said
from playground.ui.train.status import status_text

#: Seconds between two messages, and how many times as long as one takes to draw that is at least:
#: the server draws them, so a page takes at most a twentieth of a core.
_EVERY, _TIMES = 1.0, 20.0


class LearningFeed(RunFeed):
    """The feed of the reach during training.

    Parameters
    ----------
    session, rest, drawn, dark
        As in `RunFeed`.
    moments : Moments
    """

    def __init__(
        self, session: Session, moments: Moments, rest: Callable[[], Any], drawn: Any, dark: bool
    ) -> None:
        super().__init__(session, rest, drawn, dark)
        self._moments, self._due = moments, 0.0

    def message(self, cursor: str, seen: frozenset[str]) -> Message | None:
        """Return the charts with what is new in them, or that the page is out of date."""
        session, run = self._session, self._session.run
        if self._out_of_date():
            return Message(stale=True)
        moments = self._moments.update(session, self._wake)
        if not session.waiting and self._moments.complete:
            return Message(stale=True)  # drawn once more, with everything in it
        charts = seen & {MAP, USE}
        now = f"{run.version}.{len(moments)}.{session.results.known()}.{'.'.join(sorted(charts))}"
        if cursor == now or time.monotonic() < self._due:
            return None
        started = time.monotonic()
        parts: dict[str, Any] = {STATUS: {"said": [status_text(session)]}}
        if MAP in charts:
            figure, sentences = growth_map(session, moments, self._dark)
            parts[MAP] = {**packed(figure), "said": [" ".join(sentences)]}
            parts[said(MAP)] = {"said": sentences[:1]}
            parts[said(REMARKS)] = {"said": sentences[1:] or ["\N{NO-BREAK SPACE}"]}
        if USE in charts:
            figure, sentence = use_chart(session, moments, self._dark)
            parts[USE] = {**packed(figure), "said": [sentence]}
            parts[said(USE)] = {"said": [sentence]}
        ended = time.monotonic()
        self._due = ended + max(_EVERY, _TIMES * (ended - started))
        return Message(now, parts)
