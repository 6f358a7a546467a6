"""What the maps and lines of "where it goes" say, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from playground.analysis.gradients.inputs import PROBES
from playground.analysis.gradients.itemised import Items, direct_line
from playground.analysis.gradients.layers import Handed
from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.parameters import Lengths
from playground.models.cells import cell_of
from playground.sentences.shares import power_words, share_words
from playground.wording import _, counted, number

#: Losses within so many steps count as near.
NEAR = 10


def layers_table(handed: Sequence[Handed]) -> str:
    """Return the table of what each layer hands down, in Markdown."""
    rows = [
        "| "
        + _("from")
        + " | "
        + _("to")
        + " | "
        + _("at the step asked about")
        + " | "
        + _("all steps together")
        + " |",
        "|:--|:--|--:|--:|",
    ]
    for one in handed:
        below = _("layer {layer}").format(layer=one.layer - 1) if one.layer > 1 else _("the input")
        rows.append(
            f"| {_('layer {layer}').format(layer=one.layer)} | {below} | {number(one.at_loss)} | {number(one.summed)} |"
        )
    return "\n".join(rows)


def about_layers(handed: Sequence[Handed]) -> str:
    """Say what the table holds, and how the gradient changes from the top layer to the input."""
    told = _("Length of the gradient that each layer hands down, the median over the sequences.")
    if len(handed) == 1:
        return (
            told
            + " "
            + _(
                "With one layer it goes straight to the input; choose more layers on the Train page to see it pass from one to the next."
            )
        )
    first, last = handed[0].summed, handed[-1].summed
    if not (first > 0 and last > 0 and first < float("inf") and last < float("inf")):
        return told
    return (
        told
        + " "
        + _(
            "From the top layer to the input it is multiplied by {factor}, all steps together."
        ).format(factor=number(last / first, 2))
    )


def about_items(items: Items, cell: str) -> str:
    """Return which losses reach the first state."""
    first = items.influence[:, 0]  # of the state at t = 1, (K,)
    if len(first) < 2:
        return _("One step only: there is no way back through time.")
    total = float(first.sum())
    if not np.isfinite(total):
        return _("What reaches the first state has left the range of numbers.")
    if total == 0:
        return _("Nothing reaches the first state here.")
    near = float(first[items.asked <= NEAR].sum() / total)
    last = float(first[-1] / first.max())
    told = _(
        "Each row is one loss, and what it tells every state before it. Of all that the losses tell the first state of {cell}, {near} % comes from the losses of the first {steps}; the last loss tells it {last} of what the loudest does."
    )
    return told.format(
        cell=_(cell_of(cell).noun),
        near=number(100 * near, 3),
        steps=counted(int(min(NEAR, items.asked[-1])) + 1, "{n} step", "{n} steps"),
        last=share_words(last),
    )


def about_direct(lines: Mapping[str, Line]) -> str:
    """Return how far direct path and total are apart at the far end."""
    told, gated = [], False
    for cell, line in lines.items():
        along = direct_line(line)
        gated = gated or along is not None
        if along is None or not (np.isfinite(along[0]) and np.isfinite(line.share[0])):
            continue
        part = _(
            "At the far end of {cell} the direct path {gate} alone would leave {along}; over all paths it is {total}."
        )
        told.append(
            part.format(
                cell=_(cell_of(cell).noun),
                gate=f"Π{line.keeper}",
                along=share_words(float(along[0])),
                total=share_words(float(line.share[0])),
            )
        )
    if not told and gated:
        return _(
            "Nothing reaches the prediction, or the numbers have left the range of double precision: there is nothing to set side by side."
        )
    if not told:
        return _(
            "A simple RNN has no path along which its state is simply kept, so there is nothing to set beside the total."
        )
    return (
        _("Compared with the last step:")
        + " "
        + " ".join(told)
        + " "
        + _(
            "All other paths go through the gates, the candidates and the other units, and may help or hinder."
        )
    )


def about_units(shares: np.ndarray, cell: str) -> str:
    """Return how many units carry the influence at the far end, of shares (T, H)."""
    if not np.isfinite(shares).all():
        return _(
            "Nothing reaches the prediction, or the numbers have left the range of double precision."
        )
    if shares[0].max() == 0:
        return _("Nothing reaches the first state here.")
    first = np.sort((shares[0] / shares[0].max()) ** 2)[
        ::-1
    ]  # divided first: squares of small numbers are 0
    carriers = min(int(np.searchsorted(np.cumsum(first) / first.sum(), 0.9) + 1), shares.shape[1])
    told = (
        _(
            "At the far end {carriers} of {units} of {cell} carries at least 90 % of the influence (of its square, in this one sequence). The order of units means nothing."
        )
        if carriers == 1
        else _(
            "At the far end {carriers} of {units} of {cell} carry at least 90 % of the influence (of its square, in this one sequence). The order of units means nothing."
        )
    )
    return told.format(
        carriers=carriers,
        units=counted(shares.shape[1], "{n} unit", "{n} units"),
        cell=_(cell_of(cell).noun),
    )


def about_jacobian(norms: tuple[np.ndarray, np.ndarray], cell: str) -> str:
    """Return what the two norms are at the far end."""
    frobenius, spectral = (float(n[0]) for n in norms)
    if not np.isfinite(frobenius):
        return _("The Jacobian of {cell} has left the range of numbers.").format(
            cell=_(cell_of(cell).noun)
        )
    told = _(
        "How much the whole last state of {cell} could change with the first one: in the strongest direction {spectral}, in all directions together {frobenius}. The picture above asks about the one direction that the prediction reads."
    )
    return told.format(
        cell=_(cell_of(cell).noun), spectral=_size(spectral), frobenius=_size(frobenius)
    )


def about_lengths(lengths: Lengths, clip: float | None, sequences: int = PROBES) -> str:
    """Return how long the gradient of the loss over so many sequences is, and what clipping does to
    it.
    """
    if not np.isfinite(lengths.total):
        return _("The gradient has left the range of numbers: clipping cannot bring it back.")
    told = (
        _("On the one sequence of the picture the gradient of the loss has length {total}.")
        if sequences == 1
        else _(
            "On the {count} sequences of the picture the gradient of the loss has length {total}."
        )
    )
    sentence = told.format(count=sequences, total=number(lengths.total))
    if clip is None:
        return sentence + " " + _("Clipping is off.")
    if lengths.factor == 1.0:
        return (
            sentence + " " + _("Clipping at {clip} leaves it as it is.").format(clip=number(clip))
        )
    return (
        sentence
        + " "
        + _(
            "Clipping at {clip} multiplies every weight's share by {factor}: it gets shorter and keeps its direction."
        ).format(clip=number(clip), factor=number(lengths.factor))
    )


def _size(value: float) -> str:
    return (
        number(value, 2)
        if value == 0 or not np.isfinite(value) or 1e-3 <= value < 1e5
        else power_words(value)
    )
