"""What is said about classes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.wording import _, counted, digits_apart, number


def about_class(shares: np.ndarray, true: int, names: Sequence[str]) -> str:
    """Return one sentence on the class named for the probe, and from which step on it was.

    Parameters
    ----------
    shares : ndarray of shape (T, C)
        Share of each class after each step.
    true : int
        The true class.
    names : sequence of str
        Names of the classes.
    """
    if not np.isfinite(shares).all():
        return _("The network's answers are not finite numbers.")
    leading = shares.argmax(axis=1)  # (T,)
    named = int(leading[-1])
    share = number(100 * float(shares[-1, named]), 3)
    since = int(np.flatnonzero(leading != named)[-1]) + 2 if (leading != named).any() else 1
    if named == true:
        told = _(
            "It names {name}, rightly, with a share of {share} %; that class has led since step {since} of {steps}."
        )
    else:
        told = _(
            "It names {name} with a share of {share} %, but it is {true}; the wrong class has led since step {since} of {steps}."
        )
    return told.format(
        name=names[named], share=share, since=since, steps=len(shares), true=names[true]
    )


def about_classes(network: dict[str, Any], baselines: dict[str, dict[str, Any]]) -> str:
    """Return a sentence or two on the accuracy beside the two simple ways of naming a class."""
    mine = float(network["accuracy"])
    majority, nearest = (
        float(baselines[name]["accuracy"]) for name in ("majority_class", "nearest_neighbour")
    )
    digits = digits_apart(
        100 * mine, 100 * majority, 100 * nearest, 100.0, least=3
    )  # one in thousands told wrong is not "100 %"
    percent = {
        name: number(100 * share, digits)
        for name, share in (("mine", mine), ("majority", majority), ("nearest", nearest))
    }
    if mine > nearest and mine > majority:
        told = _(
            "It names {mine} % rightly: more than the most similar training sequence does ({nearest} %) or the commonest class ({majority} %)."
        )
    elif mine > majority:
        told = _(
            "It names {mine} % rightly: more than the commonest class ({majority} %), but no more than the most similar training sequence ({nearest} %)."
        )
    else:
        told = _(
            "It names {mine} % rightly, no more than always naming the commonest class ({majority} %) so far."
        )
    return told.format(**percent) + _worst(np.asarray(network["confusion"], np.int64))


def _worst(counts: np.ndarray) -> str:
    """Tell how many are told wrong at all, when few."""
    wrong = int(counts.sum() - np.trace(counts))
    if wrong == 0:
        return " " + counted(
            int(counts.sum()),
            "The only one is told right.",
            "Not one of {n} is confused with another.",
        )
    return ""
