"""What the variants predict, drawn beside the target."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.explain import predict
from playground.analysis.forecast_validation import validation_forecast
from playground.data.series import Series
from playground.evaluation.predictions import targets, undo
from playground.figures.side_by_side import answer_against_target, over_time
from playground.player.scene import Scene
from playground.ui.session.comparison import Comparison, Variant
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, counted

#: Sequences drawn as dots where each has one answer.
DOTS = 80


def predictions(comparison: Comparison) -> None:
    """Show the predictions of all variants, and say what is drawn."""
    st.markdown("#### " + _("What they predict"))
    figure, sentence = _predicted(comparison)
    if figure is not None:
        show(figure, "race.predictions", alt=sentence, height=290)
    st.caption(sentence)


def _predicted(comparison: Comparison) -> tuple[dict[str, Any] | None, str]:
    table = comparison.session
    variants = list(comparison.named)
    if table.windows.train.spec.classes:
        return None, _("The predictions are classes: the table below compares the error rates.")
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
            "The validation set, forecast by each lane one window at a time, and the target."
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
        return figure, _(
            "The predictions of each lane for the example shown above, and the target."
        )
    part = table.windows.validation
    some = np.arange(min(DOTS, len(part)))
    answers = {name: _answers(comparison, one, some) for name, one in variants}
    truth = targets(part, some)[:, 0]
    sentence = counted(
        len(some),
        "{n} validation sequence: on the diagonal the prediction is exact.",
        "{n} validation sequences: on the diagonal the prediction is exact; in a level band it is the same for all.",
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
