"""The player on the page: packed tracks in, the reader's edits and cursor out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from playground.ui.shell.component import stamped, stub

_mount = st.components.v2.component("playground_tracks", js=stub("ui/tracks.mjs"))


@dataclass(frozen=True)
class Answer:
    """What the reader did since the last run.

    Parameters
    ----------
    edit : list of (float, int) or None
        The whole input after a change by hand: value of every time step, and number of its mark
        from 1, or 0.
    number : int or None
        Number of that edit; it goes back as ``View.edited`` with the values that answer it.
    unit : int or None
        Column of the unit that was chosen.
    interventions : dict or None
        What was done in the cell's diagram: a gate clamped or released, a unit ablated; see
        `playground.ui.session.interventions.Interventions.apply`.
    rest : dict or None
        Where cursor and film came to rest, when ``View.asked`` asks for it; see
        `playground.ui.session.focus.cursor.Look.apply`.
    """

    edit: list[tuple[float, int]] | None = None
    number: int | None = None
    unit: int | None = None
    interventions: dict[str, Any] | None = None
    rest: dict[str, Any] | None = None


def tracks(
    payload: bytes,
    key: str,
    *,
    on_edit: Callable[[], Any] | None = None,
    on_unit: Callable[[], Any] | None = None,
    on_intervention: Callable[[], Any] | None = None,
    on_rest: Callable[[], Any] | None = None,
) -> Answer:
    """Show a packed view; the element stays the same while its payload changes.

    Parameters
    ----------
    payload : bytes
        What ``pack`` returned.
    key : str
        Name of the element; the same one keeps cursor, edits and focus.
    on_edit : callable or None
        Called before the run that an edit causes, as widgets' callbacks are; `latest` reads the
        edit there.
    on_unit : callable or None
        The same for the choice of another unit.
    on_intervention : callable or None
        The same for what was done in the cell's diagram.
    on_rest : callable or None
        The same for where cursor and film came to rest.
    """
    result = _mount(
        key=key,
        data=stamped(payload),
        on_edit_change=on_edit or _nothing,
        on_unit_change=on_unit or _nothing,
        on_hands_change=on_intervention or _nothing,
        on_rest_change=on_rest or _nothing,
    )
    return _answer(result)


def latest(key: str) -> Answer:
    """Return what the reader did, inside ``on_edit``."""
    return _answer(st.session_state.get(key) or {})


def _answer(result: Any) -> Answer:
    edit, unit = result.get("edit"), result.get("unit")
    return Answer(
        _steps(edit),
        _whole(edit, "edit"),
        _whole(unit, "unit"),
        interventions if isinstance(interventions := result.get("hands"), dict) else None,
        rest if isinstance(rest := result.get("rest"), dict) else None,
    )


def _steps(edit: Any) -> list[tuple[float, int]] | None:
    """Return the edited input, or ``None`` for anything the player would not have sent."""
    try:
        return [(float(value), int(mark)) for value, mark in edit["x"]]
    except (TypeError, KeyError, ValueError):
        return None


def _whole(message: Any, name: str) -> int | None:
    value = message.get(name) if isinstance(message, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _nothing() -> None:
    """Stand in for a callback: Streamlit reports only what has one."""
