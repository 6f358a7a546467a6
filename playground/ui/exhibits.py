"""The exhibits on the page: their menu, their sentence while it is true, and "change one thing"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground import registry
from playground.data.tasks.yardstick import Yardstick
from playground.errors import PlaygroundError
from playground.exhibits import EXHIBITS, Exhibit
from playground.sentences.task import about_task
from playground.ui.called import called
from playground.ui.composition import in_words
from playground.ui.desk import Desk
from playground.ui.held import described
from playground.ui.literal import literal
from playground.wording import _

_CHOICES = "exhibits.choices"


def menu(desk: Desk) -> None:
    """Offer every exhibit by number and title, with its question."""
    exhibit = desk.exhibit
    label = _("Exhibit {number} of {count}").format(number=exhibit.number, count=len(EXHIBITS)) if exhibit else _("Exhibits")
    key = f"exhibits.{st.session_state.get(_CHOICES, 0)}"  # a new one after each choice: that closes it
    with st.popover(
        label, key=key, on_change="rerun", icon=":material/school:", help=_("Ready-made experiments, each of which shows one thing.")
    ):
        for each in EXHIBITS.values():
            title = f"{each.number}  {_(each.title)}"
            here = each is exhibit
            st.button(title, key=f"exhibit.{each.name}", on_click=choose, args=(desk, each), type="primary" if here else "secondary",
                      width="stretch")  # fmt: skip
            st.caption(" ".join(_(text) for text in each.texts(each.experiment)))


def title(desk: Desk, level: int = 3) -> None:
    """Say what is asked of the network: the exhibit's question, or what source and problem type say of themselves."""
    marks, exhibit, experiment = "#" * level, desk.exhibit, desk.experiment
    source, kind = experiment.source(), registry.lookup("problem", experiment.problem.kind)
    if exhibit is not None and exhibit.asks_as(experiment):
        st.markdown(f"{marks} {exhibit.number} {_(exhibit.title)}")
        st.markdown(" ".join(_(text) for text in exhibit.texts(experiment)))
    else:
        name = f"{literal(called(experiment))}: {_(kind.label)}"
        st.markdown(f"{marks} {exhibit.number} {_(exhibit.title)} · {name}" if exhibit else f"{marks} {name}")
        st.markdown(_(source.summary) + " " + _(kind.summary))
        if (about := source.facts.get("provenance")) is not None:
            told = _("{title}. {credit} Licence: [{licence}]({licence_url}) · [source]({source}) · {cut}")
            st.caption(told.format(**{name: about[name] for name in ("title", "credit", "licence", "licence_url", "source", "cut")}))
        if (made := in_words(desk)) != "":
            st.caption(literal(made))
    if isinstance(source.facts.get("yardstick"), Yardstick):
        st.caption(about_task(experiment))


def choose(desk: Desk, exhibit: Exhibit) -> None:
    """Lay out an exhibit, with its recording where one is shipped."""
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, 0) + 1
    desk.chosen = exhibit.name
    desk.load(exhibit.experiment)
    if exhibit.recording_file.exists():
        desk.run.restore(exhibit.recording())


def change_one_thing(desk: Desk, exhibit: Exhibit, values: Mapping[str, Any]) -> None:
    """Change one thing of what is on screen, and train; another question begins at the exhibit's own settings."""
    desk.chosen = exhibit.name
    asks_anew = any(name.startswith(("data.", "problem.")) for name in values) or not exhibit.asks_as(desk.experiment)
    try:
        desk.load(exhibit.varied(values) if asks_anew else described(desk.experiment, values))
    except PlaygroundError as error:
        desk.trouble = {error.field or "link": error.message}
        return
    desk.train()
