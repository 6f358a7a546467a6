"""What the Compare page is told of repeats, sweeps and searches under way, without a rerun."""

from __future__ import annotations

from typing import Any

from playground.execution.changes import Watcher
from playground.execution.trials import Trials
from playground.ui.compare.repeats import PROGRESS, progress_text
from playground.ui.session.comparison import Comparison
from playground.ui.shell.feed import Message


class StudiesFeed:
    """The feed of the trials that a section of the Compare page shows.

    The progress is told as it goes; each run that has ended is a change of what is drawn.

    Parameters
    ----------
    comparison : Comparison
    trials : Trials
    drawn : object
        What `Comparison.standing` returned when the page was drawn.
    """

    def __init__(self, comparison: Comparison, trials: Trials, drawn: Any) -> None:
        self._comparison, self._trials, self._drawn = comparison, trials, drawn
        self._ended = len(trials.outcomes)

    def watched_by(self, watcher: Watcher) -> None:
        """Wake a watcher whenever a trial has gone on."""
        self._trials.watch(watcher)

    def touch(self) -> None:
        """Keep everything going."""
        self._comparison.touch()

    def message(self, cursor: str, _seen: frozenset[str]) -> Message | None:
        """Return the progress, or that a run has ended."""
        ended = len(self._trials.outcomes) != self._ended
        if ended or self._comparison.standing() != self._drawn:
            return Message(stale=True)
        text = progress_text(self._trials)
        share = round(self._trials.progress, 3)
        now = f"{hash((text, share)) & 0xFFFFFFFF:x}"
        if now == cursor:
            return None
        return Message(now, {PROGRESS: {"said": [text], "share": share}})
