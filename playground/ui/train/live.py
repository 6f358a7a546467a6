"""The part of the Train page that is redrawn during training: status, tracks and charts."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.data.series import Series
from playground.evaluation.levels import levels_of
from playground.evaluation.reference import beyond_training
from playground.figures.columns import HEIGHT, MOST, MOST_DRAWN, column_charts
from playground.figures.errors import BASELINES
from playground.figures.series import MOST_POINTS, series_chart
from playground.live.charts_look import SERIES, has_forecasts
from playground.live.exhibit_charts import RecordedDrawings
from playground.live.frame_look import FrameLook, look_of
from playground.player.training import curve
from playground.sentences.losses import about_losses
from playground.ui.session.arrival import describe
from playground.ui.session.renewing import standing
from playground.ui.session.results import named_levels
from playground.ui.session.session import Session
from playground.ui.shell import link
from playground.ui.shell.live_text import said
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.ui.train import forecast
from playground.ui.train.inside import cell_diagram, orders, unit_shown
from playground.ui.train.live_feed import ERRORS, INSIDE, LiveFeed
from playground.ui.train.status import status_text
from playground.ui.train.tracks import latest, tracks
from playground.wording import _, number

#: Windows shown while those of validation and test set are played, about.
_PLAYED = 150


def inside(session: Session, *, opened: bool = False) -> FrameLook:
    """Show example and cell: input, target, prediction, gates, states and influence over time.

    Returns
    -------
    FrameLook
        What the player shows, for the steps to come.
    """
    run, unit = session.run, unit_shown(session)
    viewpoint, explanation = session.viewpoint(unit), session.explanation()
    drawings = RecordedDrawings(session.exhibit.name if session.exhibit else "", dark())
    film = session.focus.show_film(run, viewpoint, drawings)
    scene = viewpoint.scene(
        run.weights(),
        explanation,
        every_unit=not run.running,
        cell=cell_diagram(session, opened=opened) if unit is not None else None,
        edited=session.focus.edited,
        orders=orders(session, explanation),
        film=film.address,
        training=_training(session),
        strip=INSIDE,
        slide=_slide(session),
        opening=run.finished and run.restored and not session.past and session.focus.edited is None,
        asked=session.focus.cursor.as_dict(),
    )
    tracks(
        scene.packed(),
        INSIDE,
        on_edit=lambda: _edited(session),
        on_unit=lambda: _chosen(session),
        on_intervention=lambda: _held(session),
        on_window=lambda: _windowed(session),
        on_rest=lambda: session.focus.cursor.apply(latest(INSIDE).rest),
    )
    describe(session)
    link.write()  # an action here redraws only this part
    look = look_of(viewpoint)
    run.attention.prepare(look)
    return look


def _training(session: Session) -> dict[str, Any]:
    """Return the error curve with its reference lines, and the status in words."""
    run, end = session.run, session.experiment.training.max_steps
    names = {name: _(text) for name, text in BASELINES.items()}
    levels = [
        {"label": level.label, "error": level.error, "solved": level.solved}
        for level in levels_of(session.experiment, session.baselines(), names)
    ]
    running = curve(run.recording, run.live, end, run.running)
    return {**running, "levels": levels, "status": status_text(session)}


def errors(session: Session) -> None:
    """Say how the validation error compares with the baselines."""
    st.markdown("#### " + _("Error while training"))
    with st.container(key=said(ERRORS)):
        st.markdown(
            about_losses(
                session.run.recording,
                named_levels(session.baselines()),
                lambda: beyond_training(session.windows),
            )
        )


def series(session: Session) -> None:
    """Show the series with its split, the window and the forecasts; a click moves the window."""
    if not isinstance(session.data, Series):
        return
    sentence = _(
        "Click the series to look at another window. Now: rows {first} to {last}, in the {place} set."
    ).format(
        first=session.focus.probe.number,
        last=session.focus.probe.number + session.focus.probe.part.lookback - 1,
        place=_(session.focus.probe.place),
    )
    if len(session.data.values) > MOST_POINTS:
        sentence += " " + _(
            "For drawing only, the {rows} rows are reduced to {points} points."
        ).format(rows=number(len(session.data.values), 6), points=MOST_POINTS)
    ahead = forecast.forecast(session)
    drawn = session.run.step and has_forecasts(session.experiment, session.data)
    dotted = None if ahead is None else (ahead.rows, ahead.values)
    figure = series_chart(
        session.data,
        session.windows,
        session.focus.probe,
        session.results.forecast(session.run, session.windows) if drawn else None,
        dark(),
        dotted,
    )
    st.markdown("#### " + _("The series"))
    show(figure, SERIES, alt=sentence, height=280, on_click=lambda: _clicked(session))
    st.caption(literal(sentence))
    forecast.offer(session)


def columns(session: Session) -> None:
    """Show every column in a separate chart if there are several."""
    if not isinstance(session.data, Series) or session.data.values.shape[1] < 2:
        return
    count = session.data.values.shape[1]
    sentence = _(
        "The network reads {count} columns; in this window it sees only the outlined values."
    ).format(count=count)
    if count > MOST:
        sentence += " " + _("The first {most} are drawn.").format(most=MOST)
    if len(session.data.values) > MOST_DRAWN:
        note = _("For drawing only, the {rows} rows of each column are reduced to {points} points.")
        sentence += " " + note.format(rows=number(len(session.data.values), 6), points=MOST_DRAWN)
    st.markdown("#### " + _("Columns"))
    figure = column_charts(session.data, session.windows, session.focus.probe, dark())
    show(figure, "columns", alt=sentence, height=HEIGHT * min(count, MOST) + 44)
    st.caption(literal(sentence))


def feed(session: Session, look: FrameLook, drawn: Any) -> LiveFeed | None:
    """Return what the browser follows while something is under way."""
    if not session.waiting:
        return None
    return LiveFeed(session, look, lambda: standing(session), drawn, dark())


def _slide(session: Session) -> dict[str, int] | None:
    """Return the windows of validation and test set that the player can play."""
    windows = session.windows
    if windows.task or windows.train.spec.generated or not isinstance(session.data, Series):
        return None
    if not len(windows.validation) or not len(windows.test):
        return None
    first, last = int(windows.validation.starts[0]), int(windows.test.starts[-1])
    at, by = session.focus.probe.number, max(1, (last - first) // _PLAYED)
    return {"at": at, "first": first, "last": last, "by": by, "ready": not session.run.running}


def _windowed(session: Session) -> None:
    start = latest(INSIDE).window
    if start is not None:
        session.look_from(start)


def _edited(session: Session) -> None:
    actions = latest(INSIDE)
    if actions.edit is not None:
        session.edit(actions.edit, actions.number)


def _chosen(session: Session) -> None:
    unit = latest(INSIDE).unit
    if unit is not None and 0 <= unit < session.experiment.model.hidden_size:
        session.interventions.unit = unit


def _held(session: Session) -> None:
    session.interventions.apply(
        latest(INSIDE).interventions, session.experiment.model, session.focus.layer
    )


def _clicked(session: Session) -> None:
    click = (st.session_state.get("series") or {}).get("click")
    if click and isinstance(click.get("x"), (int, float)):
        session.look_at(round(click["x"]))
