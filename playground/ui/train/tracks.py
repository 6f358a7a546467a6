"""The player on the page, which receives packed tracks and returns the reader's actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.ui.shell.component import stamped, stub

_mount = st.components.v2.component("playground_tracks", js=stub("ui/tracks.mjs"))


@dataclass(frozen=True)
class Actions:
    """The reader's actions since the last run of the page.

    Parameters
    ----------
    edit : list of (float, int) or None
        The whole input after an edit: the value of each time step, and the number of its mark, from
        1, or 0.
    number : int or None
        Number of the edit, returned as ``View.edited`` with the values that include it.
    unit : int or None
        Column of the chosen unit.
    interventions : dict or None
        Interventions in the cell's diagram: a gate clamped or released, a unit ablated; see
        `playground.ui.session.interventions.Interventions.apply`.
    window : int or None
        First row of the window of the series to be shown.
    rest : dict or None
        Position at which cursor and film came to rest, if ``View.asked`` requests it; see
        `playground.ui.session.focus.cursor.Look.apply`.
    """

    edit: list[tuple[float, int]] | None = None
    number: int | None = None
    unit: int | None = None
    interventions: dict[str, Any] | None = None
    window: int | None = None
    rest: dict[str, Any] | None = None


def tracks(
    payload: bytes,
    key: str,
    *,
    on_edit: Callable[[], Any] | None = None,
    on_unit: Callable[[], Any] | None = None,
    on_intervention: Callable[[], Any] | None = None,
    on_window: Callable[[], Any] | None = None,
    on_rest: Callable[[], Any] | None = None,
) -> Actions:
    """Show a packed view; the element is kept while its payload changes.

    Parameters
    ----------
    payload : bytes
        The result of `payload.pack`.
    key : str
        Name of the element; the same name keeps cursor, edits and focus.
    on_edit : callable or None
        Called before the rerun that an edit causes, like the callback of a widget; `latest` returns
        the edit there.
    on_unit : callable or None
        The same for the choice of another unit.
    on_intervention : callable or None
        The same for interventions in the cell's diagram.
    on_window : callable or None
        The same for the choice of another window.
    on_rest : callable or None
        The same for the position at which cursor and film came to rest.
    """
    result = _mount(
        key=key,
        data=stamped(payload, key),
        on_edit_change=on_edit or _nothing,
        on_unit_change=on_unit or _nothing,
        on_hands_change=on_intervention or _nothing,
        on_window_change=on_window or _nothing,
        on_rest_change=on_rest or _nothing,
    )
    return _actions(result)


def latest(key: str) -> Actions:
    """Return the reader's actions, for use in callbacks."""
    return _actions(st.session_state.get(key) or {})


def _actions(result: Any) -> Actions:
    edit, unit = result.get("edit"), result.get("unit")
    return Actions(
        _steps(edit),
        _whole(edit, "edit"),
        _whole(unit, "unit"),
        interventions if isinstance(interventions := result.get("hands"), dict) else None,
        _whole(result.get("window"), "start"),
        rest if isinstance(rest := result.get("rest"), dict) else None,
    )


def _steps(edit: Any) -> list[tuple[float, int]] | None:
    """Return the edited input, or None if the player cannot have sent it."""
    try:
        return [(float(value), int(mark)) for value, mark in edit["x"]]
    except (TypeError, KeyError, ValueError):
        return None


def _whole(message: Any, name: str) -> int | None:
    value = message.get(name) if isinstance(message, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _nothing() -> None:
    """Do nothing; Streamlit reports only events that have a callback."""
