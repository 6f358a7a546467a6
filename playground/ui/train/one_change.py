"""Change one thing: a menu for each field that shows its value, and the gate to hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from playground.analysis.interventions import ClampedGate
from playground.config import registry
from playground.config.lookup import setting_of, value_of
from playground.errors import PlaygroundError
from playground.models.cells import cell_of
from playground.ui.session.session import Session
from playground.ui.shell.held import described
from playground.ui.sidebar.choices import in_words
from playground.ui.sidebar.relevance import relevant
from playground.ui.train import exhibits
from playground.wording import _

#: Numbers of units offered for every network.
_UNITS = (1, 8, 32)
#: Fields that make another task; an exhibit sets the others to suit it.
_TASK = ("data.source", "problem.kind")


def change_one_thing(session: Session) -> None:
    """Show a menu for each field worth changing, and train as soon as one is changed."""
    exhibit, experiment = session.exhibit, session.experiment
    st.markdown(_("Change one thing:"), width="content")
    for field, values in _menus(session).items():
        setting = setting_of(experiment, field)
        key, now = f"one.{field}", value_of(experiment, field)
        st.menu_button(
            f"{_(setting.label)}: {in_words(setting.room, now)}",
            values,
            key=key,
            format_func=partial(in_words, setting.room),
            on_click=_chosen,
            args=(session, field, key),
            **_lock(session, [field]),
        )
    for place, (label, fields) in enumerate(_variations(session)):
        if len(fields) > 1:
            st.button(
                _(label),
                key=f"variation.{place}",
                on_click=change,
                args=(session, fields),
                **_lock(session, fields),
            )
    hold_button(session)
    if exhibit is not None and experiment != exhibit.experiment:
        st.button(_("Back to the exhibit"), on_click=exhibits.choose, args=(session, exhibit))


def _menus(session: Session) -> dict[str, list[Any]]:
    """Return the values to choose from, by field: those of the exhibit, and what holds now."""
    exhibit, experiment = session.exhibit, session.experiment
    cells = [name for name in registry.entries("cell") if cell_of(name).recurrent]
    offered: dict[str, list[Any]] = {"model.cell": cells, "model.hidden_size": [*_UNITS]}
    for _label, values in _variations(session):
        if exhibit is not None and len(values) == 1:
            field, value = next(iter(values.items()))
            offered.setdefault(field, [value_of(exhibit.experiment, field)]).append(value)
    return {
        field: _ordered([*values, value_of(experiment, field)])
        for field, values in offered.items()
        if relevant(experiment, field)
    }


def _variations(session: Session) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Return the variations of the exhibit, unless they are chosen above the tracks."""
    exhibit = session.exhibit
    return () if exhibit is None or exhibit.switch else exhibit.variations


def _lock(session: Session, fields: Iterable[str]) -> dict[str, Any]:
    locked = any(session.room.locks(field) for field in fields)
    withheld = session.withholds("change")
    return {
        "disabled": locked or withheld,
        "help": _("Locked by the link of this page.") if locked else None,
    }


def _ordered(values: list[Any]) -> list[Any]:
    """Return each value once: names in their order, numbers in theirs, and "off" at the end."""
    distinct = list(dict.fromkeys(values))
    if any(isinstance(value, str) for value in distinct):
        return distinct
    return sorted(distinct, key=lambda value: (value is None, value or 0))


def _chosen(session: Session, field: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None and value != value_of(session.experiment, field):
        change(session, {field: value})


def change(session: Session, values: Mapping[str, Any]) -> None:
    """Change fields and train; another task begins at the settings of its exhibit."""
    exhibit = session.exhibit
    try:
        if exhibit is not None and any(name in _TASK for name in values):
            changed = exhibit.varied(values)
        else:
            changed = described(session.experiment, values)
    except PlaygroundError as error:
        session.trouble = {error.field or "link": error.message}
        return
    if (
        session.try_load(changed)
        if exhibit is None
        else exhibits.try_open(session, exhibit, changed)
    ):
        session.train()


def hold_button(session: Session) -> None:
    """Offer to clamp the gate that keeps the memory at 1, or to release all interventions."""
    keeper = cell_of(session.experiment.model.cell).keeper
    if session.interventions.changes:
        st.button(
            _("Release"),
            key="release",
            on_click=session.interventions.release,
            disabled=session.withholds("release"),
            help=_("Undo the interventions: the network as it was trained."),
        )
    # With a single step the gate multiplies an empty memory.
    elif keeper is not None and session.focus.probe.part.steps > 1:
        label, help = (
            _("Hold {letter} = 1").format(letter=keeper.letter),
            _("What if it could never forget? Nothing is trained, and one click undoes it."),
        )
        st.button(
            label,
            key="hold-gate",
            on_click=session.interventions.change,
            args=(ClampedGate(keeper.name, 1.0, session.focus.layer), session.experiment.model),
            disabled=session.withholds("hold"),
            help=help,
        )
