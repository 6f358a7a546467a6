"""Sentences about the breakdown of the gradient: paths, layers, losses, units and weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from playground.analysis.gradients.inputs import PROBES
from playground.analysis.gradients.itemised import Items, direct_line
from playground.analysis.gradients.layers import LayerGradient
from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.parameters import Lengths
from playground.models.cells import cell_of
from playground.sentences.shares import power_words, share_words
from playground.wording import _, counted, number

#: Losses within this many steps count as near.
NEAR = 10


def layers_table(layers: Sequence[LayerGradient]) -> str:
    """Return the gradient norm that each layer passes down, as a Markdown table."""
    header = (_("from"), _("to"), _("at the chosen step"), _("over all steps"))
    rows = ["| " + " | ".join(header) + " |", "|:--|:--|--:|--:|"]
    for layer in layers:
        above = _("layer {layer}").format(layer=layer.layer)
        below = (
            _("layer {layer}").format(layer=layer.layer - 1) if layer.layer > 1 else _("the input")
        )
        rows.append(f"| {above} | {below} | {number(layer.at_loss)} | {number(layer.summed)} |")
    return "\n".join(rows)


def about_layers(layers: Sequence[LayerGradient]) -> str:
    """Return what the table shows, and the change from the top layer to the input."""
    sentence = _("Norm of the gradient that each layer passes down, the median over the sequences.")
    if len(layers) == 1:
        return f"{sentence} " + _(
            "With one layer it goes straight to the input; add layers on the Train page to see it pass through them."
        )
    first, last = layers[0].summed, layers[-1].summed
    if not (0 < first < float("inf") and 0 < last < float("inf")):
        return sentence
    return f"{sentence} " + _(
        "From the top layer to the input it is multiplied by {factor}, over all steps."
    ).format(factor=number(last / first, 2))


def about_items(items: Items, cell: str) -> str:
    """Return which losses contribute to the gradient at the first state."""
    first = items.influence[:, 0]  # of the state at t = 1, (K,)
    if len(first) < 2:
        return _("There is only one time step, so no gradient flows back through time.")
    total = float(first.sum())
    if not np.isfinite(total):
        return _("The gradient at the first state is beyond the range of numbers.")
    if total == 0:
        return _("No gradient reaches the first state here.")
    near = float(first[items.steps <= NEAR].sum() / total)
    last = float(first[-1] / first.max())
    return _(
        "Each row is one loss and the gradient it sends to every earlier state. Of what all losses send to the first state of {cell}, {near} % comes from the losses of the first {steps}; the last loss sends {last} of what the strongest one sends."
    ).format(
        cell=_(cell_of(cell).noun),
        near=number(100 * near, 3),
        steps=counted(int(min(NEAR, items.steps[-1])) + 1, "{n} step", "{n} steps"),
        last=share_words(last),
    )


def about_direct(lines: Mapping[str, Line]) -> str:
    """Return how the direct path through the gates compares with all paths at the first step."""
    sentences, gated = [], False
    for cell, line in lines.items():
        direct = direct_line(line)
        gated = gated or direct is not None
        if direct is None or not (np.isfinite(direct[0]) and np.isfinite(line.share[0])):
            continue
        sentences.append(
            _(
                "At the first step of {cell}, the direct path {gate} alone would leave {along}; all paths together leave {total}."
            ).format(
                cell=_(cell_of(cell).noun),
                gate=f"Π{line.keeper}",
                along=share_words(float(direct[0])),
                total=share_words(float(line.share[0])),
            )
        )
    if sentences:
        return " ".join(
            [
                _("Relative to the last step:"),
                *sentences,
                _(
                    "The other paths go through gates, candidates and other units; they may add to the direct path or cancel it."
                ),
            ]
        )
    if gated:
        return _(
            "There is nothing to compare: no state influences the prediction, or the numbers are beyond the range of double precision."
        )
    return _(
        "A simple RNN has no direct path that keeps its state unchanged, so there is nothing to compare the total with."
    )


def about_units(shares: np.ndarray, cell: str) -> str:
    """Return how many units carry the influence at the first step, from shares (T, H)."""
    if not np.isfinite(shares).all():
        return _(
            "No state influences the prediction, or the numbers are beyond the range of double precision."
        )
    if shares[0].max() == 0:
        return _("No gradient reaches the first state here.")
    squares = (shares[0] / shares[0].max()) ** 2  # divided first: squares of tiny numbers are 0
    carried = np.cumsum(np.sort(squares)[::-1]) / squares.sum()
    carriers = min(int(np.searchsorted(carried, 0.9) + 1), shares.shape[1])
    sentence = (
        _(
            "At the first step {carriers} of {units} of {cell} carries at least 90 % of the influence (squared, in this sequence). The order of units has no meaning."
        )
        if carriers == 1
        else _(
            "At the first step {carriers} of {units} of {cell} carry at least 90 % of the influence (squared, in this sequence). The order of units has no meaning."
        )
    )
    return sentence.format(
        carriers=carriers,
        units=counted(shares.shape[1], "{n} unit", "{n} units"),
        cell=_(cell_of(cell).noun),
    )


def about_jacobian(norms: tuple[np.ndarray, np.ndarray], cell: str) -> str:
    """Return the Frobenius and the spectral norm (T,) at the first step."""
    frobenius, spectral = (float(norm[0]) for norm in norms)
    if not np.isfinite(frobenius):
        return _("The Jacobian of {cell} is beyond the range of numbers.").format(
            cell=_(cell_of(cell).noun)
        )
    return _(
        "How strongly the last state of {cell} depends on the first: spectral norm {spectral} (the strongest direction), Frobenius norm {frobenius} (all directions). The chart above follows only the direction that the prediction reads."
    ).format(cell=_(cell_of(cell).noun), spectral=_size(spectral), frobenius=_size(frobenius))


def about_lengths(lengths: Lengths, clip: float | None, sequences: int = PROBES) -> str:
    """Return the norm of the loss gradient over these sequences, and the effect of clipping."""
    if not np.isfinite(lengths.total):
        return _("The gradient is beyond the range of numbers: clipping cannot bring it back.")
    sentence = (
        _("On the only sequence of the chart the gradient of the loss has norm {total}.")
        if sequences == 1
        else _("On the {count} sequences of the chart the gradient of the loss has norm {total}.")
    )
    if clip is None:
        effect = _("Clipping is off.")
    elif lengths.factor == 1.0:
        effect = _("Clipping at {clip} leaves it unchanged.")
    else:
        effect = _(
            "Clipping at {clip} multiplies every weight's gradient by {factor}: the whole gets shorter and keeps its direction."
        )
    return f"{sentence} {effect}".format(
        count=sequences,
        total=number(lengths.total),
        clip="" if clip is None else number(clip),
        factor=number(lengths.factor),
    )


def _size(value: float) -> str:
    if value == 0 or not np.isfinite(value) or 1e-3 <= value < 1e5:
        return number(value, 2)
    return power_words(value)
