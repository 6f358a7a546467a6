"""The popover that changes what one lane differs in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.experiment import SETTINGS
from playground.config.variants import FIELDS, value
from playground.errors import PlaygroundError
from playground.ui.session.comparison import Comparison, Variant
from playground.ui.shell.errors import complain
from playground.wording import _, again


def change_lane(comparison: Comparison, one: Variant, index: int, shared: tuple[str, ...]) -> None:
    """Offer to change what this lane differs in, and say at the widget what was refused."""
    trouble = {
        k: v
        for k, v in comparison.trouble.items()
        if st.session_state.get("lanes.changed") == index
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(_("Change this lane")):
            fields = ["model.cell", "model.hidden_size", "training.learning_rate", *shared]
            for name in dict.fromkeys(fields):
                _field(comparison, one, index, name)
            _another(comparison, one, index, [f for f in FIELDS if f not in fields])
        if len(comparison.variants) > 1:
            st.button(
                _("Remove"),
                key=f"lane.remove.{index}.{comparison.edition}",
                on_click=comparison.remove,
                args=(index,),
            )
    with st.container():
        for name, message in trouble.items():
            complain(f"{field_label(name)}: {again(message)}")


def _field(comparison: Comparison, one: Variant, index: int, name: str) -> None:
    group, _dot, field = name.partition(".")
    setting, now = SETTINGS[group][field], value(one.experiment, name)
    key = f"lane.{index}.{name}.{comparison.edition}"
    common: dict[str, Any] = {
        "key": key,
        "help": _(setting.help),
        "on_change": _changed,
        "args": (comparison, index, name, key),
    }
    if setting.room or setting.choices:
        options = [o for o in (registry.entries(setting.room) if setting.room else setting.choices)]
        st.selectbox(
            _(setting.label),
            options,
            options.index(now),
            format_func=lambda o: _word(setting, o),
            **common,
        )
    else:
        st.text_input(_(setting.label), _written(now), **common)


def _another(comparison: Comparison, one: Variant, index: int, others: list[str]) -> None:
    chosen = st.selectbox(
        _("One more field"),
        others,
        None,
        format_func=field_label,
        key=f"lane.more.{index}.{comparison.edition}",
        placeholder=_("choose a field"),
    )
    if chosen:
        _field(comparison, one, index, chosen)


def _changed(comparison: Comparison, index: int, name: str, key: str) -> None:
    st.session_state["lanes.changed"] = index
    try:
        comparison.change(index, {name: _read(name, st.session_state[key])})
    except PlaygroundError as error:
        comparison.trouble = {name: error.message}


def _read(name: str, text: Any) -> Any:
    """Return what was typed as the field's type; the field itself refuses what does not fit."""
    group, _dot, field = name.partition(".")
    setting = SETTINGS[group][field]
    if setting.kind is str:
        return text
    if text.strip() in ("", _("off"), "null"):
        return setting.check(None, name)
    try:
        number_ = float(text.replace(",", "."))
    except ValueError:
        return setting.check(text, name)
    return setting.check(number_, name)


def _written(given: Any) -> str:
    return "" if given is None else f"{given:g}" if isinstance(given, float) else str(given)


def _word(setting: Any, option: str) -> str:
    return _(registry.lookup(setting.room, option).label) if setting.room else option


def field_label(name: str) -> str:
    """Return the label of a dotted field, or its name where it has none."""
    group, _dot, field = name.partition(".")
    return (
        _(SETTINGS[group][field].label) if group in SETTINGS and field in SETTINGS[group] else name
    )
