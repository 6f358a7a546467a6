"""What the gradient picture says, in words: how far each cell listens, and what that means for the
step that matters.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.view import SIMPLE, View
from playground.analysis.influence import FAINT
from playground.models.cells import cell_of
from playground.sentences.gates import halving
from playground.sentences.gradient import EXPLODES
from playground.sentences.lists import listed
from playground.sentences.shares import share_words, slope_words, weight_words
from playground.wording import _, counted, number

#: Decades per step by which two slopes may differ and still count as the same.
ALIKE = 0.05
#: Mean slope of tanh below which it counts as saturated.
FLAT = 0.9
#: Decades per step by which a line that vanishes falls at least.
VANISHES = 0.1


def about_reach(
    lines: Mapping[str, Line], steps_before: int | None, *, several: bool = False
) -> str:
    """Return the verdict: at the step that matters, the first of ``several`` where more than one
    does, else by reach.
    """
    if any(not np.isfinite(line.share).all() for line in lines.values()):
        return _(
            "In at least one of these networks nothing reaches the prediction asked about, or the numbers have left the range of double precision."
        )
    at = next(iter(lines.values())).at
    if at == 0:
        return _("One step only: there is no way back through time.")
    if steps_before is None or not 0 < steps_before <= at:
        return _by_reach(lines)
    shares = {cell: line.share_at(steps_before) for cell, line in lines.items()}
    told = _(
        "In the middle one of the sequences drawn {which} lies {steps} before the answer. Compared with the last step it weighs {list}."
    ).format(
        which=_("the first marked step") if several else _("the marked step"),
        steps=counted(steps_before, "{n} step", "{n} steps"),
        list=listed(
            [
                _("{share} in {cell}").format(cell=_(cell_of(cell).noun), share=weight_words(v))
                for cell, v in shares.items()
            ]
        ),
    )
    return told + " " + _verdict(shares)


def _verdict(shares: Mapping[str, float]) -> str:
    """Tell who hears the marked step: at least `FAINT` of what the last step weighs."""
    hears = [cell for cell, share in shares.items() if share >= FAINT]
    if not hears:
        return _(
            "Less than 1 % in each: at the start all of them are nearly deaf to what they are asked about."
        )
    if len(hears) == len(shares):
        return _("At least 1 % in each: at the start all of them hear it.")
    if len(hears) == 1:
        return _(
            "At the start only {cell} hears it; in the others it weighs less than 1 %."
        ).format(cell=_(cell_of(hears[0]).noun))
    deaf = next(cell for cell in shares if cell not in hears)
    return _("At the start {cell} is nearly deaf to it; the others hear it.").format(
        cell=_(cell_of(deaf).noun)
    )


def _by_reach(lines: Mapping[str, Line]) -> str:
    told = []
    for cell, line in lines.items():
        if line.reach is None:
            told.append(_("{cell} all {steps}").format(cell=_(cell_of(cell).noun), steps=line.at))
        else:
            told.append(_("{cell} {steps}").format(cell=_(cell_of(cell).noun), steps=line.reach))
    return _(
        "Steps back until a change moves the prediction asked about by less than 1 % of what one at its own step does: {list}."
    ).format(list=listed(told))


def about_explosion(lines: Mapping[str, Line]) -> str | None:
    """Return a sentence on the cell that grows most on the way back, or None when none does by a
    hundred times.
    """
    peaks = {
        cell: float(line.share.max())
        for cell, line in lines.items()
        if np.isfinite(line.share).all()
    }
    cell = max(peaks, key=peaks.__getitem__, default=None)
    if cell is None or peaks[cell] <= EXPLODES:
        return None
    back = lines[cell].at - int(lines[cell].share.argmax())
    told = _(
        "Through {cell} a change {steps} back moves the prediction asked about {times} as much as one at its own step: its gradient explodes. Clipping shortens such a gradient and keeps its direction."
    )
    return told.format(
        cell=_(cell_of(cell).noun),
        steps=counted(back, "{n} step", "{n} steps"),
        times=share_words(peaks[cell]),
    )


def about_gates_at_start(lines: Mapping[str, Line]) -> str | None:
    """Return what the LSTM's forget gate has to do with it; None without an LSTM's memory in the
    picture.
    """
    lstm = lines.get("lstm")
    if lstm is None or lstm.signal != "cell_state":
        return None
    f = float(np.median(lstm.layer.signals()["forget_gate"]))
    if not np.isfinite(f):
        return None
    plain = lines.get(SIMPLE)
    if (
        plain is not None
        and lstm.reach is not None
        and plain.reach is not None
        and lstm.slope < -VANISHES
        and abs(lstm.slope - plain.slope) < ALIKE
    ):
        told = _(
            "An LSTM is no cure by itself: with its forget gate at f = {f} it loses {lstm} decades a step, the simple RNN {plain}. What helps is a gate that starts open."
        )
        return told.format(
            f=number(f, 2), lstm=number(-lstm.slope, 2), plain=number(-plain.slope, 2)
        )
    return _("The LSTM's forget gate starts at f = {f}: {halves}.").format(
        f=number(f, 2), halves=halving(f)
    )


def about_saturation(line: Line, radius: float, activation: str) -> str | None:
    """Return why a simple RNN with a spectral radius above 1 grows less than theory says; None when
    it does not.
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
    told = _(
        "A linear network with spectral radius {radius} would in the end grow by {theory} decades a step; the simple RNN has {slope}: tanh is flat where it saturates."
    )
    return told.format(
        radius=number(radius, 3),
        theory=number(float(np.log10(radius)), 2),
        slope=slope_words(line.slope),
    )


def about_before_training(lines: Mapping[str, Line]) -> str | None:
    """Return the warning that the start is not the end; None when the GRU already hears more than 1
    % of everything.
    """
    gru = lines.get("gru")
    if gru is None or gru.reach is None or not np.isfinite(gru.share).all():
        return None
    return _(
        "This is the start and no verdict for ever: the reach changes while a network trains. Train it below and see."
    )


def about_view(
    view: View, lines: Mapping[str, Line], last_only: Mapping[str, Line] | None = None
) -> str | None:
    """Return what a view other than the first one changes.

    Parameters
    ----------
    last_only : mapping of str to Line, or None
        With a question to all steps: the lines for the last step alone.
    """
    if view.step == "all" and last_only is not None:
        return _about_all(lines[SIMPLE], last_only[SIMPLE])
    told = []
    if view.measure == "absolute":
        told.append(
            _(
                "Not divided by the last step's: at its right end each line now stands at how strongly the prediction reads the state of its own step."
            )
        )
    if view.measure == "loss":
        told.append(
            _(
                "As training sees it: the influence times the error of the prediction. When the error shrinks, all of this line sinks with it, so success looks like vanishing; that is why the first view leaves the error out."
            )
        )
    if view.step == "other":
        told.append(
            _(
                "Asked about the prediction at time step {t} instead: later states cannot matter for it, so the lines end there."
            ).format(t=view.loss_step(len(lines[SIMPLE].middle)) + 1)
        )
    if view.state == "hidden":
        told.append(
            _(
                "Now h for every cell. Of an LSTM h is only what it shows at the moment: what it keeps, and what the gradient travels along, is C."
            )
        )
    return " ".join(told) or None


def _about_all(summed: Line, last_only: Line) -> str:
    """Tell why the sum over all steps hides vanishing, when it does."""
    first, alone = float(summed.share[0]), float(last_only.share[0])
    if not (np.isfinite(first) and np.isfinite(alone)):
        return _(
            "Asked about all steps at once, the numbers have left the range of double precision."
        )
    if alone < FAINT and first > 10 * alone:
        told = _(
            "Asked about all steps at once, vanishing hides: every state serves the prediction of its own step first, so compared with the last one the first still weighs {sum} in the simple RNN. For the last prediction alone it weighs {alone}."
        )
    elif first > 2 * alone:
        told = _(
            "Asked about all steps at once, compared with its last state the first one of the simple RNN weighs {sum}; for the last prediction alone it weighs {alone}, because every state serves the prediction of its own step first."
        )
    else:
        told = _(
            "Asked about all steps at once. Here that hides nothing: compared with its last state the first one of the simple RNN weighs {sum}, and {alone} for the last prediction alone."
        )
    return told.format(sum=weight_words(first), alone=weight_words(alone))
