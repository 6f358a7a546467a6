"""How to read the cell: what its drawing, its numbers and its gradients mean, and what they do
not.
"""

from __future__ import annotations

from typing import Any

from playground.models.cells import cell_of
from playground.wording import _


def about_reading(model: Any, outputs_at: str, *, scaled: bool) -> list[str]:
    """Return sentences on how to read the diagram of a cell.

    Parameters
    ----------
    scaled : bool
        Whether the network's inputs are scaled.
    """
    cell = cell_of(model.cell)
    told = [
        _(
            "A pipe is as wide as the number it carries, with its sign written beside it: orange above 0, blue below."
        )
        if not cell.gates
        else _(
            "A pipe is as wide as the number it carries, with its sign written beside it: orange above 0, blue below. A tap is open as far as its gate."
        ),
        _("Nothing before the window can be remembered: at its start h_0 is 0.")
        if len(cell.states) == 1
        else _("Nothing before the window can be remembered: at its start h_0 and C_0 are 0."),
    ]
    if scaled:
        told.append(
            _(
                "The network sees scaled inputs, and answers in the same scale; the tracks translate back into the data's own units."
            )
        )
    if model.hidden_size > 1:
        told.append(
            _(
                "The number and the sign of a unit mean nothing: from another seed another unit does the same work, or its mirror image does."
            )
        )
    told += [
        *(_(sentence) for sentence in cell.reading),
        _(
            "The weights are the same at every time step. What fades on the way back is the contribution of far steps, not the weights."
        ),
        _(
            "The last prediction is the one the influence belongs to; the loss is the mean over all targets of this sequence."
        )
        if outputs_at != "last"
        else _("Influence and loss both belong to the one prediction after the last step."),
    ]
    if cell.keeper:
        told.append(
            _(
                "The product of the gates is the direct path only; the total also travels through gates, candidates and other units."
            )
        )
    return told
