"""The scene: one training step and one sequence, as the player shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows
from playground.evaluation.predictions import targets, undo
from playground.player.editing import hint, is_editable, mark_kinds, marks
from playground.player.gradients import input_influence, state_gradients
from playground.player.groups import groups
from playground.player.payload import Track, pack
from playground.player.readings import (
    data_tracks,
    error_track,
    further_inputs,
    input_names,
    spaced,
)
from playground.player.signal_tracks import signal_tracks
from playground.player.time_axis import column_labels, dividers, forecast_at, last_column
from playground.player.view import Order, View
from playground.player.words import words
from playground.wording import _, browser_locale


@dataclass(frozen=True)
class Scene:
    """One training step and one sequence, with everything that the player shows of them.

    Parameters
    ----------
    experiment, data, windows, probe
        The experiment and the sequence shown.
    explanation : Explanation
        Explanation of the probe with the weights of that training step.
    layer : int
        Layer shown, from 0.
    said : sequence of str
        Sentences below the tracks; they are also the text alternative.
    edited : int or None
        Number of the last edit that the scene includes.
    untouched : Explanation or None
        Explanation of the unchanged network if ``explanation`` includes interventions; its
        prediction is drawn as a thin line.
    unit, orders, group, cell, training, strip, film, slide, opening, asked, asides
        As in `view.View`.
    extra : sequence of Track
        Further tracks, such as hidden ones for the cell's diagram.
    fixed : bool
        Whether nothing can be edited, as in an exported page.
    held : mapping of str to float
        Gates that are clamped in all units, with their values.
    earlier : ndarray of shape (n,)
        Predictions for the steps before the target of a window, by the windows before it; see
        `playground.analysis.earlier_windows.earlier_predictions`.
    """

    experiment: Experiment
    data: Series | Sequences
    windows: Windows
    probe: Probe
    explanation: Explanation
    layer: int = 0
    said: Sequence[str] = ()
    edited: int | None = None
    untouched: Explanation | None = None
    unit: int | None = None
    orders: Sequence[Order] = ()
    group: str = ""
    cell: Mapping[str, Any] = field(default_factory=dict)
    extra: Sequence[Track] = ()
    training: Mapping[str, Any] | None = None
    asides: Mapping[str, str] = field(default_factory=dict)
    strip: str = ""
    film: str | None = None
    slide: Mapping[str, int] | None = None
    opening: bool = False
    asked: Mapping[str, Any] | None = None
    fixed: bool = False
    held: Mapping[str, float] = field(default_factory=dict)
    earlier: np.ndarray = field(default_factory=lambda: np.empty(0))

    def packed(self) -> bytes:
        """Return the scene as bytes for the player."""
        return pack(self._view(), self.tracks())

    def tracks(self) -> list[Track]:
        """Return every track: the data, the signals, and what is folded below them."""
        data, further, error = data_tracks(self), further_inputs(self), error_track(self)
        gradients = [
            *state_gradients(self.explanation, self.layer),
            *input_influence(self.explanation, [spaced(name) for name in input_names(self)]),
        ]
        return [*data, *signal_tracks(self), *error, *further, *gradients, *self.extra]

    def prediction(self, explanation: Explanation | None = None) -> np.ndarray:
        """Return the prediction (K,) of this or another explanation, in the target's unit."""
        return undo(
            self.probe.part, self.windows.scaler, (explanation or self.explanation).y_hat[None], 0
        )[0]

    def target(self) -> np.ndarray:
        """Return the target (K,) in its unit; for a task it includes the reader's edits."""
        if self.windows.task:
            return self.probe.y.astype(np.float64)
        return targets(self.probe.part, 0)[0]

    def _view(self) -> View:
        placed, kinds = marks(self), mark_kinds(self)
        # In the middle of the sequence every gate has a value worth reading; a forecast is at its
        # end.
        forecast = forecast_at(self)
        cursor = placed[len(placed) // 2][0] if placed else len(self.probe.x) - 1
        if forecast is not None:
            cursor = forecast + len(self.probe.part.target_offsets) - 1
        title = _("Input, output and every gate in between, on one time axis")
        return View(
            title=title,
            alt=" ".join(self.said) or title,
            cursor=cursor,
            labels=column_labels(self),
            marks=[t for t, _k in placed],
            kinds=[k for _t, k in placed],
            signs=[mark.sign for mark in kinds] or ["▲"],
            sign_names=[_(mark.label) for mark in kinds],
            dividers=dividers(self),
            forecast_at=forecast,
            loss_at=last_column(self),
            editable=is_editable(self),
            edited=self.edited,
            unit=self.unit,
            orders=self.orders,
            said=self.said,
            groups=groups(self.tracks()),
            asides=self.asides,
            group=self.group,
            cell=self.cell,
            training=self.training,
            strip=self.strip,
            film=self.film,
            slide=self.slide,
            opening=self.opening,
            asked=self.asked,
            hint=hint(self),
            words=words(),
            language=browser_locale(),
        )
