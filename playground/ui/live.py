"""The part of the Train page that renews itself: status, tracks, error curve, series, results."""

from __future__ import annotations

import streamlit as st

from playground.data.fitting import answer_of
from playground.data.series import Series
from playground.figures.columns import HEIGHT, MOST, MOST_DRAWN, column_charts
from playground.figures.errors import LEVELS, error_curve
from playground.figures.series import MOST_POINTS, series_chart
from playground.player.training import curve
from playground.problems.meaningful import exact
from playground.problems.reference import beyond_training
from playground.sentences.losses import about_losses
from playground.ui import beyond, link
from playground.ui.desk import Desk, describe
from playground.ui.inside import beside, orders, unit_shown
from playground.ui.literal import literal
from playground.ui.remedy import remedy
from playground.ui.show import show
from playground.ui.status import status_line
from playground.ui.theme import dark
from playground.ui.tracks import latest, tracks
from playground.ui.trouble import complain
from playground.wording import _, number


def status(desk: Desk) -> None:
    """Show the status line, how far the training is, and what went wrong."""
    run = desk.run
    with st.container(key="status"):
        guesses = desk.guesses()
        st.markdown(status_line(run, guesses.get("mean", guesses.get("majority_class")), "majority_class" in guesses))
    st.progress(min(1.0, run.step / desk.experiment.training.max_steps))
    if run.error is not None:
        complain(run.error.message)
    if run.recording.stop_reason == "diverged":
        remedy(desk)


def inside(desk: Desk, *, opened: bool = False) -> None:
    """Show the probe and the cell beside it: input, target, prediction, every gate and state, and the influence, on one time axis."""
    run, unit = desk.run, unit_shown(desk)
    seen, own = desk.viewpoint(unit), desk.explanation()
    scene = seen.scene(run.weights(), own, every_unit=not run.running, cell=beside(desk, opened=opened) if unit is not None else None,
                       edited=desk.edited, orders=orders(desk, own), film=desk.film.address if desk.film else None,
                       training=curve(run.recording, run.live, desk.experiment.training.max_steps, run.running),
                       opening=run.finished and not desk.past and desk.edited is None, asked=desk.look.asked())  # fmt: skip
    tracks(scene.packed(), "inside", on_edit=lambda: _edited(desk), on_unit=lambda: _chosen(desk), on_hands=lambda: _held(desk),
           on_rest=lambda: desk.look.heed(latest("inside").rest))  # fmt: skip
    describe(desk)
    link.write()  # what is done here renews only this part


def errors(desk: Desk) -> None:
    """Show the error curve beside what simple forecasts reach."""
    run, guesses = desk.run, desk.guesses()
    named = {_(LEVELS[name]): value for name, value in guesses.items()}
    sentence = about_losses(run.recording, named, lambda: beyond_training(desk.windows))
    drawn = {name: value for name, value in guesses.items() if not exact(value, guesses.values())}  # rounding is no level to draw
    figure = error_curve(run.recording, run.live, drawn, dark(), desk.experiment.training.max_steps, desk.windows.train.plan.classes)
    st.markdown("#### " + _("Error while training"))
    show(figure, "errors", alt=sentence, height=280)
    st.markdown(sentence)


def series(desk: Desk) -> None:
    """Show the whole series with its parts, the window looked at and the forecasts; a click chooses the window."""
    if not isinstance(desk.data, Series):
        return
    sentence = _("Click the series to look at another window. Now: rows {first} to {last}, in the {place} part.").format(
        first=desk.probe.number, last=desk.probe.number + desk.probe.part.lookback - 1, place=_(desk.probe.place)
    )
    if len(desk.data.values) > MOST_POINTS:
        sentence += " " + _("For drawing only, {rows} rows are thinned to {points} points.").format(
            rows=number(len(desk.data.values), 6), points=MOST_POINTS
        )
    found = beyond.forecast(desk)
    drawn = desk.run.step and answer_of(desk.data, desk.experiment.problem) in ("", "ahead", "next", "column")  # on the series' own scale
    dotted = None if found is None else (found.rows, found.values)
    figure = series_chart(desk.data, desk.windows, desk.probe, desk.forecast() if drawn else None, dark(), dotted)
    st.markdown("#### " + _("The series"))
    show(figure, "series", alt=sentence, height=280, on_click=lambda: _clicked(desk))
    st.caption(literal(sentence))
    beyond.offer(desk)


def columns(desk: Desk) -> None:
    """Show every column in a chart of its own, where there are several."""
    if not isinstance(desk.data, Series) or desk.data.values.shape[1] < 2:
        return
    target, count = desk.data.columns[desk.data.target], desk.data.values.shape[1]
    told = _(
        "The network reads {count} columns up to now and predicts {target} later on; the outlined readings are all that it sees of this window."
    )
    sentence = told.format(count=count, target=target)
    if count > MOST:
        sentence += " " + _("The first {most} are drawn.").format(most=MOST)
    if len(desk.data.values) > MOST_DRAWN:
        told = _("For drawing only, the {rows} rows of each column are thinned to {points} points.")
        sentence += " " + told.format(rows=number(len(desk.data.values), 6), points=MOST_DRAWN)
    st.markdown("#### " + _("Its columns"))
    figure = column_charts(desk.data, desk.windows, desk.probe, dark())
    show(figure, "columns", alt=sentence, height=HEIGHT * min(count, MOST) + 44)
    st.caption(literal(sentence))


def _edited(desk: Desk) -> None:
    answer = latest("inside")
    if answer.edit is not None:
        desk.edit(answer.edit, answer.number)


def _chosen(desk: Desk) -> None:
    unit = latest("inside").unit
    if unit is not None and 0 <= unit < desk.experiment.model.hidden_size:
        desk.hands.unit = unit


def _held(desk: Desk) -> None:
    desk.hands.heed(latest("inside").hands, desk.experiment.model, desk.layer)


def _clicked(desk: Desk) -> None:
    click = (st.session_state.get("series") or {}).get("click")
    if click and isinstance(click.get("x"), (int, float)):
        desk.look_at(round(click["x"]))
