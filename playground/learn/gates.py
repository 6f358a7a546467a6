"""Each gate of an LSTM: its sum, the sigmoid, and what it did at every time step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from playground.gallery.exhibits.answer_when_asked import remembering_unit
from playground.glossary.notation import formula_html
from playground.learn.flip_book import HERE, FlipBook, framed, hue, slider, text
from playground.learn.recorded import RecordedNetwork, recorded
from playground.models.cells import cell_of
from playground.models.cells.signal import Signal
from playground.wording import _, low, number

_WIDTH, _LEFT, _RIGHT = 380, 132, 372
_CURVE = (14.0, 30.0, 92.0, 92.0)  # left, top, width and height of the sigmoid
_SPAN = 8.0  # sums drawn, from -8 to 8
_ROW, _GAP, _TOP = 40, 16, 30


@dataclass(frozen=True)
class _Row:
    """A signal of one unit over time, (T,), and the ends of its scale."""

    symbol: str
    values: np.ndarray
    low: float
    high: float
    colour: str


@dataclass(frozen=True)
class _Gate:
    """A gate of one unit: the three terms of its sum at each time step, and its values, (T,)."""

    symbol: str
    letter: str
    colour: str
    recurrent: np.ndarray
    inputs: np.ndarray
    bias: float
    values: np.ndarray

    @property
    def sums(self) -> np.ndarray:
        """What the sigmoid is applied to."""
        return self.recurrent + self.inputs + self.bias


def forget_gate() -> FlipBook:
    """Return the forget gate of the exhibit Remember."""
    return _figure("forget_gate", recorded("remember"), 0, ("forget_gate", "cell_state"))


def input_gate() -> FlipBook:
    """Return the input gate of the exhibit Remember, with the candidate."""
    return _figure("input_gate", recorded("remember"), 0, ("input_gate", "candidate", "cell_state"))


def output_gate() -> FlipBook:
    """Return the output gate of the unit that remembers in Answer when asked."""
    network = recorded("answer_when_asked")
    memory = remembering_unit(network.explanation())
    return _figure(
        "output_gate",
        network,
        0 if memory is None else memory.unit,
        ("output_gate", "cell_state", "hidden_state"),
    )


def _figure(name: str, network: RecordedNetwork, unit: int, shown: Sequence[str]) -> FlipBook:
    """Return a gate with rows of signals; the slider moves along the time steps."""
    signals = {s.name: s for s in cell_of(network.experiment.model.cell).signals}
    layer = network.explanation().layers[0]
    gate = _gate(network, signals[name], unit)
    rows = [_row(signals[each], layer[each][:, unit]) for each in shown]
    marks = _marks(network)
    steps = range(len(gate.values))
    first = min(marks, key=lambda t: abs(t - len(gate.values) // 4))
    bottom = _TOP + (_ROW + _GAP) * len(rows)
    height = max(bottom + 6, 150)
    alt = _("{gate} over {steps} time steps, and the sigmoid with the present sum.").format(
        gate=low(gate.symbol), steps=len(gate.values)
    )
    base = framed(
        _WIDTH, height, alt, _sigmoid(gate) + _signs(marks, steps) + _rows(rows, steps) + HERE
    )
    return slider(
        name,
        _("Time step t"),
        [str(t + 1) for t in steps],
        [_moving(gate, rows, t, bottom) for t in steps],
        [_about(gate, layer, unit, marks, t) for t in steps],
        base=base,
        start=first,
    )


def _gate(network: RecordedNetwork, signal: Signal, unit: int) -> _Gate:
    weights, explanation = network.weights(), network.explanation()
    hidden = network.experiment.model.hidden_size
    assert signal.block is not None
    row = signal.block * hidden + unit
    w_x, w_h = (np.asarray(weights[f"rnn.weight_{k}_l0"][row], float) for k in ("ih", "hh"))
    bias = float(weights["rnn.bias_ih_l0"][row]) + float(weights["rnn.bias_hh_l0"][row])
    states = explanation.layers[0]["hidden_state"]
    before = np.concatenate([np.zeros((1, hidden)), states[:-1]])
    values = explanation.layers[0][signal.name][:, unit]
    recurrent, inputs = before @ w_h, explanation.x @ w_x
    return _Gate(signal.symbol, signal.letter, hue(signal.colour), recurrent, inputs, bias, values)


def _row(signal: Signal, values: np.ndarray) -> _Row:
    size = max(1e-9, float(np.abs(values).max()))
    gate = signal.kind == "gate"
    colour = "currentColor" if signal.colour == "text" else hue(signal.colour)
    return _Row(low(signal.symbol), values, 0.0 if gate else -size, 1.0 if gate else size, colour)


def _marks(network: RecordedNetwork) -> dict[int, str]:
    """Return the sign at each time step, from 0, that has one."""
    kinds = network.experiment.source().facts["marks"]
    columns = list(network.data.columns)
    return {
        int(t): kind.sign
        for kind in kinds
        for t in np.flatnonzero(network.probe.x[:, columns.index(kind.channel)] > 0.5)
    }


def _x(t: int, count: int) -> float:
    return _LEFT + (t + 0.5) * (_RIGHT - _LEFT) / count


def _y(row: int, each: _Row, value: float) -> float:
    top = _TOP + row * (_ROW + _GAP)
    return top + _ROW * (1 - (value - each.low) / (each.high - each.low))


def _sigmoid(gate: _Gate) -> str:
    left, top, width, height = _CURVE
    z = np.linspace(-_SPAN, _SPAN, 49)
    points = " ".join(
        f"{left + width * (a + _SPAN) / (2 * _SPAN):.1f},{top + height * (1 - 1 / (1 + np.exp(-a))):.1f}"
        for a in z
    )
    axis = f'<path d="M{left} {top + height}h{width}M{left + width / 2} {top}v{height}" stroke-opacity="0.3"/>'
    return (
        axis
        + f'<polyline points="{points}" style="stroke:{gate.colour}" stroke-width="2"/>'
        + text(left, top - 10, f"{low(gate.symbol)} = σ(z)", fill=gate.colour)
        + text(left + width / 2, top + height + 16, "z", anchor="middle")
        + text(left, top + height + 16, "−8", anchor="middle", size=10)
        + text(left + width, top + height + 16, "8", anchor="middle", size=10)
        + text(left + width / 2 + 3, top + 8, "1", size=10)
    )


def _signs(marks: Mapping[int, str], steps: range) -> str:
    return "".join(
        text(_x(t, len(steps)), _TOP - 12, sign, anchor="middle") for t, sign in marks.items()
    )


def _rows(rows: Sequence[_Row], steps: range) -> str:
    parts = []
    for k, row in enumerate(rows):
        zero = _y(k, row, 0.0)
        parts.append(f'<path d="M{_LEFT} {zero:.1f}H{_RIGHT}" stroke-opacity="0.3"/>')
        corners = " ".join(
            f"{_x(t, len(steps)):.1f},{_y(k, row, float(row.values[t])):.1f}" for t in steps
        )
        parts.append(
            f'<polyline points="{corners}" style="stroke:{row.colour}" stroke-width="1.8"/>'
        )
        parts.append(
            text(_LEFT - 5, _TOP + k * (_ROW + _GAP) + _ROW / 2 + 4, row.symbol, anchor="end")
        )
    return "".join(parts)


def _moving(gate: _Gate, rows: Sequence[_Row], t: int, bottom: int) -> str:
    """Return what moves: the point on the sigmoid, the cursor and the points on the rows."""
    left, top, width, height = _CURVE
    z, value = float(np.clip(gate.sums[t], -_SPAN, _SPAN)), float(gate.values[t])
    x, y = left + width * (z + _SPAN) / (2 * _SPAN), top + height * (1 - value)
    at = _x(t, len(gate.values))
    points = "".join(
        f'<circle cx="{at:.1f}" cy="{_y(k, row, float(row.values[t])):.1f}" r="3.5" style="fill:{row.colour}" stroke="none"/>'
        for k, row in enumerate(rows)
    )
    return (
        f'<path d="M{x:.1f} {top + height}V{y:.1f}" stroke-dasharray="3 2" stroke-opacity="0.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" style="fill:{gate.colour}" stroke="none"/>'
        f'<path d="M{at:.1f} {_TOP - 6}V{bottom - 8}" stroke-opacity="0.5"/>{points}'
    )


def _about(
    gate: _Gate, layer: Mapping[str, np.ndarray], unit: int, marks: Mapping[int, str], t: int
) -> str:
    """Return the gate's equation with its numbers, and what follows from it."""
    parts = (float(gate.recurrent[t]), float(gate.inputs[t]), gate.bias)
    terms = " + ".join(map(_term, parts))
    here, earlier, letter = _low(t + 1), _low(t), gate.letter
    equation = (
        f"{letter}_{here} = σ(W_{letter} h_{earlier} + W_{{{letter}x}} x_{here} + b_{letter}) "
        f"= σ({terms}) = σ({_rounded(float(gate.sums[t]), 2)}) = {number(float(gate.values[t]), 3)}"
    )
    C = layer["cell_state"][:, unit]
    fields = {
        "share": number(100 * float(gate.values[t]), 3),
        "before": number(float(C[t - 1]), 2) if t else "0",
        "memory": number(float(C[t]), 2),
        "candidate": number(float(layer["candidate"][t, unit]), 2),
        "shown": number(float(layer["hidden_state"][t, unit]), 2),
    }
    sentence = {
        "f": _("{share} % of the previous cell state {before} is kept."),
        "i": _("{share} % of the candidate {candidate} is added; the cell state is now {memory}."),
        "o": _("{share} % of tanh(C) is shown: C = {memory}, h = {shown}."),
    }[letter].format(**fields)
    sign = f"{marks[t]} " if t in marks else ""
    return f'{sign}<span class="equation">{formula_html(equation)}</span><br>{sentence}'


def _term(value: float) -> str:
    """Return a term of the sum, with one decimal more than the sum."""
    shown = _rounded(value, 3)
    return f"({shown})" if value < 0 else shown


def _rounded(value: float, decimals: int) -> str:
    return number(round(value, decimals) + 0.0, decimals + 5)


def _low(t: int) -> str:
    return f"{{{t}}}"
