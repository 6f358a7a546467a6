"""Parts of a page that follow a training, and what they owe to the rest of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from playground.config.experiment import LIVE_FIELDS
from playground.ui.session.session import Session
from playground.ui.shell import link
from playground.ui.shell.feed import Source, follow
from playground.ui.shell.language import live


def part(
    view: Callable[[], Source | None],
    rest: Callable[[], Any],
    drawn: Any,
    *,
    key: str,
    describe: Callable[[], Any] | None = None,
) -> None:
    """Show a part that follows a training; run the whole page again once its rest is out of date.

    A button in such a part renews only the part, and a training that ends does so between two runs
    of the page: in both cases the buttons and the sidebar were drawn for what is no longer so. The
    page then runs before the part is shown, so that nothing is told as paused or ended whose
    buttons do not know yet; and after it, for what changes meanwhile.

    Parameters
    ----------
    view : callable
        Shows the part, and returns what the browser follows from then on; None while nothing
        changes by itself.
    rest : callable
        Returns what the rest of the page depends on, in values that can be compared.
    drawn : object
        What ``rest`` returned before the first element of this run was drawn.
    key : str
        Name of the part.
    describe : callable or None
        Tells the address bar what is looked at, after the part has been shown.
    """

    @wraps(view)
    def shown() -> None:
        if rest() != drawn:
            st.rerun()
        follow(view(), f"feed.{key}")
        if describe is not None:
            describe()
            link.write()
        if rest() != drawn:
            st.rerun()

    live(shown)()


def standing(session: Session) -> tuple:
    """Return what the parts of a page that do not renew themselves show of the session."""
    run, training = session.run, session.experiment.training
    said = (
        session.experiment,
        session.focus.layer,
        bool(session.interventions.changes),
        dict(session.trouble),
        bool(session.past),
        session.results.evaluation() is not None,
        None if session.guide is None else session.guide.standing(),
    )
    in_force = [training.in_force(name, run.step + 1) for name in LIVE_FIELDS]
    return (*said, in_force, id(run), run.running, run.stepping, run.finished, session.waiting)
