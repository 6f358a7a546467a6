"""How the rows of a file are processed: duplicate and missing times, gaps, lengths, scale."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config.experiment import SETTINGS
from playground.config.field_spec import Setting
from playground.data.io.upload import Guess
from playground.ui.my_data.reading import parameter, word
from playground.ui.sidebar.choices import CHOICES
from playground.wording import N_, _


def choices(guess: Guess, roles: dict[str, str]) -> dict[str, Any]:
    """Show the controls for times, gaps, lengths and scale; return the fields that they set."""
    fields: dict[str, Any] = {}
    st.markdown("**" + _("How the rows are processed") + "**")
    columns = iter(st.columns(3) + st.columns(3) + st.columns(3))
    series = guess.shape == "series"
    timed = series and "time" in roles.values()
    kinds = {c.name: c.kind for c in guess.columns}
    dated = timed and any(
        kinds.get(name) != "number" or len(guess.time) > 1
        for name, role in roles.items()
        if role == "time"
    )
    if timed:
        for name in ("duplicates", "gaps"):
            with next(columns):
                value = _pick(parameter(name), f"file.{name}", skip="auto")
                fields[f"data.params.{name}"] = value
    if dated:
        with next(columns):
            value = _pick(SETTINGS["data"]["resample"], "file.resample", first="off")
            fields["data.resample"] = None if value == "off" else value
        if value != "off":
            with next(columns):
                fields["data.resample_by"] = _pick(
                    SETTINGS["data"]["resample_by"], "file.resample_by"
                )
    if not series:
        with next(columns):
            fields["data.params.lengths"] = _pick(parameter("lengths"), "file.lengths", skip="auto")
    with next(columns):
        fields["data.missing"] = st.selectbox(
            _("Missing values"),
            ["previous", "interpolate", "drop"],
            key="file.missing",
            format_func=lambda m: _(MISSING[m]),
            help=_(
                "The previous value uses nothing from later on. Interpolation needs the value after the gap, so the network itself is shown the previous value there."
            ),
        )
    if series:
        with next(columns):
            fields["data.transform"] = _pick(SETTINGS["data"]["transform"], "file.transform")
    with next(columns):
        fields["data.scale"] = st.selectbox(
            _(SETTINGS["data"]["scale"].label),
            SETTINGS["data"]["scale"].choices,
            key="file.scale",
            help=_(SETTINGS["data"]["scale"].help),
            format_func=lambda m: _(CHOICES[m]),
        )
    if series and len(guess.ids) > 1 and "id" in roles.values():
        value = st.selectbox(
            _(parameter("series").label),
            guess.ids,
            key="file.series",
            help=_(parameter("series").help),
        )
        fields["data.params.series"] = value
    # A link contains only fields that differ from the defaults.
    defaults = {
        "data.params.duplicates": "last",
        "data.params.gaps": "fill",
        "data.params.lengths": "pad",
    }
    return {name: value for name, value in fields.items() if defaults.get(name) != value}


MISSING = {
    "previous": N_("filled with the previous value"),
    "interpolate": N_("filled by interpolation"),
    "drop": N_("their rows are deleted"),
}


def _pick(setting: Setting, key: str, *, skip: str | None = None, first: str | None = None) -> str:
    options = [c for c in ([first] if first else []) + list(setting.choices) if c != skip]
    return st.selectbox(_(setting.label), options, key=key, help=_(setting.help), format_func=word)
