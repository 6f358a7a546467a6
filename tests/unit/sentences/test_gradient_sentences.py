"""Sentences of the Gradients page, each on a case where it holds and on the opposite case."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from playground.analysis.gradients.learning import Learning, Moment, Use, chosen, clipped, use
from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.parameters import Lengths
from playground.analysis.gradients.view import View
from playground.gallery.gradient_presets import PRESETS
from playground.runs.recording import Frame, Recording
from playground.sentences.gradient_breakdown import about_lengths, about_units
from playground.sentences.learning import about_clipping, about_growth, about_use
from playground.sentences.reach import (
    about_before_training,
    about_explosion,
    about_gates_at_start,
    about_reach,
    about_saturation,
    about_view,
)
from playground.sentences.shares import factor_words, power_words, share_words


def falling(cell: str, per_step: float, steps: int = 100, gate: float = 0.9) -> Line:
    """Return a line that changes by one factor with every step back."""
    share = per_step ** np.arange(steps)[::-1]
    layer = SimpleNamespace(signals=lambda: {"forget_gate": np.full((steps, 1, 2), gate)})
    return Line(
        cell,
        "cell_state" if cell == "lstm" else "hidden_state",
        share,
        share,
        share,
        steps - 1,
        layer,
    )  # type: ignore[arg-type]


def three(elman: float, gru: float, lstm: float, **rest: float) -> dict[str, Line]:
    """Return the picture's lines."""
    return {
        "elman": falling("elman", elman),
        "gru": falling("gru", gru),
        "lstm": falling("lstm", lstm, **rest),
    }


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (three(0.6, 0.6, 1.0), "only the LSTM responds to it"),
        (three(1.0, 0.6, 0.6), "only the simple RNN responds to it"),
        (three(0.6, 0.6, 0.6), "all of them nearly ignore it"),
        (three(1.0, 1.0, 1.0), "all of them respond to it"),
        (three(1.0, 0.6, 1.0), "the GRU nearly ignores it"),
    ],
)
def test_cells_are_judged_at_the_step_that_matters(lines: dict[str, Line], told: str) -> None:
    """Vanishing further back does not count: three steps back all of them respond."""
    assert told in about_reach(lines, 98)
    assert "all of them respond to it" in about_reach(lines, 3)
    assert "Steps back until" in about_reach(lines, None)


def test_reach_is_given_where_nothing_is_marked() -> None:
    """0.9 falls under 1 % after 44 steps, 1 never does."""
    told = about_reach(three(0.9, 0.9, 1.0), None)
    assert "the simple RNN 44" in told
    assert "the LSTM all 99" in told


def test_explosion_is_reported_only_beyond_a_hundred_times() -> None:
    """1.03 to the 99th is 19, 1.06 to the 99th is 320."""
    assert about_explosion(three(1.03, 0.9, 1.0)) is None
    told = about_explosion(three(1.06, 0.9, 1.0))
    assert told is not None
    assert "In the simple RNN, a change 99 steps back" in told


def test_an_lstm_that_vanishes_like_a_simple_rnn_is_no_cure() -> None:
    """And one that does not is not."""
    alike = about_gates_at_start(three(0.6, 0.6, 0.62, gate=0.49))
    assert alike is not None
    assert "alone is no cure" in alike
    assert "f = 0.49" in alike
    other = about_gates_at_start(three(0.6, 0.6, 1.0, gate=0.95))
    assert other is not None
    assert "no cure" not in other
    assert "halves a memory in" in other


def test_saturation_is_named_only_where_tanh_holds_growth_back() -> None:
    """Not for a line that follows theory, not for ReLU, not below 1."""
    held_back, free = falling("elman", 1.0), falling("elman", 1.5)
    assert about_saturation(held_back, 1.5, "tanh") is not None
    assert about_saturation(free, 1.5, "tanh") is None
    assert about_saturation(held_back, 1.5, "relu") is None
    assert about_saturation(held_back, 0.9, "tanh") is None


def test_networks_are_called_untrained_until_the_gru_reaches_everything() -> None:
    """Then there is nothing to add."""
    assert about_before_training(three(0.9, 0.9, 1.0)) is not None
    assert about_before_training(three(0.9, 1.0, 1.0)) is None


def test_all_steps_hide_vanishing_only_where_there_is_some() -> None:
    """The first state weighs as much as the last for the sum, and nothing for the last prediction
    alone.
    """
    view = View(step="all")
    assert "hide vanishing" in (about_view(view, three(1.0, 1.0, 1.0), three(0.6, 0.6, 0.6)) or "")
    assert "hide nothing" in (about_view(view, three(1.0, 1.0, 1.0), three(1.0, 1.0, 1.0)) or "")
    assert about_view(View(), three(1.0, 1.0, 1.0)) is None


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "100 %"),
        (0.034, "3.4 %"),
        (2e-5, "0.002 %"),
        (3.2e-22, "3·10⁻²²"),
        (9.9e-8, "10⁻⁷"),
        (5.5, "5.5 times"),
        (3e7, "3·10⁷ times"),
        (0.0, "0"),
    ],
)
def test_shares_stay_readable(share: float, words: str) -> None:
    """From whole to vanishing."""
    assert share_words(share) == words
    assert power_words(2.4e-5) == "2·10⁻⁵"
    assert factor_words(-0.22499) == "÷ 1.68 per step"
    assert factor_words(-0.0001) == "× 1 per step"


def moment(step: int, per_step: float, steps: int = 50) -> Moment:
    """Return a moment whose influence changes by one factor with every step back."""
    share = per_step ** np.arange(steps)[::-1]
    faint = np.flatnonzero(share[::-1] < 0.01)
    return Moment(
        step,
        share,
        int(faint[0]) if faint.size else None,
        {"forget_gate": Use(0.1, 0.6, 0.5), "hidden_state": Use(0.0, 0.2, 0.0)},
    )


@pytest.mark.parametrize(
    ("before", "after", "marked", "unmarked"),
    [
        (0.6, 0.99, "has learned to use it", "grew from 10 steps to all 49 steps"),
        (0.99, 0.6, "has stopped using it", "shrank from all 49 steps to 10 steps"),
        (0.6, 0.6, "still nearly ignores it", "is the same as before"),
        (0.99, 0.98, "responded to it from the start", "is the same as before"),
    ],
)
def test_growth_is_described_as_it_was(
    before: float, after: float, marked: str, unmarked: str
) -> None:
    """At the step that matters when there is one."""
    both = [moment(0, before), moment(100, after)]
    assert marked in about_growth(both, 40)
    assert unmarked in about_growth(both, None)
    assert "Before training the reach is" in about_growth(both[:1], 40)


def recording(norms: list[float]) -> Recording:
    """Return a run of so many steps with these gradient norms."""
    frames = [Frame(0, np.nan, np.nan, np.nan, None, np.zeros(3, np.float32))]
    frames += [
        Frame(k, 1.0, norm, 0.01, None, np.full(3, k, np.float32))
        for k, norm in enumerate(norms, 1)
    ]
    return Recording(3, frames)


def test_clipping_is_counted_where_the_gradient_was_longer() -> None:
    """A limit changed during training counts from its step on."""
    run = recording([0.5, 2.0, 3.0, 0.1])
    training = PRESETS["clipped"].experiment.training
    assert clipped(run, training).tolist() == [2, 3]
    assert "at 2 of 4" in (about_clipping(run, clipped(run, training)) or "")
    none = clipped(run, PRESETS["exploding"].experiment.training)
    assert none.size == 0
    assert "at none of the 4" in (about_clipping(run, none) or "")
    later = (
        PRESETS["exploding"]
        .experiment.with_values(
            {"training.changes": [{"step": 3, "field": "grad_clip_norm", "value": 1.0}]}
        )
        .training
    )
    assert clipped(run, later).tolist() == [3]


def test_use_counts_values_at_the_ends_and_units_that_stand_still() -> None:
    """One unit shut for ever, one that moves between the ends."""
    gate = np.stack([np.full(10, 0.01), np.tile([0.5, 0.99], 5)], axis=1)
    assert use("forget_gate", gate) == Use(0.5, 0.25, 0.5)
    assert use("hidden_state", -gate) == Use(0.0, 0.25, 0.5)
    told = about_use([moment(0, 0.9)], {"forget_gate": "f_t", "hidden_state": "h_t"})
    assert "f_t saturates most: 70 %" in told
    assert "50 % of f_t" in told


def test_moments_are_computed_once_and_again_for_other_weights() -> None:
    """A step is computed again only when the run, the example or its weights changed."""
    kept, run = Learning(), recording([1.0] * 5)
    missing = kept.missing("a", run)
    assert [frame.step for frame in missing] == [0, 4, 2, 1, 3, 5]  # those that cover the run first
    kept.add(missing, [moment(frame.step, 0.9) for frame in missing[:4]])  # more took too long
    assert [m.step for m in kept.moments()] == [0, 1, 2, 4]
    assert [frame.step for frame in kept.missing("a", run)] == [3, 5]
    other = recording([1.0] * 5)
    assert len(kept.missing("a", other)) == 6  # other weights at the same steps
    assert len(kept.missing("b", run)) == 6
    assert kept.moments() == []
    assert len(chosen(recording([1.0] * 199))) <= 82


def test_clipping_of_one_batch_is_described_as_it_acts() -> None:
    """Off, without effect, and shortening."""
    groups = {"rnn.weight_ih_l0": 3.0, "head.weight": 4.0}
    assert "Clipping is off" in about_lengths(Lengths(groups, 5.0, 1.0), None)
    assert "leaves it unchanged" in about_lengths(Lengths(groups, 5.0, 1.0), 10.0)
    assert "multiplies every weight's gradient by 0.2" in about_lengths(
        Lengths(groups, 5.0, 0.2), 1.0
    )
    assert "1 of 4 units" in about_units(np.array([[1.0, 0.01, 0.01, 0.01]]), "lstm")
    assert "4 of 4 units" in about_units(np.full((1, 4), 0.5), "lstm")
