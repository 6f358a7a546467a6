"""Sentences of the Train page, each on a case where it holds and on the opposite case."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from playground.analysis.ablation import Ablation
from playground.analysis.gradients.itemised import Items
from playground.analysis.gradients.lines import Line
from playground.analysis.influence import Influence
from playground.config.experiment import Experiment, Model
from playground.models.architecture import Architecture
from playground.runs.recording import Frame, Recording
from playground.sentences.ablation import about_unit
from playground.sentences.cell import about_reading
from playground.sentences.divergence import about_divergence
from playground.sentences.gates import halving
from playground.sentences.gradient import about_gradient
from playground.sentences.gradient_breakdown import about_direct, about_items, about_jacobian
from playground.sentences.losses import about_losses
from playground.sentences.prediction import about_prediction
from playground.sentences.results import about_results
from playground.sentences.task import about_task


def run(*losses: float | None, training: tuple[float, ...] = ()) -> Recording:
    """Return a recording with one evaluation each ten steps; its training errors fall unless they
    are given.
    """
    falling = training or tuple(1.0 / (k + 1) for k in range(len(losses)))
    rows = [
        Frame(10 * k, falling[k], 0.1, 0.01, loss, np.zeros(1, np.float32))
        for k, loss in enumerate(losses)
    ]
    return Recording(1, rows, rows)


def influence(*share: float) -> Influence:
    """Return the influence of an LSTM's memory."""
    return Influence("cell_state", np.array(share), np.nan_to_num(share))


def test_the_error_curve_is_below_a_guess_only_when_it_is() -> None:
    """An exact one forms no ratio, and ties name all."""
    baselines = {"last value": 0.2, "the mean": 0.3}
    assert "below every baseline (best: last value, 0.2)" in about_losses(run(1.0, 0.1), baselines)
    assert "no lower than that of the best baseline (last value, 0.2)" in about_losses(
        run(1.0, 0.25), baselines
    )
    assert "baseline" not in about_losses(run(1.0, 0.1), {})
    assert "Not trained yet" in about_losses(Recording(1), baselines)
    assert "overflowed" in about_losses(run(1.0, float("inf")), baselines)
    assert "linear autoregression is exact here" in about_losses(
        run(1.0, 0.25), {"linear autoregression": 1e-30, "the mean": 1.0}
    )
    assert "best baseline (last value and the mean, 0.2)" in about_losses(
        run(1.0, 0.25), {"last value": 0.2, "the mean": 0.2}
    )


def test_overfitting_needs_a_falling_training_error_below_a_rising_validation_error() -> None:
    """Where the training error rose too, or the sets differ in range, another reason is given."""
    risen = (1.0, 0.1, 0.12, 0.14, 0.2, 0.3, 0.4)
    fell, rose = (0.9, 0.5, 0.1, 0.09, 0.08, 0.07, 0.06), (0.001, 0.001, 0.01, 0.2, 0.3, 0.4, 0.5)
    assert "lowest at step 10 (0.1)" in (told := about_losses(run(*risen, training=fell), {}))
    assert "starting to overfit" in told
    assert "overfit" not in about_losses(run(*reversed(risen), training=fell), {})
    told = about_losses(run(*risen, training=rose), {})
    assert "overfit" not in told
    assert "try a smaller learning rate" in told
    assert "overfit" not in about_losses(
        run(*risen, training=tuple(10 * v for v in fell)), {}
    )  # still the larger of the two
    assert "need not be overfitting" in about_losses(run(*risen, training=fell), {}, lambda: True)


def test_the_test_set_may_say_no() -> None:
    """As soon as the network is no better than the best baseline."""
    others = {"last value": 2.0, "the mean": 4.0, "seasonal": None}
    told = about_results(1.0, others, "mean error")
    assert told == "The network's mean error is 50 % of that of the best baseline (last value)."
    assert "105 %" in (no := about_results(2.1, others, "mean error"))
    assert "does not beat it" in no
    assert "3 times" in about_results(6.0, others, "mean error")
    assert "not finite" in about_results(None, others, "mean error")
    assert "is exact here" in about_results(1.0, {"last value": 0.0}, "mean error")
    assert "is exact here" in about_results(1e-3, {"linear": 1e-16, "the mean": 1.0}, "mean error")
    assert about_results(1.0, {"seasonal": None}, "mean error") == ""


def test_the_reach_is_the_first_step_under_one_per_cent() -> None:
    """The whole window, some steps, none at all, or an explosion."""
    assert "the reach is the whole window" in about_gradient(influence(0.4, 0.02, 1.0))
    assert "the reach is 2 steps" in about_gradient(influence(0.4, 0.009, 0.5, 1.0))
    assert "explodes" in about_gradient(influence(101.0, 1.0))
    assert "explodes" not in about_gradient(influence(99.0, 1.0))
    assert "gradient is zero" in about_gradient(influence(np.nan, np.nan))
    assert "beyond the range of numbers" in about_gradient(
        Influence("cell_state", np.full(2, np.nan), np.full(2, np.nan))
    )
    assert "cannot be compared" in about_gradient(
        Influence("cell_state", np.full(2, np.nan), np.array([1.0, 0.0]))
    )
    assert "only one time step" in about_gradient(influence(1.0))
    assert "Nothing before the last ▲ at t = 3 matters" in about_gradient(
        influence(0.001, 0.002, 0.9, 1.0), 3
    )
    assert "Nothing before" not in about_gradient(influence(0.001, 0.2, 0.9, 1.0), 3)
    assert "Nothing before" not in about_gradient(influence(0.001, 0.02, 0.9, 1.0), 3)
    assert "Nothing before" not in about_gradient(influence(0.001, 0.002, 0.1, 1.0), 3)
    assert "rises again, to 40 % at t = 1" in about_gradient(influence(0.4, 0.009, 0.5, 1.0))
    assert "reach is 1 step." in about_gradient(influence(0.001, 1.0))


def test_a_prediction_is_as_far_off_as_it_says() -> None:
    """One step or many, with and without a target."""
    assert (
        about_prediction(np.array([2.0]), np.array([1.5]), "°C")
        == "It predicts 1.5 °C, the target is 2 °C: off by 0.5 °C."
    )
    many = about_prediction(np.array([1.0, 2.0]), np.array([1.5, 2.0]), "", np.array([0.0, 0.0]))
    assert (
        many
        == "On this example it is off by 0.25 per step on average; always predicting the mean would be off by 1.5."
    )
    squared = about_prediction(
        np.array([1.0, 2.0]), np.array([1.4, 2.0]), "", np.array([0.0, 0.0]), squared=True
    )
    assert (
        squared
        == "On this example its mean squared error is 0.08; always predicting the mean gives 2.5."
    )
    assert "not known yet" in about_prediction(None, np.array([1.0, 3.0]), "")


def test_a_gradient_is_said_to_have_grown_only_where_it_was_seen_to() -> None:
    """With clipping on, or at a rate above 1, the advice is a smaller rate."""
    free = Experiment.from_dict(
        {"training": {"grad_clip_norm": None, "learning_rate": 0.1}}
    ).training
    clipped = replace(free, grad_clip_norm=1.0)

    def lengths(*norms: float) -> list[Frame]:
        return [Frame(k, 1.0, norm, 0.1) for k, norm in enumerate((float("nan"), *norms))]

    grown = about_divergence(4, free, lengths(3.4, 50.0, 1e5))
    assert "grown from 3.4 at step 1 to 100,000 at step 3" in grown
    assert "try gradient clipping" in grown
    calm = about_divergence(4, free, lengths(3.4, 2.98))
    assert "grown" not in calm
    assert "was not clipped: try gradient clipping" in calm
    fast = about_divergence(
        4, replace(free, learning_rate=10.0), lengths(3.4, 2.98)
    )  # a clipped step would still have length 10
    assert "clipping" not in fast
    assert "Try a learning rate below 10" in fast
    assert "clipping" not in about_divergence(4, clipped, lengths(3.4, 1e5))
    assert "norm" not in about_divergence(1, free, lengths())


@pytest.mark.parametrize(
    ("silenced", "everything", "words"),
    [
        ([0.9, 0.1], 1.0, "Unit 1 matters most"),
        ([0.1, 0.9], 1.0, "unit 2 matters most (0.9)"),
        ([0.11, 0.11], 1.0, "No single unit is decisive"),
        ([0.05, 0.05], 0.1, "contribute nothing here"),
        ([1.0], 1.0, "The only unit does all the work"),
        ([0.11], 0.11, "Switching off the only unit"),
    ],
)
def test_who_carries_the_answer_is_who_it_costs_most_to_silence(
    silenced: list[float], everything: float, words: str
) -> None:
    """Of the first unit, in a network whose error is 0.1."""
    found = Ablation(0, 0.1, np.array(silenced), everything, 8)
    assert words in about_unit(found, 0, task=True)
    assert "mean squared error" not in about_unit(found, 0, task=True, classes=True)


def test_a_gate_halves_a_memory_when_the_arithmetic_says_so() -> None:
    """0.995 to the power of 138 is a half."""
    assert halving(0.995).endswith("in 138 steps")
    assert abs(0.995**138 - 0.5) < 0.002
    assert halving(0.5).endswith("within one step")
    assert halving(1.0) == "alone, it never halves a memory"


def test_chance_follows_the_task_as_it_is_set() -> None:
    """The adding problem's mean squared error of saying the mean: 1/6 for two numbers from 0 to 1;
    of the form of 1997, 1/24.
    """
    adding = Experiment.from_dict(
        {"data": {"source": "adding"}, "problem": {"kind": "many_to_one", "lookback": 20}}
    )
    assert "Always predicting the mean: 0.167" in about_task(adding)
    assert "Always predicting the mean: 0.0417" in about_task(
        adding.with_values({"data.params": {"form": "original"}})
    )
    order = Experiment.from_dict(
        {
            "data": {"source": "temporal_order"},
            "problem": {"kind": "classification", "lookback": 30},
        }
    )
    assert "25 % correct" in about_task(order)


def test_the_help_beside_the_cell_speaks_of_this_cell() -> None:
    """C only for an LSTM, the direct path only where there is one, scaling only where there is
    some.
    """
    lstm, rnn = (
        " ".join(about_reading(Architecture(Model(cell=c, hidden_size=1), 1), scaled=c == "lstm"))
        for c in ("lstm", "elman")
    )
    assert "C_0" in lstm
    assert "direct path" in lstm
    assert "scaled inputs" in lstm
    assert not any(words in rnn for words in ("C_0", "direct path", "scaled inputs", "seed"))
    assert "with another seed" in " ".join(
        about_reading(
            Architecture(Model(cell="gru", hidden_size=2), 1, readout="every"), scaled=False
        )
    )


def test_near_losses_are_counted_as_what_they_tell_the_first_state() -> None:
    """All of it when only the first loss reaches it, none when only the last does."""
    asked = np.array([0, 5, 40])
    told = [np.zeros((3, 41)) for _ in range(3)]
    told[0][0, 0], told[1][2, 0] = 2.0, 2.0
    near, far, nothing = (about_items(Items(asked, found), "lstm") for found in told)
    assert "100 % comes from the losses of the first 11 steps" in near
    assert "0 % comes from" in far
    assert "100 %" in far
    assert nothing == "No gradient reaches the first state here."


def test_the_direct_path_is_the_product_of_the_gates_at_the_far_end() -> None:
    """Three steps of f = 0.5: a quarter is left; and a simple RNN has none."""
    gradients = {"cell_state": np.ones((3, 1, 2)), "hidden_state": np.ones((3, 1, 2))}
    gates = {"forget_gate": np.full((3, 1, 2), 0.5), "update_gate": np.full((3, 1, 2), 1.0)}
    share = np.array([0.8, 0.9, 1.0])
    layer = SimpleNamespace(signals=lambda: gates, gradients=lambda: gradients)
    bare = SimpleNamespace(signals=dict, gradients=lambda: gradients)
    lstm = Line("lstm", "cell_state", share, share, share, 2, layer)  # type: ignore[arg-type]
    gru = Line("gru", "hidden_state", share, share, share, 2, layer)  # type: ignore[arg-type]
    rnn = Line("elman", "hidden_state", share, share, share, 2, bare)  # type: ignore[arg-type]
    both = about_direct({"lstm": lstm, "gru": gru, "elman": rnn})
    assert "Πf alone would leave 25 %; all paths together leave 80 %" in both
    assert "Πz alone would leave 100 %" in both
    assert about_direct({"elman": rnn}).startswith("A simple RNN has no direct path")


def test_the_jacobians_two_norms_are_not_mixed_up() -> None:
    """The strongest direction never exceeds all directions together."""
    told = about_jacobian((np.array([5.0, 1.0]), np.array([3.0, 1.0])), "gru")
    assert "spectral norm 3 (the strongest direction), Frobenius norm 5" in told
