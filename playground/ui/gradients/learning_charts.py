"""The charts of the reach during training, with their sentences."""

from __future__ import annotations

from typing import Any

from playground.analysis.gradients.inputs import ALL_MATTER, steps_that_matter
from playground.analysis.gradients.learning import Moment, clipped
from playground.figures.gate_use import gate_use
from playground.figures.learning_map import learning_map
from playground.models import cells
from playground.sentences.learning import about_clipping, about_growth, about_use
from playground.ui.session.session import Session
from playground.wording import low

#: Names of the elements: the map, the remarks below it, and the saturated and stuck units.
MAP, REMARKS, USE = "learning_map", "learning_remarks", "gate_use"


def growth_map(
    session: Session, moments: list[Moment], dark: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return the map of the reach over the training, and its sentences: at least one."""
    recording, experiment = session.run.recording, session.experiment
    acted = clipped(recording, experiment.training)
    off = all(
        experiment.training.in_force("grad_clip_norm", frame.step) is None
        for frame in recording.frames
    )
    mark = steps_that_matter(session.focus.probe.x[None], experiment)
    marked = None if mark is None else len(session.focus.probe.x) - 1 - int(mark[0])
    sentences = (
        about_growth(moments, marked, several=experiment.data.source in ALL_MATTER),
        about_clipping(recording, acted, off=off),
    )
    figure = learning_map(moments, recording, acted, marked, experiment.model.cell, dark)
    return figure, [sentence for sentence in sentences if sentence]


def use_chart(session: Session, moments: list[Moment], dark: bool) -> tuple[dict[str, Any], str]:
    """Return the chart of saturated and stuck units, and its sentence."""
    signals = cells.signals(session.experiment.model)
    bounded = all(s.high is not None for s in signals if s.name == "hidden_state")
    symbols = {signal.name: low(signal.symbol) for signal in signals}
    return gate_use(moments, signals, dark), about_use(moments, symbols, bounded=bounded)
