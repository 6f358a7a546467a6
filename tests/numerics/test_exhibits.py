"""Exhibits are held to their claims: trained from the description, on several seeds, and false
before training.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.exhibits import before_and_after, claim_holds, seeded
from playground.analysis.explain import Explanation
from playground.analysis.probe import default_probe, explain_probe
from playground.config import registry
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.evaluation.reference import reference
from playground.gallery.exhibits import EXHIBITS, Exhibit, exhibit_of
from playground.gallery.exhibits.problem_types import TARGET_LOSSES
from playground.models.architecture import architecture_of
from playground.runs.messages import Budget
from playground.runs.recording import Recording
from playground.sentences.gates import about_gates
from playground.sentences.race_of_two import about_race
from playground.training.advance import advance
from tools.record_exhibits import record

every = pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=EXHIBITS)
SHIPPED = [(e, label) for e in EXHIBITS.values() for label in e.named]
shipped = pytest.mark.parametrize(
    ("exhibit", "label"), SHIPPED, ids=[f"{e.name} {label}".strip() for e, label in SHIPPED]
)


def shown(exhibit: Exhibit, label: str = "") -> tuple[Explanation, Explanation, Recording]:
    """Return the explanations of the probe at both ends of a shipped recording, and the run."""
    experiment, recording = exhibit.named[label], exhibit.recording(label)
    data = loaded(experiment)
    probe = default_probe(
        make_windows(data, experiment.problem, experiment.data.scale), exhibit.probe
    )
    architecture = architecture_of(experiment, data)
    first, last = recording.frames[0].weights, recording.kept
    assert first is not None
    assert last is not None
    before, after = (
        explain_probe(architecture, architecture.unflatten(weights), probe)
        for weights in (first, last)
    )
    return before, after, recording


def test_one_lstm_unit_learns_to_forget_at_the_bell_in_seven_of_eight_seeds() -> None:
    """Remember, within its 500 steps; untrained it is false for every seed, and the sentence
    follows the claim.
    """
    exhibit = EXHIBITS["remember"]
    held = 0
    for seed in range(8):
        before, after, _recording = before_and_after(
            seeded(exhibit.experiment, seed), exhibit.probe
        )
        bell = before.x[:, 1] > 0.5
        assert not exhibit.claim(before)
        assert "it forgets" not in about_gates(before, "lstm", bell)
        if exhibit.claim(after):
            held += 1
            assert "it forgets" in about_gates(after, "lstm", bell)
    assert held >= 7


def test_an_exploding_run_ends_in_twenty_steps_and_a_clipped_one_learns() -> None:
    """Exploding, and its first variation: well below always predicting the mean, 0.45."""
    exhibit = EXHIBITS["exploding"]
    before, after, recording = before_and_after(exhibit.experiment, exhibit.probe)
    assert not exhibit.claim(before)
    assert claim_holds(exhibit, after, recording)
    assert recording.step < 40
    clipped = exhibit.varied(dict(exhibit.variations)["Clip at 0.5"])
    _before, after, recording = before_and_after(clipped, exhibit.probe)
    assert not claim_holds(exhibit, after, recording)
    assert (
        min(row.validation_loss for row in recording.rows if row.validation_loss is not None) < 0.15
    )


def steps_to(recording: Recording, mark: float) -> float:
    """Return the first evaluated step with a validation loss below the mark; infinite when there is
    none.
    """
    return next(
        (
            row.step
            for row in recording.rows
            if row.validation_loss is not None and row.validation_loss < mark
        ),
        float("inf"),
    )


def test_the_simple_rnn_is_first_at_the_echo_and_behind_at_the_hold() -> None:
    """The task decides: 1 LSTM unit of 22 numbers ends below 32 simple units of more than a
    thousand.
    """
    exhibit = EXHIBITS["when_gates_matter"]
    before, after, simple = before_and_after(exhibit.experiment, exhibit.probe)
    assert not exhibit.claim(before)
    assert exhibit.claim(after)
    variations = dict(exhibit.variations)
    runs = {
        label: before_and_after(exhibit.varied(variations[label]), 0)[2]
        for label in ("Echo: LSTM", "Hold: LSTM, 1 unit", "Hold: simple RNN, 32 units")
    }
    assert exhibit.target_loss is not None
    assert steps_to(simple, exhibit.target_loss) < steps_to(runs["Echo: LSTM"], exhibit.target_loss)
    one, many = runs["Hold: LSTM, 1 unit"], runs["Hold: simple RNN, 32 units"]
    assert (one.parameters, many.parameters) == (22, 1185)
    assert (one.rows[-1].validation_loss or 1) < (many.rows[-1].validation_loss or 0) / 2


@pytest.mark.parametrize(
    "experiment",
    EXHIBITS["problem_types"].experiments,
    ids=lambda experiment: experiment.problem.kind,
)
def test_the_four_waves_are_learned_as_every_problem_type(experiment: Experiment) -> None:
    """Problem types: an LSTM gets below each target loss within the exhibit's training steps."""
    experiment = experiment.with_values(
        {"training.target_loss": TARGET_LOSSES[experiment.problem.kind]}
    )
    assert advance(experiment, loaded(experiment), None, Budget()).stop_reason == "target_loss"


def test_the_target_losses_are_below_the_best_baseline() -> None:
    """A loss that a baseline reaches does not prove that a network learned anything."""
    exhibit = EXHIBITS["problem_types"]
    assert (
        {e.problem.kind for e in exhibit.experiments}
        == set(registry.entries("problem"))
        == set(TARGET_LOSSES)
    )
    for experiment in exhibit.experiments:
        simple = reference(experiment, loaded(experiment))
        best = min(
            value for name, value in simple.items() if name != "class_mean"
        )  # which is told the class, as the network is
        assert TARGET_LOSSES[experiment.problem.kind] < best


@shipped
def test_shipped_recording_is_the_run_of_its_description(exhibit: Exhibit, label: str) -> None:
    """Same first losses as a run made now, to float32's rounding between machines, and all the
    steps asked for, unless the training diverges.
    """
    experiment, recording = exhibit.named[label], exhibit.recording(label)
    data = loaded(experiment)
    if recording.stop_reason != "diverged":
        assert recording.stop_reason == "max_steps"
        assert recording.step == experiment.training.max_steps
    frames = advance(experiment, data, None, Budget(steps=50)).frames
    stored = {f.step: f for f in recording.frames + recording.rows}
    early = [f for f in frames if f.step in stored]
    assert len(early) > 5
    assert [stored[f.step].train_loss for f in early] == pytest.approx(
        [f.train_loss for f in early], rel=1e-2 if recording.stop_reason == "diverged" else 1e-3
    )


@every
def test_claim_holds_for_the_shipped_recording_and_not_at_its_beginning(exhibit: Exhibit) -> None:
    """What the first screen says is true of what it shows; the threshold is reached, the code is
    upright, and the sentence holds numbers.
    """
    before, after, recording = shown(exhibit)
    assert not claim_holds(exhibit, before, Recording(recording.parameters))
    assert claim_holds(exhibit, after, recording)
    if exhibit.sentence is not None:
        assert "not a number" not in exhibit.sentence(after)
    if exhibit.upright is not None:
        assert exhibit.upright(after)
    if exhibit.target_loss is not None:
        assert (recording.rows[-1].validation_loss or np.inf) < exhibit.target_loss


def test_the_exhibits_are_numbered_in_the_order_of_the_lecture() -> None:
    """The simple RNN and its problems come before the cells that solve them."""
    assert [e.number for e in EXHIBITS.values()] == list(range(1, 10))
    assert [*EXHIBITS][:5] == ["unrolled", "problem_types", "vanishing", "exploding", "remember"]


def test_a_recording_is_remade_byte_for_byte() -> None:
    """The smallest one; the others are made by the same function."""
    exhibit = EXHIBITS["exploding"]
    assert record(exhibit).to_bytes() == record(exhibit).to_bytes()
    back = Recording.from_bytes(exhibit.recording_file().read_bytes())
    assert back.to_bytes() == exhibit.recording_file().read_bytes()


@every
def test_an_exhibit_ships_small_recordings(exhibit: Exhibit) -> None:
    """A clone stays light, and a film still has frames enough to be followed."""
    for label in exhibit.named:
        assert exhibit.recording_file(label).stat().st_size < 250_000
    assert len(exhibit.recording().with_weights()) >= 15


def test_the_gradient_explodes_without_clipping_and_is_cut_with_it() -> None:
    """By many powers of ten within twenty steps; clipped, no step is longer than half."""
    exhibit = EXHIBITS["exploding"]
    free, clipped = exhibit.recording(), exhibit.recording("Clip at 0.5")
    lengths = [f.grad_norm for f in free.frames[1:]]
    assert lengths[-1] / lengths[0] > 1e12
    assert free.step < 40
    assert clipped.step == 300
    over = [f for f in clipped.frames[1:] if f.grad_norm > 0.5]
    assert len(over) > 0.9 * len(clipped.frames)
    assert max(f.grad_norm for f in over) < 100


def test_the_winner_of_the_race_depends_on_the_task() -> None:
    """The simple RNN is first at the echo, one LSTM unit at Hold; the sentence says which."""
    exhibit = EXHIBITS["when_gates_matter"]
    for (mine, other), winner in zip(exhibit.pairs, ("Simple RNN", "LSTM"), strict=True):
        cells = [registry.lookup("cell", exhibit.named[x].model.cell).label for x in (mine, other)]
        rows = [exhibit.recording(label).rows for label in (mine, other)]
        sentence = about_race(dict(zip(cells, rows, strict=True)), 0.01)
        assert sentence.startswith(f"**{winner}**"), sentence
        assert exhibit.rival(exhibit.named[mine]) == other
        assert exhibit.rival(exhibit.named[other]) == mine


@every
def test_every_exhibit_and_variation_is_a_description_that_leads_back_to_it(
    exhibit: Exhibit,
) -> None:
    """By its link, and from the menu also where another exhibit asks the same question."""
    for experiment in exhibit.experiments:
        assert type(experiment).from_query(exhibit.link(experiment)) == experiment
        assert exhibit_of(experiment, EXHIBITS, exhibit.name) is exhibit
    assert exhibit_of(exhibit.experiment, EXHIBITS) is exhibit
    changed = replace(
        exhibit.experiment, training=replace(exhibit.experiment.training, learning_rate=0.0123)
    )
    assert exhibit_of(changed, EXHIBITS, exhibit.name) is exhibit


def test_a_readers_own_sine_is_no_exhibits_though_a_variation_uses_one() -> None:
    """Else its page would speak of echoes, and train at a pace to watch them."""
    own = Experiment.from_dict({"data": {"length": 300}, "problem": {"lookback": 10}})
    assert exhibit_of(own, EXHIBITS) is None
