"""Remarks on what makes a comparison of lanes unequal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.experiment import Experiment
from playground.config.variants import differing
from playground.models.cells import cell_of
from playground.sentences.lists import listed
from playground.wording import _, number

#: Ratio from which numbers of weights count as unequal.
UNEQUAL = 1.2


def about_size(experiments: Mapping[str, Experiment], parameters: Sequence[int]) -> list[str]:
    """Return remarks on what lanes share, their sizes, learning rates and forget biases.

    Parameters
    ----------
    experiments : mapping of name to Experiment
        The lanes.
    parameters : sequence of int
        Number of weights of each network, in the same order.
    """
    variants = list(experiments.values())
    fields, cells = differing(variants), {e.model.cell for e in variants}
    remarks = [
        _("All lanes see the same data, but in different batches, since their batch sizes differ.")
        if "training.batch_size" in fields
        else _("All lanes see the same data, in the same batches and the same order.")
    ]
    if max(parameters) > UNEQUAL * min(parameters):
        remarks.append(
            _about_sizes(list(experiments), parameters, biases=any(map(has_memory, cells)))
        )
    if (
        len(cells) > 1
        and len({e.training.learning_rate for e in variants}) == 1
        and len({e.training.optimizer for e in variants}) == 1
    ):
        remarks.append(
            _(
                "The same learning rate ({rate}) does not suit every cell equally: search for each lane's own rate before you conclude that a cell cannot learn this."
            ).format(rate=number(variants[0].training.learning_rate))
        )
    biased = next((e.model for e in variants if "forget_bias" in cell_of(e.model.cell).uses), None)
    if (
        len(cells) > 1
        and biased is not None
        and "model.forget_bias" not in fields
        and variants[0].problem.kind != "one_to_one"
    ):
        bias = biased.forget_bias
        if bias is not None and bias > 0:
            remarks.append(
                _(
                    "The {cell} starts with its forget gate opened by a bias of {bias}; the other cells have no such help."
                ).format(cell=_(registry.lookup("cell", biased.cell).label), bias=number(bias))
            )
    return remarks


def _about_sizes(names: Sequence[str], parameters: Sequence[int], *, biases: bool) -> str:
    """Return the largest and the smallest networks; an MLP has only one bias per layer."""
    most, fewest = max(parameters), min(parameters)
    large, small = (
        listed([name for name, count in zip(names, parameters, strict=True) if count == end])
        for end in (most, fewest)
    )
    sentence = (
        _(
            "The networks differ in size: {most} weights in {large}, {times} times as many as the {fewest} in {small} (with both biases that PyTorch keeps in a recurrent cell)."
        )
        if biases
        else _(
            "The networks differ in size: {most} weights in {large}, {times} times as many as the {fewest} in {small}."
        )
    )
    return sentence.format(
        large=large,
        small=small,
        times=number(most / fewest, 2),
        most=number(most, 6),
        fewest=number(fewest, 6),
    )
