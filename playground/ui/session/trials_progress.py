"""The progress of trials: its words, its place on a page, and its feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.execution.changes import Watcher
from playground.execution.trials import Trials
from playground.ui.shell.feed import Message
from playground.ui.shell.status import duration
from playground.wording import _

#: Name of the place of the progress.
PROGRESS = "trials-progress"


def progress_line(trials: Trials) -> None:
    """Show how many have ended, and how long the rest will take."""
    with st.container(key=PROGRESS):
        st.progress(trials.progress, text=progress_text(trials))


def progress_text(trials: Trials) -> str:
    """Return how many have ended, and how long the rest will take."""
    left = trials.seconds_left
    text = _("{done} of {all} runs finished").format(
        done=len(trials.outcomes), all=len(trials.experiments)
    )
    if trials.running and left is not None:
        text += " · " + _("about {time} left").format(time=duration(left))
    elif not trials.running and not trials.finished:
        text += " · " + _("stopped; it can continue")
    if trials.in_line:
        text += " · " + _("waits for one of your other two searches to finish")
    if trials.running:
        text += " · " + _("continues for {time} after you leave this page").format(
            time=duration(trials.lease.seconds)
        )
    return text


class TrialsFeed:
    """The feed of trials: their progress as it goes, and that the page is out of date.

    Parameters
    ----------
    trials : Trials or None
        None while only results of the session are waited for.
    touch : callable
        Keeps going what the page shows.
    standing : callable
        Returns what the page shows besides, in values that can be compared.
    drawn : object
        What ``standing`` returned when the page was drawn.
    """

    def __init__(
        self,
        trials: Trials | None,
        touch: Callable[[], Any],
        standing: Callable[[], Any],
        drawn: Any,
    ) -> None:
        self._trials, self._touch = trials, touch
        self._standing, self._drawn = standing, drawn
        self._ended = self._count()

    def watched_by(self, watcher: Watcher) -> None:
        """Wake a watcher whenever a trial has gone on."""
        if self._trials is not None:
            self._trials.watch(watcher)

    def touch(self) -> None:
        """Keep everything going."""
        self._touch()

    def message(self, cursor: str, _seen: frozenset[str]) -> Message | None:
        """Return the progress, or that the page is out of date."""
        if self._count() != self._ended or self._standing() != self._drawn:
            return Message(stale=True)
        if self._trials is None:
            return None
        text = progress_text(self._trials)
        share = round(self._trials.progress, 3)
        now = f"{hash((text, share)) & 0xFFFFFFFF:x}"
        if now == cursor:
            return None
        return Message(now, {PROGRESS: {"said": [text], "share": share}})

    def _count(self) -> int:
        """Return how many trials have ended."""
        return 0 if self._trials is None else len(self._trials.outcomes)
