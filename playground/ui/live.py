"""The part of the Train page that renews itself: status, tracks, error curve, series, results."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from playground.data.series import Series
from playground.figures.columns import HEIGHT, MOST, column_charts
from playground.figures.errors import GUESSES, error_curve
from playground.figures.series import MOST_POINTS, series_chart
from playground.influence import influence
from playground.player.scene import Scene
from playground.sentences.gates import about_gates
from playground.sentences.gradient import about_gradient
from playground.sentences.losses import about_losses
from playground.sentences.prediction import about_prediction
from playground.sentences.what_if import about_what_if
from playground.ui import beyond
from playground.ui.desk import Desk
from playground.ui.remedy import remedy
from playground.ui.show import show
from playground.ui.status import status_line
from playground.ui.theme import dark
from playground.ui.tracks import latest, tracks
from playground.wording import _, number


def status(desk: Desk) -> None:
    """Show the status line, how far the training is, and what went wrong."""
    run = desk.run
    with st.container(key="status"):
        st.markdown(status_line(run, desk.guesses().get("mean")))
    st.progress(min(1.0, run.step / desk.experiment.training.max_steps))
    if run.error is not None:
        st.error(run.error.message, icon=":material/info:")
    if run.recording.stop_reason == "diverged":
        remedy(desk)


def inside(desk: Desk) -> None:
    """Show the probe: input, target, prediction, every gate and state, and the influence, on one time axis."""
    own, changed = desk.explanation(), desk.what_if()
    untouched = own if changed else None
    scene = Scene(desk.experiment, desk.data, desk.windows, desk.probe, changed or own, desk.layer, edited=desk.edited, untouched=untouched)
    said = _sentences(desk, scene)
    if changed is not None:
        said.insert(0, about_what_if(desk.hands.changes, scene.target(), scene.prediction(own), scene.prediction()))
    scene = replace(scene, alt=" ".join(said))
    tracks(scene.packed(), "inside", on_edit=lambda: _edited(desk))
    for sentence in said:
        st.markdown(sentence)


def errors(desk: Desk) -> None:
    """Show the error curve beside what simple forecasts reach."""
    run, guesses = desk.run, desk.guesses()
    sentence = about_losses(run.recording, {_(GUESSES[name]): value for name, value in guesses.items()})
    figure = error_curve(run.recording, run.live, guesses, dark(), desk.experiment.training.max_steps)
    st.markdown("##### " + _("Error while training"))
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
    dotted = None if found is None else (found.rows, found.values)
    figure = series_chart(desk.data, desk.windows, desk.probe, desk.forecast() if desk.run.step else None, dark(), dotted)
    st.markdown("##### " + _("The series"))
    show(figure, "series", alt=sentence, height=280, on_click=lambda: _clicked(desk))
    st.caption(sentence)
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
    st.markdown("##### " + _("Its columns"))
    figure = column_charts(desk.data, desk.windows, desk.probe, dark())
    show(figure, "columns", alt=sentence, height=HEIGHT * min(count, MOST) + 44)
    st.caption(sentence)


def _sentences(desk: Desk, scene: Scene) -> list[str]:
    explanation, bells = scene.explanation, scene.bells()
    guess = None
    if desk.windows.task:
        train = desk.windows.train
        guess = scene.target() * 0 + float(train.own[: desk.windows.bounds[0] * train.lookback].mean())
    unit = getattr(desk.data, "unit", "")
    last_bell = int(bells.nonzero()[0][-1]) + 1 if bells.any() else None
    shown = explanation if explanation.decoder is None else explanation.decoder
    if desk.hands.changes:  # the other sentences are about the network as it is
        return [about_prediction(scene.target(), scene.prediction(), unit, guess)]
    return [
        about_prediction(scene.target(), scene.prediction(), unit, guess),
        about_gates(explanation, desk.experiment.model.cell, bells if bells.any() else None, desk.layer),
        about_gradient(influence(shown, desk.layer), last_bell if shown is explanation else None),
    ]


def _edited(desk: Desk) -> None:
    answer = latest("inside")
    if answer.edit is not None:
        desk.edit(answer.edit, answer.number)


def _clicked(desk: Desk) -> None:
    click = (st.session_state.get("series") or {}).get("click")
    if click and isinstance(click.get("x"), (int, float)):
        desk.look_at(round(click["x"]))
