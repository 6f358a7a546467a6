"""From the address bar to the comparison, and back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from playground.config.variants import from_link
from playground.errors import PlaygroundError
from playground.ui.session import lanes_link
from playground.ui.session.arrival import open_session
from playground.ui.session.comparison import Comparison
from playground.ui.session.history import enter
from playground.ui.shell import link
from playground.wording import _


def open_comparison() -> Comparison:
    """Return this visitor's comparison, after opening the link they came with.

    Without a link it is about the experiment in the session.
    """
    new = link.arriving() is not None
    session = open_session()
    comparison: Comparison | None = st.session_state.get("comparison")
    if comparison is None or comparison.session is not session:
        comparison = st.session_state["comparison"] = Comparison(session, session.experiment)
        _visit(comparison, link.kept(), train=new)
    elif new:
        _visit(comparison, link.kept(), train=True)
    if comparison.base != session.experiment or not comparison.variants:
        comparison.rebase()
    return comparison


def describe(comparison: Comparison) -> None:
    """Write the comparison into the address bar, and the step that it is trained to."""
    variants = comparison.variants
    until = max((lanes_link.until(one) for one in variants), default=0)
    view = {"at": str(until) if until else None, "show": lanes_link.to_text(comparison)}
    link.describe(comparison.base.to_query(), view)
    for variant in variants:
        if (evaluation := variant.evaluation()) is not None and not variant.entered:
            enter(variant.run, evaluation)
            variant.entered = True


def _visit(comparison: Comparison, query: Mapping[str, str], *, train: bool) -> None:
    """Open the variants of a link, and train them to its step."""
    session = comparison.session
    if train:
        session.run.pause()  # the link's training is that of the variants
    comparison.base = session.experiment
    try:
        variants = from_link(query.get("show", ""))
    except PlaygroundError as error:
        comparison.trouble = {"show": error.message}
        return
    if variants is None:
        return
    if trouble := comparison.set_or_usual(variants):
        sentence = _("These lanes cannot be compared as the link describes them. {error}")
        comparison.trouble = {"show": sentence.format(error="; ".join(trouble.values()))}
        return
    lanes_link.apply(query["show"], comparison)
    at = query.get("at", "")
    if train and at.isdecimal() and len(at) < 9 and int(at):
        steps = lanes_link.steps(query["show"], int(at), comparison)
        for variant, step in zip(comparison.variants, steps, strict=True):
            if step:
                variant.run.start(until=min(step, variant.experiment.training.max_steps))
