"""How to read the diagram of a cell, its numbers and its gradients."""

from __future__ import annotations

from playground.models.architecture import Architecture
from playground.models.cells import cell_of
from playground.wording import _


def about_reading(architecture: Architecture, *, scaled: bool) -> list[str]:
    """Return sentences on how to read the diagram of a cell.

    Parameters
    ----------
    scaled : bool
        Whether the network's inputs are scaled.
    """
    model = architecture.model
    cell = cell_of(model.cell)
    sentences = [
        _(
            "The width of a pipe shows the size of the number it carries, with its sign next to it: brown is positive, teal negative."
        )
        if not cell.gates
        else _(
            "The width of a pipe shows the size of the number it carries, with its sign next to it: brown is positive, teal negative. A valve is open as far as its gate."
        ),
        _("Nothing from before the window can be remembered: the network starts with h_0 = 0.")
        if len(cell.states) == 1
        else _(
            "Nothing from before the window can be remembered: the network starts with h_0 = 0 and C_0 = 0."
        ),
    ]
    if scaled:
        sentences.append(
            _(
                "The network reads scaled inputs and predicts on the same scale; the tracks convert both back to the data's units."
            )
        )
    if model.hidden_size > 1:
        sentences.append(
            _(
                "The index and the sign of a unit have no meaning: with another seed, another unit does the same work, or does it with the opposite sign."
            )
        )
    sentences += [
        *(_(sentence) for sentence in cell.reading),
        _(
            "Every time step uses the same weights. Going back in time, the contribution of distant steps vanishes, not the weights."
        ),
        _(
            "Influence refers to the last prediction; the loss is the mean over all targets of this sequence."
        )
        if architecture.readout != "last"
        else _("Influence and loss both refer to the only prediction, after the last step."),
    ]
    if cell.keeper:
        sentences.append(
            _(
                "The product of the gates is only the direct path; the total gradient also flows through gates, candidates and other units."
            )
        )
    return sentences
