"""From an explanation of the probe to the tracks that show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.cells import signals
from playground.cells.signal import Signal
from playground.data.series import Sequences, Series
from playground.data.tasks.yardstick import Mark
from playground.data.windows import Windows
from playground.experiment import Experiment
from playground.explain import Explanation
from playground.influence import influence
from playground.player.payload import LINES, Track, View, pack
from playground.probe import Probe
from playground.problems.predictions import targets, undo
from playground.wording import _

#: A gate whose values lie closer together than this is drawn faintly.
HARDLY = 0.08
#: Range in which a task's numbers can be changed by hand; a little beyond what was trained on.
EDITABLE = (-1.2, 1.2)
#: Influence below this share is not drawn; its level is written at the axis.
FLOOR = 1e-6
COLOURS = {
    "forget_gate": "forget", "input_gate": "input", "output_gate": "output", "candidate": "candidate", "cell_state": "cell",
    "reset_gate": "reset", "update_gate": "update", "candidate_state": "candidate", "hidden_state": "hidden",
}  # fmt: skip


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
    alt : str
        What the picture says, in words.
    edited : int or None
        Number of the reader's edit that this answers.
    untouched : Explanation or None
        Of the network as it is, when ``explanation`` is a what-if; its prediction is drawn thin beside the other.
    """

    experiment: Experiment
    data: Series | Sequences
    windows: Windows
    probe: Probe
    explanation: Explanation
    layer: int = 0
    alt: str = ""
    edited: int | None = None
    untouched: Explanation | None = None

    def packed(self) -> bytes:
        """Return the picture as the player reads it."""
        tracks = [*self.data_tracks(), *self.signal_tracks(), self.influence_track()]
        return pack(self._view(), tracks)

    def bells(self) -> np.ndarray:
        """Return where the bell rings, (T,) of bool; nowhere without a channel of that name."""
        if isinstance(self.data, Series) or "bell" not in self.data.columns:
            return np.zeros(len(self.probe.x), bool)
        return self.probe.x[:, self.data.columns.index("bell")] > 0.5

    def marks(self) -> list[tuple[int, int]]:
        """Return (step, number of the sign) of every mark of the task's own channels, in the order of time."""
        found = []
        for k, mark in enumerate(self._signs()):
            channel = self.probe.x[:, self.data.columns.index(mark.channel)]
            found += [(int(t), k) for t in np.flatnonzero(channel > 0.5)]
        return sorted(found)

    def _signs(self) -> tuple[Mark, ...]:
        return self.experiment.source().facts.get("marks", ()) if self.windows.task else ()

    def prediction(self, explanation: Explanation | None = None) -> np.ndarray:
        """Return the prediction (K,) in the target's own unit, of this scene's explanation or of another."""
        return undo(self.probe.part, self.windows.scaler, (explanation or self.explanation).y_hat[None], 0)[0]

    def target(self) -> np.ndarray:
        """Return the target (K,) in its own unit."""
        return self.probe.y.astype(np.float64) if self.windows.task else targets(self.probe.part, 0)[0]

    def data_tracks(self) -> list[Track]:
        """Return input, target and prediction, in the data's own units."""
        stepped = self.windows.task
        own = self.probe.x.astype(np.float64) if self.windows.task else self.windows.scaler.inverse(self.probe.x)
        names = self.data.columns
        main = self.data.target if isinstance(self.data, Series) else 0
        low, high = self._range()
        signs = {mark.channel for mark in self._signs()}
        tracks = (
            []
            if names[main] in signs
            else [
                Track(
                    "x",
                    "x_t",
                    _("Input") if len(names) == 1 or self.windows.task else _plain(names[main]),
                    "series",
                    own[:, main],
                    colour="data",
                    row="data",
                    style="dots",
                    stepped=stepped,
                    low=low,
                    high=high,
                )
            ]
        )
        tracks += [
            Track("target", "y_t", _("Target"), "series", self._at_targets(self.target()), colour="target", row="data", style="dotted", stepped=stepped),
            Track("prediction", "ŷ_t", _("Prediction"), "series", self._at_targets(self.prediction()), colour="prediction", row="data", style="thick",
                  stepped=stepped),
        ]  # fmt: skip
        if self.untouched is not None:
            own_prediction = self._at_targets(self.prediction(self.untouched))
            label = _("Prediction without the what-if")
            tracks.append(
                Track("untouched", "ŷ_t", label, "series", own_prediction, colour="prediction", row="data", style="solid", stepped=stepped)
            )
        others = [c for c in range(own.shape[1]) if c != main and names[c] not in signs]
        return tracks + [
            Track(f"x{c}", "x_t", _plain(names[c]), "series", own[:, c], colour="data", row=f"x{c}", style="solid", stepped=stepped)
            for c in others
        ]

    def signal_tracks(self) -> list[Track]:
        """Return every gate and state of the layer; a decoder's follow the encoder's on the same axis."""
        return [self._signal(signal) for signal in signals(self.experiment.model)]

    def influence_track(self) -> Track:
        """Return the influence of the state at t on the last prediction, relative to the last step."""
        whole = [influence(self.explanation, self.layer)]
        if self.explanation.decoder is not None:
            whole.append(influence(self.explanation.decoder, self.layer))
        norm = np.concatenate([w.norm for w in whole])
        share = norm / norm[-1] if norm[-1] > 0 else np.full_like(norm, np.nan)
        letter = "C" if whole[0].signal == "cell_state" else "h"
        note = _("of {letter}_t on the last prediction, as a share of the last step's").format(letter=letter)
        return Track("influence", f"∂ŷ/∂{letter}_t", _("Influence"), "gradient", share, low=FLOOR, colour="gradient", note=note)

    def _signal(self, signal: Signal) -> Track:
        values = self.explanation.layers[self.layer][signal.name]
        if self.explanation.decoder is not None:
            values = np.concatenate([values, self.explanation.decoder.layers[self.layer][signal.name]])
        still = signal.kind == "gate" and float(np.ptp(values, axis=0).max()) < HARDLY
        kind = "line" if values.shape[1] <= LINES else "map"
        note = _("hardly moves here") if still else ""
        low, high = signal.low, signal.high
        return Track(signal.name, signal.symbol, _(signal.label), kind, values, low=low, high=high, colour=COLOURS.get(signal.name, "text"),
                     note=note, dimmed=still)  # fmt: skip

    def _at_targets(self, values: np.ndarray) -> np.ndarray:
        """Place one value per output at the time step it speaks of."""
        offsets = self.probe.part.target_offsets
        placed = np.full(max(len(self.probe.x), int(offsets.max()) + 1), np.nan)
        placed[offsets] = values
        return placed

    def _range(self) -> tuple[float | None, float | None]:
        """A task's input keeps its scale while it is edited."""
        return EDITABLE if self._editable() else (None, None)

    def _editable(self) -> bool:
        return self.windows.task and "answer" in self.experiment.source().facts

    def _view(self) -> View:
        T = len(self.probe.x)
        marks, signs = self.marks(), self._signs()
        offsets = self.probe.part.target_offsets
        dividers = []
        if self.explanation.decoder is not None:
            dividers.append((T, _("hand-over to the decoder")))
        elif not self.windows.task and int(offsets.min()) >= T:
            dividers.append((T, _("forecast")))
        loss_at = T - 1 if self.explanation.decoder is None else T + len(offsets) - 1
        cursor = marks[len(marks) // 2][0] if marks else None
        title = _("What goes in, what comes out, and every gate in between, on one time axis")
        return View(title=title, alt=self.alt, cursor=cursor, labels=self._labels(), marks=[t for t, _k in marks], kinds=[k for _t, k in marks],
                    signs=[mark.sign for mark in signs] or ["▲"], sign_names=[_(mark.label) for mark in signs], dividers=dividers,
                    loss_at=loss_at, editable=self._editable(), edited=self.edited, hint=self._hint())  # fmt: skip

    def _hint(self) -> str:
        """Say what a hand can change."""
        if not self._editable():
            return ""
        signs = self._signs()
        if not signs:
            return _("Drag a dot to change a number.")
        told = _("Click in the lane on top to set {signs}, click again to take it away.").format(signs=" / ".join(m.sign for m in signs))
        return told if signs[0].channel == self.data.columns[0] else _("Drag a dot to change a number.") + " " + told

    def _labels(self) -> list[str]:
        """Name each column by its row of the series; a task simply counts."""
        if self.windows.task or not isinstance(self.data, Series):
            return []
        count = max(len(self.probe.x), int(self.probe.part.target_offsets.max()) + 1)
        index = self.data.index[self.probe.number : self.probe.number + count]
        if index.dtype.kind != "M":
            return [str(i) for i in index]
        whole_days = bool((index == index.astype("datetime64[D]")).all())
        return [str(i) for i in index.astype("datetime64[D]" if whole_days else "datetime64[m]")]


def _plain(name: str) -> str:
    """Return a column's name without underscores: the player sets low what follows one."""
    return name.replace("_", " ")
