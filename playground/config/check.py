"""The checks of one group of a description, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.config.field_spec import is_sendable, shown
from playground.config.fields.composition import check_events, check_pieces
from playground.config.fields.training import Change
from playground.config.groups import LIVE_FIELDS, SETTINGS
from playground.errors import DescriptionError, nearest
from playground.wording import _


def check_group(group: str, given: object) -> dict[str, Any]:
    """Return the given fields of a group, each checked and in its own type.

    Raises
    ------
    DescriptionError
        Names the first field that is unknown, of the wrong type or out of range.
    """
    settings = SETTINGS[group]
    if not isinstance(given, Mapping):
        sentence = _("needs an object with the keys {keys}.")
        raise DescriptionError(sentence.format(keys=", ".join(settings)), field=group)
    for name in given:
        if name not in settings:
            raise DescriptionError(
                _("unknown key; {hint}").format(hint=nearest(name, settings)),
                field=f"{group}.{name}",
            )
    values = {
        name: setting.check(given[name], f"{group}.{name}")
        for name, setting in settings.items()
        if name in given
    }
    if values.get("columns") is not None:
        values["columns"] = _check_columns(values["columns"])
    if "compose" in values:
        values["compose"] = check_pieces(values["compose"])
    if "events" in values:
        values["events"] = check_events(values["events"])
    if "changes" in values:
        values["changes"] = _check_changes(values["changes"])
    return values


def _check_columns(columns: list[Any]) -> tuple[str, ...] | None:
    """Return the chosen columns; an empty list means every column, as null does."""
    if not all(isinstance(c, str) and is_sendable(c) for c in columns) or len(set(columns)) < len(
        columns
    ):
        raise DescriptionError(
            _("needs a list of different column names; an empty list or null means every column."),
            field="data.columns",
        )
    return tuple(columns) or None


def _check_changes(changes: list[Any]) -> tuple[Change, ...]:
    checked = []
    for i, given in enumerate(changes):
        place = f"training.changes[{i}]"
        if not isinstance(given, Mapping) or set(given) != {"step", "field", "value"}:
            raise DescriptionError(
                _("needs an object such as {example}.").format(
                    example='{"step": 120, "field": "learning_rate", "value": 0.003}'
                ),
                field=place,
            )
        if given["field"] not in LIVE_FIELDS:
            sentence = _("{field} cannot change while it trains; {hint}").format(
                field=shown(given["field"]), hint=nearest(given["field"], LIVE_FIELDS)
            )
            raise DescriptionError(sentence, field=f"{place}.field")
        step = SETTINGS["training"]["max_steps"].check(given["step"], f"{place}.step")
        checked.append(
            Change(
                step,
                given["field"],
                SETTINGS["training"][given["field"]].check(given["value"], f"{place}.value"),
            )
        )
    return tuple(sorted(checked, key=lambda c: c.step))
