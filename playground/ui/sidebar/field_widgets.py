"""One widget for a field, of the kind that suits what the field declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.config.experiment import LIVE_FIELDS, SEED_MAX
from playground.config.field_spec import Setting
from playground.config.lookup import setting_of, value_of
from playground.ui.session.session import Session
from playground.ui.shell.held import key as key_of
from playground.ui.shell.held import seeded
from playground.ui.sidebar.choices import OFF
from playground.ui.sidebar.groups import spread
from playground.ui.sidebar.steps import rungs, step_size
from playground.wording import _, language, number


def holds(session: Session, field: str) -> Any:
    """Return the value in force at the next training step, with changes made during training."""
    group, _dot, name = field.partition(".")
    if group == "training" and name in LIVE_FIELDS:
        return session.experiment.training.in_force(name, session.run.step + 1)
    return value_of(session.experiment, field)


def choose(
    session: Session,
    field: str,
    options: list[str],
    label: Callable[[str], str],
    values: Callable[[str], dict] | None = None,
) -> None:
    """Show a choice among words, side by side where there are few."""
    value = holds(session, field)
    key, value = _seed(session, field, OFF if value is None else value)
    few = field == "model.cell" and len(options) <= 3  # four do not fit side by side
    make: Any = st.segmented_control if few else st.selectbox
    extra: dict[str, Any] = (
        {"required": True, "width": "stretch", "default": value}
        if few
        else {"index": options.index(value) if value in options else 0}
    )
    make(
        label_of(session, field),
        options,
        key=key,
        format_func=label,
        on_change=_changed,
        args=(session, field, values),
        **may_change(session, field),
        **extra,
    )


def ladder(session: Session, field: str, setting: Setting) -> None:
    """Show a number that grows by factors, or can be off, as a slider over round values."""
    value = holds(session, field)
    key, first = _seed(session, field, OFF if value is None else value)
    steps: list[Any] = [OFF] if setting.nullable else []
    steps += sorted(
        {*rungs(setting), *(v for v in (value, first, setting.default) if v not in (None, OFF))}
    )  # the way back stays open
    st.select_slider(
        label_of(session, field),
        steps,
        first,
        key=key,
        on_change=_changed,
        args=(session, field),
        **may_change(session, field),
        format_func=lambda v: _("off") if v == OFF else number(v, 4),
    )


def number_field(session: Session, field: str, setting: Setting) -> None:
    """Show a number as a slider, or as an input where its range is wide."""
    key, value = _seed(session, field, setting.kind(holds(session, field)))
    low, high = (
        None if end is None else setting.kind(end) for end in (setting.minimum, setting.maximum)
    )
    step = 1 if setting.kind is int else step_size(low, high)
    common: dict[str, Any] = {
        "key": key,
        "on_change": _changed,
        "args": (session, field),
        **may_change(session, field),
    }
    label = label_of(session, field)
    if low is not None and high is not None and high < SEED_MAX and (high - low) / step <= 1000:
        shown = None if setting.kind is int or language() == "en" else "localized"
        st.slider(label, low, high, value, step=step, format=shown, **common)
    else:
        st.number_input(
            label,
            low,
            high,
            value,
            step=step,
            format=None if setting.kind is int else "%g",
            **common,
        )


def text(session: Session, field: str) -> None:
    """Show a text input."""
    key, value = _seed(session, field, value_of(session.experiment, field) or "")
    st.text_input(
        label_of(session, field),
        value,
        key=key,
        on_change=_changed,
        args=(session, field),
        **may_change(session, field),
    )


def columns(session: Session, field: str) -> None:
    """Choose among the columns of the series."""
    source = (
        session.files.kept.get(session.experiment.data.params.get("sha256", ""))
        if session.experiment.data.source == "file"
        else None
    )
    entry = session.experiment.source()
    names = list(
        entry.facts["columns"] if entry.is_generator else (source or _whole(session)).columns
    )
    common: dict[str, Any] = {
        "on_change": _changed,
        "args": (session, field),
        **may_change(session, field),
    }
    label = label_of(session, field)
    if field == "data.columns":
        key, value = _seed(session, field, list(session.experiment.data.columns or []))
        st.multiselect(
            label,
            names,
            value,
            key=key,
            placeholder=_("every column of numbers"),
            **common,
        )
    else:
        series: Any = session.data
        key, value = _seed(session, field, series.columns[series.target])
        st.selectbox(label, names, names.index(value), key=key, **common)


def _whole(session: Session) -> Any:
    """Return a bundled series with all its columns."""
    make = session.experiment.source().make
    return make() if session.experiment.source().is_bundled else session.data


def _changed(session: Session, field: str, values: Callable[[Any], dict] | None = None) -> None:
    """Adopt what a widget reports; where it is refused, the session stays as it is."""
    version, first = session.widgets.shown[f"field.{field}"]
    key = key_of(f"field.{field}", version)
    value = st.session_state[key]
    if value == session.widgets.reported.get(key, first):
        return  # Streamlit also calls for a widget that reports itself after an interrupted run
    session.widgets.reported[key] = value
    if ".params." in field and field not in spread(
        session.experiment, field.partition(".params.")[0] + ".params"
    ):
        return  # the source or the problem type has changed at the same time
    setting = setting_of(session.experiment, field)
    if value == OFF and setting.nullable and (setting.choices or setting.kind is not str):
        value = None
    if field in ("data.columns", "data.target") or setting.kind is str:
        value = value or None
    session.set(values(value) if values else {field: value}, start=False)


def _seed(session: Session, field: str, value: Any) -> tuple[str, Any]:
    """Return key and first value of a field's widget; it keeps a value that was refused."""
    return seeded(session.widgets.shown, f"field.{field}", value, keep=field in session.trouble)


def may_change(session: Session, field: str) -> dict[str, Any]:
    """Return whether a control is disabled, and its help; a lock is given as the reason."""
    about = _(setting_of(session.experiment, field).help)
    if not session.room.locks(field):
        return {"disabled": False, "help": about}
    return {"disabled": True, "help": _("Locked by the link of this page.") + " " + about}


def label_of(session: Session, field: str) -> str:
    """Return the label of a control with its unit, and a lock where it cannot be changed."""
    setting = setting_of(session.experiment, field)
    unit = f" ({_(setting.unit)})" if setting.unit else ""
    lock = " :material/lock:" if session.room.locks(field) else ""
    return _(setting.label) + unit + lock
