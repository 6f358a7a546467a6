"""Which fields matter when."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.models.cells import cell_of

#: Fields of the data that a source has only if it says that it uses them.
_BY_SOURCE = (
    "length",
    "noise",
    "seed",
    "columns",
    "target",
    "missing",
    "resample",
    "resample_by",
    "compose",
    "events",
)


def relevant(experiment: Experiment, field: str) -> bool:
    """Return whether a field changes anything in this experiment."""
    source, kind, cell = experiment.source(), experiment.problem.kind, experiment.model.cell
    task = source.is_task or source.facts.get("collection", False)  # independent sequences
    uses = source.facts.get("uses", ())
    group, _dot, name = field.partition(".")
    if group == "data" and name in _BY_SOURCE:
        if name == "resample_by" and experiment.data.resample is None:
            return False
        filling = (
            name != "missing"
            or source.is_file
            or any(e["kind"] == "gap" for e in experiment.data.events)
        )
        return name in uses and filling
    answer = experiment.problem.params.get("answer")
    courses = source.facts.get("ahead", False)
    recurrent = cell_of(cell).recurrent
    rules = {
        "data.scale": not task,
        "data.transform": not task,
        "problem.params.answer": not task or courses,
        "problem.params.delay": answer == "echo",
        "problem.lookback": (
            not source.facts.get("collection") and kind not in ("one_to_one", "one_to_many")
        )
        or (task and kind == "one_to_one"),
        "problem.horizon": (not task or courses)
        and (kind in ("many_to_one", "seq2seq", "one_to_many") or answer == "ahead"),
        "problem.stride": not task,
        "problem.target_form": not task
        and (kind in ("many_to_one", "seq2seq", "one_to_many") or answer in ("ahead", "next")),
        "problem.teacher_forcing": kind in ("seq2seq", "one_to_many"),
        "model.nonlinearity": "nonlinearity" in cell_of(cell).uses,
        "model.forget_bias": "forget_bias" in cell_of(cell).uses,
        "model.recurrent_init": recurrent,
        "model.spectral_radius": recurrent,
        "training.momentum": experiment.training.optimizer != "adam",
    }
    return rules.get(field, True)
