"""One field over a range, for every lane and several seeds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from playground.config.experiment import SETTINGS, Experiment
from playground.config.field_spec import Setting
from playground.errors import DescriptionError
from playground.evaluation.main_baseline import main_baseline
from playground.evaluation.score import baseline_scores, score
from playground.evaluation.significance import Point, quartiles
from playground.execution.trials import Key, Outcome
from playground.studies.seeds import seeded
from playground.wording import _

#: Points of one sweep at most, and runs of one sweep at most: a hundred runs of ten seconds are
#: eight minutes on two cores.
MOST_POINTS, MOST_RUNS = 12, 240
#: Fields that may be swept besides a source's own numbers.
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


def setting_of(experiment: Experiment, field: str) -> Setting:
    """Return what a dotted field declares, a source's own parameters included."""
    group, _dot, name = field.partition(".")
    if name.startswith("params."):
        return next(p for p in experiment.source().parameters if f"params.{p.name}" == name)
    return SETTINGS[group][name]


def sweepable(experiment: Experiment) -> list[str]:
    """Return the fields that can be swept for an experiment: numbers that change something in
    it.
    """
    facts = experiment.source().facts
    fixed = facts["kind"] in ("bundled", "file")
    own = (
        [f"data.params.{p.name}" for p in experiment.source().parameters if p.kind in (int, float)]
        if facts["kind"] != "file"
        else []
    )
    uses = facts.get("uses", ())
    fields = [
        f
        for f in FIELDS
        if not f.startswith("data.") or (not fixed and f.removeprefix("data.") in uses)
    ]
    if experiment.problem.kind == "many_to_one" and facts["kind"] == "task":
        fields.remove("problem.horizon")
    return [*own, *fields]


def values(setting: Setting, low: float, high: float, count: int) -> list[float]:
    """Return ``count`` values of a field from ``low`` to ``high``, in equal factors where the field
    moves in factors.

    Raises
    ------
    DescriptionError
        An end is outside the field's range, the ends are the wrong way round, or there are too many
        points.
    """
    low, high = setting.check(low, setting.name), setting.check(high, setting.name)
    if not low < high:
        raise DescriptionError(
            _("the range needs its smaller end first, but got {low} to {high}.").format(
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
    made = [round(float(v)) if setting.kind is int else float(f"{v:.4g}") for v in spaced]
    return sorted(set(made))


def trials(
    variants: Mapping[str, Experiment], field: str, points: Sequence[float], seeds: int
) -> dict[Key, Experiment]:
    """Return the trials of a sweep by (name, repeat, value): seed after seed, so that a whole curve
    is there early.

    Raises
    ------
    DescriptionError
        A value does not go with a lane, or there would be more than `MOST_RUNS` runs.
    """
    count = len(variants) * len(points) * seeds
    if count > MOST_RUNS:
        told = _("{count} runs are more than {most}; choose fewer points, seeds or lanes.")
        raise DescriptionError(told.format(count=count, most=MOST_RUNS), field=field)
    return {
        (name, k, point): seeded(experiment.with_values({field: point}), k)
        for k in range(seeds)
        for point in points
        for name, experiment in variants.items()
    }


def curves(outcomes: Mapping[Key, Outcome]) -> dict[str, list[Point]]:
    """Return the points of every lane found so far, in the order of the values."""
    scores: dict[str, dict[float, dict[int, float]]] = {}
    baselines: dict[tuple[str, float], list[float]] = {}
    for (name, repeat, value), outcome in dict(outcomes).items():
        if outcome.found is None:
            continue
        at, own = float(str(value)), str(name)
        reached = (
            math.inf
            if outcome.stop_reason == "diverged"
            else score(outcome.found, outcome.experiment)
        )
        scores.setdefault(own, {}).setdefault(at, {})[int(str(repeat))] = reached
        by = main_baseline(
            baseline_scores(outcome.found, outcome.experiment),
            outcome.experiment.source().facts["kind"] == "task",
        )
        if by is not None:
            baselines.setdefault((own, at), []).append(by[1])
    return {
        name: [
            Point(v, by_value[v], quartiles(baselines.get((name, v), []))[1])
            for v in sorted(by_value)
        ]
        for name, by_value in scores.items()
    }
