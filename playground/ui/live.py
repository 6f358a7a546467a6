"""The part of the Train page that renews itself: status, tracks, error curve, series, results."""

from __future__ import annotations

import streamlit as st

from playground.data.series import Series
from playground.figures.errors import GUESSES, error_curve
from playground.figures.series import MOST_POINTS, series_chart
from playground.influence import influence
from playground.player.scene import Scene
from playground.sentences.gates import about_gates
from playground.sentences.gradient import about_gradient
from playground.sentences.losses import about_losses
from playground.sentences.prediction import about_divergence, about_prediction
from playground.ui.desk import Desk
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
        _remedy(desk)


def inside(desk: Desk) -> None:
    """Show the probe: input, target, prediction, every gate and state, and the influence, on one time axis."""
    explanation = desk.explanation()
    scene = Scene(desk.experiment, desk.data, desk.windows, desk.probe, explanation, desk.layer, edited=desk.edited)
    said = _sentences(desk, scene)
    scene = Scene(desk.experiment, desk.data, desk.windows, desk.probe, explanation, desk.layer, " ".join(said), desk.edited)
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
    figure = series_chart(desk.data, desk.windows, desk.probe, desk.forecast() if desk.run.step else None, dark())
    st.markdown("##### " + _("The series"))
    show(figure, "series", alt=sentence, height=280, on_click=lambda: _clicked(desk))
    st.caption(sentence)


def results(desk: Desk) -> None:
    """Show network and simple forecasts on the test part, once, when the run ended."""
    found = desk.results()
    st.markdown("##### " + _("On the test part"))
    if found is None:
        st.caption(_("Shown once the run has ended, beside what simple forecasts reach."))
        return
    unit = getattr(desk.data, "unit", "")
    rows = {_("this network"): found.network, **{_(GUESSES[name]): values for name, values in found.baselines.items()}}
    mean, root = _("mean error") + (f" ({unit})" if unit else ""), _("root mean square") + (f" ({unit})" if unit else "")
    lines = [f"| {_('forecast')} | {mean} | {root} |", "|:--|--:|--:|"]
    lines += [f"| {name} | {_figure(r['mae'])} | {_figure(r['rmse'])} |" for name, r in rows.items()]
    st.markdown("\n".join(lines))
    st.markdown(_verdict(found))
    with st.popover(_("Details")):
        st.markdown(
            _("MASE, the mean error as a share of what repeating the last value costs from one row to the next in the training part:")
        )
        st.markdown("\n".join(f"- {name}: {_figure(r['mase'])}" for name, r in rows.items()))
        if found.period > 1:
            st.markdown(_("The season found in the training part has {period} rows.").format(period=found.period))


def _sentences(desk: Desk, scene: Scene) -> list[str]:
    explanation, bells = scene.explanation, scene.bells()
    guess = None
    if desk.windows.task:
        train = desk.windows.train
        guess = scene.target() * 0 + float(train.own[: desk.windows.bounds[0] * train.lookback].mean())
    unit = getattr(desk.data, "unit", "")
    last_bell = int(bells.nonzero()[0][-1]) + 1 if bells.any() else None
    shown = explanation if explanation.decoder is None else explanation.decoder
    return [
        about_prediction(scene.target(), scene.prediction(), unit, guess),
        about_gates(explanation, desk.experiment.model.cell, bells if bells.any() else None, desk.layer),
        about_gradient(influence(shown, desk.layer), last_bell if shown is explanation else None),
    ]


def _remedy(desk: Desk) -> None:
    run, training = desk.run, desk.experiment.training
    failed = run.failed_step or run.step + 1
    if (
        run.step == 0 and desk.experiment.model.spectral_radius > 1.0
    ):  # neither clipping nor a smaller step can mend what is not finite untrained
        told = _(
            "Before any training the numbers already grow beyond every bound on their way through the sequence: the spectral radius of {radius} is too large."
        )
        st.error(told.format(radius=number(desk.experiment.model.spectral_radius, 2)), icon=":material/info:")
        st.button(
            _("Start with spectral radius 1 and train again"),
            on_click=desk.set,
            args=({"model.spectral_radius": 1.0},),
            kwargs={"start": True},
        )
        return
    st.error(about_divergence(failed, training.learning_rate, run.live.grad_norm, training.grad_clip_norm), icon=":material/info:")
    if training.grad_clip_norm is None:
        st.button(
            _("Clip the gradient at 1 and train again"), on_click=desk.set, args=({"training.grad_clip_norm": 1.0},), kwargs={"start": True}
        )
    else:
        rate = max(1e-6, training.learning_rate / 10)
        label = _("Train again with learning rate {rate}").format(rate=number(rate, 2))
        st.button(label, on_click=desk.set, args=({"training.learning_rate": rate},), kwargs={"start": True})


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value)


def _verdict(found) -> str:
    best = min(found.baselines, key=lambda name: found.baselines[name]["mae"])
    mine, other = found.network["mae"], found.baselines[best]["mae"]
    told = _("The network's mean error is {share} of that of the best simple forecast ({name}).")
    sentence = told.format(share=f"{100 * mine / other:.0f} %" if other else "∞", name=_(GUESSES[best]))
    if mine >= other:
        sentence += " " + _("It is not worth its weights here, or not yet.")
    return sentence


def _edited(desk: Desk) -> None:
    answer = latest("inside")
    if answer.edit is not None:
        desk.edit(answer.edit, answer.number)


def _clicked(desk: Desk) -> None:
    click = (st.session_state.get("series") or {}).get("click")
    if click and isinstance(click.get("x"), (int, float)):
        desk.look_at(round(click["x"]))
