"""What classes are called on screen: the product's own in the reader's language, those of a
reader's file as they stand there.
"""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.wording import _


def class_names(experiment: Experiment, data: Series | Sequences) -> list[str]:
    """Return the names of the classes; "down" in somebody's file is their word, not the
    catalogue's.
    """
    own_file = experiment.source().is_file
    return list(data.classes) if own_file else [_(name) for name in data.classes]
