"""The exhibits' claims with five seeds each: ``python -m benchmarks.exhibits``."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from playground.analysis.explain import Explanation
from playground.analysis.probe import default_probe, explain_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.models.architecture import architecture_of, flatten
from playground.runs.messages import Budget
from playground.runs.recording import Frame, Recording
from playground.training.advance import advance

SEEDS = 5


def seeded(experiment: Experiment, seed: int) -> Experiment:
    """Return the same experiment with different data, initial weights and batch order."""
    return replace(
        experiment,
        data=replace(experiment.data, seed=seed),
        model=replace(experiment.model, seed=seed),
        training=replace(experiment.training, seed=seed),
    )


def before_and_after(
    experiment: Experiment, number: int
) -> tuple[Explanation, Explanation, Recording]:
    """Return the explanations by the untrained and the trained network, and the recording."""
    data = loaded(experiment)
    architecture = architecture_of(experiment, data)
    untrained = architecture.initial_weights()
    found = advance(experiment, data, None, Budget())
    assert found.kept is not None
    nan, first = float("nan"), flatten(untrained)
    recording = Recording(first.size, [Frame(0, nan, nan, nan, None, first)])
    recording.extend(found.frames)
    recording.stop_reason, recording.kept = found.stop_reason, found.kept
    probe = default_probe(make_windows(data, experiment.problem, experiment.data.scale), number)
    trained = architecture.unflatten(found.kept)
    before, after = (
        explain_probe(architecture, weights, probe) for weights in (untrained, trained)
    )
    return before, after, recording


def claim_holds(exhibit: Exhibit, explanation: Explanation, recording: Recording) -> bool:
    """Return whether the whole claim holds."""
    return exhibit.claim(explanation) and (
        exhibit.run_claim is None or exhibit.run_claim(recording)
    )


def fractions(exhibit: Exhibit, seeds: int = SEEDS) -> tuple[int, int, int, float]:
    """Return how many seeds satisfy the claim untrained and trained, and reach the threshold.

    And the seconds of the slowest run. A probe whose target is near the mean tests nothing; then
    the next suitable probe is used.
    """
    untrained = trained = reached = 0
    slowest = 0.0
    for seed in range(seeds):
        experiment, started = seeded(exhibit.experiment, seed), time.perf_counter()
        before, after, recording = before_and_after(experiment, telling(exhibit, experiment))
        slowest = max(slowest, time.perf_counter() - started)
        untrained += claim_holds(exhibit, before, Recording(recording.parameters))
        trained += claim_holds(exhibit, after, recording)
        losses = [row.validation_loss for row in recording.rows if row.validation_loss is not None]
        reached += (
            exhibit.target_loss is not None and bool(losses) and min(losses) < exhibit.target_loss
        )
    return untrained, trained, reached, slowest


def telling(exhibit: Exhibit, experiment: Experiment) -> int:
    """Return the number of the probe: the exhibit's, or the first one far from the mean."""
    if experiment == exhibit.experiment or experiment.problem.kind != "many_to_one":
        return exhibit.probe
    windows = make_windows(loaded(experiment), experiment.problem, experiment.data.scale)
    return next(
        n for n in range(len(windows.validation)) if abs(default_probe(windows, n).y[-1]) > 0.5
    )


def main(names: list[str]) -> None:
    """Print one line for each exhibit."""
    print(
        "| exhibit | claim untrained | claim trained | threshold | reached | slowest run |\n|:--|--:|--:|--:|--:|--:|"
    )
    for exhibit in EXHIBITS.values():
        if not names or exhibit.name in names:
            untrained, trained, reached, seconds = fractions(exhibit)
            cells = [f"{untrained} of {SEEDS}", f"{trained} of {SEEDS}"]
            cells += (
                ["–", "–"]
                if exhibit.target_loss is None
                else [f"{exhibit.target_loss:g}", f"{reached} of {SEEDS}"]
            )
            line = f"| {exhibit.number} {exhibit.title} | {' | '.join(cells)} | {seconds:.1f} s |"
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
