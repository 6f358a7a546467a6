"""Sentences about the gradient chart: how far back each cell's states influence a prediction."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.view import SIMPLE, View
from playground.analysis.influence import FAINT
from playground.config.cells import GRU, LSTM
from playground.models.cells import cell_of
from playground.sentences.gates import halving
from playground.sentences.gradient import EXPLODES
from playground.sentences.lists import listed
from playground.sentences.shares import influence_words, share_words
from playground.wording import _, counted, number

#: Decades per step by which two slopes may differ and still count as the same.
ALIKE = 0.05
#: Mean slope of tanh below which it counts as saturated.
FLAT = 0.9
#: Decades per step by which a vanishing line falls at least.
VANISHES = 0.1


def about_reach(
    lines: Mapping[str, Line], steps_before: int | None, *, several: bool = False
) -> str:
    """Return which cells respond to the marked step, or each cell's reach if none is marked.

    Parameters
    ----------
    lines : mapping of str to Line
        By the name of the cell.
    steps_before : int or None
        How many steps before the answer the marked step is.
    several : bool
        Whether it is the first of several marked steps.
    """
    if any(not np.isfinite(line.share).all() for line in lines.values()):
        return _(
            "In at least one of these networks no state influences the chosen prediction, or the numbers are beyond the range of double precision."
        )
    at = next(iter(lines.values())).at
    if at == 0:
        return _("There is only one time step, so no gradient flows back through time.")
    if steps_before is None or not 0 < steps_before <= at:
        return _by_reach(lines)
    shares = {cell: line.share_at(steps_before) for cell, line in lines.items()}
    in_cells = [
        _("{share} in {cell}").format(cell=_(cell_of(cell).noun), share=influence_words(share))
        for cell, share in shares.items()
    ]
    sentence = _(
        "In the median sequence {which} is {steps} before the prediction. Relative to the last step, its influence is {list}."
    ).format(
        which=_("the first marked step") if several else _("the marked step"),
        steps=counted(steps_before, "{n} step", "{n} steps"),
        list=listed(in_cells),
    )
    return f"{sentence} {_verdict(shares)}"


def _verdict(shares: Mapping[str, float]) -> str:
    """Return which cells respond to the marked step: those with a share of at least `FAINT`."""
    responding = [cell for cell, share in shares.items() if share >= FAINT]
    if not responding:
        return _("Less than 1 % in each: before training, all of them nearly ignore it.")
    if len(responding) == len(shares):
        return _("At least 1 % in each: before training, all of them respond to it.")
    if len(responding) == 1:
        return _(
            "Before training, only {cell} responds to it; in the others the influence is less than 1 %."
        ).format(cell=_(cell_of(responding[0]).noun))
    ignoring = next(cell for cell in shares if cell not in responding)
    return _("Before training, {cell} nearly ignores it; the others respond to it.").format(
        cell=_(cell_of(ignoring).noun)
    )


def _by_reach(lines: Mapping[str, Line]) -> str:
    reaches = [
        _("{cell} all {steps}").format(cell=_(cell_of(cell).noun), steps=line.at)
        if line.reach is None
        else _("{cell} {steps}").format(cell=_(cell_of(cell).noun), steps=line.reach)
        for cell, line in lines.items()
    ]
    return _(
        "Steps back until a change moves the chosen prediction less than 1 % as much as one at its own step: {list}."
    ).format(list=listed(reaches))


def about_explosion(lines: Mapping[str, Line]) -> str | None:
    """Return which cell's gradient explodes most, or None if none grows by a hundred times."""
    peaks = {
        cell: float(line.share.max())
        for cell, line in lines.items()
        if np.isfinite(line.share).all()
    }
    cell = max(peaks, key=peaks.__getitem__, default=None)
    if cell is None or peaks[cell] <= EXPLODES:
        return None
    back = lines[cell].at - int(lines[cell].share.argmax())
    return _(
        "In {cell}, a change {steps} back moves the chosen prediction {times} as much as one at its own step: the gradient explodes. Clipping shortens such a gradient and keeps its direction."
    ).format(
        cell=_(cell_of(cell).noun),
        steps=counted(back, "{n} step", "{n} steps"),
        times=share_words(peaks[cell]),
    )


def about_gates_at_start(lines: Mapping[str, Line]) -> str | None:
    """Return how the LSTM's forget gate starts; None if the chart does not show its cell state."""
    lstm, plain = lines.get(LSTM), lines.get(SIMPLE)
    if lstm is None or lstm.signal != "cell_state":
        return None
    f = float(np.median(lstm.layer.signals()["forget_gate"]))
    if not np.isfinite(f):
        return None
    if (
        plain is not None
        and lstm.reach is not None
        and plain.reach is not None
        and lstm.slope < -VANISHES
        and abs(lstm.slope - plain.slope) < ALIKE
    ):
        return _(
            "An LSTM alone is no cure: with its forget gate at f = {f} its gradient shrinks by a factor of {lstm} per step, the simple RNN's by {plain}. A forget gate that starts open helps."
        ).format(
            f=number(f, 2),
            lstm=number(10.0**-lstm.slope, 2),
            plain=number(10.0**-plain.slope, 2),
        )
    return _("The LSTM's forget gate starts at f = {f}: {halves}.").format(
        f=number(f, 2), halves=halving(f)
    )


def about_saturation(line: Line, radius: float, activation: str) -> str | None:
    """Return why a simple RNN's gradient grows less than its spectral radius suggests, if so.

    Parameters
    ----------
    line : Line
        Of the simple RNN.
    radius : float
        Spectral radius of its recurrent weights.
    activation : str
    """
    if (
        activation != "tanh"
        or radius <= 1.01
        or not np.isfinite(line.slope)
        or line.slope > np.log10(radius) - 0.02
    ):
        return None
    h = line.layer.signals().get("hidden_state")
    if h is not None and float(np.mean(1 - h**2)) > FLAT:
        return None
    return _(
        "A linear network with spectral radius {radius} would eventually multiply the gradient by {radius} per step; the simple RNN multiplies it by {factor}, since tanh is flat where it saturates."
    ).format(radius=number(radius, 3), factor=number(10.0**line.slope, 3))


def about_before_training(lines: Mapping[str, Line]) -> str | None:
    """Return that training changes the reach; None if the GRU already reaches the whole window."""
    gru = lines.get(GRU)
    if gru is None or gru.reach is None or not np.isfinite(gru.share).all():
        return None
    return _("These networks are untrained. Training changes the reach: train one and see.")


def about_view(
    view: View, lines: Mapping[str, Line], last_only: Mapping[str, Line] | None = None
) -> str | None:
    """Return what a view other than the default shows.

    Parameters
    ----------
    view : View
    lines : mapping of str to Line
        By the name of the cell.
    last_only : mapping of str to Line, or None
        Lines for the last prediction alone, where ``lines`` are for all predictions together.
    """
    if view.step == "all" and last_only is not None:
        return _about_all(lines[SIMPLE], last_only[SIMPLE])
    sentences = []
    if view.measure == "absolute":
        sentences.append(
            _(
                "Absolute values, not relative to the last step: the right end of each line is the influence of the state at the prediction's own step."
            )
        )
    if view.measure == "loss":
        sentences.append(
            _(
                "The gradient of the loss, as in training: the influence times the error of the prediction. When the error shrinks, the whole line shrinks with it, so success looks like vanishing; the default view therefore leaves the error out."
            )
        )
    if view.step == "other":
        sentences.append(
            _(
                "For the prediction at time step {t}: later states cannot affect it, so the lines end there."
            ).format(t=view.loss_step(len(lines[SIMPLE].middle)) + 1)
        )
    if view.state == "hidden":
        sentences.append(
            _(
                "The hidden state h of every cell. In an LSTM h is only its output; what it remembers, and what the gradient flows along, is C."
            )
        )
    return " ".join(sentences) or None


def _about_all(summed: Line, last_only: Line) -> str:
    """Return whether the gradient of all predictions together hides vanishing."""
    first, alone = float(summed.share[0]), float(last_only.share[0])
    if not (np.isfinite(first) and np.isfinite(alone)):
        return _(
            "For all predictions together, the numbers are beyond the range of double precision."
        )
    if alone < FAINT and first > 10 * alone:
        sentence = _(
            "All predictions together hide vanishing, because every state also serves the prediction of its own step. Relative to the last state, the influence of the simple RNN's first state is {sum}; for the last prediction alone it is {alone}."
        )
    elif first > 2 * alone:
        sentence = _(
            "For all predictions together, the influence of the simple RNN's first state relative to the last is {sum}; for the last prediction alone it is {alone}, because every state also serves the prediction of its own step."
        )
    else:
        sentence = _(
            "All predictions together hide nothing here: relative to the last state, the influence of the simple RNN's first state is {sum}; for the last prediction alone it is {alone}."
        )
    return sentence.format(sum=influence_words(first), alone=influence_words(alone))
