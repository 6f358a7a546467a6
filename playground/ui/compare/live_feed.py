"""What the Compare page is told of its lanes in training, without a rerun."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

from playground.execution.changes import Watcher
from playground.figures.packed import packed
from playground.live.charts import LiveChart
from playground.live.frame_look import FrameLook, look_of
from playground.live.lane import LaneLook, LaneNumbers
from playground.runs.messages import Picture
from playground.ui.compare.lane_cards import lane_key, lane_status, status_text, viewpoint
from playground.ui.compare.race_charts import (
    INFLUENCE,
    PREDICTIONS,
    REACH,
    errors_chart,
    errors_key,
    example_charts,
)
from playground.ui.compare.verdict import verdict
from playground.ui.session.comparison import Comparison
from playground.ui.session.results import value_of
from playground.ui.session.variant import Variant
from playground.ui.shell.feed import Message
from playground.ui.shell.live_text import said

#: The sentences above the lanes.
VERDICT = "verdict"
#: Seconds between two drawings of the charts below the lanes.
_CHARTS_EVERY = 1.0


class LanesFeed:
    """The feed of the lanes of a comparison.

    Parameters
    ----------
    comparison : Comparison
    drawn : object
        What `Comparison.standing` returned when the page was drawn.
    over : {"steps", "seconds"}
        What the chart of the errors is drawn over.
    dark : bool
        Whether the theme of the page is dark.
    """

    def __init__(self, comparison: Comparison, drawn: Any, over: str, dark: bool) -> None:
        self._comparison, self._drawn, self._over, self._dark = comparison, drawn, over, dark
        self._known = self._results()
        self._looks: list[FrameLook] = [
            look_of(viewpoint(comparison, one)) for one in comparison.variants
        ]
        self._numbers = {name: one.numbers(comparison.session) for name, one in comparison.named}
        self._asked: dict[str, Future[Picture]] = {}
        self._charts_due = 0.0
        self._watcher: Watcher | None = None

    def watched_by(self, watcher: Watcher) -> None:
        """Wake a watcher whenever a lane has changed."""
        self._watcher = watcher
        for one in self._comparison.variants:
            one.run.watch(watcher)

    def touch(self) -> None:
        """Keep every lane going, and ask for results that are due."""
        self._comparison.touch()

    def message(self, cursor: str, seen: frozenset[str]) -> Message | None:
        """Return what is new in each lane, or that the page is out of date."""
        if self._comparison.standing() != self._drawn or self._results() != self._known:
            return Message(stale=True)
        before = cursor.split(".")
        now = [str(one.run.version) for one in self._comparison.variants]
        parts: dict[str, Any] = {}
        pictures: dict[str, bytes] = {}
        for index, one in enumerate(self._comparison.variants):
            if before[index : index + 1] == [now[index]]:
                continue
            if not self._lane(index, one, seen, parts, pictures):
                now[index] = "".join(before[index : index + 1])  # it comes with its picture
        parts |= self._charts(seen)
        if not parts:
            return None
        return Message(".".join(now), parts, pictures)

    def _lane(
        self,
        index: int,
        one: Variant,
        seen: frozenset[str],
        parts: dict[str, Any],
        pictures: dict[str, bytes],
    ) -> bool:
        """Add what a lane shows now; return whether it could: a step comes with its picture."""
        key, look, run = lane_key(index), self._looks[index], one.run
        share = run.step / max(1, one.experiment.training.max_steps)
        status = {"said": [status_text(self._comparison, one)], "share": share}
        if key in seen and run.running:
            run.attention.show(look)
            picture = run.attention.picture_for(look)
            if picture is None and run.step:
                return False
            if picture is not None:
                parts[key], pictures[key] = {}, picture.packed
        parts[lane_status(index)] = status
        return True

    def _charts(self, seen: frozenset[str]) -> dict[str, Any]:
        """Return the charts and the verdict, when they are due; ask for the next numbers."""
        if time.monotonic() < self._charts_due or not self._comparison.training:
            return {}
        self._charts_due = time.monotonic() + _CHARTS_EVERY
        comparison, charts = self._comparison, []
        if errors_key(self._over) in seen:
            charts.append(errors_chart(comparison, self._over, self._dark))
        if seen & {INFLUENCE, REACH, PREDICTIONS}:
            self._take()
            charts += example_charts(comparison, self._numbers, self._dark)
            self._ask()
        drawn = {chart.key: _packed(chart) for chart in charts if chart.key in seen}
        words = {said(chart.key): {"said": list(chart.sentences)} for chart in charts}
        return {VERDICT: {"said": [" ".join(verdict(comparison))]}, **drawn, **words}

    def _take(self) -> None:
        """Take over the numbers that have come."""
        for name, call in list(self._asked.items()):
            if call.done():
                del self._asked[name]
                picture = value_of(call)
                if picture is not None and name in self._numbers:
                    self._numbers[name] = LaneNumbers.from_json(picture.packed)

    def _ask(self) -> None:
        """Ask for the numbers of every lane that trains and has none under way."""
        look = LaneLook(self._comparison.session.focus.probe.address)
        for name, one in self._comparison.named:
            if name not in self._asked and one.run.running and one.run.step:
                self._asked[name] = one.run.workers.submit(
                    "look_at", one.experiment, one.run.live, look, series=one.run.series
                )

    def _results(self) -> list[tuple[bool, bool]]:
        variants = [one.results.known() for one in self._comparison.variants]
        return [self._comparison.session.results.known(), *variants]


def _packed(chart: LiveChart) -> dict[str, Any]:
    return {**packed(chart.figure), "said": list(chart.sentences)}
