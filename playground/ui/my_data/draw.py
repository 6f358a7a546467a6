"""Drawing of a series: the canvas, the drawn series, and the button that uses it."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from playground.data.sources.drawing import NAME, drawing, drawing_csv, drawn_values
from playground.errors import PlaygroundError
from playground.ui.session.session import Session
from playground.ui.shell import page_paths
from playground.ui.shell.component import stamped, stub
from playground.ui.shell.errors import complain
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.suiting import suiting
from playground.wording import _, browser_locale

_mount = st.components.v2.component("playground_draw", js=stub("ui/draw.mjs"))
_ROWS, _REPEATS = (100, 200, 400), (1, 2, 3, 5, 8)


def offer(session: Session) -> None:
    """Show the canvas and a button that uses the drawn series."""
    st.caption(
        _(
            "Draw with mouse or finger. With the keyboard: ← → choose a row, ↑ ↓ raise or lower it, Shift moves further, Ctrl with ← → draws. "
            "The drawing is kept in the server's memory while your page is open and deleted within a minute afterwards."
        )
    )
    with st.container(horizontal=True):
        rows = st.segmented_control(_("Rows"), _ROWS, default=200, required=True, key="draw.rows")
        repeat = st.segmented_control(
            _("Repeat it"),
            _REPEATS,
            default=3,
            required=True,
            key="draw.repeat",
            format_func=lambda n: f"{n} ×",
            help=_(
                "A network needs a pattern that repeats: the drawing is repeated this many times."
            ),
        )
    points = _points(sheet(rows or 200))
    try:
        values, empty = drawn_values(points, repeat or 1)
    except PlaygroundError as error:
        st.caption(literal(error.message))
        return
    sentence = (
        _("{rows} rows.")
        if not empty
        else _(
            "{rows} rows; {empty} of the canvas's {sheet} rows were not drawn and are filled by straight lines."
        )
    )
    st.caption(sentence.format(rows=len(values), empty=empty, sheet=len(points)))
    with st.container(horizontal=True):
        if st.button(_("Use this series"), type="primary", on_click=_use, args=(session, values)):
            if "file" in session.trouble:
                complain(session.trouble["file"])
            else:
                st.switch_page(page_paths.TRAIN)
        st.download_button(
            _("Save it (CSV)"),
            drawing_csv(values),
            NAME,
            "text/csv",
            on_click="ignore",
            help=_(
                "A link to a drawing contains only its name and fingerprint; opening it asks for this file."
            ),
        )


def sheet(rows: int) -> Any:
    """Show the canvas and return the last drawing."""
    words = {
        "sheet": _("Canvas for a series from −1 to 1"),
        "empty": _("draw here"),
        "undo": _("Undo"),
        "language": browser_locale(),
        "smooth": _("Smooth"),
        "clear": _("Clear"),
        "place": _("row {row}: {value}"),
    }
    kept = st.session_state.get("draw.points") or []
    message = json.dumps({"rows": rows, "words": words, "values": kept}).encode()
    return (
        _mount(key="draw", data=stamped(message, "draw"), on_points_change=_keep).get("points")
        or kept
    )


def _keep() -> None:
    """Keep the drawing while other pages are shown."""
    st.session_state["draw.points"] = _points((st.session_state.get("draw") or {}).get("points"))


def _points(given: Any) -> list[float | None]:
    """Return the points, or an empty list if the canvas cannot have sent them."""
    if not isinstance(given, list) or len(given) > max(_ROWS):
        return []
    valid = all(
        p is None or (isinstance(p, int | float) and not isinstance(p, bool) and abs(p) <= 1)
        for p in given
    )
    return given if valid else []


def _use(session: Session, values: Any) -> None:
    """Load the drawing into the session; an error leaves the session unchanged."""
    series, sha = drawing(values)
    values_by_field = {
        **suiting(session, "file"),
        "data.params": {"name": NAME, "sha256": sha},
        "problem.lookback": max(1, min(50, len(values) // 10)),
        "model.hidden_size": 16,
    }
    try:
        session.load(session.experiment.with_values(values_by_field), {sha: series})
    except PlaygroundError as error:
        session.trouble = {"file": error.message}
