"""Names of classes on screen: translated for built-in sources, verbatim for a visitor's file."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.wording import _


def class_names(experiment: Experiment, data: Series | Sequences) -> list[str]:
    """Return the names of the classes; those of a file are never translated."""
    own_file = experiment.source().is_file
    return list(data.classes) if own_file else [_(name) for name in data.classes]
