"""What is fair about a comparison and what is not, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.config.experiment import Experiment
from playground.config.variants import differing
from playground.models.cells import cell_of
from playground.sentences.lists import listed
from playground.wording import _, number

#: From this ratio on, parameters count as unequal.
UNEQUAL = 1.2


def about_size(experiments: Mapping[str, Experiment], parameters: Sequence[int]) -> list[str]:
    """Return remarks on what lanes do not share beside what is compared.

    Parameters
    ----------
    experiments : mapping of name to Experiment
        The lanes.
    parameters : sequence of int
        Weights of each network, in the same order.
    """
    names, variants = list(experiments), list(experiments.values())
    fields = differing(variants)
    cells = {e.model.cell for e in variants}
    said = [_what_is_shared(fields)]
    most, fewest = max(parameters), min(parameters)
    if most > UNEQUAL * fewest:
        told = (
            _(
                "Not equal in size: {most} weights in {large}, {times} times as many as the {fewest} in {small}."
            )
            if cells == {"mlp"}  # its layers have one bias each
            else _(
                "Not equal in size: {most} weights in {large}, {times} times as many as the {fewest} in {small} (with both biases that PyTorch keeps in a recurrent cell)."
            )
        )
        large, small = (
            listed([n for n, p in zip(names, parameters, strict=True) if p == count])
            for count in (most, fewest)
        )
        times = number(most / fewest, 2)
        said.append(
            told.format(
                large=large,
                small=small,
                times=times,
                most=number(most, 6),
                fewest=number(fewest, 6),
            )
        )
    if (
        len(cells) > 1
        and len({e.training.learning_rate for e in variants}) == 1
        and len({e.training.optimizer for e in variants}) == 1
    ):
        told = _(
            "One learning rate ({rate}) is not equally good for every cell: before you say that a cell cannot do it, let each look for its own."
        )
        said.append(told.format(rate=number(variants[0].training.learning_rate)))
    if (
        len(cells) > 1
        and any(_pushed_open(e) for e in variants)
        and "model.forget_bias" not in fields
        and variants[0].problem.kind != "one_to_one"
    ):
        bias = next(e.model.forget_bias for e in variants if _pushed_open(e))
        if bias is not None and bias > 0:
            said.append(
                _(
                    "The LSTM starts with its forget gate pushed open by a bias of {bias}; the other cells have no such help."
                ).format(bias=number(bias))
            )
    return said


def _pushed_open(experiment: Experiment) -> bool:
    """Return whether a cell has a forget gate that starts with the description's forget bias."""
    return "forget_bias" in cell_of(experiment.model.cell).uses


def _what_is_shared(fields: Sequence[str]) -> str:
    if "training.batch_size" in fields:
        return _("Every lane sees the same data; with different batch sizes, not the same batches.")
    return _("Every lane sees the same data, in the same batches and the same order.")
