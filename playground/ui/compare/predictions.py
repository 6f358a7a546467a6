"""What the variants predict, drawn beside the target."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.explain import predict
from playground.analysis.forecast_validation import validation_forecast
from playground.data.series import Series
from playground.evaluation.predictions import targets, undo
from playground.figures.side_by_side import over_time, prediction_over_target
from playground.player.scene import Scene
from playground.ui.session.comparison import Comparison, Variant
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, counted

#: Sequences drawn as dots where each has one answer.
DOTS = 80


def predictions(comparison: Comparison) -> None:
    """Show the predictions of all variants, and say what is drawn."""
    st.markdown("#### " + _("Predictions"))
    figure, sentence = _predicted(comparison)
    if figure is not None:
        show(figure, "race.predictions", alt=sentence, height=290)
    st.caption(sentence)


def _predicted(comparison: Comparison) -> tuple[dict[str, Any] | None, str]:
    """Return the figure that suits data and problem, and what it shows."""
    session = comparison.session
    if session.windows.train.spec.classes:
        return None, _("The predictions are classes: the table below compares the error rates.")
    if isinstance(session.data, Series):
        return _over_series(comparison, session.data)
    if len(session.focus.probe.part.target_offsets) > 1:
        return _over_example(comparison)
    return _against_target(comparison)


def _over_series(comparison: Comparison, data: Series) -> tuple[dict[str, Any], str]:
    first, last = comparison.session.windows.bounds
    figure = over_time(
        np.arange(first, last),
        data.values[first:last, data.target],
        {name: _forecast(comparison, one) for name, one in comparison.named if one.run.step},
        comparison.cells,
        dark(),
        title=_("row of the series"),
        unit=data.columns[data.target] + (f" ({data.unit})" if data.unit else ""),
    )
    return figure, _(
        "The validation set, forecast by each lane one window at a time, and the target."
    )


def _over_example(comparison: Comparison) -> tuple[dict[str, Any], str]:
    session = comparison.session
    probe = session.focus.probe
    scenes = {
        name: Scene(one.experiment, session.data, session.windows, probe, one.explanation(probe))
        for name, one in comparison.named
    }
    steps = probe.part.target_offsets + 1.0
    figure = over_time(
        steps,
        next(iter(scenes.values())).target(),
        {name: (steps, scene.prediction()) for name, scene in scenes.items()},
        comparison.cells,
        dark(),
        title=_("time step"),
        unit="",
    )
    return figure, _("The predictions of each lane for the example shown above, and the target.")


def _against_target(comparison: Comparison) -> tuple[dict[str, Any], str]:
    part = comparison.session.windows.validation
    rows = np.arange(min(DOTS, len(part)))
    answers = {name: _answers(comparison, one, rows) for name, one in comparison.named}
    figure = prediction_over_target(targets(part, rows)[:, 0], answers, comparison.cells, dark())
    return figure, counted(
        len(rows),
        "{n} validation sequence: on the diagonal the prediction is exact.",
        "{n} validation sequences: on the diagonal the prediction is exact; in a level band it is the same for all.",
    )


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
