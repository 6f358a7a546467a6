"""The race: one chart each for errors, predictions, influence and reach of all lanes, and the table
with the simple forecasts.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.explain import predict
from playground.analysis.forecast_validation import validation_forecast
from playground.data.series import Series
from playground.evaluation.main_baseline import main_baseline
from playground.evaluation.predictions import targets, undo
from playground.evaluation.score import baseline_scores, loss_name, score, score_name, solved_below
from playground.evaluation.significance import best, quartiles
from playground.figures.errors import BASELINES, LEVELS
from playground.figures.race import Curve, influence_chart, race_chart, reach_chart
from playground.figures.side_by_side import answer_against_target, over_time
from playground.gallery.comparisons import Finish
from playground.player.scene import Scene
from playground.sentences.comparison import Standing, about_comparison, about_linear_baseline
from playground.sentences.lane_reach import about_reach
from playground.studies.seeds import scores
from playground.ui.session.comparison import Comparison, Variant
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, counted, number

#: Sequences drawn as dots where each has one answer.
DOTS = 80


def verdict(comparison: Comparison) -> list[str]:
    """Return how the race stands, in words."""
    baselines, task = (
        comparison.session.baselines(),
        comparison.base.source().facts["kind"] == "task",
    )
    by = main_baseline(baselines, task)
    standings = [
        _standing(one, n) for one, n in zip(comparison.variants, comparison.names, strict=True)
    ]
    solved = (
        None if comparison.base.problem.kind == "classification" else solved_below(comparison.base)
    )  # classes are trained by another measure
    said = about_comparison(
        standings, by[1] if by else None, _baseline_name(by[0]) if by else "", solved
    )
    if (remark := about_linear_baseline(baselines, solved)) is not None:
        said.insert(max(0, len(said) - 1), remark)
    prepared = comparison.prepared
    if (
        prepared is not None
        and all(s.ended for s in standings)
        and prepared.claim([_finish(s) for s in standings])
    ):
        said.insert(0, f"**{_(prepared.conclusion)}**")
    return said


def _baseline_name(name: str) -> str:
    return (
        _("always predicting the mean")
        if name == "mean"
        else _("the best baseline, {name}").format(name=_(LEVELS.get(name, name)))
    )


def race(comparison: Comparison) -> None:
    """Show the four charts, each with its sentence, and the table."""
    left, right = st.columns(2)
    with left:
        _errors(comparison)
        _influence(comparison)
    with right:
        _predictions(comparison)
        _reach(comparison)
    _table(comparison)


def _standing(one: Variant, name: str) -> Standing:
    rows, reason = one.run.recording.rows, one.run.recording.stop_reason
    error = rows[-1].validation_loss if rows else None
    return Standing(name, error, one.run.step, reason is not None, reason == "diverged")


def _finish(standing: Standing) -> Finish:
    return Finish(math.inf if standing.diverged else standing.loss, standing.step)


def _errors(comparison: Comparison) -> None:
    st.markdown("#### " + _("Error while training"))
    over = st.segmented_control(
        _("Over"),
        ["steps", "seconds"],
        default="steps",
        key="race.over",
        required=True,
        label_visibility="collapsed",
        format_func=lambda o: _("over training steps") if o == "steps" else _("over seconds"),
    )
    curves = [
        Curve(name, one.experiment.model.cell, one.run.recording.rows, one.run.spent)
        for one, name in zip(comparison.variants, comparison.names, strict=True)
    ]
    baselines = comparison.session.baselines()
    by = main_baseline(baselines, comparison.base.source().facts["kind"] == "task")
    shown = {_(LEVELS.get(by[0], by[0])): by[1]} if by else {}
    end = max(one.experiment.training.max_steps for one in comparison.variants)
    sentence = " ".join(verdict(comparison))
    show(
        race_chart(
            curves, shown, loss_name(comparison.base), dark(), over=over or "steps", end=end
        ),
        f"race.errors.{over}",
        alt=sentence,
        height=290,
    )
    if over == "seconds":
        st.caption(
            _(
                "Seconds spent inside the workers on each lane's own steps: waiting for the other lanes is not counted."
            )
        )
    else:
        st.caption(_("The dotted level needs no network: a lane above it is no better than that."))


def _predictions(comparison: Comparison) -> None:
    st.markdown("#### " + _("What they predict"))
    figure, sentence = _predicted(comparison)
    if figure is not None:
        show(figure, "race.predictions", alt=sentence, height=290)
    st.caption(sentence)


def _predicted(comparison: Comparison) -> tuple[dict[str, Any] | None, str]:
    table = comparison.session
    variants = list(comparison.named)
    if table.windows.train.spec.classes:
        return None, _(
            "Here each answer is a class: the table below compares the shares told wrong."
        )
    if isinstance(table.data, Series):
        first, last = table.windows.bounds
        rows = np.arange(first, last)
        shown = {name: _forecast(comparison, one) for name, one in variants if one.run.step}
        unit = f"{table.data.columns[table.data.target]}" + (
            f" ({table.data.unit})" if table.data.unit else ""
        )
        figure = over_time(
            rows,
            table.data.values[first:last, table.data.target],
            shown,
            comparison.cells,
            dark(),
            title=_("row of the series"),
            unit=unit,
        )
        return figure, _(
            "The validation part, forecast one window at a time by each lane, beside the target."
        )
    if len(table.focus.probe.part.target_offsets) > 1:
        scenes = {
            name: Scene(
                one.experiment,
                table.data,
                table.windows,
                table.focus.probe,
                one.explanation(comparison.session.focus.probe),
            )
            for name, one in variants
        }
        target = next(iter(scenes.values())).target()
        steps = table.focus.probe.part.target_offsets + 1.0
        figure = over_time(
            steps,
            target,
            {n: (steps, s.prediction()) for n, s in scenes.items()},
            comparison.cells,
            dark(),
            title=_("time step"),
            unit="",
        )
        return figure, _("The example shown above, answered by each lane, beside the target.")
    part = table.windows.validation
    some = np.arange(min(DOTS, len(part)))
    answers = {name: _answers(comparison, one, some) for name, one in variants}
    truth = targets(part, some)[:, 0]
    sentence = counted(
        len(some),
        "{n} sequence of the validation part: on the diagonal the answer is right.",
        "{n} sequences of the validation part: on the diagonal the answer is right, a level band says the same to all.",
    )
    return answer_against_target(truth, answers, comparison.cells, dark()), sentence


def _forecast(comparison: Comparison, one: Variant) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and forecasts of a variant over the validation set."""
    windows = comparison.session.windows
    return one.drawn(
        "forecast",
        lambda: validation_forecast(one.run.architecture, one.run.weights(), windows),
    )


def _answers(comparison: Comparison, one: Variant, rows: np.ndarray) -> np.ndarray:
    """Return a variant's predictions for some validation sequences, in the target's unit."""
    part, scaler = comparison.session.windows.validation, comparison.session.windows.scaler

    def predictions() -> np.ndarray:
        output = predict(
            one.run.architecture, one.run.weights(), part.x(rows), part.first(rows)[:, 0]
        )
        return undo(part, scaler, output, rows)[:, 0]

    return one.drawn("answers", predictions)


def _influence(comparison: Comparison) -> None:
    st.markdown("#### " + _("How far back the last prediction listens"))
    shares = {
        name: one.influence(comparison.session.focus.probe).share for name, one in comparison.named
    }
    sentence = _(
        "Influence of the state at each step on the last prediction, relative to the last step: Cₜ of an LSTM, hₜ of the others."
    )
    show(
        influence_chart(shares, comparison.cells, dark()),
        "race.influence",
        alt=sentence,
        height=290,
    )
    st.caption(sentence)


def _reach(comparison: Comparison) -> None:
    st.markdown("#### " + _("Reach: until the influence falls under 1 %"))
    pairs, probe = comparison.named, comparison.session.focus.probe
    now, before = (
        {n: one.influence(probe) for n, one in pairs},
        {n: one.untrained_influence(probe) for n, one in pairs},
    )
    whole = max(i.share.size for i in now.values())
    reach = {n: whole if i.reach is None else i.reach for n, i in now.items()}
    first = {n: whole if i.reach is None else i.reach for n, i in before.items()}
    sentence = about_reach(reach, first, whole)
    show(
        reach_chart(first, reach, whole, comparison.cells, dark()),
        "race.reach",
        alt=sentence,
        height=110 + 45 * len(reach),
    )
    st.caption(sentence)


def _table(comparison: Comparison) -> None:
    """Show the test part's scores beside the simple forecasts; bold only what leads by more than
    the spread over seeds.
    """
    st.markdown("#### " + _("On the test part"))
    repeated = (
        scores(comparison.studies.seeds.outcomes) if comparison.studies.seeds is not None else {}
    )
    leader = best(repeated)
    rows, baselines = [], {}
    for name, one in comparison.named:
        result, loss = one.evaluation(), one.run.recording.rows
        if result is not None:
            baselines = baseline_scores(result, one.experiment)
        low, middle, high = quartiles(list(repeated.get(name, {}).values()))
        reached = _figure(score(result, one.experiment) if result else None)
        if not math.isnan(middle):
            reached += " · " + _("seeds: {median} ({low} … {high})").format(
                median=number(middle, 2), low=number(low, 2), high=number(high, 2)
            )
        cells = [name, _figure(loss[-1].validation_loss if loss else None), reached]
        rows.append([f"**{c}**" for c in cells] if name == leader else cells)
    rows += [[_(BASELINES.get(k, k)), "", _figure(v)] for k, v in baselines.items()]
    unit = getattr(comparison.session.data, "unit", "")
    scored = score_name(comparison.base) + (
        f" ({literal(unit)})" if unit and comparison.base.source().facts["kind"] != "task" else ""
    )
    head = ["", _("validation error"), scored]
    st.markdown(
        "\n".join(
            [
                "| " + " | ".join(head) + " |",
                "|:--|--:|--:|",
                *("| " + " | ".join(r) + " |" for r in rows),
            ]
        )
    )
    if repeated:
        st.caption(_("Behind “seeds”: the median over the repeats and their quartiles."))
    if leader is not None:
        st.caption(
            _("In bold: better than every other lane by more than the spread over the seeds.")
        )
    elif repeated:
        st.caption(
            _(
                "Nothing is in bold: no lane is better than every other by more than the spread over the seeds."
            )
        )
    else:
        st.caption(
            _(
                "Nothing is in bold: one run of each does not show how much is luck. Repeat them with other seeds."
            )
        )


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value, 3)
