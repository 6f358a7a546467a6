"""What the data are called on screen: a file by its own name, anything else by its label."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.wording import _


def called(experiment: Experiment) -> str:
    """Return the name, not yet escaped for Markdown."""
    source = experiment.source()
    name = experiment.data.params.get("name") if source.is_file else None
    return str(name) if name else _(source.label)
