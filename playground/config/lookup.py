"""A field by its dotted name: what it declares of itself, and its value in an experiment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playground.config import registry
from playground.config.experiment import SETTINGS, Experiment
from playground.config.field_spec import Setting
from playground.wording import N_

#: What two fields are called of a task, where "length" would be said of either.
OF_A_TASK = {
    "problem.lookback": N_("Length of a sequence"),
    "data.length": N_("Number of sequences"),
}


def setting_of(experiment: Experiment, field: str) -> Setting:
    """Return what a dotted field declares, a source's parameters included."""
    group, _dot, name = field.partition(".")
    if name.startswith("params."):
        entry = (
            experiment.source()
            if group == "data"
            else registry.lookup("problem", experiment.problem.kind)
        )
        return next(p for p in entry.parameters if f"params.{p.name}" == name)
    of_a_task = field in OF_A_TASK and experiment.source().is_task
    return (
        replace(SETTINGS[group][name], label=OF_A_TASK[field])
        if of_a_task
        else SETTINGS[group][name]
    )


def value_of(experiment: Experiment, field: str) -> Any:
    """Return the value of a dotted field."""
    value: Any = experiment
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else getattr(value, name)
    return value
