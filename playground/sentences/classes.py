"""Sentences about predicted classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.wording import _, counted, digits_apart, number


def about_class(probabilities: np.ndarray, true: int, names: Sequence[str]) -> str:
    """Return the class predicted for the probe, and since which step it has led.

    Parameters
    ----------
    probabilities : ndarray of shape (T, C)
        Probability of each class after each step, from 0 to 1.
    true : int
        The true class.
    names : sequence of str
        Names of the classes.
    """
    if not np.isfinite(probabilities).all():
        return _("The network's predictions are not finite numbers.")
    leading = probabilities.argmax(axis=1)  # (T,)
    predicted = int(leading[-1])
    others = np.flatnonzero(leading != predicted)
    sentence = (
        _(
            "It correctly predicts {name}, with a probability of {share} %; that class has led since step {since} of {steps}."
        )
        if predicted == true
        else _(
            "It predicts {name} with a probability of {share} %, but the true class is {true}; the wrong class has led since step {since} of {steps}."
        )
    )
    return sentence.format(
        name=names[predicted],
        share=number(100 * float(probabilities[-1, predicted]), 3),
        since=int(others[-1]) + 2 if others.size else 1,
        steps=len(probabilities),
        true=names[true],
    )


def about_classes(network: dict[str, Any], baselines: dict[str, dict[str, Any]]) -> str:
    """Return the network's accuracy compared with that of the two baselines for classes."""
    accuracy = {
        "network": float(network["accuracy"]),
        "majority": float(baselines["majority_class"]["accuracy"]),
        "nearest": float(baselines["nearest_neighbour"]["accuracy"]),
    }
    if accuracy["network"] > max(accuracy["nearest"], accuracy["majority"]):
        sentence = _(
            "Its accuracy is {network} %: better than the nearest neighbor in the training set ({nearest} %) and than predicting the class frequencies ({majority} %)."
        )
    elif accuracy["network"] > accuracy["majority"]:
        sentence = _(
            "Its accuracy is {network} %: better than predicting the class frequencies ({majority} %), but no better than the nearest neighbor in the training set ({nearest} %)."
        )
    else:
        sentence = _(
            "Its accuracy is {network} %: so far no better than predicting the class frequencies ({majority} %)."
        )
    # Enough digits that one error in thousands is not "100 %".
    digits = digits_apart(*(100 * share for share in accuracy.values()), 100.0, least=3)
    percent = {name: number(100 * share, digits) for name, share in accuracy.items()}
    return sentence.format(**percent) + _no_errors(np.asarray(network["confusion"], np.int64))


def _no_errors(confusion: np.ndarray) -> str:
    """Return that every class was predicted correctly, or nothing."""
    if confusion.sum() > np.trace(confusion):
        return ""
    return " " + counted(
        int(confusion.sum()),
        "The only sequence is classified correctly.",
        "All {n} sequences are classified correctly.",
    )
