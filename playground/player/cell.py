"""The data of the cell's diagram: weights, inputs and gradients of the units in the payload.

``assets/cell_reading.mjs`` and ``assets/cell_backward.mjs`` read them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.gradients.lines import size
from playground.config import registry
from playground.config.experiment import Model
from playground.models.architecture import Architecture
from playground.models.cells import cell_of, signals
from playground.models.cells.cell import Cell
from playground.player.cell_words import cell_words
from playground.player.drawings import is_drawn
from playground.player.payload import LINES, Track
from playground.player.time_axis import along_axis, stretches
from playground.wording import _

#: Added to the logarithm of an absolute value to make it positive, so that its sign is free.
OFFSET = 500.0
#: Most weights that are sent for all units; for larger layers, and during training, only those of
#: the chosen unit are sent.
MOST = 60_000


@dataclass(frozen=True)
class Inside:
    """One layer of a network on one sequence, with one unit chosen.

    Parameters
    ----------
    explanation : Explanation
    weights : mapping of str to array
        The weights that are explained, interventions included.
    architecture : Architecture
    layer : int
        From 0.
    unit : int
        The chosen unit, from 0.
    inputs : sequence of str
        Names of the network's inputs, as on screen.
    every_unit : bool
        Whether the data of all units are sent, not only those of the chosen one.
    """

    explanation: Explanation
    weights: Mapping[str, np.ndarray]
    architecture: Architecture
    layer: int
    unit: int
    inputs: Sequence[str]
    every_unit: bool = False

    @property
    def cell(self) -> Cell:
        """The description of the model's cell."""
        return cell_of(self.model.cell)

    @property
    def model(self) -> Model:
        """The cell, its layers and units."""
        return self.architecture.model

    @property
    def listed(self) -> list[int]:
        """Units whose weights and gradients are sent."""
        H = self.model.hidden_size
        count = H * len(self.cell.blocks) * (H + 2 + self._input(self.explanation).shape[1])
        return list(range(H)) if self.every_unit and count <= MOST else [self.unit]

    def view(self) -> dict[str, Any]:
        """Return the value of `View.cell`; empty for a network without a recurrent cell."""
        if not self.cell.recurrent:
            return {}
        parts = stretches(self.explanation)
        starts = np.cumsum([0, *(len(part.x) for part in parts)])
        return {
            **anatomy(self.model),
            "layer": self.layer + 1,
            "layers": self.model.num_layers,
            "parts": [
                self._part(k, part, int(start))
                for k, (part, start) in enumerate(zip(parts, starts, strict=False))
            ],
            **self.of_step(),
        }

    def of_step(self) -> dict[str, Any]:
        """Return the part of `view` that may differ between training steps."""
        if not self.cell.recurrent:
            return {}
        return {
            "listed": self.listed,
            "own": [self._self_weights(stack) for stack, _part in self._stacks()]
            if self.cell.keeper is None
            else None,
        }

    def tracks(self) -> list[Track]:
        """Return the arrays of the diagram as hidden tracks."""
        if not self.cell.recurrent:
            return []
        tracks, start = [], 0
        for k, (stack, part) in enumerate(self._stacks()):
            tracks.append(_hidden(f"cell/weights/{k}", self._weights(stack).reshape(1, -1)))
            tracks.append(_hidden(f"cell/input/{k}", self._input(part), start))
            start += len(part.x)
        state = self.cell.memory.name
        for of, prefix in (("prediction", "sensitivity"), ("loss", "grad")):
            name = f"{prefix}_{state}"
            if name in self.explanation.layers[self.layer]:
                values = along_axis(self.explanation, self.layer, name)[:, self.listed]
                tracks.append(_hidden(f"cell/back/{of}", signed_logarithm(values)))
            if (down := self._down(of)) is not None:
                tracks.append(_hidden(f"cell/down/{of}", signed_logarithm(down)))
        return tracks

    def untouched(self, explanation: Explanation) -> list[Track]:
        """Return the signals of the network without the intervention, as hidden tracks.

        Their shape is (T, H) if units are drawn as lines, otherwise (T, 1) for the chosen unit.
        """
        every = slice(None) if self.model.hidden_size <= LINES else slice(self.unit, self.unit + 1)
        return [
            _hidden(
                f"untouched/{signal.name}",
                along_axis(explanation, self.layer, signal.name)[:, every],
            )
            for signal in signals(self.model)
        ]

    def _down(self, of: str) -> np.ndarray | None:
        """Return the norm of the gradient that each layer passes down at every step, (T, layers).

        The bottom layer is first. None without a target.
        """
        which = 0 if of == "loss" else 1
        norms = []
        for part in stretches(self.explanation):
            gradients = [
                values for pair in part.input_gradients if (values := pair[which]) is not None
            ]
            if len(gradients) < self.model.num_layers:
                return None
            norms.append(np.stack([size(values) for values in gradients], axis=1))
        return np.concatenate(norms)

    def _stacks(self) -> list[tuple[str, Explanation]]:
        return list(zip(("rnn", "decoder"), stretches(self.explanation), strict=False))

    def _input(self, stretch: Explanation) -> np.ndarray:
        """Return the input of the layer at every step, (T, F)."""
        return stretch.layers[self.layer - 1]["hidden_state"] if self.layer else stretch.x

    def _part(self, k: int, stretch: Explanation, start: int) -> dict[str, Any]:
        hands_over = self.explanation.decoder is not None and k == 0
        if self.layer:
            names = [_("unit {n}").format(n=j + 1) for j in range(self.model.hidden_size)]
        else:
            names = list(self.inputs) if k == 0 else [_("its own previous prediction")]
        answers = (
            "none" if hands_over else "last" if self.architecture.readout == "last" else "every"
        )
        return {
            "from": start,
            "steps": len(stretch.x),
            "weights": f"cell/weights/{k}",
            "input": f"cell/input/{k}",
            "inputs": names,
            "answers": answers,
            "hands_over": hands_over,
        }

    def _weights(self, stack: str) -> np.ndarray:
        """Return the rows of the listed units, (n, G, F + H + 2).

        A row consists of the weights of the input, those of h, and both biases.
        """
        H, blocks = self.model.hidden_size, len(self.cell.blocks)
        parts = [
            self.weights[f"{stack}.{part}_l{self.layer}"]
            for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        ]
        rows = np.concatenate(
            [np.asarray(part, np.float64).reshape(blocks * H, -1) for part in parts], axis=1
        )
        return rows.reshape(blocks, H, -1)[:, self.listed].transpose(1, 0, 2)

    def _self_weights(self, stack: str) -> list[float]:
        """Return the weight from each listed unit to itself."""
        return [
            float(w) for w in np.diag(self.weights[f"{stack}.weight_hh_l{self.layer}"])[self.listed]
        ]


def anatomy(model: Model) -> dict[str, Any]:
    """Return the description of a model's cell for the browser, independent of the weights.

    ``signals`` is the cell's table of signals, ``blocks``, ``memory`` and ``keeper`` refer to them
    by letter, ``drawn`` is true if the cell has a drawing, and ``words`` are all its texts.
    """
    cell = cell_of(model.cell)
    return {
        "kind": model.cell,
        "called": _(registry.lookup("cell", model.cell).label),
        "nonlinearity": model.nonlinearity,
        "signals": [
            {
                "name": signal.name,
                "symbol": signal.symbol,
                "letter": signal.letter,
                "kind": signal.kind,
                "high": signal.high,
                "colour": signal.colour,
            }
            for signal in signals(model)
        ],
        "blocks": [signal.letter for signal in cell.blocks],
        "memory": cell.memory.letter,
        "keeper": cell.keeper and {"name": cell.keeper.name, "letter": cell.keeper.letter},
        "drawn": is_drawn(model.cell),
        "words": cell_words(model.cell),
    }


def signed_logarithm(values: np.ndarray) -> np.ndarray:
    """Return sign(value) · (500 + log10 |value|), and 0 for 0.

    In this form a float32 can hold values as small as 1e-300.
    """
    with np.errstate(divide="ignore", invalid="ignore"):  # log10 of 0, sign of NaN
        packed = np.sign(values) * (OFFSET + np.log10(np.abs(values)))
    return np.where(values == 0, 0.0, packed)


def _hidden(name: str, values: np.ndarray, start: int = 0) -> Track:
    return Track(name, "", name, "hidden", values, start=start)
