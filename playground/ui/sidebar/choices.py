"""The labels of the words that a control offers."""

from __future__ import annotations

from typing import Any

from playground.config import registry
from playground.wording import N_, _, number

#: Label by word.
CHOICES = {
    "standard": N_("mean 0, standard deviation 1"),
    "minmax": N_("range 0 to 1"),
    "none": N_("none"),
    "interpolate": N_("by interpolation"),
    "previous": N_("previous value"),
    "drop": N_("delete the row"),
    "value": N_("the value"),
    "change": N_("its change"),
    "tanh": N_("tanh"),
    "relu": N_("ReLU"),
    "xavier": N_("Xavier"),
    "pytorch": N_("PyTorch's default"),
    "orthogonal": N_("orthogonal"),
    "gaussian": N_("Gaussian"),
    "identity": N_("identity"),
    "adam": N_("Adam"),
    "rmsprop": N_("RMSprop"),
    "sgd": N_("SGD"),
    "constant": N_("constant"),
    "halves": N_("a mark in each half"),
    "original": N_("as in 1997"),
    "linear": N_("linear decay"),
    "cosine": N_("cosine decay"),
    "minute": N_("minute"),
    "hour": N_("hour"),
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "mean": N_("mean"),
    "sum": N_("sum"),
    "last": N_("last value"),
    "log": N_("logarithm"),
    "difference": N_("differences"),
    "log_difference": N_("differences of the logarithm"),
    "min": N_("smallest value"),
    "max": N_("largest value"),
    "ahead": N_("a later value"),
    "running_mean": N_("mean so far"),
    "cumulative_sum": N_("sum so far"),
    "echo": N_("an echo"),
    "column": N_("another column"),
    "tag": N_("the label"),
    "auto": N_("detect it"),
    "square": N_("its square"),
    "absolute": N_("absolute value"),
    "sine": N_("sine"),
    "next": N_("next value"),
    "off": N_("off"),
}
#: The word for a number that can be off.
OFF = "off"


def in_words(room: str, value: Any) -> str:
    """Return a field's value in words; ``room`` is where the registry knows it, or empty."""
    if room:
        return _(registry.lookup(room, value).label)
    if value is None:
        return _(CHOICES[OFF])
    return _(CHOICES.get(value, value)) if isinstance(value, str) else number(value, 4)
