"""The groups of the sidebar: which fields each shows, and in which order."""

from __future__ import annotations

from playground.config import registry
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.ui.sidebar.relevance import relevant

#: Fields of each group by its title, in the order of the page; "params" are a source's own.
ORDER: dict[str, tuple[str, ...]] = {
    "Data": (
        "data.length",
        "data.noise",
        "data.params",
        "data.compose",
        "data.events",
        "data.columns",
        "data.target",
        "data.missing",
        "data.resample",
        "data.resample_by",
        "data.transform",
        "data.scale",
    ),
    "Problem": (
        "problem.kind",
        "problem.params",
        "problem.lookback",
        "problem.horizon",
        "problem.stride",
        "problem.target_form",
        "problem.teacher_forcing",
        "problem.train_share",
        "problem.validation_share",
    ),
    "Network": (
        "model.cell",
        "model.hidden_size",
        "model.num_layers",
        "model.nonlinearity",
        "model.forget_bias",
        "model.input_init",
        "model.recurrent_init",
        "model.spectral_radius",
    ),
    "Training": (
        "training.optimizer",
        "training.learning_rate",
        "training.grad_clip_norm",
        "training.max_steps",
        "training.momentum",
        "training.schedule",
        "training.batch_size",
        "training.evaluate_every",
        "training.patience",
        "training.target_loss",
    ),
    "Seeds": ("data.seed", "model.seed", "training.seed"),
}
#: Fields about one long series; they have no meaning for labeled sequences from a file.
_SERIES_ONLY = (
    "data.target",
    "data.resample",
    "data.resample_by",
    "data.transform",
    "data.events",
    "problem.lookback",
    "problem.horizon",
    "problem.stride",
    "problem.target_form",
)


def _fits(experiment: Experiment, data: Series | Sequences, field: str) -> bool:
    of_file = experiment.data.source == "file"
    return not (of_file and field in _SERIES_ONLY and data.form != "series")


def in_order(experiment: Experiment) -> list[tuple[str, tuple[str, ...]]]:
    """Return each group with its fields; a task's sequence length, its difficulty, comes first."""
    if not experiment.source().is_task:
        return [*ORDER.items()]
    first = "problem.lookback"
    return [
        (group, (first, *fields) if group == "Data" else tuple(f for f in fields if f != first))
        for group, fields in ORDER.items()
    ]


def fields_of(experiment: Experiment, data: Series | Sequences) -> list[tuple[str, list[str]]]:
    """Return the title of each group with the dotted names of the fields that matter now."""
    return [
        (
            group,
            [
                field
                for name in names
                for field in spread(experiment, name)
                if relevant(experiment, field) and _fits(experiment, data, field)
            ],
        )
        for group, names in in_order(experiment)
    ]


def spread(experiment: Experiment, field: str) -> list[str]:
    """Return the parameters that "data.params" or "problem.params" stands for, or the field itself.

    A file's parameters are asked for at its upload.
    """
    if field == "problem.params":
        return [
            f"problem.params.{p.name}"
            for p in registry.lookup("problem", experiment.problem.kind).parameters
        ]
    if field != "data.params":
        return [field]
    return (
        []
        if experiment.data.source == "file"
        else [f"data.params.{p.name}" for p in experiment.source().parameters]
    )
