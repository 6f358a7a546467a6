"""Exhibits are held to their claims: trained from the description, on several seeds, and false before training."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground import registry
from playground.call import Budget
from playground.data.source import loaded
from playground.data.windows import make_windows
from playground.exhibits import EXHIBITS, Exhibit
from playground.experiment import Experiment
from playground.explain import Explanation, explain
from playground.initial import initial_weights, shapes
from playground.probe import default_probe
from playground.recording import unflatten
from playground.sentences.gates import about_gates
from playground.training.advance import advance


def seeded(experiment: Experiment, seed: int) -> Experiment:
    """The same experiment with other data, other weights and another order of batches."""
    return replace(
        experiment,
        data=replace(experiment.data, seed=seed),
        model=replace(experiment.model, seed=seed),
        training=replace(experiment.training, seed=seed),
    )


def before_and_after(experiment: Experiment, number: int) -> tuple[Explanation, Explanation]:
    """Explanations of the probe by the untrained and by the trained network."""
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    outputs_at = registry.lookup("problem", experiment.problem.kind).make.outputs_at
    form = (experiment.model, windows.train.rows.shape[1], 1, outputs_at == "decoder")
    kept = advance(experiment, data, None, Budget()).kept
    assert kept is not None
    probe = default_probe(windows, number)
    first, last = initial_weights(*form), unflatten(kept, shapes(*form))
    return tuple(explain(weights, experiment.model, probe.x, probe.y, outputs_at) for weights in (first, last))  # type: ignore[return-value]


def test_one_lstm_unit_learns_to_forget_at_the_bell_in_seven_of_eight_seeds() -> None:
    """Exhibit 1, within its 500 steps; untrained it is false for every seed, and the sentence follows the claim."""
    exhibit = EXHIBITS["remember"]
    held = 0
    for seed in range(8):
        before, after = before_and_after(seeded(exhibit.experiment, seed), exhibit.probe)
        bell = before.x[:, 1] > 0.5
        assert not exhibit.claim(before)
        assert "it forgets" not in about_gates(before, "lstm", bell)
        if exhibit.claim(after):
            held += 1
            assert "it forgets" in about_gates(after, "lstm", bell)
    assert held >= 7


@pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=EXHIBITS)
def test_shipped_recording_is_the_run_of_its_description(exhibit: Exhibit) -> None:
    """Same steps, same losses, same kept weights as a run made now, to float32's rounding between machines."""
    experiment, recording = exhibit.experiment, exhibit.recording()
    data = loaded(experiment)
    found = advance(experiment, data, None, Budget())
    assert recording.stop_reason == found.stop_reason == "max_steps"
    assert recording.step == experiment.training.max_steps
    early = [f for f in found.frames if f.step <= 50]
    shipped = {f.step: f for f in recording.frames + recording.rows}
    assert [shipped[f.step].train_loss for f in early if f.step in shipped] == pytest.approx(
        [f.train_loss for f in early if f.step in shipped], rel=1e-3
    )


@pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=EXHIBITS)
def test_claim_holds_for_the_shipped_recording_and_not_at_its_beginning(exhibit: Exhibit) -> None:
    """What the first screen says is true of what it shows."""
    experiment, recording = exhibit.experiment, exhibit.recording()
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    outputs_at = registry.lookup("problem", experiment.problem.kind).make.outputs_at
    wanted = shapes(experiment.model, windows.train.rows.shape[1], 1, outputs_at == "decoder")
    probe = default_probe(windows, exhibit.probe)
    first, last = recording.frames[0].weights, recording.kept
    assert first is not None
    assert last is not None
    claims = [exhibit.claim(explain(unflatten(w, wanted), experiment.model, probe.x, probe.y, outputs_at)) for w in (first, last)]
    assert claims == [False, True]
