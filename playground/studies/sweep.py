"""A sweep: one field over a range of values, for every variant and several seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from playground.config.experiment import Experiment
from playground.config.field_spec import Setting
from playground.errors import DescriptionError
from playground.evaluation.main_baseline import main_baseline
from playground.evaluation.score import baseline_scores
from playground.evaluation.significance import Point, quartiles
from playground.execution.trials import Key, Outcome
from playground.studies.seeds import score_of, seeded
from playground.wording import _

#: Most points and most runs of one sweep: a hundred runs of ten seconds take eight minutes on two
#: cores.
MOST_POINTS, MOST_RUNS = 12, 240
#: Fields that may be swept besides a source's own parameters.
FIELDS = (
    "problem.lookback",
    "problem.horizon",
    "data.length",
    "data.noise",
    "model.hidden_size",
    "model.num_layers",
    "model.forget_bias",
    "model.spectral_radius",
    "training.learning_rate",
    "training.batch_size",
    "training.grad_clip_norm",
    "training.max_steps",
)


def sweepable(experiment: Experiment) -> list[str]:
    """Return the numeric fields that have an effect in an experiment, its source's own first."""
    source = experiment.source()
    uses = source.facts.get("uses", ())
    parameters = [
        f"data.params.{p.name}"
        for p in source.parameters
        if p.kind in (int, float) and not source.is_file
    ]
    fields = [
        field
        for field in FIELDS
        if not field.startswith("data.")
        or ((source.is_generator or source.is_task) and field.removeprefix("data.") in uses)
    ]
    if experiment.problem.kind == "many_to_one" and source.is_task:
        fields.remove("problem.horizon")
    return [*parameters, *fields]


def values(setting: Setting, low: float, high: float, count: int) -> list[float]:
    """Return at most ``count`` values of a field, evenly spaced from ``low`` to ``high``.

    Fields on a logarithmic scale are spaced in equal factors. Values that round to the same number
    appear once.

    Raises
    ------
    DescriptionError
        An end is outside the field's range, the ends are the wrong way round, or there are too many
        points.
    """
    low, high = setting.check(low, setting.name), setting.check(high, setting.name)
    if not low < high:
        raise DescriptionError(
            _("the range must start with its smaller end, but got {low} to {high}.").format(
                low=low, high=high
            ),
            field=setting.name,
        )
    if not 2 <= count <= MOST_POINTS:
        raise DescriptionError(
            _("a sweep has 2 to {most} points, but got {count}.").format(
                most=MOST_POINTS, count=count
            ),
            field=setting.name,
        )
    in_factors = (setting.log or setting.name in ("lookback", "length")) and low > 0
    spaced = np.geomspace(low, high, count) if in_factors else np.linspace(low, high, count)
    return sorted({round(float(v)) if setting.kind is int else float(f"{v:.4g}") for v in spaced})


def trials(
    variants: Mapping[str, Experiment], field: str, points: Sequence[float], seeds: int
) -> dict[Key, Experiment]:
    """Return the trials of a sweep by (name, repeat, value).

    They are ordered seed by seed, so that a whole curve is there early.

    Raises
    ------
    DescriptionError
        A value does not suit a variant, or there would be more than `MOST_RUNS` runs.
    """
    count = len(variants) * len(points) * seeds
    if count > MOST_RUNS:
        raise DescriptionError(
            _(
                "a sweep has at most {most} runs, but got {count}; choose fewer points, seeds or lanes."
            ).format(count=count, most=MOST_RUNS),
            field=field,
        )
    return {
        (name, k, point): seeded(experiment.with_values({field: point}), k)
        for k in range(seeds)
        for point in points
        for name, experiment in variants.items()
    }


def curves(outcomes: Mapping[Key, Outcome]) -> dict[str, list[Point]]:
    """Return the points of every variant so far, in the order of the values."""
    scores: dict[str, dict[float, dict[int, float]]] = {}
    baselines: dict[tuple[str, float], list[float]] = {}
    for (key, repeat, at), outcome in dict(outcomes).items():
        name, value, score = str(key), float(str(at)), score_of(outcome)
        if outcome.evaluated is None or score is None:
            continue
        scores.setdefault(name, {}).setdefault(value, {})[int(str(repeat))] = score
        baseline = main_baseline(
            baseline_scores(outcome.evaluated, outcome.experiment),
            outcome.experiment.source().is_task,
        )
        if baseline is not None:
            baselines.setdefault((name, value), []).append(baseline[1])
    return {
        name: [
            Point(value, by_value[value], quartiles(baselines.get((name, value), []))[1])
            for value in sorted(by_value)
        ]
        for name, by_value in scores.items()
    }
