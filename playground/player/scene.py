"""From an explanation of the probe to the tracks that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.sources.tasks.yardstick import Mark
from playground.data.windowing.windows import Windows
from playground.evaluation.predictions import targets, undo
from playground.models.cells import signals
from playground.models.cells.signal import Signal
from playground.player.gradients import input_influence, state_gradients
from playground.player.payload import LINES, Order, Track, View, pack
from playground.player.readings import answer_row, class_tracks, input_names, main_input, own_inputs
from playground.player.words import words
from playground.wording import _, language, number

#: A gate whose values lie closer together than this is drawn faintly.
HARDLY = 0.08
#: Range in which a task's numbers can be changed by hand; a little beyond what was trained on.
EDITABLE = (-1.2, 1.2)


@dataclass(frozen=True)
class Scene:
    """Everything a picture of one moment of training is made of.

    Parameters
    ----------
    experiment, data, windows, probe
        What is shown, and on what.
    explanation : Explanation
        Of the probe, for the weights of that moment.
    layer : int
        Layer shown, from 0.
    said : sequence of str
        What the picture says, a sentence each; they stand below it, and are its text for those who
        do not see it.
    edited : int or None
        Number of the reader's edit that this answers.
    untouched : Explanation or None
        Of the network as it is, when ``explanation`` is a what-if; its prediction is drawn thin
        beside the other.
    unit, orders, group, cell, training, film, opening, asked
        As in `payload.View`.
    extra : sequence of Track
        More tracks, such as hidden ones for what stands beside the tracks.
    fixed : bool
        Whether nothing can be changed by hand, as in a page that nobody answers.
    held : mapping of str to float
        Gates that a what-if holds for all units, and at which value: they stand still because they
        are told to.
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
    film: str | None = None
    opening: bool = False
    asked: Mapping[str, int | None] | None = None
    fixed: bool = False
    held: Mapping[str, float] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Return the picture as the player reads it."""
        return pack(self._view(), self.tracks())

    def tracks(self) -> list[Track]:
        """Return every row, from the data down to the gradients."""
        gradients = [
            *state_gradients(self.explanation, self.layer),
            *input_influence(self.explanation, self._input_names()),
        ]
        return [*self.data_tracks(), *self.signal_tracks(), *gradients, *self.extra]

    def bells(self) -> np.ndarray:
        """Return where the bell rings, (T,) of bool; nowhere without a channel of that name."""
        if isinstance(self.data, Series) or "bell" not in self.data.columns:
            return np.zeros(len(self.probe.x), bool)
        return self.probe.x[:, self.data.columns.index("bell")] > 0.5

    def marks(self) -> list[tuple[int, int]]:
        """Return (step, number of the sign) of every mark of the task's own channels, in the order
        of time.
        """
        found = []
        for k, mark in enumerate(self._signs()):
            channel = self.probe.x[:, self.data.columns.index(mark.channel)]
            found += [(int(t), k) for t in np.flatnonzero(channel > 0.5)]
        return sorted(found)

    def _signs(self) -> tuple[Mark, ...]:
        return self.experiment.source().facts.get("marks", ()) if self.windows.task else ()

    def prediction(self, explanation: Explanation | None = None) -> np.ndarray:
        """Return the prediction (K,) in the target's own unit, of this scene's explanation or of
        another.
        """
        return undo(
            self.probe.part, self.windows.scaler, (explanation or self.explanation).y_hat[None], 0
        )[0]

    def target(self) -> np.ndarray:
        """Return the target (K,) in its own unit."""
        return (
            self.probe.y.astype(np.float64) if self.windows.task else targets(self.probe.part, 0)[0]
        )  # a task's may be edited

    def data_tracks(self) -> list[Track]:
        """Return input, target and prediction, in the data's own units."""
        stepped = self.windows.task
        names, own = own_inputs(self)
        main, row = main_input(self), answer_row(self)
        low, high = self._range()
        signs = {mark.channel for mark in self._signs()}
        tracks = (
            []
            if names[main] in signs
            else [
                Track(
                    "x",
                    "x_t",
                    _("Input")
                    if (len(names) == 1 or self.windows.task) and not self.probe.part.spec.generated
                    else _plain(names[main]),
                    "series",
                    own[:, main],
                    colour="data",
                    row="data",
                    opens="always",
                    style="dots",
                    stepped=stepped,
                    low=low,
                    high=high,
                )
            ]
        )
        others = [c for c in range(own.shape[1]) if c != main and names[c] not in signs]
        more = [
            Track(
                f"x{c}",
                "x_t",
                _plain(names[c]),
                "series",
                own[:, c],
                colour="data",
                row=f"x{c}",
                style="solid",
                stepped=stepped,
            )
            for c in others
        ]
        if self.probe.part.spec.classes:
            return [*tracks, *class_tracks(self), *more]
        tracks += [
            Track(
                "target",
                "y_t",
                _("Target"),
                "series",
                self._at_targets(self.target()),
                colour="target",
                row=row,
                opens="always",
                style="dotted",
                stepped=stepped,
            ),
            Track(
                "prediction",
                "ŷ_t",
                _("Prediction"),
                "series",
                self._at_targets(self.prediction()),
                colour="prediction",
                row=row,
                opens="always",
                style="thick",
                stepped=stepped,
            ),
        ]
        if self.untouched is not None:
            own_prediction = self._at_targets(self.prediction(self.untouched))
            label = _("Prediction without the what-if")
            tracks.append(
                Track(
                    "untouched",
                    "ŷ_t",
                    label,
                    "series",
                    own_prediction,
                    colour="prediction",
                    row=row,
                    style="solid",
                    stepped=stepped,
                )
            )
        off = self._at_targets(self.prediction() - self.target())
        tracks.append(
            Track("error", "", _("Error"), "line", off, note=_("prediction − target"), stepped=True)
        )
        return [*tracks, *more]

    def signal_tracks(self) -> list[Track]:
        """Return every gate and state of the layer; a decoder's follow the encoder's on the same
        axis.
        """
        return [self._signal(signal) for signal in signals(self.experiment.model)]

    def _input_names(self) -> list[str]:
        return [_plain(name) for name in input_names(self)]

    def _signal(self, signal: Signal) -> Track:
        values = self.explanation.layers[self.layer][signal.name]
        if self.explanation.decoder is not None:
            values = np.concatenate(
                [values, self.explanation.decoder.layers[self.layer][signal.name]]
            )
        held = self.held.get(signal.name)
        still = (
            held is None
            and signal.kind == "gate"
            and len(values) > 1
            and float(np.ptp(values, axis=0).max()) < HARDLY
        )
        kind = "line" if values.shape[1] <= LINES else "map"
        note = (
            _("hardly moves here")
            if still
            else ""
            if held is None
            else _("held at {value}").format(value=number(held, 3))
        )
        low, high = signal.low, signal.high
        return Track(
            signal.name,
            signal.symbol,
            _(signal.label),
            kind,
            values,
            low=low,
            high=high,
            colour=signal.colour,
            note=note,
            dimmed=still,
            opens=signal.importance,
        )

    def _at_targets(self, values: np.ndarray) -> np.ndarray:
        """Place one value per output at the time step it speaks of."""
        spec = self.probe.part.spec
        offsets = np.arange(len(values)) if spec.generated else spec.target_offsets
        placed = np.full(max(len(self.probe.x), int(offsets.max()) + 1), np.nan)
        placed[offsets] = values
        return placed

    def _range(self) -> tuple[float | None, float | None]:
        """A task's input keeps its scale while it is edited."""
        return EDITABLE if self._editable() else (None, None)

    def _editable(self) -> bool:
        return (
            not self.fixed
            and self.windows.task
            and "answer" in self.experiment.source().facts
            and not self.windows.train.spec.classes
        )

    def _view(self) -> View:
        T, spec = len(self.probe.x), self.probe.part.spec
        marks, signs = self.marks(), self._signs()
        offsets = self.probe.part.target_offsets
        dividers = []
        if self.explanation.decoder is not None:
            dividers.append((T, _("hand-over to the decoder")))
        elif not spec.generated and int(offsets.min()) >= T:
            dividers.append((T, _("forecast")))
        loss_at = T - 1 if self.explanation.decoder is None else T + len(offsets) - 1
        cursor = marks[len(marks) // 2][0] if marks else T - 1  # there every gate has a value
        title = _("What goes in, what comes out, and every gate in between, on one time axis")
        return View(
            title=title,
            alt=" ".join(self.said) or title,
            cursor=cursor,
            labels=self._labels(),
            marks=[t for t, _k in marks],
            kinds=[k for _t, k in marks],
            signs=[mark.sign for mark in signs] or ["▲"],
            sign_names=[_(mark.label) for mark in signs],
            dividers=dividers,
            loss_at=loss_at,
            editable=self._editable(),
            edited=self.edited,
            unit=self.unit,
            orders=self.orders,
            said=self.said,
            group=self.group,
            cell=self.cell,
            training=self.training,
            film=self.film,
            opening=self.opening,
            asked=self.asked,
            hint=self._hint(),
            words=words(),
            language=language(),
        )

    def _hint(self) -> str:
        """Say what a hand can change."""
        if not self._editable():
            return ""
        signs = self._signs()
        if not signs:
            return _("Drag a dot to change a number.")
        told = _("Click in the lane on top to set {signs}, click again to take it away.").format(
            signs=" / ".join(m.sign for m in signs)
        )
        return (
            told
            if signs[0].channel == self.data.columns[0]
            else _("Drag a dot to change a number.") + " " + told
        )

    def _labels(self) -> list[str]:
        """Name each column by its row of the series; a task simply counts."""
        if self.windows.task or not isinstance(self.data, Series):
            return []
        spec = self.probe.part.spec
        count = max(len(self.probe.x), int(spec.target_offsets.max()) + 1)
        first = self.probe.number + (spec.lookback if spec.generated else 0)
        index = self.data.index[first : self.probe.number + count]
        if index.dtype.kind != "M":
            return [str(i) for i in index]
        whole_days = bool((index == index.astype("datetime64[D]")).all())
        return [str(i) for i in index.astype("datetime64[D]" if whole_days else "datetime64[m]")]


def _plain(name: str) -> str:
    """Return a column's name without underscores: the player sets low what follows one."""
    return name.replace("_", " ")
