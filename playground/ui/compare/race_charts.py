"""The charts of a comparison, drawn at rest and while its lanes train."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.data.series import Series
from playground.evaluation.main_baseline import main_baseline
from playground.evaluation.predictions import targets
from playground.evaluation.score import loss_name
from playground.figures.errors import BASELINES
from playground.figures.race import Curve, influence_chart, race_chart, reach_chart
from playground.figures.side_by_side import over_time, prediction_over_target
from playground.live.charts import LiveChart
from playground.live.lane import LaneNumbers
from playground.sentences.lane_reach import about_reach
from playground.ui.compare.verdict import verdict
from playground.ui.session.comparison import Comparison
from playground.wording import _, counted

INFLUENCE, REACH, PREDICTIONS = "race.influence", "race.reach", "race.predictions"


def errors_key(over: str) -> str:
    """Return the name of the chart of the errors, "steps" or "seconds"."""
    return f"race.errors.{over}"


def errors_chart(comparison: Comparison, over: str, dark: bool) -> LiveChart:
    """Return the validation errors of all lanes over training steps or seconds."""
    curves = [
        Curve(name, one.experiment.model.cell, one.run.recording.rows, one.run.spent)
        for name, one in comparison.named
    ]
    by = main_baseline(comparison.session.baselines(), comparison.base.source().is_task)
    shown = {_(BASELINES.get(by[0], by[0])): by[1]} if by else {}
    end = max(one.experiment.training.max_steps for one in comparison.variants)
    figure = race_chart(curves, shown, loss_name(comparison.base), dark, over=over, end=end)
    caption = ""
    if over == "seconds":
        caption = _(
            "Seconds in the workers for the steps of each lane: waiting for other lanes is not counted."
        )
    elif any(trace["name"] in shown for trace in figure["data"]):
        caption = _(
            "The dotted line is the baseline: a lane above it is no better than a forecast without a network."
        )
    sentence = " ".join(verdict(comparison))
    return LiveChart(errors_key(over), _("Error while training"), (sentence,), figure, 290, caption)


def example_charts(
    comparison: Comparison, numbers: Mapping[str, LaneNumbers], dark: bool
) -> list[LiveChart]:
    """Return influence, reach and predictions, given the numbers of every lane by its name."""
    charts = [
        _influence(comparison, numbers, dark),
        _predictions(comparison, numbers, dark),
        _reach(comparison, numbers, dark),
    ]
    return [chart for chart in charts if chart is not None]


def _influence(comparison: Comparison, numbers: Mapping[str, LaneNumbers], dark: bool) -> LiveChart:
    sentence = _(
        "Influence of the state at each time step on the last prediction, relative to the last step: Cₜ for an LSTM, hₜ for the others."
    )
    shares = {name: lane.share for name, lane in numbers.items()}
    figure = influence_chart(shares, comparison.cells, dark)
    title = _("Influence of past states on the last prediction")
    return LiveChart(INFLUENCE, title, (sentence,), figure, 290)


def _reach(comparison: Comparison, numbers: Mapping[str, LaneNumbers], dark: bool) -> LiveChart:
    probe = comparison.session.focus.probe
    before = {name: one.untrained_influence(probe).reach for name, one in comparison.named}
    whole = max(lane.share.size for lane in numbers.values())
    reach = {name: whole if lane.reach is None else lane.reach for name, lane in numbers.items()}
    first = {name: whole if steps is None else steps for name, steps in before.items()}
    figure = reach_chart(first, reach, whole, comparison.cells, dark)
    title = _("Reach: time steps until the influence falls below 1 %")
    sentence = about_reach(reach, first, whole)
    return LiveChart(REACH, title, (sentence,), figure, 110 + 45 * len(reach))


def _predictions(
    comparison: Comparison, numbers: Mapping[str, LaneNumbers], dark: bool
) -> LiveChart:
    """Return the predictions in the form that suits data and problem."""
    session, cells, title = comparison.session, comparison.cells, _("Predictions")
    part, probe = session.windows.validation, session.focus.probe
    trained = {name for name, one in comparison.named if one.run.step}
    drawn = {name: (lane.rows, lane.values) for name, lane in numbers.items()}
    if part.spec.classes:
        words = _("The predictions are classes: the table below compares the error rates.")
        return LiveChart(PREDICTIONS, title, (words,))
    if isinstance(session.data, Series):
        data, (first, last) = session.data, session.windows.bounds
        figure = over_time(
            np.arange(first, last),
            data.values[first:last, data.target],
            {name: line for name, line in drawn.items() if name in trained},
            cells,
            dark,
            title=_("row of the series"),
            unit=data.columns[data.target] + (f" ({data.unit})" if data.unit else ""),
        )
        words = _("The validation set, forecast by each lane one window at a time, and the target.")
    elif len(probe.part.target_offsets) > 1:
        steps, target = probe.part.target_offsets + 1.0, probe.y.astype(np.float64)
        figure = over_time(steps, target, drawn, cells, dark, title=_("time step"), unit="")
        words = _(
            "The predictions of each lane for the example in the lanes below, and the target."
        )
    else:
        rows = next(iter(numbers.values())).rows.astype(int)
        answers = {name: lane.values for name, lane in numbers.items()}
        figure = prediction_over_target(targets(part, rows)[:, 0], answers, cells, dark)
        words = counted(
            len(rows),
            "{n} validation sequence: on the diagonal the prediction is exact.",
            "{n} validation sequences: on the diagonal the prediction is exact; in a level band it is the same for all.",
        )
    return LiveChart(PREDICTIONS, title, (words,), figure, 290)
