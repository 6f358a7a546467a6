"""The settings that suit a source or a problem type, but for what the reader chose."""

from __future__ import annotations

from typing import Any

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.experiment import Experiment
from playground.config.lookup import setting_of, value_of
from playground.ui.session.session import Session

#: Follow the source even where it has no preset of its own.
_USUAL = (
    "problem.lookback",
    "problem.horizon",
    "problem.target_form",
    "model.hidden_size",
    "training.learning_rate",
    "training.max_steps",
)


def suiting(session: Session, source: str) -> dict[str, Any]:
    """Return the fields to set for a source: its preset, and defaults where the last had one.

    What the reader chose of the network stays: what is neither the default, nor the last source's
    preset, nor the exhibit's own.
    """
    experiment, exhibit = session.experiment, session.exhibit
    before, facts = experiment.source(), registry.source(source).facts
    was, preset = before.facts.get("preset", {}), facts.get("preset", {})
    defaults = {
        name: setting_of(experiment, name).default
        for name in sorted({*_USUAL, *was} - {"problem.kind"})
    }
    from_task = before.is_task or experiment.problem.kind not in facts["problems"]
    kind = facts["problems"][0] if from_task else experiment.problem.kind
    values = {
        "data.source": source,
        "problem.kind": kind,
        **defaults,
        "training.changes": [],
        **preset,
    }
    for name in [name for name in values if name.startswith("model.")]:
        unchosen = [
            setting_of(experiment, name).default,
            was.get(name),
            *([value_of(exhibit.experiment, name)] if exhibit else []),
        ]
        value = value_of(experiment, name)
        # A cell without memory goes with one problem type alone.
        if value not in unchosen and (name != "model.cell" or has_memory(value)):
            del values[name]
    return values


def suiting_kind(experiment: Experiment, kind: str) -> dict[str, Any]:
    """Return the fields to set for a problem type, where they are still those of the last."""
    before, after = (
        registry.lookup("problem", name).facts.get("usual", {})
        for name in (experiment.problem.kind, kind)
    )
    values: dict[str, Any] = {"problem.kind": kind}
    for name in {**before, **after}:
        default = setting_of(experiment, name).default
        if value_of(experiment, name) in (default, before.get(name)):
            values[name] = after.get(name, default)
    if kind in ("classification", "one_to_one"):
        values["problem.target_form"] = "value"
    return values
