"""The exhibits on the page: their menu, their texts, and "change one thing"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.config import registry
from playground.data.sources.tasks.yardstick import Yardstick
from playground.errors import PlaygroundError
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.sentences.task import about_task
from playground.ui.session.session import Session
from playground.ui.shell.data_name import called
from playground.ui.shell.held import described
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.composition import in_words
from playground.wording import _

_CHOICES = "exhibits.choices"


def menu(session: Session) -> None:
    """Show a menu of all exhibits by number and title, with their questions."""
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


def title(session: Session, level: int = 3) -> None:
    """Show the exhibit's question, or the summaries of source and problem type."""
    marks, exhibit, experiment = "#" * level, session.exhibit, session.experiment
    source, kind = experiment.source(), registry.lookup("problem", experiment.problem.kind)
    if exhibit is not None and exhibit.has_task_of(experiment):
        st.markdown(f"{marks} {exhibit.number} {_(exhibit.title)}")
        st.markdown(" ".join(_(text) for text in exhibit.texts(experiment)))
    else:
        name = f"{literal(called(experiment))}: {_(kind.label)}"
        st.markdown(
            f"{marks} {exhibit.number} {_(exhibit.title)} · {name}"
            if exhibit
            else f"{marks} {name}"
        )
        st.markdown(_(source.summary) + " " + _(kind.summary))
        if (about := source.facts.get("provenance")) is not None:
            credit = _(
                "{title}. {credit} License: [{licence}]({licence_url}) · [source]({source}) · {cut}"
            )
            st.caption(
                credit.format(
                    **{
                        name: about[name]
                        for name in ("title", "credit", "licence", "licence_url", "source", "cut")
                    }
                )
            )
        if (composition := in_words(session)) != "":
            st.caption(literal(composition))
    if isinstance(source.facts.get("yardstick"), Yardstick):
        st.caption(about_task(experiment))


def choose(session: Session, exhibit: Exhibit) -> None:
    """Open an exhibit, with its recording if there is one."""
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, 0) + 1
    session.exhibit_name = exhibit.name
    session.load(exhibit.experiment)
    if exhibit.recording_file.exists():
        session.run.restore(exhibit.recording())


def change_one_thing(session: Session, exhibit: Exhibit, values: Mapping[str, Any]) -> None:
    """Change one thing and train; other data or another problem begin at the exhibit's settings."""
    session.exhibit_name = exhibit.name
    changes_task = any(
        name.startswith(("data.", "problem.")) for name in values
    ) or not exhibit.has_task_of(session.experiment)
    try:
        session.load(
            exhibit.varied(values) if changes_task else described(session.experiment, values)
        )
    except PlaygroundError as error:
        session.trouble = {error.field or "link": error.message}
        return
    session.train()
