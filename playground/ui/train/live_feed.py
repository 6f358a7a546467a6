"""What the Train page and the cell's page are told of a run in training, without a rerun."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from playground.evaluation.reference import beyond_training
from playground.live.charts_look import CHARTS, ChartsLook
from playground.live.frame_look import FrameLook
from playground.player.training import Drawn, added
from playground.runs.messages import Picture
from playground.sentences.losses import about_losses
from playground.ui.session.results import named_levels, value_of
from playground.ui.session.run_feed import RunFeed
from playground.ui.session.session import Session
from playground.ui.shell.feed import Message
from playground.ui.shell.live_text import said
from playground.ui.shell.status import progress_of
from playground.ui.train.exhibit_panel import recorded_charts
from playground.ui.train.status import status_text

#: The player, and the sentence about the errors.
INSIDE, ERRORS = "inside", "errors"
#: Seconds from one answer about the charts below the player to the next request, and how many times
#: as long as the answer took to come that is at least, so that pictures come first in a full class.
_CHARTS_EVERY, _CHARTS_TIMES = 1.0, 10.0
#: Seconds for which the speed and the time left stay as they are.
_CALM = 1.0


class LiveFeed(RunFeed):
    """The feed of a session's run.

    Parameters
    ----------
    session, rest, drawn, dark
        As in `RunFeed`.
    look : FrameLook
        What the player shows.
    """

    def __init__(
        self,
        session: Session,
        look: FrameLook,
        rest: Callable[[], Any],
        drawn: Any,
        dark: bool,
    ) -> None:
        super().__init__(session, rest, drawn, dark)
        self._look = look
        self._known = session.results.known()
        self._sent: tuple[str, Drawn] = "", Drawn()
        self._charts: Future[Picture] | None = None
        self._charts_asked = self._charts_due = self._recorded_due = 0.0
        self._exhibit = session.exhibit  # whoever changes it has the part drawn anew
        self._said: tuple[int, str] = -1, ""
        self._paced: tuple[str, float, list[str]] = "", 0.0, []

    def message(self, cursor: str, seen: frozenset[str]) -> Message | None:
        """Return what is new: the newest step, or that the page is out of date."""
        session, run = self._session, self._session.run
        if self._out_of_date() or session.results.known() != self._known:
            return Message(stale=True)
        if not run.running:
            return None
        if INSIDE in seen:
            run.attention.show(self._look)
        picture = run.attention.picture_for(self._look)
        waits = INSIDE in seen and run.step > 0 and not run.stalled and not run.waiting
        if waits and picture is None:
            return None  # a step and its picture appear together
        charts = self._charts_in(seen)  # they are handed over once, so only into a message
        now = f"{run.version}.{run.stalled:d}{run.waiting:d}"
        if cursor == now and not charts:
            return None
        drawn = self._sent[1] if cursor == self._sent[0] else Drawn()
        curve, drawn = added(
            run.recording, run.live, session.experiment.training.max_steps, run.running, drawn
        )
        self._sent = now, drawn
        parts = {
            INSIDE: {"training": curve, "status": status_text(session, self._progress(now))},
            said(ERRORS): {"said": [self._about_losses()]},
            **charts,
            **self._recorded(),
        }
        fresh = picture is not None and cursor != now
        return Message(now, parts, {INSIDE: picture.packed} if fresh and picture else {})

    def _progress(self, now: str) -> list[str]:
        """Return speed and time left, which stay readable for a second."""
        waits = now.partition(".")[2]
        if self._paced[0] != waits or time.monotonic() > self._paced[1]:
            self._paced = waits, time.monotonic() + _CALM, progress_of(self._session.run)
        return self._paced[2]

    def _about_losses(self) -> str:
        """Return the sentence about the errors, which changes with each evaluation."""
        session, rows = self._session, len(self._session.run.recording.rows)
        if self._said[0] != rows:
            levels = named_levels(session.baselines())
            text = about_losses(
                session.run.recording, levels, lambda: beyond_training(session.windows)
            )
            self._said = rows, text
        return self._said[1]

    def _recorded(self) -> dict[str, Any]:
        """Return the charts of the recording when they are due."""
        if time.monotonic() < self._recorded_due:
            return {}
        self._recorded_due = time.monotonic() + _CHARTS_EVERY
        charts = recorded_charts(self._session, self._dark)
        return {
            name: part
            for chart in charts
            for name, part in (
                (chart.key, chart.changed()),
                (said(chart.key), {"said": list(chart.sentences)}),
            )
        }

    def _charts_in(self, seen: frozenset[str]) -> dict[str, Any]:
        """Return the charts that have come, and ask for those in sight when they are due."""
        run, parts = self._session.run, {}
        if self._charts is not None and self._charts.done():
            picture, self._charts = value_of(self._charts), None
            now = time.monotonic()
            self._charts_due = now + max(_CHARTS_EVERY, _CHARTS_TIMES * (now - self._charts_asked))
            for key, chart in json.loads(picture.packed if picture else b"{}").items():
                parts[key] = chart
                if "said" in chart:
                    parts[said(key)] = {"said": chart["said"]}
        keys = seen & CHARTS
        if keys and run.step and self._charts is None and time.monotonic() > self._charts_due:
            exhibit, focus = self._exhibit, self._session.focus
            look = ChartsLook(
                frozenset(keys),
                focus.probe.address,
                self._dark,
                self._look.language,
                "" if exhibit is None else exhibit.name,
                focus.layer,
            )
            self._charts_asked = time.monotonic()
            self._charts = run.workers.submit(
                "look_at", run.experiment, run.live, look, series=run.series
            )
            self._charts.add_done_callback(lambda _done: self._wake())
        return parts
