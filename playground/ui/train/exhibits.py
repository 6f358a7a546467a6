"""The exhibits on the page: their menu, their texts, and "change one thing"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.experiment import Experiment
from playground.data.sources.tasks.yardstick import Yardstick
from playground.gallery.exhibits import EXHIBITS, Exhibit, shipped_recording
from playground.sentences.task import about_task
from playground.ui.session.session import Session
from playground.ui.shell.data_name import called
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.composition import in_words
from playground.wording import _

_CHOICES = "exhibits.choices"


def menu(session: Session) -> None:
    """Show a menu of all exhibits by number and title, with their questions."""
    if session.room.hides("exhibits"):
        return
    exhibit = session.exhibit
    label = (
        _("Exhibit {number} of {count}").format(number=exhibit.number, count=len(EXHIBITS))
        if exhibit
        else _("Exhibits")
    )
    # A new key after each choice closes the popover.
    key = f"exhibits.{st.session_state.get(_CHOICES, 0)}"
    with st.popover(
        label,
        key=key,
        on_change="rerun",
        icon=":material/school:",
        help=_("Prepared experiments, each of which shows one thing."),
    ):
        for each in EXHIBITS.values():
            title = f"{each.number}  {_(each.title)}"
            chosen = each is exhibit
            st.button(
                title,
                key=f"exhibit.{each.name}",
                on_click=choose,
                args=(session, each),
                type="primary" if chosen else "secondary",
                width="stretch",
            )
            st.caption(" ".join(_(text) for text in each.texts(each.experiment)))


def heading(session: Session, level: int = 3) -> None:
    """Show the menu, the title and the question in one row.

    Without an exhibit's question these are the names and summaries of source and problem type.
    """
    exhibit, experiment = session.exhibit, session.experiment
    source, kind = experiment.source(), registry.lookup("problem", experiment.problem.kind)
    asks = exhibit is not None and exhibit.has_task_of(experiment)
    name = f"{literal(called(experiment))}: {_(kind.label)}"
    parts = [f"{exhibit.number} {_(exhibit.title)}"] if exhibit is not None else []
    parts += [] if asks else [name]
    is_task = isinstance(source.facts.get("yardstick"), Yardstick)
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        with st.container(horizontal=True, vertical_alignment="center", key="exhibit-name"):
            menu(session)
            st.markdown(
                f"{'#' * level} {' · '.join(parts)}",
                width="content",
                help=about_task(experiment) if is_task else None,
            )
        with st.container(key="question"):
            if exhibit is not None and asks:
                told = exhibit.texts(experiment)
                # In a lesson the reader is to see it without being told.
                st.markdown(" ".join(_(text) for text in (told[:1] if session.guide else told)))
            else:
                st.markdown(_(source.summary) + " " + _(kind.summary))


def origin(session: Session) -> None:
    """Show where a bundled series comes from, and what others are composed of."""
    provenance = session.experiment.source().facts.get("provenance")
    if (composition := in_words(session)) != "":
        st.caption(literal(composition))
    if provenance is None:
        return
    text = _("{title}. {credit} License: [{licence}]({licence_url}) · [source]({source}) · {cut}")
    names = ("credit", "licence_url", "source")
    words = {name: _(provenance[name]) for name in ("title", "licence", "cut")}
    st.caption(text.format(**words, **{name: provenance[name] for name in names}))


def choose(session: Session, exhibit: Exhibit) -> None:
    """Open an exhibit, with its recording if there is one."""
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, 0) + 1
    if try_open(session, exhibit, exhibit.experiment):
        session.run.restore(exhibit.recording())


def try_open(session: Session, exhibit: Exhibit, experiment: Experiment) -> bool:
    """Open an experiment of an exhibit; return whether it could be opened."""
    before, session.exhibit_name = session.exhibit_name, exhibit.name
    opened = session.try_load(experiment)
    if not opened:
        session.exhibit_name = before
    return opened


def open_variation(session: Session, exhibit: Exhibit, values: Mapping[str, Any]) -> None:
    """Open a variation of an exhibit, with its recording if one is shipped; else train it."""
    experiment = exhibit.varied(values)
    if not try_open(session, exhibit, experiment):
        return
    shipped = shipped_recording(experiment)
    if shipped is None:
        session.train()
    else:
        session.run.restore(shipped)
